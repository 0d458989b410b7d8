import assert from 'node:assert/strict'

import type {ChangeAssessment} from '../../src/changes/assess-change.js'
import type {GuardRemark} from '../../src/guard/guard-text.js'
import type {Doubt} from '../../src/guard/judge.js'

import {selectCatalog} from '../../src/catalog/select-frameworks.js'
import {assessChange} from '../../src/changes/assess-change.js'
import {showCommand} from '../../src/guard/command-text.js'
import {brokenControls, remarkText, stopText} from '../../src/guard/guard-text.js'
import {loadSample} from '../../src/snapshot/load-snapshots.js'
import {herokuCommand} from '../helpers/commands.js'

const line = 'heroku addons:attach citation-pay-db --app badge-demo'

describe('what a guard says', () => {
  let change: ChangeAssessment
  let remark: GuardRemark
  before(async () => {
    const snapshot = loadSample()
    const command = await herokuCommand(line)
    change = assessChange(snapshot, [command], await selectCatalog(['baseline', 'pci']), {
      allowUnknown: false,
      failOn: 'high',
      scopeKind: 'sample',
      strict: false,
      version: '0.0.0',
    })
    remark = {
      age: 21_600_000,
      command: showCommand(command, snapshot.facts),
      file: 'compliance.yml',
      finding: {change, kind: 'worse'},
      isStale: false,
      level: 'hold',
      scopeFlags: '--team acme',
    }
  })

  const control = (id: string, severity: 'critical' | 'high', status: 'fail' | 'unknown' = 'fail') => ({
    control: id,
    framework: 'pci-dss-4.0.1',
    reason: '',
    severity,
    status,
    title: id,
    was: 'pass' as const,
  })
  const breaking = (...controls: ReadonlyArray<ReturnType<typeof control>>): GuardRemark => ({
    ...remark,
    finding: {change: {...change, comparison: {...change.comparison, worseControls: controls}}, kind: 'worse'},
  })

  it('is how many checks fail where a promotion would go, the worst of them first', () => {
    const failures = change.after.observations.filter(({verdict}) => verdict === 'fail')
    const [critical, high] = ['critical', 'high'].map(severity => failures.find(other => other.severity === severity))
    assert.ok(critical && high)
    const finding = {after: change.after, failures: [high, critical], kind: 'target-fails'} as const
    assert.match(
      remarkText({...remark, finding}),
      /would go where 2 checks fail already \(critical: .+\)\. Facts from 6 hours ago\. .*--before-promote shows/,
    )
    assert.match(
      remarkText({...remark, finding: {...finding, failures: [high]}}),
      /where 1 check fails already \(high: /,
    )
  })

  it('is how many controls would break, the worst of them first, how old the facts are, and how to go on', () => {
    const text = stopText(
      breaking(control('1.2.3', 'high'), control('9.9', 'high', 'unknown'), control('GATE-PCI-1', 'critical')),
    )
    assert.equal(
      text,
      `Held by compliance.yml: ${line} would break 2 controls (PCI DSS GATE-PCI-1, PCI DSS 1.2.3). Facts from 6 ` +
        `hours ago. heroku compliance:what-if '...' shows why. To go on, say why:\n` +
        'HEROKU_COMPLIANCE_REASON="..." heroku addons:attach ...\n' +
        'This is a guard rail: the dashboard, the API and git push go past it.',
    )
  })

  it('names two controls at most', () => {
    const controls = ['1', '2', '3'].map(id => control(id, 'high'))
    assert.match(remarkText(breaking(...controls)), /would break 3 controls \(PCI DSS 1, PCI DSS 2, \.\.\.\)\. Facts/)
    assert.equal(brokenControls({worseControls: [control('1', 'high', 'unknown')]}).length, 0)
  })

  it('is the worst failure where no control would break', () => {
    assert.match(
      remarkText(breaking()),
      /^compliance\.yml: heroku .* would cause 2 new failures \(high: .*, citation-pay-db\)\./,
    )
    const {newlyFailing} = change.comparison
    const comparison = {...change.comparison, newlyFailing: [], worseControls: [], worsened: newlyFailing.slice(0, 1)}
    const text = remarkText({...remark, finding: {change: {...change, comparison}, kind: 'worse'}})
    assert.match(text, /would make 1 failure worse \(/)
  })

  it('repeats a command to be copied where it fits on a line and nothing is left out of it', () => {
    const short = {isWhole: true, text: 'heroku apps:unlock --app web'}
    assert.match(
      stopText({...remark, command: short}),
      /^HEROKU_COMPLIANCE_REASON="\.\.\." heroku apps:unlock --app web$/m,
    )
    assert.match(stopText({...remark, command: {...short, isWhole: false}}), /" heroku apps:unlock \.\.\.$/m)
  })

  it('offers no way on where it refuses, and says why a reason could not be logged', () => {
    const refusal = stopText({...remark, level: 'refuse'})
    assert.match(refusal, /^Refused by compliance\.yml: /)
    assert.doesNotMatch(refusal, /REASON/)
    assert.match(stopText({...remark, logProblem: 'no space.'}), /shows why\. The reason can't be logged: no space\.\n/)
  })

  it('says when facts are of the future, as by a clock that was ahead', () => {
    const early: GuardRemark = {...remark, age: -86_400_000, isStale: true}
    const expected = 'the facts are of the future: heroku compliance:collect --guard --team acme.'
    assert.ok(remarkText(early).includes(expected))
  })

  it('says when facts are too old, and how to read them again', () => {
    const stale: GuardRemark = {...remark, isStale: true}
    const expected = 'Facts from 6 hours ago are too old: heroku compliance:collect --guard --team acme.'
    assert.ok(remarkText(stale).includes(expected))
    assert.equal(
      remarkText({...stale, finding: {kind: 'no-worse'}}),
      `compliance.yml: ${line} breaks nothing by old facts. ${expected}`,
    )
  })

  it('says why it cannot tell, and what helps', () => {
    const text = (doubt: Doubt) => remarkText({...remark, finding: {doubt, kind: 'unclear'}})
    assert.equal(
      text('not-kept'),
      `compliance.yml: can't tell what ${line} would break: no facts are kept. heroku compliance:collect --guard ` +
        '--team acme reads them.',
    )
    assert.match(text('unparsed'), /heroku addons:attach --help/)
    assert.match(text('undetermined'), /compliance:what-if '\.\.\.' shows why/)
    assert.match(text('unseen'), /compliance:what-if '\.\.\.' shows why/)
    assert.match(text('not-modeled'), /heroku help compliance:what-if/)
    assert.match(text('fault'), /report it/)
  })

  it('is free of what could control a terminal', () => {
    const hostile = {...control('1\u001B[31m', 'high')}
    assert.doesNotMatch(remarkText(breaking(hostile)), new RegExp(String.raw`\u001B`))
  })
})
