import assert from 'node:assert/strict'

import type {Control, ControlKind, Status} from '../../src/model/framework.js'
import type {Verdict} from '../../src/model/observation.js'

import {rollUp as rolled, withSignals} from '../../src/assess/rollup.js'
import {controlKinds, statuses} from '../../src/model/framework.js'

const control = (kind: ControlKind, more: Partial<Control> = {}): Control => ({
  checks: ['c'],
  id: '1.1',
  kind,
  remediation: {text: 'x'},
  responsibility: 'customer',
  severity: 'high',
  source: {document: 'd', section: 's'},
  title: 't',
  ...more,
})
const rollup = (
  control: Control,
  judged: Parameters<typeof rolled>[1],
  boundary: Parameters<typeof rolled>[2],
  notRun?: string,
  more: {isScopeEmpty?: boolean; isRelieved?: boolean; missingDocuments?: readonly string[]} = {},
) =>
  rolled(control, judged, boundary, {
    isScopeEmpty: false,
    isRelieved: false,
    missingDocuments: control.documents ?? [],
    notRunReason: notRun,
    ...more,
  })
const seen = (...verdicts: Verdict[]) => verdicts.map(verdict => ({check: 'c', verdict}))
const status = (kind: ControlKind, ...verdicts: Verdict[]) => rollup(control(kind), seen(...verdicts), []).status
const guarded = (...verdicts: Verdict[]) =>
  rollup(
    control('inherited', {boundary: ['g'], checks: [], documents: ['aoc'], gates: ['GATE-1']}),
    [],
    verdicts.map(verdict => ({check: 'g', verdict})),
  )

describe('rollup', () => {
  it('rolls up an automatic control: any fail, any unknown, any pass, else nothing', () => {
    const rows: ReadonlyArray<readonly [Status, ...Verdict[]]> = [
      ['fail', 'fail'],
      ['fail', 'pass', 'unknown', 'fail', 'not-applicable'],
      ['unknown', 'unknown'],
      ['unknown', 'pass', 'unknown', 'not-applicable'],
      ['pass', 'pass'],
      ['pass', 'not-applicable', 'pass'],
      ['not-applicable', 'not-applicable'],
      ['not-applicable'],
    ]
    for (const [expected, ...verdicts] of rows)
      assert.equal(status('automatic', ...verdicts), expected, verdicts.join(' '))
  })

  for (const kind of ['fail-only', 'evidence'] as const)
    it(`never lets a ${kind} control pass by itself`, () => {
      const rows: ReadonlyArray<readonly [Status, ...Verdict[]]> = [
        ['fail', 'pass', 'fail'],
        ['fail', 'unknown', 'fail'],
        ['unknown', 'pass', 'unknown'],
        ['manual', 'pass'],
        ['manual', 'pass', 'not-applicable'],
        ['manual', 'not-applicable'],
        ['manual'],
      ]
      for (const [expected, ...verdicts] of rows) assert.equal(status(kind, ...verdicts), expected, verdicts.join(' '))
    })

  it('leaves a manual control to a person', () => {
    assert.equal(rollup(control('manual', {checks: []}), [], []).status, 'manual')
  })

  it('makes a question of an inherited control outside its boundary, and an unknown where that is not seen', () => {
    const outside = {
      reason: "outside Heroku's certified boundary; show compliance another way, see GATE-1",
      status: 'manual',
    }
    const perhaps = {reason: "may be outside Heroku's certified boundary; see GATE-1", status: 'unknown'}
    for (const verdicts of [['fail'], ['pass', 'fail'], ['not-applicable', 'fail']] as const)
      assert.deepEqual(guarded(...verdicts), outside, verdicts.join(' '))
    for (const verdicts of [
      ['unknown'],
      ['pass', 'unknown'],
      ['not-applicable', 'unknown'],
      ['fail', 'unknown'],
    ] as const)
      assert.deepEqual(guarded(...verdicts), perhaps, verdicts.join(' '))
  })

  it('asks an inherited control for its documents inside the boundary', () => {
    for (const verdicts of [[], ['pass'], ['not-applicable'], ['pass', 'not-applicable']] as const) {
      assert.deepEqual(guarded(...verdicts), {reason: 'document needed: aoc', status: 'manual'})
    }
  })

  it('names the boundary check where no gate is named', () => {
    for (const more of [{}, {gates: []}]) {
      const {reason} = rollup(
        control('inherited', {boundary: ['g'], checks: [], ...more}),
        [],
        [
          {check: 'g', verdict: 'fail'},
          {check: 'g', verdict: 'fail'},
        ],
      )
      assert.equal(reason, "outside Heroku's certified boundary; show compliance another way, see g")
    }
  })

  it('says which checks failed or were open, each once, and how often', () => {
    const all = [
      {check: 'a', verdict: 'fail'},
      {check: 'b', verdict: 'fail'},
      {check: 'a', verdict: 'fail'},
      {check: 'z', verdict: 'pass'},
    ] as const
    assert.equal(rollup(control('fail-only'), all, []).reason, 'a, b: 3 failures')
    assert.equal(rollup(control('automatic'), [{check: 'a', verdict: 'fail'}], []).reason, 'a: 1 failure')
    assert.equal(
      rollup(
        control('automatic'),
        [
          {check: 'a', verdict: 'unknown'},
          {check: 'b', verdict: 'pass'},
        ],
        [],
      ).reason,
      'a: 1 could not be determined',
    )
    assert.equal(rollup(control('automatic'), seen('pass', 'pass'), []).reason, '2 observations passed')
    assert.equal(rollup(control('automatic'), seen('pass'), []).reason, '1 observation passed')
  })

  it('says of an open control whether a breach was looked for', () => {
    assert.match(rollup(control('fail-only'), seen('pass', 'not-applicable'), []).reason, /^no violation was found/)
    for (const all of [seen(), seen('not-applicable')])
      assert.equal(rollup(control('fail-only'), all, []).reason, 'a person has to answer')
  })

  it('leaves what a wider scope judges to it, unless something is wrong already', () => {
    const narrow = (kind: ControlKind, ...verdicts: Verdict[]) =>
      rollup(control(kind), seen(...verdicts), [], 'assessed only with --team')
    for (const kind of ['automatic', 'fail-only', 'evidence', 'manual'] as const)
      assert.deepEqual(narrow(kind), {reason: 'assessed only with --team', status: 'manual'})
    assert.deepEqual(narrow('automatic', 'pass'), {reason: 'assessed only with --team', status: 'manual'})
    assert.equal(narrow('automatic', 'fail').status, 'fail')
    assert.equal(narrow('fail-only', 'unknown').status, 'unknown')
  })

  it('never passes what was not seen to pass', () => {
    for (const kind of controlKinds) {
      assert.notEqual(status(kind), 'pass')
      assert.notEqual(status(kind, 'not-applicable'), 'pass')
      for (const bad of ['fail', 'unknown'] as const) assert.notEqual(status(kind, 'pass', bad, 'pass'), 'pass')
    }
  })
})

describe('rollup with waivers', () => {
  const some = (...all: ReadonlyArray<readonly [Verdict, boolean?]>) =>
    all.map(([verdict, isWaived = false]) => ({check: 'c', isWaived, verdict}))
  const roll = (kind: ControlKind, ...all: ReadonlyArray<readonly [Verdict, boolean?]>) =>
    rollup(control(kind), some(...all), [])

  it('leaves out what is covered, and is waived unless the rest is worse', () => {
    const rows: ReadonlyArray<readonly [Status, ControlKind, ...Array<readonly [Verdict, boolean?]>]> = [
      ['waived', 'automatic', ['fail', true]],
      ['waived', 'automatic', ['unknown', true], ['pass']],
      ['fail', 'automatic', ['fail', true], ['fail']],
      ['unknown', 'automatic', ['fail', true], ['unknown']],
      ['manual', 'fail-only', ['fail', true]],
      ['manual', 'fail-only', ['fail', true], ['pass']],
      ['fail', 'evidence', ['unknown', true], ['fail']],
    ]
    for (const [expected, kind, ...all] of rows) assert.equal(roll(kind, ...all).status, expected, JSON.stringify(all))
    assert.equal(roll('automatic', ['fail', true], ['fail', true]).reason, 'c: 2 observations waived')
    const waivedTallies = ['c', 'd', 'c'].map(check => ({check, isWaived: true, verdict: 'fail' as const}))
    assert.equal(rollup(control('automatic'), waivedTallies, []).reason, 'c, d: 3 observations waived')
  })

  it('moves nothing into a certified boundary', () => {
    const item = control('inherited', {boundary: ['g'], checks: [], documents: ['aoc']})
    assert.equal(
      rollup(item, [], [{check: 'g', isWaived: true, verdict: 'fail'}], undefined, {missingDocuments: []}).status,
      'manual',
    )
    assert.equal(
      rollup(item, [], [{check: 'g', isWaived: true, verdict: 'unknown'}], undefined, {missingDocuments: []}).status,
      'unknown',
    )
  })
})

describe('rollup with documents', () => {
  const inherited = control('inherited', {boundary: ['g'], checks: [], documents: ['aoc', 'map']})

  it('inherits inside the boundary once every document counts', () => {
    assert.deepEqual(rollup(inherited, [], [{check: 'g', verdict: 'pass'}], undefined, {missingDocuments: []}), {
      reason: 'inside the certified boundary; on file: aoc, map',
      status: 'inherited',
    })
    assert.equal(
      rollup(inherited, [], [{check: 'g', verdict: 'pass'}], undefined, {missingDocuments: ['map']}).status,
      'manual',
    )
    for (const verdict of ['fail', 'unknown'] as const)
      assert.notEqual(
        rollup(inherited, [], [{check: 'g', verdict}], undefined, {missingDocuments: []}).status,
        'inherited',
      )
  })

  it('inherits nothing where nothing is in scope, whatever is on file', () => {
    const empty = (control: Control, ...boundary: readonly Verdict[]) =>
      rollup(
        control,
        [],
        boundary.map(verdict => ({check: 'g', verdict})),
        undefined,
        {isScopeEmpty: true, missingDocuments: []},
      )
    const nothing = {reason: 'nothing in scope that it applies to', status: 'not-applicable'}
    for (const item of [inherited, control('inherited', {boundary: [], checks: [], documents: ['aoc']})])
      assert.deepEqual(empty(item), nothing)
    assert.deepEqual(empty(inherited, 'not-applicable'), nothing)
    assert.deepEqual(rollup(inherited, [], [], undefined, {isScopeEmpty: true, missingDocuments: ['aoc']}), nothing)
    // What stands for a list that could not be read is no empty list.
    assert.equal(empty(inherited, 'unknown').status, 'unknown')
    assert.equal(
      rollup({...inherited, checks: ['c']}, seen('fail'), [], undefined, {isScopeEmpty: true, missingDocuments: []})
        .status,
      'fail',
    )
  })

  it('needs an answer as well as documents where the duty is shared', () => {
    const shared = {...inherited, question: 'What of yours?', responsibility: 'shared'} as const
    const inside = [{check: 'g', verdict: 'pass'}] as const
    const file = {reason: 'inside the certified boundary; on file: aoc, map', status: 'inherited'} as const
    assert.deepEqual(rollup(shared, [], inside, undefined, {missingDocuments: []}), {
      ifAnsweredYes: file,
      reason: `${file.reason}; a person has to answer the rest`,
      status: 'manual',
    })
    const lacking = {reason: 'document needed: map', status: 'manual'} as const
    assert.deepEqual(rollup(shared, [], inside, undefined, {missingDocuments: ['map']}), {
      ifAnsweredYes: lacking,
      ...lacking,
    })
    for (const item of [
      {...shared, question: undefined as never},
      {...shared, responsibility: 'heroku'},
      {...shared, responsibility: 'customer'},
    ] as const)
      assert.deepEqual(rollup(item, [], inside, undefined, {missingDocuments: []}), file)
    const {ifAnsweredYes} = rollup(shared, [], [{check: 'g', verdict: 'fail'}], undefined, {missingDocuments: []})
    assert.equal(ifAnsweredYes, undefined, 'outside the boundary a yes attests, as of any question')
  })

  it('inherits nothing whose own checks are left to a wider scope', () => {
    const own = {...inherited, checks: ['c']}
    assert.deepEqual(
      rollup(own, [], [{check: 'g', verdict: 'pass'}], 'c: assessed only with --team', {missingDocuments: []}),
      {
        reason: 'c: assessed only with --team',
        status: 'manual',
      },
    )
    assert.equal(
      rollup(own, [], [{check: 'g', verdict: 'pass'}], 'c: assessed only with --team', {missingDocuments: ['aoc']})
        .reason,
      'document needed: aoc',
    )
  })

  it('lets its own checks decide an inherited control first', () => {
    const own = {...inherited, checks: ['c']}
    const roll = (verdict: Verdict, bounded: Verdict) =>
      rollup(own, seen(verdict), [{check: 'g', verdict: bounded}], undefined, {missingDocuments: []}).status
    for (const bounded of ['fail', 'unknown', 'pass'] as const) {
      assert.equal(roll('fail', bounded), 'fail')
      assert.equal(roll('unknown', bounded), 'unknown')
    }

    assert.equal(roll('pass', 'fail'), 'manual')
    assert.equal(roll('pass', 'pass'), 'inherited')
  })

  const relieved = control('fail-only', {checks: ['c', 'd'], relieved: ['c'], relievedBy: 'letter'})
  const seenOf = (...all: ReadonlyArray<readonly [string, Verdict]>) =>
    all.map(([check, verdict]) => ({check, verdict}))

  it('turns the failures that a document speaks of into a question, and no others', () => {
    const roll = (isRelieved: boolean, ...all: ReadonlyArray<readonly [string, Verdict]>) =>
      rollup(relieved, seenOf(...all), [], undefined, {isRelieved}).status
    assert.equal(roll(false, ['c', 'fail']), 'fail')
    assert.equal(roll(true, ['c', 'fail']), 'manual')
    assert.equal(roll(true, ['c', 'fail'], ['d', 'pass']), 'manual')
    assert.equal(
      rollup(relieved, seenOf(['c', 'fail'], ['d', 'pass']), [], undefined, {isRelieved: true}).reason,
      'letter is on file: a failure of c is a question, not a violation',
    )
    assert.equal(roll(true, ['c', 'fail'], ['d', 'fail']), 'fail')
    assert.equal(roll(true, ['d', 'fail']), 'fail')
    assert.equal(roll(true, ['c', 'fail'], ['d', 'unknown']), 'unknown')
    assert.equal(
      rollup({...relieved, kind: 'automatic'}, seenOf(['c', 'fail'], ['d', 'pass']), [], undefined, {isRelieved: true})
        .status,
      'manual',
    )
    assert.equal(
      rollup({...relieved, kind: 'automatic'}, seenOf(['c', 'pass'], ['d', 'pass']), [], undefined, {isRelieved: true})
        .status,
      'pass',
    )
    assert.equal(
      rollup({...relieved, relieved: undefined as never}, seenOf(['c', 'fail']), [], undefined, {isRelieved: true})
        .status,
      'fail',
    )
  })
})

describe('withSignals', () => {
  const signals = [
    {check: 'a', verdict: 'fail'},
    {check: 'b', verdict: 'pass'},
    {check: 'c', verdict: 'unknown'},
    {check: 'd', times: 3, verdict: 'fail'},
    {check: 'a', verdict: 'fail'},
  ] as const

  it('names the signals that fail, each once, in the reason of an open control', () => {
    assert.deepEqual(withSignals({reason: 'a person has to answer', status: 'manual'}, signals), {
      reason: 'a person has to answer; worth a look: a, d',
      status: 'manual',
    })
  })

  it('names none that is waived, and says nothing where none fails', () => {
    const rolledUp = {reason: 'a person has to answer', status: 'manual'} as const
    assert.equal(
      withSignals(rolledUp, [
        {check: 'a', isWaived: true, verdict: 'fail'},
        {check: 'b', verdict: 'pass'},
      ]),
      rolledUp,
    )
    assert.equal(withSignals(rolledUp, []), rolledUp)
    assert.equal(
      withSignals(rolledUp, [
        {check: 'a', isWaived: true, verdict: 'fail'},
        {check: 'a', verdict: 'fail'},
      ]).reason,
      'a person has to answer; worth a look: a',
    )
  })

  it('changes no status, and no reason of a control that is not open', () => {
    for (const status of statuses) {
      const rolledUp = {reason: 'so', status}
      assert.deepEqual(
        withSignals(rolledUp, signals),
        status === 'manual' ? {reason: 'so; worth a look: a, d', status} : rolledUp,
      )
    }
  })
})
