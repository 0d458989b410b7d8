import assert from 'node:assert/strict'

import type {Control, Framework, Relation, Status} from '../../src/model/framework.js'
import type {Answer, Place} from '../../src/model/policy.js'
import type {ControlResult} from '../../src/model/report.js'
import type {Chance} from '../helpers/chance.js'

import {addDays} from '../../src/foundation/date.js'
import {assessControls} from '../../src/assess/assess-controls.js'
import {determineExit} from '../../src/assess/exit-code.js'
import {withSharedQuestions} from '../../src/assess/shared-questions.js'
import {chance} from '../helpers/chance.js'
import {sampleName, sampleOf} from '../helpers/sweep.js'
import {control, contextOf, dataScope, framework, pay, seen, shop, subject} from './support.js'

const today = '2026-11-20'
const nist = 'nist-800-53r5'
const common = 'common-questions'
const places: readonly Place[] = [pay, shop]

/** A small world: frameworks that are assessed, others that are only answered, and answers. */
interface World {
  readonly assessed: readonly Framework[]
  readonly others: readonly Framework[]
  readonly answers: readonly Answer[]
  /** The apps that hold cardholder data; undefined where the policy doesn't say. */
  readonly holders: readonly string[] | undefined
  /** Whether the policy asks for faster recovery than the platform's. */
  readonly isHurried: boolean
  /** Whether what the checks look at is as it should be. */
  readonly isSound: boolean
}

const relations = ['equal', 'equal', 'subset', 'superset', 'overlap'] as const
const optional = <K extends string, T>(key: K, value: T | undefined) =>
  (value === undefined ? {} : {[key]: value}) as Partial<Record<K, T>>

function randomNist({below, pick}: Chance): Readonly<Record<string, Relation>> {
  const ids = ['N1', 'N2', 'N3'].filter(() => below(2) === 0)
  return Object.fromEntries(ids.map(id => [id, pick(relations)]))
}

function randomControl(id: string, of: string, draw: Chance): Control {
  const {below, pick} = draw
  const form = pick([
    {kind: 'manual'},
    {kind: 'manual'},
    {checks: ['c'], kind: 'fail-only'},
    {boundary: ['g'], documents: ['soc2'], kind: 'inherited', responsibility: 'shared'},
    {boundary: ['g'], documents: ['aoc'], kind: 'inherited', responsibility: 'shared'},
    {boundary: ['g'], documents: ['aoc'], kind: 'inherited', responsibility: 'heroku'},
  ] as const)
  const isCommon = of === common
  return control(id, {
    ...(isCommon ? {kind: 'manual'} : form),
    ...optional('answerDays', pick([undefined, undefined, 10, 30])),
    ...optional('question', isCommon || below(12) > 0 ? `${id}?` : undefined),
    ...(of === nist || isCommon
      ? {}
      : {nist: randomNist(draw), ...optional('common', pick([undefined, undefined, ['Q']]))}),
    ...optional('dataClass', isCommon || below(6) > 0 ? undefined : ('cardholder' as const)),
    ...optional('targets', below(6) > 0 ? undefined : {rpoHours: 4, rtoHours: 12}),
    severity: pick(['critical', 'low']),
  })
}

function randomFrameworks(draw: Chance): Framework[] {
  const make = (id: string, ids: readonly string[], more: Partial<Framework> = {}) =>
    framework(
      ids.map(controlId => randomControl(controlId, id, draw)),
      {aliases: [`${id}-alias`], id, ...more},
    )
  const parent = make('a', ['1', '2', '3'])
  return [
    make(nist, ['N1', 'N2', 'N3']),
    make(common, ['Q']),
    parent,
    make('b', ['1', '2'], optional('dataClass', draw.pick([undefined, 'cardholder'] as const))),
    {...parent, aliases: [], controls: parent.controls.slice(draw.below(2)), id: 'child', profileOf: 'a'},
  ]
}

function randomAnswer(frameworks: readonly Framework[], {below, pick}: Chance): Answer {
  const {aliases, controls, id} = pick(frameworks)
  const on = addDays(today, -pick([0, 5, 5, 10, 11, 20, 30, 31, 40]))
  const flaw = pick([...Array.from({length: 12}, () => ({})), {by: ' '}, {on: addDays(today, 1)}, {evidence: 'none'}])
  return {
    answer: pick(['yes', 'yes', 'no', 'not-applicable']),
    apps: pick([['*'], ['*'], ['pay'], ['shop'], ['pay', 'shop']]),
    by: pick(['ann', 'bob']),
    control: pick(controls).id,
    framework: below(3) === 0 ? (aliases[0] ?? id) : id,
    on,
    reason: 'r',
    ...optional('expires', pick([undefined, undefined, undefined, addDays(on, 7), addDays(today, 3)])),
    ...flaw,
  }
}

function randomWorld(seed: number): World {
  const draw = chance(seed)
  const frameworks = randomFrameworks(draw)
  const isAssessed = frameworks.map(() => draw.below(3) > 0)
  return {
    answers: Array.from({length: draw.below(9)}, () => randomAnswer(frameworks, draw)),
    assessed: frameworks.filter((_, index) => isAssessed[index]),
    holders: draw.pick([undefined, ['pay'], ['pay', 'shop'], []]),
    isHurried: draw.below(2) > 0,
    isSound: draw.below(3) > 0,
    others: frameworks.filter((_, index) => !isAssessed[index]),
  }
}

const payApp = subject('app', 'pay')
const document = {id: 'soc2', issued: '2026-10-01', issuer: 'Heroku', services: ['heroku-postgresql']}

function assess({answers, assessed, holders, isHurried, isSound, others}: World) {
  const context = contextOf({
    answeredFrameworks: others,
    dataScopes: holders ? [['cardholder', dataScope(holders, [], holders.length === 0)]] : [],
    frameworks: assessed,
    observed: [seen('c', isSound ? 'pass' : 'fail', payApp, {severity: 'low'}), seen('g', 'pass', payApp)],
    policy: {
      answers,
      documents: [document],
      recovery: {rtoHours: isHurried ? 1 : 24},
      ...(holders ? {data: {cardholder: {apps: holders, by: 'ann', on: '2026-11-01'}}} : {}),
    },
    subjects: [payApp],
  })
  const before = structuredClone(context.observations)
  const found = assessControls(context)
  assert.deepEqual(context.observations, before)
  return {context, found}
}

const resultsOf = (world: World): ReadonlyMap<string, ControlResult> =>
  new Map(
    assess(world).found.frameworks.flatMap(({controls, id}) => controls.map(result => [`${id} ${result.id}`, result])),
  )
const statusesOf = (world: World): ReadonlyMap<string, Status> =>
  new Map([...resultsOf(world)].map(([key, {status}]) => [key, status]))

/** A control, its framework, and what counts of the answers to it. */
interface Known {
  readonly control: Control
  readonly framework: Framework
}

/** What answers amount to, and whether all of them are to the control itself. */
interface Combined {
  readonly isOwn: boolean
  readonly status: Status
}

/** The rules once more, one by one, as a person would read them: slow, and sharing no code with what is tested. */
function expectedStatuses(world: World): Map<string, Status> {
  const all: Known[] = [...world.assessed, ...world.others].flatMap(framework =>
    framework.controls.map(control => ({control, framework})),
  )
  const assessedIds = world.assessed.map(({id}) => id)
  const days = ({control: {answerDays}}: Known) => answerDays ?? 366
  const root = ({control, framework}: Known) => `${framework.profileOf ?? framework.id} ${control.id}`
  const isWhole = ({control: {kind, question}}: Known) => question !== undefined && kind !== 'inherited'

  function lastDay(known: Known, {answer, expires, on}: Answer, limit = days(known)): string {
    const latest = addDays(on, limit)
    if (expires === undefined) return latest
    if (answer === 'no') return expires
    return expires < latest ? expires : latest
  }

  const isAbout = ({apps = []}: Answer, {name}: Place) => apps.includes('*') || apps.includes(name)
  const isCardholder = ({control, framework}: Known) =>
    world.holders !== undefined && (control.dataClass === 'cardholder' || framework.dataClass === 'cardholder')
  const isAsked = (known: Known, {name}: Place) => !isCardholder(known) || (world.holders ?? []).includes(name)

  /** The newest answer about a place; of several of a day, the worst. */
  function given(known: Known, place: Place): Answer | undefined {
    const {aliases, id} = known.framework
    const valid = world.answers.filter(
      answer =>
        (answer.framework === id || aliases.includes(answer.framework)) &&
        answer.control === known.control.id &&
        answer.by.trim() !== '' &&
        answer.evidence === undefined &&
        answer.on <= today &&
        lastDay(known, answer) >= today &&
        isAbout(answer, place),
    )
    const newest = valid
      .map(({on}) => on)
      .sort()
      .at(-1)
    return worst(valid.filter(({on}) => on === newest))
  }

  const worst = (answers: readonly Answer[]): Answer | undefined =>
    (['no', 'yes', 'not-applicable'] as const).flatMap(said => answers.filter(({answer}) => answer === said))[0]

  /** How a control relates to one of SP 800-53. */
  function toNist(known: Known, id: string): Relation | undefined {
    return root(known) === `${nist} ${id}` ? 'equal' : known.control.nist?.[id]
  }

  function relation(from: Known, to: Known): 'equal' | 'subset' | undefined {
    if (from.control.id === to.control.id && from.framework.id === to.framework.id) return undefined
    const ways = ['N1', 'N2', 'N3'].map(id => `${toNist(from, id)} to ${toNist(to, id)}`)
    if (root(from) === root(to) || ways.includes('equal to equal')) return 'equal'
    const isPart =
      ways.some(way => ['equal to subset', 'superset to equal', 'superset to subset'].includes(way)) ||
      (from.framework.id === common && to.control.common?.includes(from.control.id))
    return isPart ? 'subset' : undefined
  }

  const said = (known: Known, place: Place) =>
    isWhole(known) && isAsked(known, place) ? given(known, place) : undefined

  /** Where something equal was answered no, the control itself fails: a better answer to it counts nowhere. */
  const isDenied = (known: Known, place: Place) =>
    all.some(
      other => relation(other, known) === 'equal' && days(other) >= days(known) && said(other, place)?.answer === 'no',
    )

  /** There may be no such data, while there is other data. */
  function isRuledOut(from: Known, to: Known): boolean {
    const [aClass, anotherClass] = [from, to].map(({control, framework}) => control.dataClass ?? framework.dataClass)
    const [whole, otherWhole] = [from, to].map(({framework}) => framework.profileOf ?? framework.id)
    return aClass === undefined || aClass === anotherClass || whole === otherWhole
  }

  function carried(from: Known, to: Known, place: Place): Answer | undefined {
    const how = relation(from, to)
    const answer = said(from, place)
    if (how === undefined || !answer || (answer.answer !== 'no' && isDenied(from, place))) return undefined
    const shorter = Math.min(days(from), days(to))
    const carries = {
      no: how === 'equal' && days(from) >= days(to),
      'not-applicable': from.framework.id !== common && isRuledOut(from, to) && lastDay(from, answer, shorter) >= today,
      yes: days(from) <= days(to),
    }
    return carries[answer.answer] ? answer : undefined
  }

  function combined(to: Known, accepts: boolean): Combined | undefined {
    const counted = places
      .filter(place => isAsked(to, place))
      .map(place => {
        const own = given(to, place)
        const others = accepts ? all.flatMap(from => carried(from, to, place) ?? []) : []
        const isOwn = own && (own.answer === 'no' || !others.some(({answer}) => answer === 'no'))
        return {answer: isOwn ? own : worst(others), isOwn}
      })
    const said = counted.flatMap(({answer}) => (answer ? [answer.answer] : []))
    if (said.includes('no')) return {isOwn: false, status: 'fail'}
    if (said.length < counted.length) return undefined
    return {isOwn: counted.every(({isOwn}) => isOwn), status: said.includes('yes') ? 'attested' : 'not-applicable'}
  }

  /** With the recovery targets, which only answers to the control itself can meet. */
  function answered(to: Known, accepts: boolean): Status | undefined {
    const found = combined(to, accepts)
    if (found?.status === 'fail' || found?.isOwn || !to.control.targets || !world.isHurried) return found?.status
    return 'fail'
  }

  const failsChecks = ({control: {kind}}: Known) => kind === 'fail-only' && !world.isSound

  function status(to: Known): Status {
    const {dataClass, kind} = to.control
    if (isCardholder(to) && world.holders?.length === 0) return 'not-applicable'
    const isDecided = dataClass === undefined || world.holders !== undefined
    if (isDecided && kind === 'inherited') return inheritedStatus(to)
    if (isDecided && failsChecks(to)) return 'fail'
    return answered(to, isWhole(to)) ?? 'manual'
  }

  function inheritedStatus(to: Known): Status {
    const {documents, question, responsibility} = to.control
    const heroku = documents?.includes('soc2') ? 'inherited' : 'manual'
    if (responsibility === 'shared' && question !== undefined) return sharedStatus(to, heroku)
    return heroku === 'inherited' ? heroku : (answered(to, false) ?? 'manual')
  }

  function sharedStatus(to: Known, heroku: Status): Status {
    const customer = answered(to, true) ?? 'manual'
    const isRuledOut = customer === 'not-applicable' && combined(to, true)?.isOwn
    return customer === 'fail' || customer === 'manual' || isRuledOut ? customer : heroku
  }

  return new Map(
    all
      .filter(({framework}) => assessedIds.includes(framework.id))
      .map(known => [`${known.framework.id} ${known.control.id}`, status(known)]),
  )
}

/** The world with one pair of the crosswalk less; undefined where it has none. */
function withoutPair(world: World, {pick}: Chance): World | undefined {
  const pairs = [...world.assessed, ...world.others].flatMap(({controls, id}) =>
    controls.flatMap(control =>
      Object.keys(control.nist ?? {}).map(key => ({control: control.id, framework: id, key})),
    ),
  )
  if (pairs.length === 0) return undefined
  const pair = pick(pairs)
  const change = (of: Framework): Framework => ({
    ...of,
    controls: of.controls.map(one =>
      of.id === pair.framework && one.id === pair.control
        ? {...one, nist: Object.fromEntries(Object.entries(one.nist ?? {}).filter(([key]) => key !== pair.key))}
        : one,
    ),
  })
  return {...world, assessed: world.assessed.map(change), others: world.others.map(change)}
}

const reversed = (of: Framework): Framework => ({...of, controls: [...of.controls].reverse()})
const sorted = <T>(statuses: ReadonlyMap<string, T>) => [...statuses].sort(([a], [b]) => (a < b ? -1 : 1))
const exitOf = (world: World, strict: boolean) => {
  const {context, found} = assess(world)
  const observations = context.observations.map(observation => ({
    ...observation,
    controls: [{control: '1', framework: 'a'}],
  }))
  return determineExit(observations, {allowUnknown: false, failOn: 'high', strict}, found.uncheckedControls).code
}

describe('answers that carry over', () => {
  const seeds = sampleOf(
    Array.from({length: 1500}, (_, index) => index + 1),
    60,
    41,
  )
  const each = (test: (world: World, seed: number) => void) => {
    for (const seed of seeds) test(randomWorld(seed), seed)
  }
  const name = (seed: number) => `world ${seed}, ${sampleName}`

  it('give the statuses that the rules say', () => {
    each((world, seed) => assert.deepEqual(sorted(statusesOf(world)), sorted(expectedStatuses(world)), name(seed)))
  })

  it('give the same statuses in whichever order frameworks, controls and answers are', () => {
    each((world, seed) => {
      const {answers, assessed, others} = world
      const turned = {
        ...world,
        answers: [...answers].reverse(),
        assessed: [...assessed].reverse().map(reversed),
        others: [...others].reverse().map(reversed),
      }
      assert.deepEqual(sorted(statusesOf(turned)), sorted(statusesOf(world)), name(seed))
    })
  })

  it('say where they come from, and end no later than there', () => {
    each((world, seed) => {
      const frameworks = [...world.assessed, ...world.others]
      for (const [key, {answer, answeredBy}] of resultsOf(world)) {
        if (!answer || !answeredBy) continue
        const source = frameworks.find(({id}) => id === answeredBy.framework)
        const {answerDays = 366} = source?.controls.find(({id}) => id === answeredBy.control) ?? assert.fail(name(seed))
        assert.deepEqual([answer.framework, answer.control], [answeredBy.framework, answeredBy.control])
        assert.ok(answer.expires >= today, `${key}, ${name(seed)}`)
        const isLimited = answer.answer !== 'no' && answer.expires > addDays(answer.on, answerDays)
        assert.ok(!isLimited, `${key}, ${name(seed)}`)
      }
    })
  })

  it('never make a control pass, and never an exit code 0 of another one, whatever pair is added', () => {
    each((world, seed) => {
      const less = withoutPair(world, chance(seed))
      if (!less) return
      const [before, after] = [statusesOf(less), statusesOf(world)]
      for (const [key, status] of after) {
        assert.equal(status === 'pass', before.get(key) === 'pass', `${key}, ${name(seed)}`)
        if (before.get(key) === 'fail') assert.equal(status, 'fail', `${key}, ${name(seed)}`)
      }

      if (exitOf(less, false) !== 0) assert.notEqual(exitOf(world, false), 0, name(seed))
      assert.ok(!(exitOf(less, true) === 1 && exitOf(world, true) !== 1), name(seed))
    })
  })

  it('settle what they are asked for', () => {
    each((world, seed) => {
      const sharedQuestions = Object.fromEntries(
        [nist, common].map(id => [
          id,
          Object.fromEntries(
            [...world.assessed, ...world.others]
              .filter(framework => framework.id === id)
              .flatMap(({controls}) => controls)
              .filter(({dataClass, kind, question}) => !dataClass && kind !== 'inherited' && question !== undefined)
              .map(({answerDays = 366, id: own}) => [own, answerDays]),
          ),
        ]),
      )
      const {context, found} = assess(world)
      const results = withSharedQuestions(found.frameworks, found.open, {
        dataClassOf: context.applicability.dataClassOf,
        frameworks: world.assessed,
        refused: found.refused,
        sharedQuestions,
      })
      const openKeys = new Set(found.open.map(({control, framework}) => `${framework.id} ${control.id}`))
      for (const {controls, id} of results)
        for (const {askedAs, id: own} of controls) {
          if (!askedAs) continue
          const key = `${id} ${own}`
          assert.ok(openKeys.has(key), `${key}, ${name(seed)}`)
          const yes = {...askedAs, answer: 'yes', apps: ['*'], by: 'eve', on: today, reason: 'all of it'} as const
          const {open} = assess({...world, answers: [...world.answers, yes]}).found
          assert.ok(
            !open.some(({control, framework}) => `${framework.id} ${control.id}` === key),
            `${key} as ${askedAs.framework} ${askedAs.control}, ${name(seed)}`,
          )
        }
    })
  })
})
