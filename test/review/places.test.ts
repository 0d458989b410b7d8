import assert from 'node:assert/strict'

import type {Observation} from '../../src/model/observation.js'
import type {Policy} from '../../src/model/policy.js'
import type {ReviewModel} from '../../src/review/review-model.js'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {countsAs} from '../../src/model/observation.js'
import {emptyPolicy} from '../../src/model/policy.js'
import {statusLabel} from '../../src/report/text/status-label.js'
import {reviewMatrix} from '../../src/review/matrix.js'
import {buildPage} from '../../src/review/screen-ui/pages.js'
import {newInterview} from '../../src/review/interview.js'
import {initialState} from '../../src/review/screen-ui/screen-state.js'
import {openQuestions} from '../../src/review/open-questions.js'
import {openPlaces} from '../../src/review/question.js'
import {shortFrameworkName, openFindings} from '../../src/review/review-model.js'
import {modelFor} from './support.js'

const catalog = loadCatalog(['all'])

const modelWith = (policy: Policy): ReviewModel => modelFor(catalog, {policy, sha256: ''})
const startModel = modelWith(emptyPolicy)
const placeNamed = (name: string) =>
  startModel.places.find(place => place.name === name) ?? assert.fail(`${name} is not a place of the sample`)
const linesOf = (model: ReviewModel, place: string) => {
  const state = initialState(newInterview(undefined), false)
  return buildPage(model, {...state, history: [{cursor: 0, screen: {kind: 'place', place}}]}, 400).lines.map(
    ({text}) => text,
  )
}

/** The observations that a control names, where anything draws its boundary those too. */
const speaksOf =
  (checks: readonly string[], boundary: readonly string[] = []) =>
  ({check}: Observation) =>
    [...checks, ...boundary].includes(check)

describe('a control at one place', () => {
  it('is never better than the observations of the place and of what it uses', () => {
    let assessedCount = 0
    for (const place of startModel.places) {
      const {own, wider} = startModel.observationsAt(place)
      for (const {control, framework, basis} of startModel.controlsAt(place)) {
        const seen = [...own, ...wider].filter(observation =>
          observation.controls.some(ref => ref.framework === framework && ref.control === control.id),
        )
        if (
          basis === 'place' &&
          seen.some(observation => countsAs(observation, 'fail') || countsAs(observation, 'unknown'))
        ) {
          assessedCount++
          assert.ok(
            ['fail', 'unknown'].includes(control.status),
            `${place.name} ${framework} ${control.id} ${control.status}`,
          )
        }

        if (control.status === 'pass' && basis === 'place')
          assert.ok([...own, ...wider].filter(speaksOf(control.checks)).some(({verdict}) => verdict === 'pass'))
      }
    }

    assert.ok(assessedCount > 100)
  })

  it('has the status of the whole scope where only other places were observed', () => {
    let openCount = 0
    for (const place of startModel.places) {
      const {own, wider} = startModel.observationsAt(place)
      const placedControls = startModel.controlsAt(place)
      const lines = linesOf(startModel, place.name)
      for (const [framework, whole] of startModel.report.frameworks.flatMap(({controls, id}) =>
        controls.map(control => [id, control] as const),
      )) {
        const isOf = speaksOf(whole.checks, whole.boundary)
        if (!startModel.report.observations.some(isOf) || [...own, ...wider].some(isOf)) continue
        const placed = placedControls.filter(
          placeStatus => placeStatus.framework === framework && placeStatus.control.id === whole.id,
        )
        assert.ok(
          placed.length > 0 && placed.every(({control, basis}) => basis === 'whole' && control.status === whole.status),
        )
        const name = `  ${shortFrameworkName(startModel, framework)} ${whole.id}  `
        const line = lines.find(text => text.includes(name)) ?? ''
        if (whole.status === 'fail' || whole.status === 'unknown') {
          openCount++
          assert.ok(line.startsWith(`${statusLabel[whole.status]} (whole scope)`), line)
        }
      }
    }

    assert.ok(openCount > 0)
  })

  it('includes the borrowed add-on, the space and the pipeline', () => {
    for (const {own, place} of startModel.places.map(place => ({own: startModel.observationsAt(place).own, place}))) {
      const elsewhere = own.filter(({subject: {app, kind, name}}) =>
        kind === 'app' ? name !== place.name : app !== undefined && app !== place.name,
      )
      // Of others is only what the place uses: their add-ons.
      assert.ok(
        elsewhere.every(({subject: {kind}}) => kind === 'addon'),
        JSON.stringify(elsewhere.map(({subject}) => subject)),
      )
    }

    const kinds = new Set(
      startModel.places.flatMap(place => startModel.observationsAt(place).own.map(({subject}) => subject.kind)),
    )
    for (const kind of ['addon', 'app', 'attachment', 'pipeline', 'space'] as const) assert.ok(kinds.has(kind), kind)
    const borrowed = startModel.places.filter(place =>
      startModel
        .observationsAt(place)
        .own.some(({subject: {app, kind}}) => kind === 'addon' && app !== undefined && app !== place.name),
    )
    assert.ok(borrowed.length > 0)
  })

  it('has every observation at a place, or in what is wider than a place', () => {
    const near = new Set(
      startModel.places.flatMap(place => [
        ...startModel.observationsAt(place).own,
        ...startModel.observationsAt(place).wider,
      ]),
    )
    const lost = startModel.report.observations.filter(observation => !near.has(observation))
    // A space without apps, and what is of it alone, is of no app.
    assert.deepEqual(
      lost.filter(({subject: {space}}) => space === undefined).map(({subject}) => subject),
      [],
    )
  })

  it('is attested at the places that the answer covers', () => {
    const [question] = openQuestions(startModel, {scope: {kind: 'all'}})
    assert.ok(question)
    const {control, framework} = question
    const [answered, unanswered] = startModel.places
    assert.ok(answered?.app && unanswered)
    const model = modelWith({
      ...emptyPolicy,
      answers: [
        {
          answer: 'yes',
          apps: [answered.app],
          by: 'ann@example.com',
          control: control.id,
          framework,
          on: startModel.today,
          reason: 'seen',
        },
      ],
    })
    const statusAt = (place: typeof answered) =>
      model.controlsAt(place).find(placed => placed.framework === framework && placed.control.id === control.id)
        ?.control.status
    assert.deepEqual([statusAt(answered), statusAt(unanswered)], ['attested', 'manual'])
  })

  it('counts what the apps of a team or space are attached to', () => {
    const within = {kind: 'space', name: placeNamed('fee-tables').space ?? 'quill-vault'} as const
    const apps = startModel.places.filter(({space}) => space === within.name).map(({name}) => name)
    const seen = openFindings(startModel, within).map(({subject}) => subject.app)
    const all = openFindings(startModel).map(({subject}) => subject.app)
    assert.ok(apps.length > 0)
    for (const app of apps)
      assert.equal(
        seen.filter(place => place === app).length,
        all.filter(observation => observation === app).length,
        app,
      )
  })
})

describe('open controls where the policy declares which apps hold data', () => {
  const holder = 'fee-tables'
  const model = modelWith({
    ...emptyPolicy,
    data: {
      cardholder: {apps: [holder], by: 'ann@example.com', on: startModel.today},
      personal: {apps: [holder], by: 'ann@example.com', on: startModel.today},
    },
  })

  it('leave out apps that are out of scope of a framework or a control', () => {
    let [ofFramework, ofControl] = [0, 0]
    for (const {controls, dataClass, id, outOfScope = []} of model.report.frameworks)
      for (const control of controls)
        for (const place of model.places) {
          if (model.isInScope(id, control.id, place)) continue
          if (dataClass === undefined) ofControl++
          else if (outOfScope.some(({app}) => app === place.app)) ofFramework++
          assert.deepEqual(openPlaces(model, id, control, [place]), [])
          assert.deepEqual(
            model
              .controlsAt(place)
              .filter(placeStatus => placeStatus.framework === id && placeStatus.control.id === control.id)
              .map(({control: {status}, basis}) => [status, basis]),
            [['not-applicable', 'nothing']],
          )
        }

    assert.ok(ofFramework > 0 && ofControl > 0, JSON.stringify([ofFramework, ofControl]))
  })

  it('are as many in the matrix as on the page of a place', () => {
    for (const row of reviewMatrix(model, {kind: 'all'}))
      if (row.place) {
        const lines = linesOf(model, row.name)
        for (const [index, {open}] of row.cells.entries()) {
          const id = shortFrameworkName(model, model.report.frameworks[index]?.id ?? '')
          assert.equal(
            lines.filter(text => text.startsWith('OPEN ') && text.includes(`  ${id} `)).length,
            open,
            `${row.name} ${id}`,
          )
        }
      }
  })
})

describe('the controls of a place', () => {
  it('say beside a failure what is wrong, never the title of what is right', () => {
    const failing = linesOf(startModel, 'fee-tables').filter(line => line.startsWith('FAIL'))
    assert.ok(failing.length > 5)
    const titles = startModel.frameworks.flatMap(({controls}) => controls.map(({title}) => title))
    assert.deepEqual(
      failing.filter(line => titles.some(title => line.endsWith(`  ${title}`))),
      [],
    )
    assert.ok(failing.some(line => line.includes("The app's logs don't go to a log drain")))
    assert.ok(linesOf(startModel, 'evidence-locker').some(line => /^UNKNOWN.* {2}whether: /.test(line)))
  })

  it('say what was answered where that makes them fail', () => {
    const [control] = startModel.report.frameworks[0]?.controls.filter(({status}) => status === 'manual') ?? []
    assert.ok(control)
    const framework = startModel.report.frameworks[0]?.id ?? ''
    const no = {answer: 'no', apps: ['*'], by: 'ann@example.com', on: startModel.today, reason: 'not yet'} as const
    const model = modelWith({...emptyPolicy, answers: [{...no, control: control.id, framework}]})
    assert.ok(linesOf(model, 'fee-tables').some(line => line.endsWith(`  answered no: ${control.title}`)))
  })
})
