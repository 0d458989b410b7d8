import assert from 'node:assert/strict'
import {parse} from 'yaml'

import {terminal} from '../../../src/report/terminal/terminal.js'
import {controlOf, failingObservation, frameworkOf, renderOptions, reportOf} from './support.js'

const frameworks = [frameworkOf([controlOf({id: 'A-1'})], {id: 'own'})]

/** The lines of the waivers that a report prints, without the sentence before them. */
function waiverText(names: readonly string[], overrides: Parameters<typeof failingObservation>[1] = {}): string {
  const report = reportOf(
    names.map(name => failingObservation(name, overrides)),
    {frameworks},
  )
  const text = terminal(report, renderOptions())
  return /^ {2}- check: [^]*?(?=\n\n)/m.exec(text)?.[0] ?? ''
}

const waiversOf = (names: readonly string[], overrides = {}) =>
  parse(`waivers:\n${waiverText(names, overrides)}\n`) as {readonly waivers: readonly object[]}

describe('waiver-block', () => {
  it('prints a waiver of what fails, which lacks a reason and two people', () => {
    assert.deepEqual(waiversOf(['pay-web', 'pay-batch']), {
      waivers: [
        {
          approvedBy: '',
          by: '',
          check: 'apps-belong-to-a-team',
          expires: '2027-02-18',
          reason: '',
          subjects: ['pay-batch', 'pay-web'],
        },
      ],
    })
  })

  it('prints it with everything alone, and says where it goes', () => {
    const report = reportOf([failingObservation('pay-web')], {frameworks})
    const full = terminal(report, renderOptions())
    assert.match(full, /\n {2}To accept it for now, fill this in under waivers of compliance\.yml:\n {2}- check: /)
    assert.doesNotMatch(terminal(report, renderOptions({isFull: false, show: new Set(['fail'])})), /waivers/)
    const withPolicy = {...report, policy: {files: ['ops/rules.yml', 'base.yml'], sha256: '0'.repeat(64)}}
    assert.match(terminal(withPolicy, renderOptions()), /under waivers of ops\/rules\.yml:/)
  })

  it('quotes names that YAML would read otherwise, whatever they contain', () => {
    const hostile = ['null', 'no', '1.50', '- a: b', '"]\\', "it's # here", '{x: y}', '&a *b', 'ünï', '@app', '%TAG']
    const [waiver] = waiversOf(hostile.slice(0, 8)).waivers as ReadonlyArray<{readonly subjects: readonly string[]}>
    assert.deepEqual(waiver?.subjects, hostile.slice(0, 8).sort())
    const [other] = waiversOf(hostile.slice(8)).waivers as ReadonlyArray<{readonly subjects: readonly string[]}>
    assert.deepEqual([...(other?.subjects ?? [])].sort(), hostile.slice(8).sort())
  })

  it('leaves out names that a policy file could not hold, and all of it where there are no others', () => {
    assert.deepEqual(waiversOf(['pay-web', 'a\u202Eb']).waivers, waiversOf(['pay-web']).waivers)
    assert.match(waiverText(['pay-web', 'a\u202Eb']), / {6}# and 1 more \(--json lists all\)\n/)
    assert.equal(waiverText(['a\nb']), '')
  })

  it('lists the first eight, and says how many more there are', () => {
    const text = waiverText(Array.from({length: 11}, (_, index) => `app-${index + 10}`))
    assert.match(text, / {6}- app-17\n {6}# and 3 more \(--json lists all\)\n {4}reason/)
    assert.doesNotMatch(text, /app-18/)
  })

  it('says that an asterisk in a name stands for any text in a waiver', () => {
    assert.match(waiverText(['*.example.com']), / {6}- "\*\.example\.com" {2}# \* stands for any text\n/)
    assert.deepEqual((waiversOf(['*.example.com']).waivers[0] as {subjects: unknown}).subjects, ['*.example.com'])
  })

  it('ends within what the severity allows', () => {
    for (const severity of ['critical', 'high', 'medium', 'low'] as const)
      assert.match(waiverText(['pay-web'], {severity}), /expires: 2027-02-18$/)
  })
})
