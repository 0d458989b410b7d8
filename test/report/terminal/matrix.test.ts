import assert from 'node:assert/strict'

import {statuses} from '../../../src/model/framework.js'
import {
  controlOf,
  failingObservation,
  terminalOnOneLine,
  frameworkOf,
  terminalLines,
  reportOf,
  observationOf,
} from './support.js'
import {crosswalkReport} from '../rendering.js'

const matrix = (controls: Parameters<typeof frameworkOf>[0], rest: Parameters<typeof reportOf>[1] = {}) =>
  reportOf([observationOf()], {frameworks: [frameworkOf(controls)], ...rest})
const view = 'matrix' as const

describe('matrix', () => {
  it('lists the controls in order with status, kind, owner, title and reason', () => {
    const all = terminalLines(
      matrix([
        controlOf({id: 'GATE-1', kind: 'automatic', reason: 'apps-run: 6 failures', status: 'fail', title: 'Apps run'}),
        controlOf({
          id: '1.10',
          kind: 'inherited',
          reason: 'outside the certified boundary, see GATE-1',
          responsibility: 'heroku',
          status: 'unknown',
          title: 'Walls',
        }),
        controlOf({
          id: '1.9',
          kind: 'fail-only',
          priority: 'P1',
          reason: '3 observations passed',
          responsibility: 'shared',
          status: 'pass',
          title: 'Doors',
        }),
      ]),
      {view},
    )
    const from = all.indexOf('PCI DSS 4.0.1: 3 controls')
    assert.deepEqual(all.slice(from + 1, from + 8), [
      '         number  kind       owner   title',
      'FAIL     GATE-1  automatic  you     Apps run',
      '                 apps-run: 6 failures',
      'UNKNOWN  1.10    inherited  Heroku  Walls',
      '                 outside the certified boundary, see GATE-1',
      'PASS     1.9     fail-only  shared  Doors (P1)',
      '                 3 observations passed',
    ])
  })

  it('puts kind and owner after the title if lines are short', () => {
    assert.match(
      terminalOnOneLine(matrix([controlOf({id: '1.9', title: 'Doors'})]), {columns: 40, view}),
      /MANUAL 1\.9 Doors \[manual, you\]/,
    )
  })

  it('has a word for each status', () => {
    const text = terminalOnOneLine(matrix(statuses.map((status, i) => controlOf({id: `c${i}`, status, title: 'x'}))), {
      view,
    })
    for (const [i, word] of ['FAIL', 'UNKNOWN', 'MANUAL', 'WAIVED', 'ATTESTED', 'INHERITED', 'PASS', 'N/A'].entries())
      assert.ok(text.includes(`${word} c${i} manual you x`), word)
  })

  it('lists every open question once, after the matrix', () => {
    const text = terminalOnOneLine(
      matrix([
        controlOf({facts: [{subject: 'a'}, {subject: 'b'}], id: '1.1', question: 'Is it drawn?'}),
        controlOf({id: '1.2', question: 'Is it closed?', reason: 'x: 1 failure', status: 'fail'}),
        controlOf({id: '1.3', question: 'Is it known?', reason: 'assessed only with --team'}),
        controlOf({documents: ['heroku-aoc'], id: '1.4', reason: 'document needed: heroku-aoc'}),
      ]),
      {view},
    )
    assert.match(
      text,
      new RegExp(
        String.raw`PCI DSS: 2 open questions, to be answered by a person 1\.1 Is it drawn\? \[2 facts ` +
          String.raw`in --json\] 1\.3 Is it known\? \(assessed only with --team\)`,
      ),
    )
    assert.equal(text.split('Is it drawn?').length, 2)
    assert.ok(!text.includes('Is it closed?'))
  })

  it('says from when a control is enforced, beside its priority', () => {
    const text = terminalOnOneLine(
      matrix([
        controlOf({enforcedFrom: '2027-10-01', id: '1.1', priority: 'P1', title: 'One'}),
        controlOf({enforcedFrom: '2027-10-01', id: '1.2', title: 'Two'}),
      ]),
      {view},
    )
    assert.match(text, /One \(P1, enforced from 2027-10-01\)/)
    assert.match(text, /Two \(enforced from 2027-10-01\)/)
  })

  it('names the shared question below each, and answers to related controls', () => {
    const text = terminalOnOneLine(crosswalkReport(), {view})
    assert.match(
      text,
      new RegExp(
        String.raw`PCI DSS: 6 open questions, to be answered by a person: 4 to answer, since one answer can settle ` +
          String.raw`several 1\.1 Is 1\.1 so\? \[a yes to own-1\.0 AC-1 answers it too\] 1\.2`,
      ),
    )
    assert.match(
      text,
      new RegExp(
        String.raw`1\.6 Is it enforced\? \[1 fact in --json\] ann@example\.com answered yes to nist-800-53r5 ` +
          String.raw`AC-2 on 2026-05-01: does it hold here too\? ann@example\.com ` +
          String.raw`answered not applicable to nist-800-53r5 AC`,
      ),
    )
    const long = controlOf({question: `Is it ${'so, '.repeat(500)}or not?`})
    assert.doesNotMatch(terminalOnOneLine(matrix([long]), {view}), /\.\.\./)
    assert.match(text, /Own: 1 open question, to be answered by a person AC-1 Is all of it so\?/)
    const both = controlOf({
      askedAs: {control: 'AC-2', framework: 'own'},
      facts: [{subject: 'a'}],
      question: 'Is it?',
    })
    assert.match(terminalOnOneLine(matrix([both]), {view}), /\[a yes to own AC-2 answers it too; 1 fact in --json\]/)
  })

  it('names the documents needed, and what each is for', () => {
    const text = terminalOnOneLine(
      matrix([
        controlOf({documents: ['heroku-aoc', 'matrix'], id: '1.1'}),
        controlOf({documents: ['heroku-aoc'], id: '1.2', status: 'unknown'}),
        controlOf({documents: ['heroku-aoc'], id: '1.3', status: 'inherited'}),
        controlOf({id: '1.4', relievedBy: 'letter', status: 'fail'}),
        controlOf({id: '1.5', relievedBy: 'letter', status: 'manual'}),
      ]),
      {view},
    )
    assert.match(
      text,
      new RegExp(
        String.raw`DOCUMENTS NEEDED heroku-aoc for 1\.1, 1\.2 matrix for 1\.1 letter would turn into ` +
          String.raw`questions the failures of 1\.4 CONTROLS BY`,
      ),
    )
  })

  it('lists no documents if none are needed', () => {
    assert.doesNotMatch(terminalOnOneLine(matrix([controlOf()]), {view}), /DOCUMENTS/)
  })

  it('lists the selected statuses, and says how many are not listed', () => {
    const of = matrix([
      controlOf({id: '1.1', question: 'Is it?'}),
      controlOf({id: '1.2', status: 'pass', title: 'Two'}),
      controlOf({id: '1.3', status: 'fail', title: 'Three'}),
    ])
    const text = terminalOnOneLine(of, {show: new Set(['fail']), view})
    assert.match(
      text,
      /PCI DSS 4\.0\.1: 3 controls, 1 of them listed number kind owner title FAIL 1\.3 manual you Three/,
    )
    assert.doesNotMatch(text, /Is it\?|Two/)
    assert.match(terminalOnOneLine(of, {show: new Set(['waived']), view}), /3 controls, none of them listed/)
  })

  it('asks instead of giving the reason, but only if a question is open', () => {
    const all = terminalLines(
      matrix([
        controlOf({id: '1.1', question: 'Is it?', title: 'One'}),
        controlOf({id: '1.2', question: 'Is it?', reason: 'x: 1 failure', status: 'fail', title: 'Two'}),
        controlOf({id: '1.3', reason: 'document needed: y', title: 'Three'}),
      ]),
      {view},
    )
    const from = all.findIndex(line => line.endsWith('One'))
    assert.deepEqual(
      all.slice(from, from + 5).map(line => line.trim().replaceAll(/ +/g, ' ')),
      [
        'MANUAL 1.1 manual you One',
        'FAIL 1.2 manual you Two',
        'x: 1 failure',
        'MANUAL 1.3 manual you Three',
        'document needed: y',
      ],
    )
  })

  it('names documents only if open controls are listed', () => {
    assert.doesNotMatch(
      terminalOnOneLine(matrix([controlOf({documents: ['aoc'], status: 'unknown'})]), {
        show: new Set(['unknown']),
        view,
      }),
      /DOCUMENTS/,
    )
  })

  it('names documents with only the open controls listed', () => {
    assert.match(
      terminalOnOneLine(matrix([controlOf({documents: ['aoc']})]), {show: new Set(['manual'])}),
      /DOCUMENTS NEEDED aoc for 1\.1/,
    )
  })

  it('indents wrapped titles, less if lines are short', () => {
    const of = matrix([
      controlOf({
        id: '1.9',
        reason: 'because of this and that and more',
        status: 'fail',
        title: 'Doors are closed at night',
      }),
    ])
    const at = (columns: number) => {
      const all = terminalLines(of, {columns, view})
      const from = all.findIndex(line => line.startsWith('FAIL'))
      return all.slice(from, all.indexOf('', from))
    }
    assert.deepEqual(at(80), [
      'FAIL  1.9  manual     you     Doors are closed at night',
      '           because of this and that and more',
    ])
    assert.deepEqual(at(30), [
      'FAIL  1.9  Doors are closed at',
      '    night [manual, you]',
      '    because of this and that',
      '    and more',
    ])
  })

  it("doesn't mention facts if there are none", () => {
    assert.doesNotMatch(terminalOnOneLine(matrix([controlOf({facts: [], question: 'Is it?'})]), {view}), /in --json/)
  })

  it('has no heading if no control is listed', () => {
    assert.doesNotMatch(terminalOnOneLine(matrix([controlOf()]), {show: new Set(['pass']), view}), /number kind duty/)
  })

  it('keeps numbers and titles in columns, and lets a long number push its title aside', () => {
    const all = terminalLines(
      matrix([
        controlOf({id: '1.1', status: 'not-applicable'}),
        controlOf({id: '164.308(a)(1)(ii)(A)(1)', responsibility: 'heroku', status: 'fail'}),
      ]),
      {view},
    )
    assert.ok(all.includes('N/A   1.1                   manual     you     Someone answers'))
    assert.ok(all.includes('FAIL  164.308(a)(1)(ii)(A)(1)  manual     Heroku  Someone answers'))
  })

  it('colors the status and the number', () => {
    const all = terminalLines(matrix([controlOf({id: '1.1', reason: 'why', status: 'fail', title: 'One'})]), {
      color: true,
      view,
    })
    assert.ok(all.includes('\u001B[1;31mFAIL\u001B[0m  \u001B[1m1.1\u001B[0m  manual     you     One'))
    assert.ok(all.some(line => line.endsWith('\u001B[2mwhy\u001B[0m')))
  })

  it('has a part for each framework', () => {
    const both = reportOf([observationOf()], {
      frameworks: [
        frameworkOf([controlOf()]),
        frameworkOf([controlOf({id: 'AC-1'})], {id: 'cjis-6.0', title: 'CJIS Security Policy', version: '6.0'}),
      ],
    })
    assert.match(terminalOnOneLine(both, {view}), /PCI DSS 4\.0\.1: 1 control .* CJIS Security Policy 6\.0: 1 control/)
  })

  it('follows the failures and the unknowns', () => {
    const all = reportOf([failingObservation('a'), observationOf({verdict: 'unknown'})], {
      frameworks: [frameworkOf([controlOf()])],
    })
    assert.match(
      terminalOnOneLine(all, {view}),
      /WHAT IS WRONG: .* WHAT COULD NOT BE DETERMINED: .* PCI DSS 4\.0\.1: 1 control/,
    )
  })
})
