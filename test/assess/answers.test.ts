import assert from 'node:assert/strict'

import type {Control, Framework} from '../../src/model/framework.js'
import type {Answer, PolicyDocument, Place} from '../../src/model/policy.js'

import {mustBeAnsweredFor, unmatchedAnswerNotices, validateAnswers} from '../../src/assess/answers.js'
import {combineAnswers} from '../../src/assess/combined-answer.js'
import {loadCatalog} from '../../src/catalog/catalog.js'

const now = Date.parse('2026-11-20T12:00:00Z')
const control = (id: string, more: Partial<Control> = {}): Control => ({
  checks: [],
  id,
  kind: 'manual',
  remediation: {text: 'x'},
  responsibility: 'customer',
  severity: 'high',
  source: {document: 'd', section: 's'},
  title: 't',
  ...more,
})
const framework: Framework = {
  aliases: ['f'],
  controls: [control('1'), control('2', {answerDays: 184})],
  documents: {},
  id: 'frame-1',
  sources: {},
  title: 'Frame',
  version: '1',
}
const answer = (more: Partial<Answer> = {}): Answer => ({
  answer: 'yes',
  apps: ['*'],
  by: 'ann',
  control: '1',
  framework: 'f',
  on: '2026-11-01',
  reason: 'r',
  ...more,
})
const places: Place[] = [
  {app: 'pay', name: 'pay', space: 'vault', team: 'acme'},
  {app: 'shop', name: 'shop', team: 'acme'},
  {app: 'mine', name: 'mine'},
]

/** The status that answers come to, and where it is open. */
function status(all: readonly Answer[], at = now, onFile: readonly PolicyDocument[] = [], id = '1') {
  const {notices, validAnswers} = validateAnswers(framework, all, onFile, at)
  return {
    notices: notices.map(({text}) => text.replace(/^The answer of .*? to Frame \S+ has no effect: /, '')),
    ...combineAnswers(validAnswers.get(id) ?? [], places),
  }
}

describe('answers', () => {
  it('attest, fail or rule out a control for every place', () => {
    for (const [said, expected] of [
      ['yes', 'attested'],
      ['no', 'fail'],
      ['not-applicable', 'not-applicable'],
    ] as const) {
      const seen = status([answer({answer: said})])
      assert.equal(seen.status, expected)
      assert.match(seen.reason ?? '', /by ann on 2026-11-01: r$/)
    }

    assert.equal(status([]).status, undefined)
    assert.equal(status([answer({framework: 'other'})]).status, undefined)
    assert.equal(status([answer({framework: 'frame-1'})]).status, 'attested')
  })

  it("leave a control open for places that they don't name, and name those", () => {
    assert.deepEqual(
      [status([answer({apps: ['pay']})]).status, status([answer({apps: ['pay']})]).reason],
      ['manual', 'partly answered; still open for shop, mine'],
    )
    assert.equal(status([answer({apps: ['pay'], teams: ['acme']})]).reason, 'partly answered; still open for mine')
    assert.equal(
      status([answer({apps: undefined as never, spaces: ['VAULT']})]).reason,
      'partly answered; still open for shop, mine',
    )
    assert.equal(
      status([
        answer({apps: ['pay']}),
        answer({apps: ['m*'], answer: 'not-applicable'}),
        answer({apps: undefined as never, teams: ['acme']}),
      ]).status,
      'attested',
    )
  })

  it('amount to the worst of them', () => {
    assert.equal(status([answer({apps: ['pay'], answer: 'no'})]).status, 'fail')
    assert.equal(status([answer(), answer({apps: ['pay'], answer: 'no'})]).status, 'fail')
    assert.equal(
      status([answer({answer: 'not-applicable'}), answer({apps: ['pay'], on: '2026-11-02'})]).status,
      'attested',
    )
  })

  it('count only for the places that they name', () => {
    const given = [
      answer({answer: 'no', apps: ['pay'], on: '2026-10-01'}),
      answer({apps: ['shop', 'mine'], on: '2026-10-02'}),
    ]
    assert.equal(status(given).status, 'fail')
    assert.equal(
      status([answer({apps: ['pay'], spaces: ['nowhere'], teams: ['nobody']})]).reason,
      'partly answered; still open for shop, mine',
    )
  })

  it('are replaced by newer ones', () => {
    assert.equal(status([answer({answer: 'no', on: '2026-10-01'}), answer({on: '2026-10-02'})]).status, 'attested')
    assert.equal(status([answer({on: '2026-10-01'}), answer({answer: 'no', on: '2026-10-02'})]).status, 'fail')
    assert.equal(
      status([answer({answer: 'no', apps: ['pay'], on: '2026-10-01'}), answer({on: '2026-10-02'})]).status,
      'attested',
    )
    assert.equal(
      status([answer({on: '2026-10-01'}), answer({answer: 'no', apps: ['pay'], on: '2026-10-02'})]).status,
      'fail',
    )
    assert.equal(
      status([
        answer({on: '2026-10-02'}),
        answer({answer: 'no', apps: ['pay'], on: '2026-10-01'}),
        answer({answer: 'not-applicable', apps: ['pay'], on: '2026-10-03'}),
      ]).status,
      'attested',
    )
  })

  it("cover an app that can't be seen only if they cover all apps", () => {
    const hidden: Place[] = [{name: '0f7e'}]
    const {validAnswers} = validateAnswers(framework, [answer(), answer({apps: ['0*'], control: '2'})], [], now)
    assert.equal(combineAnswers(validAnswers.get('1') ?? [], hidden)?.status, 'attested')
    assert.equal(combineAnswers(validAnswers.get('2') ?? [], hidden), undefined)
    assert.equal(combineAnswers(validAnswers.get('1') ?? [], []), undefined)
  })

  it('count for a year, or as long as they or their control say, through the last day', () => {
    const at = (text: string) => Date.parse(text)
    assert.equal(status([answer({on: '2026-01-01'})], at('2027-01-02T23:59:59Z')).status, 'attested')
    assert.deepEqual(status([answer({on: '2026-01-01'})], at('2027-01-03T00:00:00Z')).notices, [
      'it expired on 2027-01-02.',
    ])
    assert.equal(
      status([answer({control: '2', on: '2026-01-01'})], at('2026-07-04T23:59:59Z'), [], '2').status,
      'attested',
    )
    assert.deepEqual(status([answer({control: '2', on: '2026-01-01'})], at('2026-07-05T00:00:00Z'), [], '2').notices, [
      'it expired on 2026-07-04.',
    ])
    assert.equal(
      status([answer({expires: '2026-05-01', on: '2026-01-01'})], at('2026-05-01T12:00:00Z')).status,
      'attested',
    )
    assert.deepEqual(status([answer({expires: '2026-05-01', on: '2026-01-01'})], at('2026-05-02T00:00:00Z')).notices, [
      'it expired on 2026-05-01.',
    ])
    assert.deepEqual(status([answer({on: '2026-11-21'})]).notices, ['it is dated 2026-11-21, which is in the future.'])
  })

  it('never count longer than their control allows', () => {
    const at = (text: string) => Date.parse(text)
    const long = (more: Partial<Answer> = {}) => answer({expires: '2099-12-31', on: '2026-01-01', ...more})
    assert.equal(status([long()], at('2027-01-02T23:59:59Z')).status, 'attested')
    assert.deepEqual(status([long()], at('2027-01-03T00:00:00Z')), {notices: ['it expired on 2027-01-02.']})
    assert.equal(status([long({control: '2'})], at('2026-07-04T23:59:59Z'), [], '2').status, 'attested')
    assert.deepEqual(status([long({control: '2'})], at('2026-07-05T00:00:00Z'), [], '2').notices, [
      'it expired on 2026-07-04.',
    ])
    assert.equal(status([long({answer: 'no'})], at('2030-01-01T00:00:00Z')).status, 'fail')
    assert.equal(status([long({answer: 'not-applicable'})], at('2030-01-01T00:00:00Z')).status, undefined)
  })

  it('need their document on file and in date', () => {
    const paper = (more: Partial<PolicyDocument> = {}): PolicyDocument => ({
      id: 'paper',
      issued: '2026-01-01',
      issuer: 'i',
      services: ['*'],
      ...more,
    })
    const item = [answer({evidence: 'paper'})]
    assert.equal(status(item, now, [paper()]).status, 'attested')
    assert.deepEqual(status(item).notices, ['its document paper is not on file.'])
    assert.deepEqual(status(item, now, [paper({expires: '2026-11-19'})]).notices, [
      'its document paper was valid until 2026-11-19.',
    ])
    assert.deepEqual(status(item, now, [paper({issued: '2026-11-21'})]).notices, [
      'its document paper is dated 2026-11-21, which is in the future.',
    ])
    assert.deepEqual(status(item, now, [paper({services: []})]).notices, ['its document paper names no service.'])
    const old = paper({id: 'heroku-pci-aoc', services: ['Postgres'], version: '3.2.1'})
    assert.deepEqual(status([answer({evidence: 'heroku-pci-aoc'})], now, [old]), {
      notices: ['its document heroku-pci-aoc is for version 3.2.1, and 4.0.1 is required.'],
    })
    assert.equal(
      status([answer({evidence: 'heroku-pci-aoc'})], now, [old, {...old, version: '4.0.1'}]).status,
      'attested',
    )
    assert.equal(status(item, now, [paper({expires: '2026-11-19'}), paper({expires: '2026-11-20'})]).status, 'attested')
  })

  it('have no effect, and say so, where they are incomplete', () => {
    for (const blank of ['', ' ', '\u200B', '\u3164', '\u2800']) {
      assert.deepEqual(validateAnswers(framework, [answer({by: blank})], [], now).notices, [
        {id: 'answer-without-effect', text: 'An answer to Frame 1 has no effect: "by" is blank.'},
      ])
      assert.deepEqual(status([answer({reason: blank})]), {notices: ['"reason" is blank.']})
    }

    assert.deepEqual(status([answer({apps: [], spaces: [], teams: []})]), {
      notices: ['it names no app, space or team.'],
    })
    assert.deepEqual(status([{...answer(), apps: undefined as never}]), {notices: ['it names no app, space or team.']})
    assert.equal(status([answer({on: '2026-11-20'})]).status, 'attested')
    for (const where of [
      {apps: ['pay'], spaces: ['x']},
      {apps: ['pay'], teams: ['x']},
      {apps: [], spaces: ['vault'], teams: ['x']},
    ])
      assert.equal(status([answer(where)]).status, 'manual')
  })

  it('name who gave the deciding answer', () => {
    assert.equal(
      status([answer(), answer({answer: 'no', apps: ['shop'], by: 'bob', on: '2026-11-02', reason: 'not here'})])
        .reason,
      'answered no by bob on 2026-11-02: not here',
    )
    assert.equal(
      status([answer({answer: 'not-applicable'}), answer({apps: ['shop'], by: 'bob', on: '2026-11-02'})]).reason,
      'answered yes by bob on 2026-11-02: r',
    )
    assert.equal(status([answer({answer: 'not-applicable'})]).reason, 'answered not applicable by ann on 2026-11-01: r')
  })

  it('to controls of other frameworks are ignored', () => {
    const {notices, validAnswers} = validateAnswers(
      framework,
      [answer({control: '3'}), answer({framework: 'other'})],
      [],
      now,
    )
    assert.deepEqual([notices, [...validAnswers]], [[], []])
  })

  it('get a notice where a profile has the alias of its framework, and not the control', () => {
    const profile = {...framework, profileOf: 'whole-1'}
    const noticesOf = (...answers: readonly Answer[]) => validateAnswers(profile, answers, [], now).notices
    assert.deepEqual(noticesOf(answer(), answer({control: '3', framework: 'whole-1'})), [])
    const hint = 'Frame has no such control. To answer the whole framework, name whole-1.'
    const no = answer({answer: 'no', control: '3'})
    assert.deepEqual(noticesOf(answer(), no), [
      {id: 'answer-without-effect', text: `The answer to 3 has no effect: ${hint}`},
    ])
    assert.deepEqual(
      noticesOf(no, answer({control: '3'}), answer({control: '4'})).map(({text}) => text),
      [`The answers to 3, 4 have no effect: ${hint}`],
    )
  })

  it('get a notice if nothing in scope has that name', () => {
    const {validAnswers} = validateAnswers(
      framework,
      [answer({apps: ['pay'], spaces: ['x'], teams: ['y']}), answer({apps: ['x'], spaces: ['y'], teams: ['z']})],
      [],
      now,
    )
    assert.deepEqual(unmatchedAnswerNotices(validAnswers.get('1') ?? [], places), [
      {
        id: 'answer-without-effect',
        text: 'The answer of ann to f 1 has no effect: nothing in scope is named x, y, z.',
      },
    ])
    for (const where of [{apps: ['x']}, {spaces: ['x']}, {teams: ['x']}]) {
      const stray =
        validateAnswers(framework, [{...answer(), apps: undefined as never, ...where}], [], now).validAnswers.get(
          '1',
        ) ?? []
      assert.deepEqual(
        unmatchedAnswerNotices(stray, places).map(({text}) => text),
        ['The answer of ann to f 1 has no effect: nothing in scope is named x.'],
      )
    }
  })
})

describe('mustBeAnsweredFor', () => {
  it('requires an answer for every team if a control is about teams or people', () => {
    const catalog = loadCatalog(['pci'])
    const [framework] = catalog.frameworks
    const people = new Set(
      catalog.checks.filter(({subject}) => subject === 'member' || subject === 'team').map(({id}) => id),
    )
    const control =
      framework?.controls.find(({checks, kind}) => kind !== 'automatic' && checks.some(id => people.has(id))) ??
      assert.fail()
    const apart: Control = {
      id: 'x',
      kind: 'fail-only',
      remediation: {text: 'x'},
      responsibility: 'customer',
      severity: 'high',
      source: {document: 'd', section: 's'},
      title: 'x',
      checks: ['apps-run-in-a-shield-space'],
    }
    const [acme, vault, pay, hidden] = [
      {holdsApps: true, name: 'team acme', team: 'acme'},
      {holdsApps: true, name: 'space vault', space: 'vault', team: 'acme'},
      {app: 'pay', name: 'pay'},
      {name: 'acme/*'},
    ]
    assert.deepEqual([acme, vault, pay, hidden].map(mustBeAnsweredFor(control, catalog)), [true, false, true, true])
    assert.deepEqual([acme, vault, pay, hidden].map(mustBeAnsweredFor(apart, catalog)), [false, false, true, true])
    assert.deepEqual(
      [
        {...acme, holdsApps: false},
        {...vault, holdsApps: false},
      ].map(mustBeAnsweredFor(apart, catalog)),
      [true, true],
    )
    for (const subject of ['authorization', 'invitation', 'member', 'team'])
      assert.ok(mustBeAnsweredFor({...apart, facts: [{fields: [], subject}]}, catalog)(acme), subject)
    for (const subject of ['app', 'collaborator', 'space'])
      assert.ok(!mustBeAnsweredFor({...apart, facts: [{fields: [], subject}]}, catalog)(acme), subject)
    assert.ok(
      mustBeAnsweredFor({...apart, facts: ['app', 'team'].map(subject => ({fields: [], subject}))}, catalog)(acme),
    )
    const [first = ''] = people
    for (const more of [{signals: [first]}, {boundary: [first]}])
      assert.ok(mustBeAnsweredFor({...apart, ...more}, catalog)(acme))
  })
})
