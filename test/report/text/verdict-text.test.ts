import assert from 'node:assert/strict'

import type {Exit, Report} from '../../../src/model/report.js'

import {verdictText} from '../../../src/report/text/verdict-text.js'
import {rendered} from '../rendering.js'
import {
  controlOf,
  failingObservation,
  terminalOnOneLine,
  frameworkOf,
  terminalLines,
  reportOf,
  observationOf,
} from '../terminal/support.js'

const unknown = observationOf({
  check: 'apps-have-a-log-drain',
  gaps: [{field: 'hasLogDrain', reason: 'forbidden'}],
  severity: 'high',
  verdict: 'unknown',
})
const code = (of: Exit['code'], reason = 'some reason'): Partial<Report> => ({exit: {code: of, reason}})

describe('verdict-text', () => {
  it("says not ready, with the failures by severity and what couldn't be determined", () => {
    const failures = [
      failingObservation('a', {severity: 'critical'}),
      failingObservation('b', {severity: 'high'}),
      failingObservation('c', {severity: 'high'}),
    ]
    assert.equal(
      verdictText(reportOf([...failures, unknown, unknown], code(1))).text,
      "Not ready: 3 failures (1 critical, 2 high); 2 observations couldn't be determined",
    )
    assert.equal(verdictText(reportOf(failures.slice(0, 1), code(1))).text, 'Not ready: 1 failure (1 critical)')
  })

  it('says not ready if an answer fails the run and no check does', () => {
    assert.equal(
      verdictText(reportOf([observationOf()], code(1, '1 control answered no'))).text,
      'Not ready: 1 control answered no',
    )
  })

  it('says undecided if the run exits with 3', () => {
    assert.equal(
      verdictText(reportOf([observationOf(), unknown], code(3))).text,
      "Undecided: 1 observation couldn't be determined (1 high); no failures",
    )
    assert.equal(
      verdictText(reportOf([failingObservation('a', {severity: 'low'}), unknown], code(3))).text,
      "Undecided: 1 observation couldn't be determined (1 high); 1 failure (1 low) that doesn't fail this run",
    )
    assert.equal(
      verdictText(reportOf([observationOf()], code(3, '7 manual controls are open'))).text,
      'Undecided: 7 manual controls are open; no failures',
    )
  })

  it("doesn't call a pass what wasn't assessed", () => {
    assert.equal(verdictText(reportOf([], code(3))).text, "Nothing could be assessed. That isn't a pass")
    assert.equal(
      verdictText(reportOf([unknown], code(3))).text,
      "Nothing could be assessed; 1 observation couldn't be determined. That isn't a pass",
    )
    assert.equal(
      verdictText(reportOf([observationOf({verdict: 'not-applicable'})], code(0))).text,
      "Nothing could be assessed. That isn't a pass",
    )
  })

  it("doesn't sound like a pass if a run exits with 0 despite failures or unknowns", () => {
    assert.equal(
      verdictText(reportOf([observationOf(), unknown], code(0))).text,
      "No failures; 1 observation couldn't be determined",
    )
    assert.equal(
      verdictText(reportOf([failingObservation('a'), failingObservation('b')], code(0))).text,
      "2 failures (2 medium) that don't fail this run",
    )
    assert.equal(
      verdictText(reportOf([observationOf()], {...code(0), frameworks: [frameworkOf([controlOf({status: 'fail'})])]}))
        .text,
      'No check fails, but 1 control does',
    )
    for (const verdictReport of [
      reportOf([observationOf(), unknown], code(0)),
      reportOf([failingObservation('a')], code(0)),
    ])
      assert.equal(verdictText(verdictReport).color, 'unknown')
  })

  it("doesn't sound like a pass if something is waived, or a control is unknown", () => {
    const waived = {
      ...failingObservation('a', {severity: 'critical'}),
      waiver: {approvedBy: 'b', by: 'a', expires: '2026-12-01', reason: 'r'},
    }
    const unknowns = {...code(0), frameworks: [frameworkOf(['1', '2'].map(id => controlOf({id, status: 'unknown'})))]}
    assert.deepEqual(verdictText(reportOf([observationOf(), waived], code(0))), {
      text: 'No failures; 1 observation waived',
      color: 'unknown',
    })
    assert.deepEqual(verdictText(reportOf([waived], code(0))), {
      text: 'No failures; 1 observation waived',
      color: 'unknown',
    })
    assert.deepEqual(verdictText(reportOf([observationOf()], unknowns)), {
      text: 'No failures; 2 controls are unknown',
      color: 'unknown',
    })
    assert.deepEqual(
      verdictText(
        reportOf([observationOf(), waived], {...unknowns, frameworks: [frameworkOf([controlOf({status: 'unknown'})])]}),
      ),
      {text: 'No failures; 1 control is unknown; 1 observation waived', color: 'unknown'},
    )
    assert.equal(
      verdictText(
        reportOf([observationOf(), waived], {...code(0), frameworks: [frameworkOf([controlOf({status: 'fail'})])]}),
      ).text,
      'No check fails, but 1 control does; 1 observation waived',
    )
  })

  it('gives the exit reason of a run that is undecided because of controls', () => {
    assert.equal(
      verdictText(
        reportOf([observationOf(), unknown], code(3, '1 control of severity high or worse could not be determined')),
      ).text,
      'Undecided: 1 control of severity high or worse could not be determined; no failures',
    )
    assert.equal(
      verdictText(reportOf([failingObservation('a', {controls: []})], code(3, 'nothing could be assessed'))).text,
      "Nothing could be assessed. That isn't a pass",
    )
  })

  it('counts separately what is worth a look', () => {
    const signal = failingObservation('b', {controls: []})
    assert.deepEqual(verdictText(reportOf([observationOf(), signal], code(0))), {
      text: 'Every automated check that could be evaluated passes; 1 worth a look',
      color: 'pass',
    })
    assert.equal(
      verdictText(reportOf([failingObservation('a'), signal], code(0))).text,
      "1 failure (1 medium) that doesn't fail this run; 1 worth a look",
    )
    assert.equal(
      verdictText(reportOf([failingObservation('a'), signal], code(1))).text,
      'Not ready: 1 failure (1 medium)',
    )
    assert.equal(
      verdictText(reportOf([unknown, signal, observationOf()], code(3))).text,
      "Undecided: 1 observation couldn't be determined (1 high); no failures",
    )
  })

  it('is the same in every format that has one', async () => {
    const waived = {...failingObservation('a'), waiver: {approvedBy: 'b', by: 'a', expires: '2026-12-01', reason: 'r'}}
    for (const of of [
      reportOf([waived], code(0)),
      reportOf([failingObservation('a')], code(1)),
      reportOf([observationOf(), unknown], code(3)),
      reportOf([], code(3)),
    ]) {
      const {text} = verdictText(of)
      assert.ok(terminalOnOneLine(of).includes(`${text}.`), text)
      for (const format of ['markdown', 'html'] as const)
        assert.ok((await rendered(format, of)).replaceAll('&#39;', "'").includes(text), `${format}: ${text}`)
    }
  })

  it('says that everything passes only if everything was seen to pass, and that people answer the rest', () => {
    const clean = reportOf([observationOf()], {
      ...code(0),
      frameworks: [frameworkOf([controlOf(), controlOf({id: '1.2'})])],
    })
    assert.deepEqual(verdictText(clean), {
      text: 'Every automated check that could be evaluated passes; 2 controls need a person',
      color: 'pass',
    })
    assert.match(
      terminalOnOneLine(clean),
      /This isn't a certificate: 2 controls need a person: an answer or a document\./,
    )
    assert.match(
      terminalOnOneLine(reportOf([observationOf()], {...code(0), frameworks: [frameworkOf([controlOf()])]})),
      /passes; 1 control needs a person/,
    )
    for (const other of [
      reportOf([failingObservation('a')], {...code(1), frameworks: clean.frameworks}),
      reportOf([failingObservation('a')], {...code(0), frameworks: clean.frameworks}),
      reportOf([observationOf()], {...code(3), frameworks: clean.frameworks}),
    ])
      assert.doesNotMatch(terminalOnOneLine(other), /certificate/)
  })

  it('counts waived observations', () => {
    const all = [failingObservation('a')]
    const waived = reportOf(all, {summary: {...reportOf(all).summary, waived: 1}})
    assert.match(terminalOnOneLine(waived), /1 observation waived\./)
    assert.doesNotMatch(terminalOnOneLine(reportOf(all)), /waived/)
  })

  it('comes first and last', () => {
    for (const view of ['findings', 'matrix'] as const) {
      const all = terminalLines(reportOf([failingObservation('a')], code(1)), {view})
      assert.equal(all.filter(line => line === 'Not ready: 1 failure (1 medium).').length, 2)
      assert.equal(all.at(-2), 'Not ready: 1 failure (1 medium).')
      assert.equal(all.at(-1), '')
    }
  })
})

describe('header', () => {
  it('says what was assessed, against what, as of when and by whom', () => {
    const verdictReport = reportOf([observationOf()], {
      frameworks: [frameworkOf([]), frameworkOf([], {id: 'cjis-6.0', title: 'CJIS Security Policy', version: '6.0'})],
      scope: {apps: ['a', 'b'], kind: 'team', name: 'acme'},
      snapshot: {
        caller: {email: 'mara@example.com', role: 'admin'},
        collectedAt: '2026-11-20T12:00:30.000Z',
        sha256: '',
      },
    })
    assert.match(
      terminalOnOneLine(verdictReport),
      new RegExp(
        String.raw`^Compliance of team acme, 2 apps against PCI DSS 4\.0\.1 and CJIS Security Policy ` +
          String.raw`6\.0 facts collected 2026-11-20 12:00 UTC by mara@example\.com \(admin\)`,
      ),
    )
  })

  it('says no more about the caller than is known', () => {
    const by = (caller: NonNullable<Report['snapshot']['caller']>) =>
      terminalOnOneLine(
        reportOf([observationOf()], {snapshot: {caller, collectedAt: '2026-11-20T12:00:30.000Z', sha256: ''}}),
      )
    assert.match(by({email: 'mara@example.com'}), /UTC by mara@example\.com Every/)
    assert.match(by({role: 'admin'}), /12:00 UTC Every/)
  })

  it('shows an invalid date as it is, and says that no framework was selected', () => {
    const text = terminalOnOneLine(
      reportOf([observationOf()], {generatedAt: 'soon', snapshot: {collectedAt: 'soon', sha256: ''}}),
    )
    assert.match(text, /against no framework facts collected soon Every/)
  })

  it('says if facts are assessed as of another time', () => {
    assert.match(
      terminalOnOneLine(reportOf([observationOf()], {generatedAt: '2027-01-01T00:00:00Z'})),
      /facts collected 2026-11-20 12:00 UTC, assessed as of 2027-01-01 00:00 UTC/,
    )
  })

  it('names each kind of scope', () => {
    const scopes: ReadonlyArray<readonly [Report['scope'], RegExp]> = [
      [{apps: ['pay-web'], kind: 'app', name: 'pay-web'}, /^Compliance of app pay-web against/],
      [{apps: [], kind: 'app', name: 'pay-web'}, /^Compliance of app pay-web, 0 apps/],
      [{apps: [], kind: 'all'}, /^Compliance of everything the account can see, 0 apps/],
      [{apps: ['a'], kind: 'sample'}, /^Compliance of the bundled sample, a fictional organization, 1 app /],
      [{apps: ['a'], kind: 'snapshot', name: 'acme'}, /^Compliance of the snapshot of acme, 1 app /],
      [{apps: ['a'], kind: 'snapshot'}, /^Compliance of the snapshot, 1 app /],
    ]
    for (const [scope, text] of scopes) assert.match(terminalOnOneLine(reportOf([observationOf()], {scope})), text)
  })
})
