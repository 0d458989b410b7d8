import assert from 'node:assert/strict'

import type {RenderOptions} from '../../../src/report/render-options.js'
import type {Report} from '../../../src/model/report.js'

import {nextSteps} from '../../../src/report/text/next-steps.js'
import {controlOf, failingObservation, frameworkOf, observationOf, reportOf} from '../terminal/support.js'

const question = frameworkOf([controlOf({question: 'Is it?'})])
const stepsOf = (
  report: Report,
  command = 'compliance:check',
  args: readonly string[] = ['--team acme'],
  options: Partial<RenderOptions> = {},
) =>
  nextSteps(report, {invocation: {args, command}, view: 'findings', ...options}).map(
    ({about, command: line}) => `${line} # ${about}`,
  )

describe('nextSteps', () => {
  it('repeats the scope and the rules of the command that was typed', () => {
    const report = reportOf([failingObservation('a')], {frameworks: [question]})
    const args = ['--team acme', '--framework pci', '--policy p.yml', '--fail-on low', '--strict']
    assert.deepEqual(stepsOf(report, 'compliance:check', args), [
      'heroku compliance:fix --team acme --framework pci --policy p.yml # commands for 1 failure',
      'heroku compliance:check --team acme --framework pci --policy p.yml --fail-on low --strict --full' +
        ' # details and fixes',
      'heroku compliance:review --team acme --framework pci --policy p.yml # answer 1 question',
    ])
  })

  it('plans no commands that are not enough, and none from a saved report', () => {
    const byHand = failingObservation('a', {remediation: {byHand: 'build', commands: ['git push'], text: 'Build.'}})
    assert.doesNotMatch(stepsOf(reportOf([byHand])).join(' '), /compliance:fix/)
    assert.doesNotMatch(stepsOf(reportOf([failingObservation('a')]), 'compliance:report').join(' '), /compliance:fix/)
    assert.match(stepsOf(reportOf([failingObservation('a')]), 'compliance:pci', [])[0] ?? '', /fix --framework pci #/)
  })

  it('reviews the framework of a matrix', () => {
    assert.deepEqual(stepsOf(reportOf([], {frameworks: [question]}), 'compliance:pci', [], {view: 'matrix'}), [
      'heroku compliance:pci --full # every control',
      'heroku compliance:review --framework pci # answer 1 question',
      'heroku compliance:pci --output report.html # a page to share',
    ])
  })

  it('says what everything in full would add', () => {
    const unknown = observationOf({gaps: [{field: 'x', reason: 'forbidden'}], verdict: 'unknown'})
    assert.match(stepsOf(reportOf([unknown]))[0] ?? '', /# details and causes$/)
    assert.match(stepsOf(reportOf([observationOf()]))[0] ?? '', /# every check$/)
  })

  it('leaves out what was done, what is settled, and what a saved report is no basis for', () => {
    const report = reportOf([], {frameworks: [question]})
    assert.deepEqual(stepsOf(report, 'compliance:report', ['r.json'], {isFull: true}), [
      'heroku compliance:report r.json --output report.html # a page to share',
    ])
    assert.equal(stepsOf(reportOf([])).length, 2)
    const invocation = {args: [], command: 'compliance:check', writesPage: true}
    assert.deepEqual(
      nextSteps(reportOf([]), {invocation, view: 'findings'}).map(({command}) => command),
      ['heroku compliance:check --full'],
    )
    assert.deepEqual(nextSteps(report, {view: 'findings'}), [])
  })
})
