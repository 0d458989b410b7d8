/* eslint-disable no-control-regex -- colors and links are what is looked for */
import assert from 'node:assert/strict'

import type {RenderOptions} from '../../../../src/report/render-options.js'
import type {Report} from '../../../../src/model/report.js'

import {loadCatalog} from '../../../../src/catalog/catalog.js'
import {assessSnapshot} from '../../../../src/assess/assess-snapshot.js'
import {displayWidth} from '../../../../src/report/terminal/layout.js'
import {terminal} from '../../../../src/report/terminal/terminal.js'
import {collectWorld} from '../../../../tools/sample.js'
import {hostile} from '../../../fixtures/hostile.js'
import {sample} from '../../../fixtures/sample.js'
import {controlOf, failingObservation, frameworkOf, observationOf, reportOf} from '../support.js'

const invocation = {args: ['--app pay-web'], command: 'compliance:check'}

const screenOf = (report: Report, options: Partial<RenderOptions> = {}): string =>
  terminal(report, {color: false, columns: 80, invocation, view: 'findings', ...options})
const linesOf = (report: Report, options: Partial<RenderOptions> = {}): string[] =>
  screenOf(report, options).trimEnd().split('\n')

const onOneLine = (report: Report) => screenOf(report).replaceAll(/\s+/g, ' ')

const failing = (count: number) =>
  Array.from({length: count}, (_, index) =>
    failingObservation('pay-web', {
      check: `check-${String(index).padStart(2, '0')}`,
      failureTitle: `thing ${index} is not well`,
      severity: 'high',
    }),
  )
const notReady = {code: 1, reason: '1 failure of severity high or worse'} as const

describe('screenLines', () => {
  let worlds: ReadonlyArray<readonly [string, RenderOptions['view'], Report]>

  before(async () => {
    const snapshots = await Promise.all([sample(), hostile()].map(world => collectWorld(world, {kind: 'all'})))
    worlds = (
      [
        ['findings', ['baseline', 'sparc']],
        ['matrix', ['pci']],
        ['matrix', ['cjis']],
        ['findings', ['all']],
      ] as const
    ).flatMap(([view, ids]) => {
      const catalog = loadCatalog(ids)
      return snapshots.map(
        (snapshot, index) =>
          [
            `${ids.join()} on ${index === 0 ? 'the sample' : 'hostile names'}`,
            view,
            assessSnapshot(snapshot, catalog, {
              allowUnknown: false,
              failOn: 'high',
              scopeKind: 'all',
              version: '0.0.0',
            }),
          ] as const,
      )
    })
  })

  it('fits into 40 lines, and into 60 with the families of a framework', () => {
    for (const [name, view, report] of worlds)
      for (const columns of [80, 120])
        assert.ok(
          linesOf(report, {columns, view}).length <= (view === 'matrix' ? 60 : 40),
          `${name}, ${columns} columns`,
        )
  })

  it('shows the verdict, the worst failure and a command in its first 24 lines', () => {
    for (const [name, view, report] of worlds.filter(([name]) => name.endsWith('the sample'))) {
      const top = linesOf(report, {view}).slice(0, 24).join('\n')
      assert.match(top, /^. Not ready\./m, name)
      assert.match(top, /^critical {2}\S/m, name)
      assert.match(top, /^→ heroku compliance:fix --app pay-web$/m, name)
    }
  })

  it('keeps to its columns, except for commands', () => {
    for (const [name, view, report] of worlds)
      for (const columns of [40, 60, 80, 120])
        for (const line of linesOf(report, {columns, view}))
          assert.ok(/^(?: {2}|→ )heroku /.test(line) || displayWidth(line) <= columns, `${name} ${columns}: ${line}`)
  })

  it('leaves no blanks at the end of a line, and no two empty lines in a row', () => {
    for (const [name, view, report] of worlds)
      for (const columns of [60, 80, 120]) {
        const text = screenOf(report, {columns, view})
        assert.doesNotMatch(text, / \n|\n\n\n/, name)
        assert.match(text, /[^\n]\n$/, name)
      }
  })

  it('writes no control characters but colors and links, and says the same without them', () => {
    for (const [name, view, report] of worlds) {
      const plain = screenOf(report, {view})
      assert.doesNotMatch(
        plain,
        /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u200B-\u200F\u202A-\u202E\u2066-\u2069]/,
        name,
      )
      const decorated = screenOf(report, {color: true, hyperlinks: true, view})
      const links = /\u001B\]8;;(?:https:\/\/(?:dashboard|devcenter|www)\.[\w./#-]+)?\u001B\\/g
      assert.equal(decorated.replaceAll(links, '').replaceAll(/\u001B\[[\d;]+m/g, ''), plain, name)
    }
  })

  it('says in green that every check holds, and counts the questions beside it', () => {
    const report = reportOf([observationOf(), observationOf({check: 'x'})], {
      frameworks: [frameworkOf([controlOf({question: 'Is it?'}), controlOf({id: '1.2', documents: ['x']})])],
    })
    const lines = linesOf(report)
    assert.deepEqual(lines.slice(3, 7), [
      '✓ Every check holds. 2 hold, 0 fail, 0 unknown',
      '○ 0 of 1 question answered, 1 open; 1 control needs a document',
      '',
      "Questions are about what no API shows. Open ones don't fail this run.",
    ])
    assert.ok(lines.length <= 24)
    assert.match(screenOf(report, {color: true}), /\u001B\[32m✓\u001B\[0m \u001B\[32mEvery\u001B\[0m/)
    assert.equal(lines.at(-1), 'Exit 0: no failure of severity high or worse')
  })

  it("doesn't say that every check holds where something fails, is unknown, waived or answered no", () => {
    const waiver = {approvedBy: 'a', by: 'b', expires: '2027-01-01', reason: 'c'}
    const notHeld: readonly Report[] = [
      reportOf([observationOf(), failingObservation('a', {severity: 'low'})]),
      reportOf([observationOf(), observationOf({verdict: 'unknown'})]),
      reportOf([observationOf(), failingObservation('a', {waiver})]),
      reportOf([observationOf()], {frameworks: [frameworkOf([controlOf({status: 'fail'})])]}),
      reportOf([observationOf()], {frameworks: [frameworkOf([controlOf({status: 'unknown'})])]}),
      reportOf([observationOf()], {frameworks: [frameworkOf([controlOf({status: 'waived'})])]}),
      reportOf([observationOf({verdict: 'not-applicable'})]),
    ]
    for (const report of notHeld) assert.doesNotMatch(screenOf(report), /✓|holds/)
    assert.match(
      onOneLine(reportOf([observationOf(), failingObservation('a', {controls: []})])),
      /✓ Every check that a control requires holds\. 1 hold, 0 fail, 0 unknown, 1 worth a look/,
    )
    assert.match(screenOf(reportOf([observationOf()], {only: ['x']})), /✓ Every chosen check holds\./)
  })

  it('says what keeps a run from being decided', () => {
    const undecided = {code: 3, reason: '1 observation of severity high or worse could not be determined'} as const
    assert.match(
      onOneLine(reportOf([observationOf(), observationOf({verdict: 'unknown'})], {exit: undecided})),
      /\? Undecided: 1 observation of severity high or worse could not be determined\. 1 hold, 0 fail, 1 unknown /,
    )
    assert.match(
      screenOf(reportOf([], {exit: {code: 3, reason: 'nothing could be assessed'}})),
      /^\? Nothing could be assessed, which isn't a pass\. 0 hold, 0 fail, 0 unknown$/m,
    )
    assert.match(
      screenOf(
        reportOf([observationOf()], {exit: {code: 1, reason: '1 control answered no of severity high or worse'}}),
      ),
      /^✗ Not ready: 1 control answered no of severity high or worse\. 1 hold/m,
    )
  })

  it('lists the ten worst failed checks, and counts the others', () => {
    const rows = linesOf(reportOf(failing(12), {exit: notReady})).filter(line => line.startsWith('high '))
    assert.equal(rows.length, 10)
    assert.equal(rows[0], 'high      Thing 0 is not well  the app      1')
    assert.match(screenOf(reportOf(failing(12), {exit: notReady})), /^…and 2 more failed checks \(--full\)$/m)
    assert.doesNotMatch(screenOf(reportOf(failing(11), {exit: notReady})), /more failed check/)
  })

  it('groups the places of a failure, and names what says most', () => {
    const drain = (app: string) => ({
      ...failingObservation(app),
      subject: {app, id: app, kind: 'drain' as const, name: `${app}/b2481678`},
    })
    const member = {
      ...failingObservation('x', {check: 'mfa'}),
      subject: {id: 'm', kind: 'member' as const, name: 'acme/tom@example.com', team: 'acme'},
    }
    const placeholder = {
      ...failingObservation('x', {check: 'y'}),
      subject: {app: 'pay-web', id: 'pay-web/*', kind: 'domain' as const, name: 'pay-web/*', placeholder: true},
    }
    const team = {apps: ['desk', 'pay-web'], kind: 'team', name: 'acme'} as const
    const places = (observations: Report['observations'], scope: Report['scope']) =>
      linesOf(reportOf(observations, {scope}), {columns: 120})
        .filter(line => line.startsWith('medium '))
        .map(line => line.replace(/^.*team {2}/, '').replace(/ +1$/, ''))
    assert.deepEqual(places([drain('desk'), drain('desk'), drain('pay-web')], team), ['desk +1'])
    assert.deepEqual(places([member, placeholder], team), ['tom@example.com', 'the domains of pay-web'])
    assert.deepEqual(places([drain('pay-web')], {apps: ['pay-web'], kind: 'app', name: 'pay-web'}), ['b2481678'])
  })

  it('puts the places on lines of their own where a table is too wide', () => {
    assert.match(
      screenOf(reportOf([failingObservation('pay-web')]), {columns: 60}),
      /^medium {4}The app does not belong to a team\n {10}the app$/m,
    )
  })

  it('says why something is unknown, once for each reason, and which permission would help', () => {
    const gap = (path: string, needs?: string) =>
      ({path, reason: 'forbidden', status: 403, ...(needs === undefined ? {} : {needs})}) as const
    const unknown = (path: string) =>
      observationOf({check: path, gaps: [{field: 'x', path, reason: 'forbidden'}], verdict: 'unknown'})
    const report = reportOf([unknown('/a'), unknown('/b'), unknown('/c')], {
      gaps: [gap('/a', 'the role admin'), gap('/b', 'the scope global'), gap('/c')],
    })
    assert.match(
      screenOf(report),
      /^\? 3 unknown: the API denied access \(403\), 3 requests\n {2}Needs the role admin \(\+1\)$/m,
    )
  })

  it('leaves room for the reason behind the id of what cannot be seen', () => {
    const path = '/apps/01234567-89ab-cdef-0123-456789abcdef'
    const unseen = observationOf({gaps: [{field: 'x', path, reason: 'not-found'}], verdict: 'unknown'})
    const report = reportOf([unseen], {gaps: [{path, reason: 'not-found', status: 404}]})
    assert.match(screenOf(report), /^\? 1 unknown: the app 01234567 can't be seen: the API found nothing/m)
  })

  it('shows two notices, and counts the others', () => {
    const notices = ['One.', 'Two.', 'Three.', 'Four.'].map(text => ({id: text, text}))
    assert.match(screenOf(reportOf([], {notices})), /^NOTE {2}One\.\nNOTE {2}Two\.\n {6}…and 2 more notes \(--full\)$/m)
  })

  it('has two lines for a notice, whose reason comes last', () => {
    const text = `The waiver of apps-have-a-log-drain by ann has no effect: ${'it expired long ago. '.repeat(9)}`
    const screen = screenOf(reportOf([], {notices: [{id: 'x', text}]}))
    assert.match(screen, /^NOTE {2}The waiver of .*\n {6}\S.*it expired long ago\..*…$/m)
    assert.ok(screen.split('\n').every(line => line.length <= 80))
  })

  it('lists the worst apps and what belongs to none, beside the frameworks if there is room', () => {
    const of = (name: string, verdict: 'fail' | 'unknown') => ({
      ...failingObservation(name, {verdict}),
      subject: {app: name, id: `${name}/d`, kind: 'drain' as const, name: `${name}/d`},
    })
    const report = reportOf(
      [
        of('shop', 'fail'),
        of('desk', 'unknown'),
        {...failingObservation('t'), subject: {id: 't', kind: 'team', name: 't', team: 'acme'}},
        {...failingObservation('t'), subject: {id: 's', kind: 'space', name: 's', space: 'vault'}},
        {...observationOf(), subject: {id: 'a', kind: 'account', name: 'a'}},
      ],
      {frameworks: [frameworkOf([controlOf()])], scope: {apps: ['desk', 'quiet', 'shop'], kind: 'team', name: 'acme'}},
    )
    const wide = linesOf(report)
    assert.deepEqual(wide.slice(wide.findIndex(line => line.startsWith('APP'))).slice(0, 7), [
      'APP OR TEAM  FAIL  UNKNOWN    FRAMEWORK      FAIL  UNKNOWN  OPEN  MET  N/A',
      'shop            1        0    PCI DSS 4.0.1     0        0     1    0    0',
      'team acme       1        0',
      'space vault     1        0',
      'desk            0        1',
      'account         0        0',
      'quiet           0        0',
    ])
    assert.doesNotMatch(screenOf({...report, frameworks: [frameworkOf([])]}), /FRAMEWORK/, 'checks chosen alone')
    assert.match(screenOf(report, {columns: 70}), /^shop.*\n(?:.*\n){3,4}\nFRAMEWORK/m)
  })

  it('lists the families of a framework by title, in its order', () => {
    const pci = frameworkOf(
      [
        controlOf({id: 'GATE-1', status: 'fail'}),
        controlOf({id: '8.3.4', status: 'attested'}),
        controlOf({id: '8.3.5', status: 'waived'}),
        controlOf({id: '10.1', status: 'unknown'}),
        controlOf({id: 'A1.1', status: 'not-applicable'}),
      ],
      {families: {'10': 'Logging', '8': 'Users', GATE: 'Gates'}},
    )
    const lines = linesOf(reportOf([observationOf()], {frameworks: [pci]}), {view: 'matrix'})
    assert.deepEqual(lines.slice(lines.findIndex(line => line.startsWith('PCI'))).slice(0, 5), [
      'PCI DSS 4.0.1  FAIL  UNKNOWN  OPEN  WAIVED  MET  N/A',
      'Gates             1        0     0       0    0    0',
      '8  Users          0        0     0       1    1    0',
      '10 Logging        0        1     0       0    0    0',
      'A1                0        0     0       0    0    1',
    ])
  })

  it('counts what is worse than the baseline', () => {
    const baseline = {
      generatedAt: '2026-11-01T00:00:00Z',
      knownFailures: 2,
      newlyFailing: [],
      newlyUnknown: [],
      sha256: '0',
      worseControls: [],
    }
    assert.match(
      screenOf(reportOf([observationOf()], {baseline})),
      /^SINCE THE BASELINE of 2026-11-01: 0 new failures/m,
    )
    const [known, added] = failing(2)
    assert.ok(known && added)
    const report = reportOf([known, added], {baseline: {...baseline, newlyFailing: [added]}})
    assert.match(screenOf(report), /^high {6}Thing 1 is not well.*\nhigh {6}Thing 0/m)
  })

  it('says for one app where it runs, and which part was assessed', () => {
    const facts = [{runtimeClass: 'shield', subject: 'pay-web'}]
    const report = reportOf([{...observationOf(), subject: {id: 'a', kind: 'app', name: 'pay-web', space: 'vault'}}], {
      frameworks: [frameworkOf([controlOf({facts})])],
      only: ['mfa'],
    })
    assert.equal(linesOf(report)[0], 'pay-web  Shield space vault                                 2026-11-20 12:00 UTC')
    assert.match(linesOf(report).slice(1, 3).join('\n'), /^against PCI DSS 4\.0\.1\n.*mfa/)
    const later = reportOf([observationOf()], {generatedAt: '2026-12-01T00:00:00Z'})
    assert.match(linesOf(later)[0] ?? '', /2026-12-01 00:00 UTC \(facts of 2026-11-20 12:00 UTC\)$/)
  })

  it('has symbols of ASCII for terminals that show no others', () => {
    const ascii = screenOf(reportOf(failing(12), {exit: notReady}), {isAscii: true})
    assert.doesNotMatch(ascii, /[^\u0000-\u007F]/)
    assert.match(ascii, /^x Not ready\./m)
    assert.match(ascii, /^\.\.\.and 2 more/m)
  })

  it('links a failure to its documentation and an app to the Dashboard, if their names are safe', () => {
    const linked = screenOf(reportOf([failingObservation('pay-web')], {exit: notReady}), {hyperlinks: true})
    assert.ok(linked.includes('\u001B]8;;https://devcenter.heroku.com/articles/transferring-apps\u001B\\The app'))
    assert.ok(linked.includes('\u001B]8;;https://dashboard.heroku.com/apps/pay-web\u001B\\the app\u001B]8;;\u001B\\'))
    const hostileUrl = failingObservation('pay web', {
      remediation: {text: 'x', url: 'https://x.example/\u001B\\evil'},
    })
    assert.doesNotMatch(
      screenOf(reportOf([hostileUrl], {scope: {apps: [], kind: 'all'}}), {hyperlinks: true}),
      /\u001B/,
    )
  })

  it('gives way to the lists that are asked for', () => {
    assert.match(screenOf(reportOf(failing(2)), {show: new Set(['fail'])}), /WHAT IS WRONG/)
    assert.match(screenOf(reportOf(failing(2)), {isFull: true}), /WHAT IS WRONG/)
    assert.doesNotMatch(screenOf(reportOf(failing(2))), /WHAT IS WRONG/)
  })
})
