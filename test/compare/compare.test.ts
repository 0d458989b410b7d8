import assert from 'node:assert/strict'

import type {Comparison, ComparisonSide} from '../../src/model/comparison.js'
import type {Observation} from '../../src/model/observation.js'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {isNewlyUnknown, isWorse} from '../../src/model/comparison.js'
import {assessSnapshot} from '../../src/assess/assess-snapshot.js'
import {loadSample} from '../../src/snapshot/load-snapshots.js'
import {compare, control, list, item, side} from './support.js'

const classes = [
  'newlyFailing',
  'worsened',
  'newlyUnknown',
  'newlyWaived',
  'changed',
  'fixed',
  'newlyDetermined',
] as const
const waiver = {approvedBy: 'b', by: 'a', expires: '2026-12-01', reason: 'r'}

/** What is in each class, by id. */
function classed(comparison: Comparison): Record<string, string[]> {
  const lists = classes.flatMap(name =>
    comparison[name].length > 0 ? [[name, comparison[name].map(({subject}) => subject.id)] as const] : [],
  )
  const turned = (['appeared', 'gone'] as const).flatMap(name =>
    comparison[name].length > 0 ? [[name, comparison[name].map(({subject}) => subject.id)] as const] : [],
  )
  return Object.fromEntries([...lists, ...turned])
}

const days = (value: number) => item('1', 'fail', {because: [{field: 'daysLeft', must: {minimum: 14}, value}]})

const of = (before: Observation[], after: Observation[]) => classed(compare(side(before), side(after)))
const noticed = (before: ComparisonSide, after: ComparisonSide) => compare(before, after).notices.map(({id}) => id)

describe('compareReports', () => {
  const turns: ReadonlyArray<readonly [string, Observation, Observation, Record<string, string[]>, boolean]> = [
    ['pass, then fail', item('1', 'pass'), item('1', 'fail'), {newlyFailing: ['1']}, true],
    ['unknown, then fail', item('1', 'unknown'), item('1', 'fail'), {newlyFailing: ['1']}, true],
    ['not applicable, then fail', item('1', 'not-applicable'), item('1', 'fail'), {newlyFailing: ['1']}, true],
    ['waived, then fail', item('1', 'fail', {waiver}), item('1', 'fail'), {newlyFailing: ['1']}, true],
    ['fail, then pass', item('1', 'fail'), item('1', 'pass'), {fixed: ['1']}, false],
    ['fail, then not applicable', item('1', 'fail'), item('1', 'not-applicable'), {fixed: ['1']}, false],
    ['waived, then pass', item('1', 'fail', {waiver}), item('1', 'pass'), {fixed: ['1']}, false],
    ['pass, then unknown', item('1', 'pass'), item('1', 'unknown'), {newlyUnknown: ['1']}, true],
    ['not applicable, then unknown', item('1', 'not-applicable'), item('1', 'unknown'), {newlyUnknown: ['1']}, true],
    ['fail, then unknown: not mended', item('1', 'fail'), item('1', 'unknown'), {newlyUnknown: ['1']}, true],
    ['waived, then unknown', item('1', 'fail', {waiver}), item('1', 'unknown'), {newlyUnknown: ['1']}, true],
    ['unknown, then pass', item('1', 'unknown'), item('1', 'pass'), {newlyDetermined: ['1']}, false],
    ['fail, then waived', item('1', 'fail'), item('1', 'fail', {waiver}), {newlyWaived: ['1']}, false],
    ['unknown, then waived', item('1', 'unknown'), item('1', 'fail', {waiver}), {newlyWaived: ['1']}, false],
    ['pass, then waived', item('1', 'pass'), item('1', 'fail', {waiver}), {}, false],
    ['pass, then not applicable', item('1', 'pass'), item('1', 'not-applicable'), {}, false],
    ['pass twice', item('1', 'pass'), item('1', 'pass'), {}, false],
    ['fail twice', item('1', 'fail'), item('1', 'fail'), {}, false],
    ['unknown twice', item('1', 'unknown'), item('1', 'unknown'), {}, false],
  ]
  for (const [name, before, after, expected, worse] of turns)
    it(`tells of ${name}`, () => {
      const comparison = compare(side([before]), side([after]))
      assert.deepEqual(classed(comparison), expected)
      assert.equal(isWorse(comparison), worse)
      assert.deepEqual(comparison.notices, [])
    })

  it('keeps the failure title of what fails, and adds none where a report has none', () => {
    const changeTo = (after: Observation) => compare(side([item('1', 'pass')]), side([after])).newlyFailing[0]
    assert.equal(changeTo(item('1', 'fail', {failureTitle: 'something is wrong'}))?.failureTitle, 'something is wrong')
    const change = changeTo(item('1', 'fail'))
    assert.ok(change && !('failureTitle' in change))
  })

  it('lists failures with other values', () => {
    const comparison = compare(side([days(3)]), side([days(10)]))
    assert.deepEqual(classed(comparison), {changed: ['1']})
    assert.deepEqual(
      comparison.changed.map(({because, moved, wasBecause}) => [wasBecause?.[0]?.value, because?.[0]?.value, moved]),
      [[3, 10, 'nearer']],
    )
    assert.equal(comparison.knownFailures, 1)
    assert.equal(isWorse(comparison), false)
  })

  it('lists failures that got worse', () => {
    const comparison = compare(side([days(10)]), side([days(3)]))
    assert.deepEqual(classed(comparison), {worsened: ['1']})
    assert.deepEqual(
      comparison.worsened.map(({because, moved, wasBecause}) => [wasBecause?.[0]?.value, because?.[0]?.value, moved]),
      [[10, 3, 'further']],
    )
    assert.equal(comparison.knownFailures, 1)
    assert.equal(isWorse(comparison), true)
  })

  it('measures only failures in both reports that no waiver covers', () => {
    const covered = (value: number) => ({...days(value), waiver})
    assert.deepEqual(of([covered(10)], [covered(3)]), {})
    assert.deepEqual(of([days(10)], [covered(3)]), {newlyWaived: ['1']})
    assert.deepEqual(of([covered(10)], [days(3)]), {newlyFailing: ['1']})
    const comparison = compare(side([item('1', 'pass')]), side([days(3)]))
    assert.deepEqual([classed(comparison), comparison.newlyFailing[0]?.moved], [{newlyFailing: ['1']}, undefined])
  })

  it('matches subjects by id, and has both names', () => {
    const comparison = compare(side([item('1', 'pass')]), side([item('1', 'fail', {subject: {name: 'new'}})]))
    assert.deepEqual(classed(comparison), {newlyFailing: ['1']})
    assert.deepEqual(
      comparison.newlyFailing.map(({subject, wasName}) => [wasName, subject.name]),
      [['name-1', 'new']],
    )
    assert.deepEqual(
      comparison.renamed.map(({subject, was}) => [was, subject.name]),
      [['name-1', 'new']],
    )
  })

  it('reports no new name for a subject that had or has only an id', () => {
    const names = (before: Partial<Observation['subject']>, after: Partial<Observation['subject']>) =>
      compare(
        side([item('1', 'pass', {subject: before})]),
        side([item('1', 'fail', {subject: after})]),
      ).newlyFailing.map(({wasName}) => wasName)
    assert.deepEqual(names({name: 'a'}, {name: 'b'}), ['a'])
    assert.deepEqual(names({name: 'a'}, {name: 'a'}), [undefined])
    assert.deepEqual(names({name: '1'}, {name: 'b'}), [undefined])
    assert.deepEqual(names({name: 'a'}, {name: '1'}), [undefined])
    assert.deepEqual(names({name: 'a', placeholder: true}, {name: 'b'}), [undefined])
    assert.deepEqual(names({name: 'a'}, {name: 'b', placeholder: true}), [undefined])
  })

  it('has violations and gaps', () => {
    const because = [{field: 'adminCount', must: {maximum: 5}, value: 6}]
    const gaps = [{field: 'adminCount', reason: 'forbidden' as const}]
    const {newlyFailing, newlyUnknown} = compare(
      side([item('1', 'pass'), item('2', 'pass')]),
      side([item('1', 'fail', {because}), item('2', 'unknown', {gaps})]),
    )
    assert.deepEqual(
      newlyFailing.map(observationChange => [
        observationChange.because,
        observationChange.gaps,
        observationChange.wasBecause,
        observationChange.hiddenSubjects,
      ]),
      [[because, undefined, undefined, undefined]],
    )
    assert.deepEqual(
      newlyUnknown.map(observationChange => [observationChange.because, observationChange.gaps]),
      [[undefined, gaps]],
    )
    assert.ok(
      newlyFailing.every(
        observationChange =>
          !(
            'gaps' in observationChange ||
            'hides' in observationChange ||
            'moved' in observationChange ||
            'wasBecause' in observationChange ||
            'wasName' in observationChange
          ),
      ),
    )
  })

  it('ignores what time alone did', () => {
    const certificate = (value: number) =>
      item('1', 'fail', {because: [{field: 'daysLeft', must: {minimum: 14}, value}], subject: {kind: 'certificate'}})
    const [earlier, later] = [{generatedAt: '2026-11-13T00:00:00Z'}, {generatedAt: '2026-11-20T00:00:00Z'}]
    assert.deepEqual(classed(compare(side([certificate(13)], [], earlier), side([certificate(6)], [], later))), {
      changed: ['1'],
    })
    assert.deepEqual(classed(compare(side([certificate(13)], [], later), side([certificate(6)], [], later))), {
      worsened: ['1'],
    })
  })

  it('treats the same name with another id as another subject', () => {
    assert.deepEqual(of([item('1', 'fail')], [item('2', 'fail', {subject: {name: 'name-1'}})]), {
      appeared: ['2'],
      newlyFailing: ['2'],
      gone: ['1'],
    })
  })

  it('matches by name if one side has no id and the name is unique', () => {
    const unseen = item('db', 'unknown', {subject: {name: 'db'}})
    assert.deepEqual(of([item('1', 'pass', {subject: {name: 'db'}})], [unseen]), {newlyUnknown: ['db']})
    assert.deepEqual(of([unseen], [item('1', 'pass', {subject: {name: 'db'}})]), {newlyDetermined: ['1']})
    assert.deepEqual(compare(side([item('1', 'pass', {subject: {name: 'db'}})]), side([unseen])).renamed, [])
    assert.deepEqual(
      of([item('1', 'pass', {subject: {name: 'db'}}), item('2', 'pass', {subject: {name: 'db'}})], [unseen]),
      {appeared: ['db'], gone: ['1', '2'], newlyUnknown: ['db']},
    )
    assert.deepEqual(
      of(
        [item('1', 'pass', {subject: {app: 'a', kind: 'addon', name: 'db'}})],
        [item('db', 'unknown', {subject: {app: 'b', kind: 'addon', name: 'db'}})],
      ),
      {appeared: ['db'], gone: ['1'], newlyUnknown: ['db']},
    )
  })

  it('keeps subjects with a shared id apart by name', () => {
    const row = (name: string, verdict: 'fail' | 'pass') => item('log-drain', verdict, {subject: {kind: 'drain', name}})
    const {newlyFailing, fixed} = compare(
      side([row('a/log-drain', 'fail'), row('b/log-drain', 'pass')]),
      side([row('a/log-drain', 'pass'), row('b/log-drain', 'fail')]),
    )
    assert.deepEqual(
      [newlyFailing, fixed].map(all => all.map(({subject}) => subject.name)),
      [['b/log-drain'], ['a/log-drain']],
    )
    const twice = [item('1', 'fail'), item('1', 'fail')]
    assert.equal(compare(side([item('1', 'fail')]), side(twice)).newlyFailing.length, 1)
    assert.deepEqual(classed(compare(side(twice), side(twice))), {})
  })

  it('lists subjects that appeared or are gone, once for all checks', () => {
    const app = (id: string) => [item(id, 'fail'), item(id, 'pass', {check: 'd'}), item(id, 'unknown', {check: 'e'})]
    const {appeared, gone} = compare(side([...app('1'), item('0', 'pass')]), side([...app('2'), item('0', 'pass')]))
    assert.deepEqual(
      appeared.map(({fail, pass, subject, unknown}) => [subject.id, fail, pass, unknown]),
      [['2', 1, 1, 1]],
    )
    assert.deepEqual(
      gone.map(({fail, pass, subject, unknown}) => [subject.id, fail, pass, unknown]),
      [['1', 1, 1, 1]],
    )
  })

  it('counts what was compared, and what is unchanged', () => {
    const before = [
      item('1', 'fail'),
      item('2', 'unknown'),
      item('3', 'unknown'),
      item('4', 'pass'),
      item('5', 'fail'),
      item('gone', 'fail'),
      item('6', 'pass'),
    ]
    const after = [
      item('1', 'fail'),
      item('2', 'unknown'),
      item('3', 'pass'),
      item('4', 'unknown'),
      item('5', 'pass'),
      item('new', 'fail'),
      item('6', 'fail'),
    ]
    const {compared, knownFailures, stillUnknown} = compare(
      side(before, [control('a', 'pass')]),
      side(after, [control('a', 'pass'), control('b', 'pass')]),
    )
    assert.deepEqual({compared, known: knownFailures, open: stillUnknown}, {compared: 7, known: 1, open: 1})
  })

  it('lists changed severities', () => {
    assert.deepEqual(
      compare(
        side([item('1', 'fail', {severity: 'low'}), item('2', 'pass', {severity: 'low'})]),
        side([item('1', 'fail'), item('2', 'pass')]),
      ).severities,
      [{check: 'c', now: 'high', was: 'low'}],
    )
  })

  it('lists the controls that got worse or better, by status', () => {
    const {worseControls, betterControls} = compare(
      side(
        [item('1', 'pass')],
        [
          control('a', 'attested'),
          control('b', 'fail'),
          control('c', 'not-applicable'),
          control('d', 'pass'),
          control('e', 'not-applicable'),
          control('f', 'fail'),
        ],
      ),
      side(
        [item('1', 'pass')],
        [
          control('a', 'manual'),
          control('b', 'manual'),
          control('c', 'pass'),
          control('d', 'not-applicable'),
          control('e', 'fail'),
          control('f', 'unknown'),
          control('new', 'fail'),
        ],
      ),
    )
    assert.deepEqual(
      worseControls.map(({control: id, status, was}) => [id, was, status]),
      [
        ['a', 'attested', 'manual'],
        ['e', 'not-applicable', 'fail'],
      ],
    )
    assert.deepEqual(
      betterControls.map(({control: id}) => id),
      ['b'],
    )
  })
})

describe('a list that could not be read', () => {
  const member = (id: string, verdict: 'fail' | 'pass', team = 'acme') =>
    item(id, verdict, {subject: {kind: 'member', name: `${team}/${id}`, team}})
  const hides = (comparison: Comparison) =>
    comparison.newlyUnknown.map(observationChange =>
      observationChange.hiddenSubjects?.map(({subject, was}) => [subject.id, was]),
    )

  it("hides its former subjects, which aren't gone", () => {
    const comparison = compare(
      side([member('1', 'pass'), member('2', 'fail')]),
      side([list('acme', 'member', {team: 'acme'})]),
    )
    assert.deepEqual(classed(comparison), {newlyUnknown: ['acme/*']})
    assert.deepEqual(hides(comparison), [
      [
        ['1', 'pass'],
        ['2', 'fail'],
      ],
    ])
    assert.equal(isWorse(comparison), true)
  })

  it('hides nothing of another owner', () => {
    assert.deepEqual(of([member('1', 'pass', 'other')], [list('acme', 'member', {team: 'acme'})]), {
      gone: ['1'],
      newlyUnknown: ['acme/*'],
    })
    const drain = (space: string) => item('d', 'pass', {subject: {kind: 'drain', name: `${space}/d`, space}})
    assert.deepEqual(of([drain('vault')], [list('vault', 'drain', {space: 'vault'})]), {newlyUnknown: ['vault/*']})
    assert.deepEqual(of([drain('vault')], [list('desk', 'drain', {space: 'desk'})]), {
      gone: ['d'],
      newlyUnknown: ['desk/*'],
    })
    assert.deepEqual(of([item('d', 'pass', {subject: {kind: 'drain', name: 'd'}})], [list('b', 'drain', {app: 'b'})]), {
      gone: ['d'],
      newlyUnknown: ['b/*'],
    })
    const hook = item('h', 'pass', {subject: {app: 'a', kind: 'webhook', name: 'a/h'}})
    assert.deepEqual(of([hook], [list('b', 'webhook', {app: 'b'})]), {gone: ['h'], newlyUnknown: ['b/*']})
  })

  it('hides nothing of another kind or check', () => {
    assert.deepEqual(of([member('1', 'pass')], [list('acme', 'invitation', {team: 'acme'})]), {
      gone: ['1'],
      newlyUnknown: ['acme/*'],
    })
    assert.deepEqual(of([member('1', 'pass')], [{...list('acme', 'member', {team: 'acme'}), check: 'd'}]), {
      gone: ['1'],
      newlyUnknown: ['acme/*'],
    })
  })

  it("isn't a subject known by name only, nor one that can be read", () => {
    const unseen = item('a9', 'unknown', {subject: {name: 'a9', placeholder: true}})
    assert.deepEqual(of([item('1', 'pass')], [unseen]), {gone: ['1'], newlyUnknown: ['a9']})
    assert.deepEqual(of([item('1', 'pass')], [item('2', 'pass', {subject: {name: 'acme/*'}})]), {
      appeared: ['2'],
      gone: ['1'],
    })
  })

  it("may hide anything of its kind if it doesn't say whose it is", () => {
    assert.deepEqual(of([item('1', 'pass')], [list('acme', 'app')]), {newlyUnknown: ['acme/*']})
    assert.deepEqual(of([item('1', 'pass', {subject: {team: 'other'}})], [list('acme', 'app')]), {
      newlyUnknown: ['acme/*'],
    })
  })

  it('recognizes its renamed owner', () => {
    const app = (name: string) => item('a', 'pass', {check: 'of-app', subject: {name}})
    const hook = item('h', 'pass', {subject: {app: 'old', kind: 'webhook', name: 'old/h'}})
    assert.deepEqual(of([app('old'), hook], [app('new'), list('new', 'webhook', {app: 'new'})]), {
      newlyUnknown: ['new/*'],
    })
    assert.deepEqual(of([hook], [list('old', 'webhook', {app: 'old'})]), {newlyUnknown: ['old/*']})
    const addon = item('z', 'pass', {check: 'of-addon', subject: {app: 'old', kind: 'addon', name: 'old'}})
    assert.deepEqual(
      of(
        [app('old'), addon, hook],
        [app('new'), {...addon, subject: {...addon.subject, app: 'new'}}, list('new', 'webhook', {app: 'new'})],
      ),
      {newlyUnknown: ['new/*']},
    )
  })

  it('is listed again if it hides more, and is worse if that was known', () => {
    const comparison = compare(
      side([list('acme', 'member', {team: 'acme'}), member('2', 'fail')]),
      side([list('acme', 'member', {team: 'acme'})]),
    )
    assert.deepEqual(hides(comparison), [[['2', 'fail']]])
    assert.equal(comparison.newlyUnknown.filter(isNewlyUnknown).length, 1)
    const open = compare(
      side([
        list('acme', 'member', {team: 'acme'}),
        item('2', 'unknown', {subject: {kind: 'member', name: 'acme/2', team: 'acme'}}),
      ]),
      side([list('acme', 'member', {team: 'acme'})]),
    )
    assert.deepEqual(hides(open), [[['2', 'unknown']]])
    assert.deepEqual(open.newlyUnknown.filter(isNewlyUnknown), [])
    // It hides more than it did, so that it is told of, and not counted as open.
    assert.equal(open.stillUnknown, 0)
  })

  it('is determined again once it can be read', () => {
    assert.deepEqual(of([list('acme', 'member', {team: 'acme'})], [member('1', 'pass')]), {appeared: ['1']})
  })
})

describe('what is in one report only', () => {
  const named = (check: string) => item('1', 'fail', {check})

  it("isn't compared: another framework", () => {
    const other = (id: string) => ({
      frameworks: [{controls: [control('a', 'fail')], id, summary: {} as never, title: 'G', version: '1'}],
    })
    const before = side([item('1', 'pass')], [], other('g'))
    assert.deepEqual(noticed(before, side([item('1', 'pass')])), ['framework-only-before', 'framework-only-after'])
    assert.deepEqual(compare(before, side([item('1', 'pass')], [control('a', 'fail')])).worseControls, [])
  })

  it("isn't compared: a check of a newer version", () => {
    const after = side(
      [item('1', 'pass'), named('new')],
      [control('a', 'fail', 'high', ['new']), control('b', 'fail')],
      {tool: {name: 'heroku-compliance', version: '2'}},
    )
    const before = side([item('1', 'pass')], [control('a', 'manual'), control('b', 'manual')])
    const comparison = compare(before, after)
    assert.deepEqual(comparison.newlyFailing, [])
    assert.deepEqual(
      comparison.worseControls.map(({control: id}) => id),
      ['b'],
    )
    assert.deepEqual(noticed(before, after), ['check-not-compared', 'different-version'])
    assert.match(comparison.notices[0]?.text ?? '', /1 check .* is not compared.*: new\./)
  })

  it('is compared if the check had no subjects before', () => {
    assert.deepEqual(of([item('1', 'pass')], [item('1', 'pass'), named('webhooks')]), {newlyFailing: ['1']})
  })

  it("isn't compared: apps of one scope", () => {
    const all = {scope: {apps: ['name-1', 'name-2'], kind: 'all' as const}}
    const before = side([item('1', 'pass')])
    const after = side(
      [item('1', 'fail'), item('2', 'fail'), item('h', 'fail', {subject: {app: 'name-1', kind: 'webhook'}})],
      [control('a', 'fail')],
      all,
    )
    const comparison = compare(before, after)
    assert.deepEqual(classed(comparison), {appeared: ['2', 'h'], newlyFailing: ['1', 'h']})
    assert.deepEqual([comparison.worseControls, noticed(before, after)], [[], ['different-scope']])
  })

  it('gets a notice if policies differ, or the reports are in the wrong order', () => {
    const later = side([item('1', 'pass')], [], {generatedAt: '2026-11-21T00:00:00Z', policy: {files: [], sha256: 'x'}})
    assert.deepEqual(noticed(later, side([item('1', 'pass')])), ['reports-out-of-order', 'different-policy'])
    assert.match(
      compare(later, side([])).notices[1]?.text ?? '',
      /^The old report was assessed with a policy, the new report without a policy:/,
    )
  })
})

describe('a report on the sample', () => {
  const report = assessSnapshot(loadSample(), loadCatalog(['pci', 'cjis']), {
    allowUnknown: false,
    failOn: 'high',
    scopeKind: 'sample',
    version: '1',
  })

  it('differs in nothing from itself, in whatever order', () => {
    for (const other of [report, {...report, observations: [...report.observations].reverse()}]) {
      const {compared, knownFailures, notices, stillUnknown, ...rest} = compare(report, other)
      assert.equal(
        compared,
        report.observations.length + report.frameworks.reduce((sum, {controls}) => sum + controls.length, 0),
      )
      assert.equal(knownFailures, report.summary.fail)
      assert.equal(stillUnknown, report.summary.unknown)
      assert.deepEqual(notices, [])
      for (const [name, all] of Object.entries(rest)) assert.deepEqual(all, [], name)
    }
  })
})
