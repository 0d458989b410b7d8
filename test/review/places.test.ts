import assert from 'node:assert/strict'

import type {Observation} from '../../src/model/observation.js'
import type {Policy} from '../../src/model/policy.js'
import type {World} from '../../src/review/review-model.js'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {counts} from '../../src/model/observation.js'
import {noPolicy} from '../../src/model/policy.js'
import {judgePlaces} from '../../src/assess/assess-by-place.js'
import {sampleSnapshot} from '../../src/snapshot/load-snapshots.js'
import {wordOf} from '../../src/report/text/paint.js'
import {matrixOf} from '../../src/review/matrix.js'
import {pageOf} from '../../src/review/screen-ui/pages.js'
import {begun} from '../../src/review/line-ui/line-reducer.js'
import {started} from '../../src/review/screen-ui/screen-state.js'
import {openPlaces, questionsOf, shortName, troubles} from '../../src/review/review-model.js'

const catalog = loadCatalog(['all'])

function worldOf(policy: Policy = noPolicy): World {
  const judged = judgePlaces(sampleSnapshot(), catalog, {
    allowUnknown: false,
    failOn: 'never',
    policy: {files: [], policy, sha256: ''},
    scopeKind: 'sample',
    version: '0.0.0',
  })
  return {
    ...judged,
    checks: catalog.checks,
    frameworks: catalog.frameworks,
    policy,
    today: judged.report.generatedAt.slice(0, 10),
  }
}

const first = worldOf()
const placeNamed = (name: string) =>
  first.places.find(one => one.name === name) ?? assert.fail(`${name} is no place of the sample`)
const linesOf = (world: World, place: string) => {
  const state = started(begun(undefined), false)
  return pageOf(world, {...state, way: [{at: 0, screen: {kind: 'place', place}}]}, 400).lines.map(({text}) => text)
}

/** The observations that a control names, where anything draws its boundary those too. */
const speaksOf =
  (checks: readonly string[], boundary: readonly string[] = []) =>
  ({check}: Observation) =>
    [...checks, ...boundary].includes(check)

describe('a control at one place', () => {
  it('never stands better than what was seen of the place and of what it uses', () => {
    let met = 0
    for (const place of first.places) {
      const {own, wider} = first.near(place)
      for (const {control, framework, of} of first.at(place)) {
        const seen = [...own, ...wider].filter(one =>
          one.controls.some(ref => ref.framework === framework && ref.control === control.id),
        )
        if (of === 'place' && seen.some(one => counts(one, 'fail') || counts(one, 'unknown'))) {
          met++
          assert.ok(
            ['fail', 'unknown'].includes(control.status),
            `${place.name} ${framework} ${control.id} ${control.status}`,
          )
        }

        if (control.status === 'pass' && of === 'place')
          assert.ok([...own, ...wider].filter(speaksOf(control.checks)).some(({verdict}) => verdict === 'pass'))
      }
    }

    assert.ok(met > 100)
  })

  it('stands as the whole does where only other places were seen', () => {
    let met = 0
    for (const place of first.places) {
      const {own, wider} = first.near(place)
      for (const whole of first.report.frameworks.flatMap(({controls}) => controls)) {
        const isOf = speaksOf(whole.checks, whole.boundary)
        if (!first.report.observations.some(isOf) || [...own, ...wider].some(isOf)) continue
        const placed = first.at(place).filter(({control}) => control.id === whole.id && control.title === whole.title)
        assert.ok(
          placed.length > 0 && placed.every(({control, of}) => of === 'whole' && control.status === whole.status),
        )
        const line = linesOf(first, place.name).find(text => text.endsWith(` ${whole.id}  ${whole.title}`)) ?? ''
        if (whole.status === 'fail' || whole.status === 'unknown') {
          met++
          assert.ok(line.startsWith(`${wordOf[whole.status]} (whole scope)`), line)
        }
      }
    }

    assert.ok(met > 0)
  })

  it('is rolled up over the borrowed add-on, the space and the pipeline too', () => {
    for (const {own, place} of first.places.map(one => ({own: first.near(one).own, place: one}))) {
      const elsewhere = own.filter(({subject: {app, kind, name}}) =>
        kind === 'app' ? name !== place.name : app !== undefined && app !== place.name,
      )
      // Of others is only what the place uses: their add-ons.
      assert.ok(
        elsewhere.every(({subject: {kind}}) => kind === 'addon'),
        JSON.stringify(elsewhere.map(({subject}) => subject)),
      )
    }

    const kinds = new Set(first.places.flatMap(one => first.near(one).own.map(({subject}) => subject.kind)))
    for (const kind of ['addon', 'app', 'attachment', 'pipeline', 'space'] as const) assert.ok(kinds.has(kind), kind)
    const borrowed = first.places.filter(one =>
      first.near(one).own.some(({subject: {app, kind}}) => kind === 'addon' && app !== undefined && app !== one.name),
    )
    assert.ok(borrowed.length > 0)
  })

  it('hides nothing: each observation is of a place, or wider', () => {
    const near = new Set(first.places.flatMap(place => [...first.near(place).own, ...first.near(place).wider]))
    const lost = first.report.observations.filter(one => !near.has(one))
    // A space without apps, and what is of it alone, is of no app.
    assert.deepEqual(
      lost.filter(({subject: {space}}) => space === undefined).map(({subject}) => subject),
      [],
    )
  })

  it('is answered for the place by what was answered for it', () => {
    const [question] = questionsOf(first, {kind: 'all'})
    assert.ok(question)
    const {control, framework} = question
    const [one, other] = first.places
    assert.ok(one?.app && other)
    const world = worldOf({
      ...noPolicy,
      answers: [
        {
          answer: 'yes',
          apps: [one.app],
          by: 'ann@example.com',
          control: control.id,
          framework,
          on: first.today,
          reason: 'seen',
        },
      ],
    })
    const statusAt = (place: typeof one) =>
      world.at(place).find(placed => placed.framework === framework && placed.control.id === control.id)?.control.status
    assert.deepEqual([statusAt(one), statusAt(other)], ['attested', 'manual'])
  })

  it('counts, within a team or space, what its apps are attached to', () => {
    const within = {kind: 'space', name: placeNamed('fee-tables').space ?? 'quill-vault'} as const
    const apps = first.places.filter(({space}) => space === within.name).map(({name}) => name)
    const seen = troubles(first, within).map(({subject}) => subject.app)
    const all = troubles(first).map(({subject}) => subject.app)
    assert.ok(apps.length > 0)
    for (const app of apps)
      assert.equal(seen.filter(one => one === app).length, all.filter(one => one === app).length, app)
  })
})

describe('what is open where the policy says who holds data', () => {
  const holder = 'fee-tables'
  const world = worldOf({
    ...noPolicy,
    data: {
      cardholder: {apps: [holder], by: 'ann@example.com', on: first.today},
      personal: {apps: [holder], by: 'ann@example.com', on: first.today},
    },
  })

  it('is not asked of apps that are out of scope, of a framework or of a control', () => {
    let [ofFramework, ofControl] = [0, 0]
    for (const {controls, dataClass, id, outOfScope = []} of world.report.frameworks)
      for (const control of controls)
        for (const place of world.places) {
          if (world.isAbout(id, control.id, place)) continue
          if (dataClass === undefined) ofControl++
          else if (outOfScope.some(({app}) => app === place.app)) ofFramework++
          assert.deepEqual(openPlaces(world, id, control, [place]), [])
          assert.deepEqual(
            world
              .at(place)
              .filter(one => one.framework === id && one.control.id === control.id)
              .map(({control: {status}, of}) => [status, of]),
            [['not-applicable', 'nothing']],
          )
        }

    assert.ok(ofFramework > 0 && ofControl > 0, JSON.stringify([ofFramework, ofControl]))
  })

  it('is counted alike in the matrix and on the page of a place', () => {
    for (const row of matrixOf(world, {kind: 'all'}))
      if (row.place) {
        const lines = linesOf(world, row.name)
        for (const [index, {open}] of row.cells.entries()) {
          const id = shortName(world, world.report.frameworks[index]?.id ?? '')
          assert.equal(
            lines.filter(text => text.startsWith('OPEN ') && text.includes(`  ${id} `)).length,
            open,
            `${row.name} ${id}`,
          )
        }
      }
  })
})
