import assert from 'node:assert/strict'

import {rendered} from './rendering.js'
import {
  controlOf,
  failingObservation,
  terminalOnOneLine,
  frameworkOf,
  terminalLines,
  reportOf,
  observationOf,
} from './terminal/support.js'

const ref = (id: string) => ({control: id, framework: 'pci-dss-4.0.1'})
const breach = failingObservation('a', {
  check: 'breach',
  controls: [ref('1')],
  severity: 'medium',
  failureTitle: 'the breach is not well',
  title: 'the breach is well',
})
const signal = failingObservation('b', {
  check: 'aside',
  controls: [],
  severity: 'critical',
  signals: [ref('1'), ref('2')],
  failureTitle: 'the aside is not well',
  title: 'the aside is well',
})
const both = reportOf(
  [signal, breach, observationOf({check: 'aside', controls: [], signals: [ref('1')], subject: {name: 'c'}})],
  {
    exit: {code: 0, reason: 'no failure of severity high or worse; 1 worth a look'},
    frameworks: [
      frameworkOf([
        controlOf({checks: ['breach'], id: '1', kind: 'fail-only', signals: ['aside'], status: 'fail'}),
        controlOf({id: '2', signals: ['aside']}),
      ]),
    ],
  },
)

describe('what is worth a look', () => {
  it('is counted in the summary among the failures and by itself', () => {
    assert.deepEqual([both.summary.fail, both.summary.signals], [2, 1])
    assert.equal(reportOf([observationOf(), {...signal, waiver: {} as never}]).summary.signals, 0)
  })

  it('comes after the failures at the terminal', () => {
    const text = terminalOnOneLine(both)
    assert.match(
      text,
      new RegExp(
        String.raw`WHAT IS WRONG: 1 check fails, worst first\. .*FAIL medium The breach is not ` +
          String.raw`well.*WORTH A LOOK: 1 check fails but violates no control. This doesn't fail the ` +
          String.raw`run\. .*LOOK critical The aside is not well b - team: no \(expected: yes\) Signal ` +
          String.raw`for: PCI DSS 1, 2 Fix: Transfer`,
      ),
    )
    assert.match(text, /observations, 1 worth a look/)
    assert.match(text, /^.*1 failure \(1 medium\) that doesn't fail this run; 1 worth a look\. /)
    assert.doesNotMatch(terminalOnOneLine(both, {view: 'matrix'}), /Signal of/)
    assert.match(
      terminalOnOneLine(
        reportOf([breach, {...signal, check: 'another', subject: {...signal.subject, name: 'z'}}, signal]),
      ),
      /2 checks fail but violate no control/,
    )
    assert.doesNotMatch(terminalOnOneLine(both, {show: new Set(['pass'])}), /WORTH A LOOK:/)
    assert.match(
      terminalOnOneLine(both, {show: new Set(['pass'])}),
      /Not listed because of --show: 1 failure, 1 worth a look\./,
    )
    assert.deepEqual(
      terminalLines(reportOf([breach])).filter(line => line.includes('LOOK')),
      [],
    )
    assert.match(
      terminalOnOneLine(reportOf([{...signal, signals: undefined as never}])),
      /No control of the chosen frameworks requires it/,
    )
  })

  it('is a note in SARIF, by a rule of low score', async () => {
    const {
      runs: [run],
    } = JSON.parse(await rendered('sarif', both)) as {
      runs: [
        {
          results: Array<{kind: string; level: string; message: {text: string}; ruleId: string}>
          tool: {
            driver: {
              rules: Array<{
                defaultConfiguration: {level: string}
                id: string
                properties: {'security-severity': string; tags: string[]}
              }>
            }
          }
        },
      ]
    }
    assert.deepEqual(run.results.map(({kind, level, ruleId}) => [ruleId, kind, level]).slice(0, 3), [
      ['aside', 'fail', 'note'],
      ['breach', 'fail', 'warning'],
      ['aside', 'pass', 'none'],
    ])
    assert.match(run.results[0]?.message.text ?? '', /^Worth a look: /)
    assert.doesNotMatch(run.results[1]?.message.text ?? '', /Worth a look/)
    const rules = new Map(run.tool.driver.rules.map(rule => [rule.id, rule]))
    assert.deepEqual(
      [rules.get('aside')?.defaultConfiguration.level, rules.get('aside')?.properties['security-severity']],
      ['note', '2.0'],
    )
    assert.deepEqual(
      [rules.get('breach')?.defaultConfiguration.level, rules.get('breach')?.properties['security-severity']],
      ['warning', '5.5'],
    )
    assert.ok(rules.get('aside')?.properties.tags.includes('pci-dss-4.0.1'))
  })

  it('fails no JUnit test', async () => {
    const text = await rendered('junit', both)
    assert.match(text, /name="app a"[^>]* tests="1" failures="1" errors="0" skipped="0"/)
    assert.match(text, /name="app b"[^>]* tests="1" failures="0" errors="0" skipped="1"/)
    assert.match(
      text,
      /<testcase classname="checks\.aside" name="app b" time="0"><skipped message="worth a look: The aside is not well/,
    )
  })

  it('has a CSV column that tells violations and signals apart', async () => {
    const [head = '', ...rows] = (await rendered('csv', both)).trim().split('\r\n')
    const at = (name: string) => head.split(',').indexOf(name)
    const cells = rows.map(row => row.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/))
    assert.deepEqual(
      cells.map(row => ['control', 'role', 'check', 'verdict', 'subject'].map(name => row[at(name)]).join(' ')),
      [
        'pci-dss-4.0.1:1 signal aside fail b',
        'pci-dss-4.0.1:2 signal aside fail b',
        'pci-dss-4.0.1:1 check breach fail a',
        'pci-dss-4.0.1:1 signal aside pass c',
      ],
    )
    assert.equal(new Set([head.split(',').length, ...cells.map(({length}) => length)]).size, 1)
  })

  it('is a GitHub notice, after what is unknown', async () => {
    const unknown = observationOf({check: 'dark', severity: 'low', verdict: 'unknown'})
    const text = await rendered('github', reportOf([signal, breach, unknown]))
    assert.deepEqual(
      [...text.matchAll(/^::(\w+) title=([^:]*)::/gm)].map(([, kind, title]) => `${kind} ${title}`),
      [
        'warning medium%3A The breach is not well',
        'notice Unknown whether the app belongs to a team',
        'notice worth a look%3A The aside is not well',
        'notice Exit code 0%3A no failure of severity high or worse',
      ],
    )
    assert.match(text, /3 observations: 1 fail, 1 worth a look, 1 unknown/)
  })

  it('has its own section in Markdown', async () => {
    const text = await rendered('markdown', both)
    assert.match(text, /### What is wrong \(1\)\n\n\*\*medium: The breach is not well\*\*/)
    assert.match(text, /### Worth a look \(1\)\n\n\*\*critical: The aside is not well\*\*/)
    assert.match(text, /\| 3 \| 1 \(1 medium\) \| 1 \| 0 \| 1 \| 0 \| 0 \|/)
    assert.doesNotMatch(await rendered('markdown', reportOf([breach])), /### Worth a look/)
  })

  it('has its own section, mark and filter in HTML, and is not on the map', async () => {
    const text = await rendered('html', both)
    const part = (id: string) =>
      new RegExp(`<div id="part-${id}"[^>]*>([^]*?)</section>`).exec(text)?.[1] ?? assert.fail(id)
    assert.match(part('failures'), /The breach is not well/)
    assert.doesNotMatch(part('failures'), /The aside is not well/)
    assert.match(part('signals'), /badge signal[^]*The aside is not well[^]*Signal of PCI DSS 4\.0\.1: 1, 2\./)
    assert.doesNotMatch(part('signals'), /The breach is not well/)
    assert.match(text, /<option value="signal">worth a look<\/option>/)
    assert.match(text, /<b>1<\/b> <span>fails<\/span>\s<span class="aside">1 medium; 1 more worth a look<\/span>/)
    assert.doesNotMatch(part('map'), />b</)
    assert.match(part('map'), />a</)
    assert.match(await rendered('html', reportOf([breach])), /No other check fails\./)
  })

  it('fails no control in Heimdall, but is among its results', async () => {
    const {profiles} = JSON.parse(await rendered('hdf', both)) as {
      profiles: Array<{controls: Array<{id: string; results: Array<{code_desc: string; status: string}>}>}>
    }
    assert.equal(profiles.length, 1)
    const results = (id: string) =>
      profiles[0]?.controls
        .find(control => control.id === id)
        ?.results.map(({code_desc: said, status}) => `${status} ${said.slice(0, 18)}`)
    assert.deepEqual(
      results('1'),
      ['skipped Worth a look: app ', 'failed app a: The breach ', 'skipped app c: The app bel'].map(text =>
        text.slice(0, text.indexOf(' ') + 19),
      ),
    )
    assert.ok(results('2')?.every(text => text.startsWith('skipped ')))
    const loose = JSON.parse(await rendered('hdf', reportOf([{...signal, signals: undefined as never}]))) as {
      profiles: Array<{controls: Array<{results: Array<{status: string}>; tags: {status: string}}>}>
    }
    assert.deepEqual(
      loose.profiles[0]?.controls.map(({results: all, tags}) => [tags.status, ...all.map(({status}) => status)]),
      [['manual', 'skipped', 'skipped']],
    )
  })

  it('is no OSCAL plan item, but a signal among the observations', async () => {
    const plan = await rendered('oscal-poam', both)
    assert.ok(plan.includes('breach') && !plan.includes('The aside is not well'))
    const text = await rendered('oscal', both)
    const {observations, findings} = (
      JSON.parse(text) as {
        'assessment-results': {
          results: [
            {
              findings: Array<{'related-observations'?: unknown[]}>
              observations: Array<{props: Array<{name: string; value: string}>}>
            },
          ]
        }
      }
    )['assessment-results'].results[0]
    assert.deepEqual(
      observations.map(({props}) => props.find(({name}) => name === 'role')?.value),
      ['signal', undefined, undefined],
    )
    assert.deepEqual(
      findings.map(finding => finding['related-observations']?.length),
      [3, 1],
    )
  })

  it('is neither a failure nor a warning in OCSF, and has no severity', async () => {
    const events = JSON.parse(await rendered('ocsf', both)) as Array<{
      compliance: {checks?: unknown; requirements: string[]; status: string; status_id: number}
      severity: string
    }>
    const [first, second, passed] = events.filter(({compliance}) => compliance.checks)
    assert.deepEqual(
      [first?.compliance.status_id, first?.compliance.status, first?.severity, first?.compliance.requirements],
      [99, 'signal', 'Informational', ['pci-dss-4.0.1 1', 'pci-dss-4.0.1 2']],
    )
    assert.deepEqual(passed?.compliance.requirements, ['pci-dss-4.0.1 1'])
    assert.deepEqual([second?.compliance.status_id, second?.severity], [3, 'Medium'])
  })
})
