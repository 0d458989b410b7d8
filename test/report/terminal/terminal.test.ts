/* eslint-disable no-control-regex -- colours and control characters are what is looked for */
import assert from 'node:assert/strict'

import type {Report} from '../../../src/model/report.js'

import {loadCatalog} from '../../../src/catalog/catalog.js'
import {assessSnapshot} from '../../../src/assess/assess-snapshot.js'
import {jsonString} from '../../../src/report/json/json.js'
import {terminal} from '../../../src/report/terminal/terminal.js'
import {displayWidth} from '../../../src/report/terminal/layout.js'
import {collectWorld} from '../../../tools/sample.js'
import {hostile} from '../../fixtures/hostile.js'
import {sample} from '../../fixtures/sample.js'
import {crosswalkReport} from '../rendering.js'
import {
  controlOf,
  renderOptions,
  failingObservation,
  terminalOnOneLine,
  frameworkOf,
  terminalLines,
  reportOf,
  observationOf,
} from './support.js'

const views = ['findings', 'matrix'] as const
const everything = new Set(['attested', 'fail', 'inherited', 'manual', 'not-applicable', 'pass', 'unknown', 'waived'])
const judging = {allowUnknown: false, failOn: 'high', scopeKind: 'all', version: '0.0.0'} as const

describe('terminal', () => {
  const unknown = observationOf({gaps: [{field: 'x', reason: 'forbidden'}], verdict: 'unknown'})
  let worlds: ReadonlyArray<readonly [string, Report]>

  before(async () => {
    const catalog = loadCatalog(['pci', 'cjis'])
    worlds = await Promise.all(
      (
        [
          ['sample', sample()],
          ['hostile', hostile()],
        ] as const
      ).map(
        async ([name, world]) =>
          [name, assessSnapshot(await collectWorld(world, {kind: 'all'}), catalog, judging)] as const,
      ),
    )
  })

  it('keeps to its columns, except for commands, URLs and the names in waivers', () => {
    for (const [name, of] of worlds)
      for (const view of views)
        for (const columns of [40, 80, 120])
          for (const color of columns === 80 ? [false, true] : [false])
            for (const show of [undefined, everything]) {
              for (const line of terminalLines(of, {color, columns, show, view})) {
                const plain = line.replaceAll(/\u001B\[[\d;]+m/g, '')
                if (/^(?: {4,6}(?:heroku|git)| {2}- check:| {6}-) /.test(plain) || plain.includes('://')) continue
                assert.ok(displayWidth(line) <= columns, `${name} ${view} ${columns}: ${plain}`)
              }
            }
  })

  it('leaves no blanks at the end of a line', () => {
    for (const [name, of] of worlds)
      for (const view of views)
        for (const line of terminalLines(of, {columns: 60, show: everything, view}))
          assert.equal(line, line.trimEnd(), name)
  })

  it('puts one empty line between its parts', () => {
    const text = terminal(
      reportOf([failingObservation('a'), unknown], {exit: {code: 1, reason: 'x'}, notices: [{id: 'a', text: 'Old.'}]}),
      renderOptions(),
    )
    assert.match(
      text,
      new RegExp(
        String.raw`^Compliance of [^]*[^\n]\n\nNot ready[^]*[^\n]\n\nWHAT IS ` +
          String.raw`WRONG[^]*[^\n]\n\nFAIL[^]*[^\n]\n\nWHAT COULD ` +
          String.raw`NOT[^]*[^\n]\n\nUNKNOWN[^]*[^\n]\n\nNOTE[^]*[^\n]\n\nCONTROLS[^]*[^\n]\n\nNot ready`,
      ),
    )
  })

  it('never says that nothing more is left out', () => {
    for (const [name, of] of worlds)
      for (const view of views) assert.doesNotMatch(terminalOnOneLine(of, {show: everything, view}), /\band 0 /, name)
  })

  it('has no two empty lines in a row, and one line feed at the end', () => {
    for (const [name, of] of worlds)
      for (const view of views) {
        const text = terminal(of, renderOptions({show: everything, view}))
        assert.ok(!text.includes('\n\n\n'), name)
        assert.match(text, /[^\n]\n$/)
      }
  })

  it('writes no control characters without color, and only colors with it', () => {
    for (const [name, of] of worlds)
      for (const view of views) {
        assert.doesNotMatch(
          terminal(of, renderOptions({show: everything, view})),
          /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2066-\u2069]/,
          name,
        )
        const coloured = terminal(of, renderOptions({color: true, show: everything, view}))
        assert.match(coloured, /\u001B\[1;31mFAIL\u001B\[0m/)
        assert.doesNotMatch(
          coloured.replaceAll(/\u001B\[(?:[0-2]|3[1-6]|1;31)m/g, ''),
          /[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/,
          name,
        )
      }
  })

  it('says the same with color and without', () => {
    for (const [name, of] of worlds)
      for (const view of views) {
        assert.equal(
          terminal(of, renderOptions({color: true, view})).replaceAll(/\u001B\[[\d;]+m/g, ''),
          terminal(of, renderOptions({view})),
          name,
        )
      }
  })

  it('gives the same text for a report that was saved', () => {
    for (const [, of] of worlds)
      assert.equal(terminal(of, renderOptions()), terminal(JSON.parse(jsonString(of)) as Report, renderOptions()))
  })

  it('shows every failing check of a real report once', () => {
    for (const [name, of] of worlds) {
      const checks = new Set(of.observations.filter(({verdict}) => verdict === 'fail').map(({check}) => check))
      for (const view of views) {
        const blocks = terminalLines(of, {columns: 120, show: new Set(['fail']), view}).filter(line =>
          /^(?:FAIL|LOOK) {2}(?:critical|high|medium|low) {2}/.test(line),
        )
        assert.equal(blocks.length, checks.size, name)
        assert.equal(new Set(blocks).size, checks.size, name)
      }
    }
  })

  it('counts under its causes every observation that could not be determined', () => {
    for (const [name, of] of worlds) {
      const text = terminalOnOneLine(of, {show: new Set(['unknown'])})
      const counted = [...text.matchAll(/(?: - |causes? more, of )(\d+) observations?\b/g)].reduce(
        (sum, [, n]) => sum + Number(n),
        0,
      )
      assert.equal(counted, of.summary.unknown, name)
    }
  })

  it('prints a report in which nothing was assessed', () => {
    for (const view of views) {
      const text = terminalOnOneLine(
        reportOf([], {
          exit: {code: 3, reason: 'nothing could be assessed'},
          frameworks: [],
          scope: {apps: [], kind: 'all'},
        }),
        {view},
      )
      assert.match(text, /Nothing could be assessed\. That isn't a pass\. No framework was assessed\./)
      assert.doesNotMatch(text, /passes|No failures/)
    }
  })

  it('prints a report with only unknowns', () => {
    const text = terminalOnOneLine(reportOf([unknown], {exit: {code: 3, reason: 'nothing could be assessed'}}))
    assert.match(text, /Nothing could be assessed; 1 observation couldn't be determined\. That isn't a pass\./)
    assert.match(text, /UNKNOWN medium The API denied access - 1 observation pay-web: apps-belong-to-a-team/)
  })

  it('passes on every notice', () => {
    assert.match(
      terminalOnOneLine(
        reportOf([observationOf()], {
          notices: [
            {id: 'a', text: 'Lists may be short.'},
            {id: 'b', text: 'Old.'},
          ],
        }),
      ),
      /NOTE Lists may be short\. NOTE Old\./,
    )
  })

  it('names a very long app without losing its layout', () => {
    const text = terminal(
      reportOf([failingObservation('n'.repeat(10_240))], {scope: {apps: ['x'], kind: 'app', name: 'n'.repeat(10_240)}}),
      renderOptions(),
    )
    assert.ok(text.length < 3000)
    assert.match(text, /n\.\.\.n/)
  })

  describe('scoreboard', () => {
    it('counts controls by status and observations by verdict, in one table', () => {
      const pci = frameworkOf([
        controlOf(),
        controlOf({id: '1.2', status: 'fail'}),
        controlOf({id: '1.3', status: 'inherited'}),
      ])
      const all = terminalLines(
        reportOf([failingObservation('a'), failingObservation('b'), observationOf(), unknown], {frameworks: [pci]}),
      )
      const from = all.findIndex(line => line.startsWith('CONTROLS BY STATUS'))
      assert.match(terminal(reportOf([], {frameworks: [pci]}), renderOptions({columns: 67})), /CONTROLS BY STATUS/)
      assert.doesNotMatch(
        terminal(reportOf([], {frameworks: [pci]}), renderOptions({columns: 66})),
        /CONTROLS BY STATUS/,
      )
      assert.deepEqual(all.slice(from, from + 3), [
        'CONTROLS BY STATUS      FAIL  UNKNOWN  MANUAL  INHERITED  PASS  ALL',
        'PCI DSS 4.0.1              1        0       1          1     0    3',
        'observations of checks     2        1       -          -     1    4',
      ])
    })

    it("has a column for what doesn't apply, and colors what isn't zero", () => {
      const all = terminalLines(
        reportOf([observationOf(), observationOf({verdict: 'not-applicable'})], {
          frameworks: [frameworkOf([controlOf({status: 'pass'})])],
        }),
        {color: true},
      )
      const from = all.findIndex(line => line.includes('STATUS'))
      assert.match(all[from] ?? '', /PASS {2}N\/A {2}ALL$/)
      assert.equal(all[from + 1], 'PCI DSS 4.0.1              0        0       0     \u001B[32m1\u001B[0m    0    1')
      assert.equal(
        all[from + 2],
        'observations of checks     0        0       -     \u001B[32m1\u001B[0m    \u001B[2m1\u001B[0m    2',
      )
    })

    it('becomes sentences if a table is too wide', () => {
      assert.match(
        terminalOnOneLine(reportOf([failingObservation('a')], {frameworks: [frameworkOf([controlOf()])]}), {
          columns: 40,
        }),
        /PCI DSS 4\.0\.1: 0 fail, 0 unknown, 1 manual, 0 pass, 1 in all/,
      )
    })

    it('stays, with the verdict, whatever --show selects', () => {
      const text = terminalOnOneLine(
        reportOf([failingObservation('a'), unknown], {
          exit: {code: 1, reason: 'x'},
          frameworks: [frameworkOf([controlOf()])],
        }),
        {show: new Set(['pass'])},
      )
      assert.match(
        text,
        /CONTROLS BY STATUS .* Not ready: 1 failure \(1 medium\); 1 observation couldn't be determined\.$/,
      )
    })
  })

  it('ends with what to type next, but not with another screen of the same', () => {
    const invocation = {args: ['--app pay-web'], command: 'compliance:check'}
    const frameworks = [frameworkOf([controlOf({question: 'Is it?'})])]
    const lines = terminalLines(reportOf([observationOf()], {frameworks}), {invocation})
    assert.deepEqual(lines.slice(lines.indexOf('Next')), [
      'Next',
      '  heroku compliance:review --app pay-web                      answer 1 question',
      '  heroku compliance:check --app pay-web --output report.html  a page to share',
      'Exit 0: no failure of severity high or worse',
      '',
    ])
  })

  it('says how many questions there are to answer, where one answer settles several', () => {
    assert.match(
      terminalOnOneLine(crosswalkReport()),
      /an answer or a document\. 7 questions open: 4 to answer, since one answer can settle several\./,
    )
  })

  describe('--show', () => {
    const all = reportOf(
      [
        failingObservation('a'),
        unknown,
        observationOf({check: 'c', title: 'the stack is supported'}),
        observationOf({check: 'd', title: 'the app is locked', verdict: 'not-applicable'}),
      ],
      {
        frameworks: [
          frameworkOf([
            controlOf({question: 'Is it?', title: 'Diagrams'}),
            controlOf({id: '1.2', status: 'pass', title: 'Walls'}),
          ]),
        ],
      },
    )

    it('lists failures and unknowns by default', () => {
      const text = terminalOnOneLine(all)
      assert.match(text, /WHAT IS WRONG/)
      assert.match(text, /WHAT COULD NOT BE DETERMINED/)
      assert.doesNotMatch(text, /WHAT HOLDS|WHAT DOES NOT APPLY|Diagrams|Not listed/)
    })

    it("lists what passes and what doesn't apply on request", () => {
      const text = terminalOnOneLine(all, {show: new Set(['not-applicable', 'pass'])})
      assert.match(
        text,
        new RegExp(
          String.raw`PASSED: 1 observation PASS The stack is supported: pay-web NOT APPLICABLE: 1 ` +
            String.raw`observation N\/A The app is locked: pay-web`,
        ),
      )
    })

    it('says what it leaves out', () => {
      assert.match(
        terminalOnOneLine(all, {show: new Set(['pass'])}),
        /Not listed because of --show: 1 failure, 1 that couldn't be determined\./,
      )
      assert.match(
        terminalOnOneLine(all, {show: new Set(['fail'])}),
        /Not listed because of --show: 1 that couldn't be determined\./,
      )
      for (const view of views)
        assert.doesNotMatch(terminalOnOneLine(all, {show: new Set(['fail']), view}), /WHAT COULD NOT/)
    })

    it("doesn't mention what isn't there to be left out", () => {
      assert.doesNotMatch(terminalOnOneLine(reportOf([observationOf()]), {show: new Set(['pass'])}), /Not listed/)
    })

    it('lists controls among the findings for the statuses that only controls have', () => {
      const text = terminalOnOneLine(all, {show: new Set(['manual', 'pass'])})
      assert.match(
        text,
        /PCI DSS 4\.0\.1: 2 controls, 1 of them listed number kind owner title MANUAL 1\.1 manual you Diagrams/,
      )
      assert.match(text, /1 open question, to be answered by a person 1\.1 Is it\?/)
      assert.doesNotMatch(text, /Walls/)
      for (const status of ['attested', 'inherited', 'waived'] as const) {
        const statusReport = reportOf([observationOf()], {
          frameworks: [frameworkOf([controlOf({id: '1.2', status, title: 'Walls'})])],
        })
        assert.match(terminalOnOneLine(statusReport, {show: new Set([status])}), / 1\.2 manual you Walls/)
      }
    })
  })
})
