import assert from 'node:assert/strict'

import type {Control, Framework, Relation} from '../../src/model/framework.js'
import type {Answer} from '../../src/model/policy.js'
import type {ControlResult} from '../../src/model/report.js'

import {assessControls} from '../../src/assess/assess-controls.js'
import {control, contextOf, dataScope, framework, pay, seen, shop, subject} from './support.js'

type Given = Parameters<typeof contextOf>[0]

const asks = (id: string, more: Partial<Control> = {}) => control(id, {kind: 'manual', question: `${id}?`, ...more})
const relates = (id: string, nist: Readonly<Record<string, Relation>>, more: Partial<Control> = {}) =>
  asks(id, {nist, ...more})
const named = (id: string, controls: readonly Control[], more: Partial<Framework> = {}) =>
  framework(controls, {aliases: [`${id}-alias`], id, title: id.toUpperCase(), version: '7', ...more})

/** To the control S of the framework that answers come from, unless it says otherwise. */
const answer = (more: Partial<Answer> = {}): Answer => ({
  answer: 'yes',
  apps: ['*'],
  by: 'ann',
  control: 'S',
  framework: 'from',
  on: '2026-11-01',
  reason: 'r',
  ...more,
})

const assess = (given: Given, answers: readonly Answer[]) =>
  assessControls(contextOf({...given, policy: {...given.policy, answers}}))
const resultOf = (given: Given, answers: readonly Answer[], id = 'T', of = 'to'): ControlResult =>
  assess(given, answers)
    .frameworks.find(({id}) => id === of)
    ?.controls.find(result => result.id === id) ?? assert.fail()

/** A source and a target that are related to one control of SP 800-53. */
const pair = (
  from: Relation | undefined,
  to: Relation | undefined,
  source: Partial<Control> = {},
  target: Partial<Control> = {},
): Given => ({
  frameworks: [
    named('from', [asks('S', {...(from ? {nist: {'AC-1': from}} : {}), ...source})]),
    named('to', [asks('T', {...(to ? {nist: {'AC-1': to}} : {}), ...target})]),
  ],
})
const equals = (source: Partial<Control> = {}, target: Partial<Control> = {}) => pair('equal', 'equal', source, target)
const part = (source: Partial<Control> = {}, target: Partial<Control> = {}) => pair('equal', 'subset', source, target)
const statuses = {no: 'fail', 'not-applicable': 'not-applicable', yes: 'attested'} as const
const said = ['yes', 'no', 'not-applicable'] as const

describe('an answer to another control', () => {
  const relations = [undefined, 'equal', 'subset', 'superset', 'overlap'] as const
  const expected: Readonly<Record<string, 'equal' | 'subset'>> = {
    'equal equal': 'equal',
    'equal subset': 'subset',
    'superset equal': 'subset',
    'superset subset': 'subset',
  }

  it('answers what is equal to it or a part of it', () => {
    for (const from of relations)
      for (const to of relations)
        for (const given of said) {
          const relation = expected[`${from} ${to}`]
          const {answeredBy, status} = resultOf(pair(from, to), [answer({answer: given})])
          const carries = relation === 'equal' || (relation === 'subset' && given !== 'no')
          assert.equal(status, carries ? statuses[given] : 'manual', `${from} ${to} ${given}`)
          assert.deepEqual(answeredBy, carries ? {control: 'S', framework: 'from', relation} : undefined)
        }
  })

  it('is told with who gave it, where, when and why', () => {
    const {answer: told, answers, answeredBy, reason} = resultOf(equals(), [answer({framework: 'from-alias'})])
    assert.deepEqual(told, {...answer(), expires: '2027-11-02'})
    assert.equal(answers, undefined)
    assert.deepEqual(answeredBy, {control: 'S', framework: 'from', relation: 'equal'})
    assert.equal(reason, 'answered yes by ann on 2026-11-01 to FROM 7 S, which asks the same: r')
    assert.equal(
      resultOf(part(), [answer({answer: 'not-applicable'})]).reason,
      'answered not applicable by ann on 2026-11-01 to FROM 7 S, of which this is a part: r',
    )
    assert.equal(
      resultOf(equals(), [answer({answer: 'no'})]).reason,
      'answered no by ann on 2026-11-01 to FROM 7 S, which asks the same: r',
    )
  })

  it('is equal where one of several ways says so', () => {
    for (const [source, target] of [
      [
        {'AC-1': 'equal', 'AC-2': 'equal'},
        {'AC-1': 'subset', 'AC-2': 'equal'},
      ],
      [
        {'AC-1': 'equal', 'AC-2': 'superset'},
        {'AC-1': 'equal', 'AC-2': 'subset'},
      ],
    ] as const)
      for (const frameworks of [
        [named('from', [relates('S', source)]), named('to', [relates('T', target)])],
        [named('to', [relates('T', target)]), named('from', [relates('S', source)])],
      ])
        assert.equal(resultOf({frameworks}, [answer()]).answeredBy?.relation, 'equal')
  })

  it('goes through one control and no further', () => {
    const frameworks = [
      named('from', [relates('S', {'AC-1': 'equal'})]),
      named('between', [relates('B', {'AC-1': 'equal', 'AC-2': 'equal'})]),
      named('to', [relates('T', {'AC-2': 'equal'})]),
    ]
    assert.equal(resultOf({frameworks}, [answer()], 'B', 'between').status, 'attested')
    assert.equal(resultOf({frameworks}, [answer()]).status, 'manual')
    assert.equal(resultOf({frameworks}, [answer()], 'S', 'from').answeredBy, undefined)
  })

  it('goes from and to the control of SP 800-53 itself', () => {
    const nist = named('nist-800-53r5', [asks('AC-1'), asks('AC-2')])
    const to = named('to', [relates('T', {'AC-1': 'subset'}), relates('U', {'AC-2': 'superset'})])
    const given = {frameworks: [nist, to]}
    const toNist = answer({control: 'AC-1', framework: 'nist-800-53r5'})
    assert.equal(resultOf(given, [toNist]).answeredBy?.relation, 'subset')
    assert.equal(resultOf(given, [toNist], 'AC-2', 'nist-800-53r5').status, 'manual')
    const fromU = [answer({control: 'U', framework: 'to'})]
    assert.deepEqual(resultOf(given, fromU, 'AC-2', 'nist-800-53r5').answeredBy, {
      control: 'U',
      framework: 'to',
      relation: 'subset',
    })
    assert.equal(resultOf(given, fromU).status, 'manual')
  })

  it('answers the same control of a profile and of its parent, and what the parent relates to', () => {
    const kept = relates('S', {'AC-1': 'superset'})
    const frameworks = [
      named('from', [kept, asks('X')]),
      named('child', [kept, asks('X')], {profileOf: 'from'}),
      named('sibling', [kept], {profileOf: 'from'}),
      named('to', [relates('T', {'AC-1': 'equal'}), asks('S')]),
    ]
    for (const by of ['from', 'child', 'sibling']) {
      const answers = [answer({framework: by})]
      for (const of of ['from', 'child', 'sibling']) {
        const {answeredBy, status} = resultOf({frameworks}, answers, 'S', of)
        assert.equal(status, 'attested')
        assert.deepEqual(answeredBy, of === by ? undefined : {control: 'S', framework: by, relation: 'equal'})
      }

      assert.equal(resultOf({frameworks}, answers).answeredBy?.relation, 'subset')
      assert.equal(resultOf({frameworks}, answers, 'X', 'child').status, 'manual')
      assert.equal(resultOf({frameworks}, answers, 'S', 'to').status, 'manual')
    }
  })

  it('answers another control of its own framework as well', () => {
    const frameworks = [named('to', [relates('S', {'AC-1': 'equal'}), relates('T', {'AC-1': 'equal'})])]
    assert.equal(resultOf({frameworks}, [answer({framework: 'to'})]).answeredBy?.control, 'S')
  })

  it('counts from a framework that is not assessed', () => {
    const {
      frameworks: [from = assert.fail(), to = assert.fail()],
    } = equals()
    const given = {answeredFrameworks: [from], frameworks: [to]}
    assert.equal(resultOf(given, [answer()]).answeredBy?.framework, 'from')
    assert.deepEqual(
      assess(given, [answer()]).frameworks.map(({id}) => id),
      ['to'],
    )
    assert.deepEqual(
      assess(given, [answer({by: ' '})]).notices.map(({text}) => text),
      ['An answer to FROM S has no effect: "by" is blank.'],
    )
  })

  it('goes to a control with a question only', () => {
    assert.equal(resultOf(equals({}, {question: undefined as never}), [answer()]).status, 'manual')
    assert.equal(resultOf(equals({question: undefined as never}), [answer()]).status, 'manual')
  })

  it('depends on the intervals', () => {
    for (const [from, to] of [
      [184, 184],
      [184, undefined],
      [undefined, 184],
    ])
      for (const given of said) {
        const days = (answerDays: number | undefined) => (answerDays === undefined ? {} : {answerDays})
        const {status} = resultOf(equals(days(from), days(to)), [answer({answer: given})])
        const [there, here] = [from ?? 366, to ?? 366]
        const carries = given === 'not-applicable' || (given === 'yes' ? there <= here : there >= here)
        assert.equal(status, carries ? statuses[given] : 'manual', `${from} ${to} ${given}`)
      }
  })

  it('ends with its source, and no later than the control allows unless it is no', () => {
    const [days, year] = [{answerDays: 30}, {}]
    const expires = (source: object, target: object, more: Partial<Answer>) =>
      resultOf(equals(source, target), [answer(more)]).answer?.expires
    assert.equal(expires(days, year, {}), '2026-12-01')
    assert.equal(expires(year, year, {expires: '2026-11-30'}), '2026-11-30')
    assert.equal(expires(days, year, {answer: 'not-applicable'}), '2026-12-01')
    assert.equal(expires(year, days, {answer: 'not-applicable'}), '2026-12-01')
    assert.equal(expires(year, days, {answer: 'not-applicable', on: '2026-10-21'}), '2026-11-20')
    assert.equal(expires(year, days, {answer: 'not-applicable', on: '2026-10-20'}), undefined)
    assert.equal(expires(year, days, {answer: 'no', on: '2026-10-20'}), '2027-10-21')
    assert.equal(expires(days, days, {answer: 'no', expires: '2028-01-01'}), '2028-01-01')
  })

  it('carries nothing where it has no effect itself', () => {
    for (const more of [
      {by: ' '},
      {reason: ''},
      {apps: []},
      {on: '2026-11-21'},
      {on: '2025-11-18'},
      {expires: '2026-11-19'},
      {evidence: 'letter'},
    ])
      for (const given of said) {
        const {answer: told, proposals, status} = resultOf(equals(), [answer({answer: given, ...more})])
        assert.deepEqual([status, told, proposals], ['manual', undefined, undefined], JSON.stringify(more))
      }

    const document = {id: 'letter', issued: '2026-10-01', issuer: 'Us', services: ['audit']}
    const onFile = {...equals(), policy: {documents: [document]}}
    assert.equal(resultOf(onFile, [answer({evidence: 'letter'})]).status, 'attested')
  })

  it('covers the places that it is about', () => {
    const one = resultOf(part(), [answer({apps: ['pay']})])
    assert.deepEqual([one.status, one.reason], ['manual', 'partly answered; still open for shop'])
    assert.deepEqual(one.answeredBy, {control: 'S', framework: 'from', relation: 'subset'})
    assert.equal(resultOf(part(), [answer({apps: ['pay']}), answer({apps: ['shop']})]).status, 'attested')
    assert.equal(resultOf(part(), [answer({apps: [], teams: ['acme']})]).status, 'attested')
    assert.equal(resultOf(equals(), [answer({answer: 'no', apps: ['pay']})]).status, 'fail')
  })

  it('has no effect once a newer one replaced it, even if that carries nothing', () => {
    const older = {on: '2026-10-01'}
    assert.equal(resultOf(part(), [answer(older), answer({answer: 'no'})]).status, 'manual')
    assert.equal(resultOf(part(), [answer({answer: 'no'}), answer(older)]).status, 'manual')
    assert.equal(resultOf(part(), [answer({answer: 'no', ...older}), answer()]).status, 'attested')
    assert.equal(resultOf(equals({answerDays: 100}), [answer(older), answer({answer: 'no'})]).status, 'manual')
    const yesTooLong = equals({}, {answerDays: 100})
    assert.equal(resultOf(yesTooLong, [answer({answer: 'no', ...older}), answer()]).status, 'manual')
    assert.equal(resultOf(part(), [answer(), answer({answer: 'no'})]).status, 'manual')
    assert.equal(
      resultOf(part(), [answer(older), answer({answer: 'no', apps: ['shop']})]).reason,
      'partly answered; still open for shop',
    )
  })

  it('counts once in the list of answers', () => {
    const {answer: told, answers} = resultOf(part(), [
      answer({answer: 'not-applicable', apps: ['pay']}),
      answer({apps: ['shop']}),
    ])
    assert.deepEqual(told, {...answer({apps: ['shop']}), expires: '2027-11-02'})
    assert.deepEqual(
      answers?.map(given => [given.answer, given.framework, 'from' in given]),
      [
        ['not-applicable', 'from', false],
        ['yes', 'from', false],
      ],
    )
    assert.equal(resultOf(part(), [answer()]).answers, undefined)
  })
})

describe('several answers for one place', () => {
  const own = (more: Partial<Answer>) => answer({control: 'T', framework: 'to', on: '2026-10-01', ...more})

  it('are the own one, unless the other one says no', () => {
    for (const mine of said)
      for (const theirs of said)
        for (const given of [
          [own({answer: mine}), answer({answer: theirs})],
          [answer({answer: theirs}), own({answer: mine})],
        ]) {
          const {answeredBy, status} = resultOf(equals(), given)
          const isOverruled = theirs === 'no' && mine !== 'no'
          assert.equal(status, isOverruled ? 'fail' : statuses[mine], `${mine} ${theirs}`)
          assert.equal(answeredBy?.control, isOverruled ? 'S' : undefined)
        }
  })

  it('are the worse one where both come from elsewhere', () => {
    const nist = {'AC-1': 'equal'} as const
    const sources = [named('from', [relates('S', nist)]), named('other', [relates('O', nist)])]
    const to = named('to', [relates('T', nist)])
    const order = ['no', 'yes', 'not-applicable']
    for (const first of said)
      for (const second of said)
        for (const frameworks of [
          [...sources, to],
          [to, ...[...sources].reverse()],
        ]) {
          const given = [answer({answer: first}), answer({answer: second, control: 'O', framework: 'other'})]
          const [worse = 'no'] = [first, second].sort((a, b) => order.indexOf(a) - order.indexOf(b))
          const {answer: told, status} = resultOf({frameworks}, given)
          assert.deepEqual([status, told?.answer], [statuses[worse], worse])
        }
  })

  it('carry no further where one says no to what is equal: where it was given, the other one does not count', () => {
    const world = (source: Partial<Control> = {}, other: Partial<Control> = {}): Given => ({
      frameworks: [
        named('from', [relates('S', {'AC-1': 'equal'}, source)]),
        named('other', [relates('O', {'AC-1': 'equal'}, other)]),
        named('to', [relates('T', {'AC-1': 'subset'})]),
      ],
    })
    const no = answer({answer: 'no', control: 'O', framework: 'other'})
    for (const better of ['yes', 'not-applicable'] as const) {
      const given = answer({answer: better})
      assert.equal(resultOf(world(), [given]).status, statuses[better])
      assert.equal(resultOf(world(), [given, no], 'S', 'from').status, 'fail')
      assert.deepEqual(
        [given, no].map(first => resultOf(world(), [first, first === no ? given : no]).status),
        ['manual', 'manual'],
      )
      const partial = resultOf(world(), [given, {...no, apps: ['shop']}])
      assert.deepEqual([partial.status, partial.reason], ['manual', 'partly answered; still open for shop'])
    }

    // A no to a shorter interval says nothing of a longer one.
    assert.equal(resultOf(world({}, {answerDays: 90}), [answer(), no]).status, 'attested')
    assert.equal(resultOf(world({}, {kind: 'inherited'}), [answer(), no]).status, 'attested')
    // Two that say no don't cancel each other out.
    assert.equal(resultOf(world(), [answer({answer: 'no'}), no], 'O', 'other').answeredBy, undefined)
    const equal = {frameworks: [...world().frameworks.slice(0, 2), named('to', [relates('T', {'AC-1': 'equal'})])]}
    assert.equal(resultOf(equal, [answer({answer: 'no'}), no]).status, 'fail')
  })

  it('are weighed place by place', () => {
    const given = [own({apps: ['pay']}), answer({answer: 'not-applicable'})]
    const {answer: told, answers, answeredBy, status} = resultOf(part(), given)
    assert.deepEqual([status, told?.control, answeredBy, answers?.length], ['attested', 'T', undefined, 2])
    const failing = resultOf(equals(), [own({}), answer({answer: 'no', apps: ['shop']})])
    assert.deepEqual([failing.status, failing.answeredBy?.control], ['fail', 'S'])
  })
})

describe('an answer to a control about a class of data', () => {
  const declaration = {apps: ['pay'], by: 'ann', on: '2026-11-01'}
  const scoped = (apps: readonly string[], more: Partial<Given> = {}, target: Partial<Control> = {}): Given => ({
    ...equals({dataClass: 'cardholder'}, target),
    dataScopes: [['cardholder', dataScope(apps, ['shop'], apps.length === 0)]],
    policy: {data: {cardholder: declaration}},
    ...more,
  })
  const brief = ({reason, status}: ControlResult) => (status === 'manual' ? reason : status)

  it('covers only the apps that hold it, elsewhere too', () => {
    assert.equal(brief(resultOf(scoped(['pay']), [answer()])), 'partly answered; still open for shop')
    assert.equal(brief(resultOf(scoped(['pay', 'shop']), [answer()])), 'attested')
    assert.equal(brief(resultOf(scoped(['pay'], {places: [pay]}), [answer()])), 'attested')
    assert.equal(brief(resultOf(scoped(['pay'], {places: [shop]}), [answer({answer: 'no'})])), 'a person has to answer')
    assert.equal(brief(resultOf(scoped(['pay'], {}, {dataClass: 'cardholder'}), [answer()])), 'attested')
    assert.equal(brief(resultOf(scoped([]), [answer()])), 'a person has to answer')
    const team = {holdsApps: false, name: 'team acme', team: 'acme'}
    assert.equal(brief(resultOf(scoped(['pay'], {places: [pay, team]}), [answer()])), 'attested')
    assert.equal(brief(resultOf(scoped([], {places: [team]}), [answer()])), 'a person has to answer')
  })

  it('covers everything while the policy does not say which apps hold it', () => {
    const undeclared = {...scoped(['pay']), dataScopes: [], policy: {}}
    assert.equal(brief(resultOf(undeclared, [answer()])), 'attested')
  })

  it('rules out only what is about the same class: there may be no such data, while there is other data', () => {
    const ruledOut = [answer({answer: 'not-applicable'})]
    const between = (from: Partial<Framework>, to: Partial<Framework>, source: Partial<Control> = {}): Given => ({
      frameworks: [
        named('from', [relates('S', {'AC-1': 'equal'}, source)], from),
        named('to', [relates('T', {'AC-1': 'equal'}), asks('S')], to),
      ],
    })
    const cji = {dataClass: 'cji'} as const
    const health = {dataClass: 'health'} as const
    for (const [from, to, source, expected] of [
      [cji, {}, {}, 'manual'],
      [cji, health, {}, 'manual'],
      [cji, cji, {}, 'not-applicable'],
      [{}, health, {}, 'not-applicable'],
      [{}, {}, cji, 'manual'],
      [health, cji, cji, 'not-applicable'],
    ] as const)
      assert.equal(resultOf(between(from, to, source), ruledOut).status, expected)
    const open = resultOf(between(cji, {}), ruledOut)
    assert.deepEqual(
      open.proposals?.map(({answer: said, control: of}) => [of, said]),
      [['S', 'not-applicable']],
    )
    // A profile repeats what its framework asks, also where it is about every app.
    assert.equal(resultOf(between(cji, {profileOf: 'from'}), ruledOut, 'S').status, 'not-applicable')
  })

  it('covers the apps that the policy names, where its framework is not assessed', () => {
    const unassessed = (apps: readonly string[], more: Partial<Given> = {}, of: Partial<Framework> = {}): Given => {
      const {
        frameworks: [from = assert.fail(), to = assert.fail()],
      } = equals()
      return {
        answeredFrameworks: [{...from, dataClass: 'cardholder', ...of}],
        frameworks: [to],
        policy: {data: {cardholder: {...declaration, apps}}},
        ...more,
      }
    }
    assert.equal(brief(resultOf(unassessed(['PAY']), [answer()])), 'partly answered; still open for shop')
    assert.equal(brief(resultOf(unassessed(['*']), [answer()])), 'attested')
    assert.equal(brief(resultOf(unassessed([]), [answer()])), 'a person has to answer')
    const team = {holdsApps: false, name: 'team acme', team: 'acme'}
    assert.equal(brief(resultOf(unassessed(['pay'], {places: [pay, team]}), [answer()])), 'attested')
    assert.equal(brief(resultOf(unassessed([], {places: [team]}), [answer()])), 'a person has to answer')
    assert.equal(brief(resultOf(unassessed(['pay'], {policy: {}}), [answer()])), 'attested')
    const unheld = contextOf({...unassessed(['pya']), policy: {...unassessed(['pya']).policy, answers: [answer()]}})
    const misspelled = {...unheld, survey: {...unheld.survey, unheldClasses: new Set(['cardholder'] as const)}}
    assert.equal(assessControls(misspelled).frameworks[0]?.controls[0]?.status, 'attested')
  })
})

describe('the proposals of an open control', () => {
  const proposalsOf = (given: Given, answers: readonly Answer[]) => resultOf(given, answers).proposals

  it('are answers to what shares something with it, or that carry nothing', () => {
    const proposal = {
      answer: 'yes',
      by: 'ann',
      control: 'S',
      expires: '2027-11-02',
      framework: 'from',
      on: '2026-11-01',
    }
    for (const from of ['equal', 'superset'] as const)
      for (const to of ['overlap', 'superset'] as const)
        assert.deepEqual(proposalsOf(pair(from, to), [answer({framework: 'from-alias'})]), [proposal], `${from} ${to}`)
    assert.deepEqual(proposalsOf(part(), [answer({answer: 'no'})]), [{...proposal, answer: 'no'}])
    assert.deepEqual(proposalsOf(equals({}, {answerDays: 30}), [answer()]), [proposal])
    for (const from of ['overlap', 'subset', undefined] as const)
      assert.equal(proposalsOf(pair(from, 'equal'), [answer()]), undefined)
  })

  it('are shown while it is open only', () => {
    const own = answer({control: 'T', framework: 'to'})
    assert.equal(proposalsOf(pair('equal', 'overlap'), [answer(), own]), undefined)
    assert.equal(proposalsOf(pair('equal', 'overlap'), [answer(), {...own, apps: ['pay']}])?.length, 1)
    assert.equal(proposalsOf(pair('equal', 'overlap', {}, {question: undefined as never}), [answer()]), undefined)
    assert.equal(proposalsOf(part(), [answer({apps: ['pay']})]), undefined)
  })

  it('are never its own answers, even where these carry nothing', () => {
    const questions = named('common-questions', [asks('Q')])
    const given = {answer: 'not-applicable', apps: ['pay'], control: 'Q', framework: 'common-questions'} as const
    assert.equal(resultOf({frameworks: [questions]}, [answer(given)], 'Q', 'common-questions').proposals, undefined)
    const related = named('to', [asks('T', {common: ['Q']})])
    assert.deepEqual(
      proposalsOf({frameworks: [questions, related]}, [answer(given)])?.map(({control}) => control),
      ['Q'],
    )
  })

  it('are the three newest, then by framework and control', () => {
    const nist = {'AC-1': 'equal'} as const
    const frameworks = [
      named('to', [relates('T', {'AC-1': 'overlap'})]),
      named('b', [relates('S', nist), relates('R', nist)]),
      named('a', [relates('S', nist)]),
    ]
    const given = [
      answer({framework: 'b', on: '2026-10-01'}),
      answer({control: 'R', framework: 'b', on: '2026-10-01'}),
      answer({framework: 'a', on: '2026-10-01'}),
      answer({apps: ['pay'], framework: 'b', on: '2026-10-02'}),
    ]
    for (const answers of [given, [...given].reverse()])
      assert.deepEqual(
        proposalsOf({frameworks}, answers)?.map(({control, framework, on}) => `${framework} ${control} ${on}`),
        ['b S 2026-10-02', 'a S 2026-10-01', 'b R 2026-10-01'],
      )
  })
})

describe('an answer to another control, for one that Heroku shares', () => {
  const document = {id: 'heroku-soc2', issued: '2026-10-01', issuer: 'Heroku', services: ['heroku-postgresql']}
  const shared: Partial<Control> = {
    boundary: ['b'],
    documents: ['heroku-soc2'],
    kind: 'inherited',
    responsibility: 'shared',
  }
  const onFile = {policy: {documents: [document]}}
  const own = (more: Partial<Answer> = {}) => answer({control: 'T', framework: 'to', ...more})

  it('answers the part of the customer', () => {
    const yes = resultOf({...equals({}, shared), ...onFile}, [answer()])
    assert.deepEqual(
      [yes.status, yes.reason, yes.answeredBy?.control],
      [
        'inherited',
        'inside the certified boundary; on file: heroku-soc2; answered yes by ann on 2026-11-01 to FROM 7 S, ' +
          'which asks the same: r',
        'S',
      ],
    )
    const none = resultOf({...equals({}, shared), ...onFile}, [answer({answer: 'not-applicable'})])
    assert.deepEqual([none.status, none.reason.includes('answered not applicable by ann')], ['inherited', true])
    assert.equal(resultOf({...equals({}, shared), ...onFile}, [answer({answer: 'no'})]).status, 'fail')
    assert.equal(
      resultOf({...equals({}, shared), ...onFile}, [answer({apps: ['pay']})]).reason,
      'partly answered; still open for shop',
    )
  })

  it('never stands for the document about the part of Heroku', () => {
    for (const given of ['yes', 'not-applicable'] as const) {
      const {reason, status} = resultOf(equals({}, shared), [answer({answer: given})])
      assert.deepEqual([status, reason], ['manual', 'document needed: heroku-soc2'], given)
    }

    assert.equal(resultOf(equals({}, shared), [own({answer: 'not-applicable'})]).status, 'not-applicable')
    const mixed = [own({answer: 'not-applicable', apps: ['pay']}), answer({answer: 'not-applicable'})]
    assert.equal(resultOf(equals({}, shared), mixed).status, 'manual')
  })

  it('has no effect outside of the certified boundary, nor where nothing is shared', () => {
    const outside = {...equals({}, shared), ...onFile, observed: [seen('b', 'fail', subject('app', 'pay'))]}
    for (const given of said) assert.equal(resultOf(outside, [answer({answer: given})]).status, 'manual', given)
    assert.equal(resultOf(outside, [own()]).status, 'attested')
    for (const responsibility of ['heroku', 'customer'] as const)
      for (const given of said) {
        const alone = {...equals({}, {...shared, responsibility}), ...onFile}
        assert.equal(resultOf(alone, [answer({answer: given})]).status, 'inherited')
      }
  })

  it('is never taken from one: its question asks for a part', () => {
    for (const given of said) {
      const {proposals, status} = resultOf({...equals(shared), ...onFile}, [answer({answer: given})])
      assert.deepEqual([status, proposals], ['manual', undefined])
    }
  })

  it('settles its question, so that it is not asked again while a document is missing', () => {
    const openOf = (given: Given, answers: readonly Answer[]) =>
      assess(given, answers).open.map(({acceptsAnswers, control: {id}}) => [id, acceptsAnswers])
    const {
      frameworks: [, to = assert.fail()],
    } = equals({}, shared)
    assert.deepEqual(openOf({frameworks: [to]}, []), [['T', true]])
    assert.deepEqual(openOf({frameworks: [to]}, [own()]), [])
    assert.deepEqual(openOf({frameworks: [to]}, [own({apps: ['pay']})]), [['T', true]])
    assert.deepEqual(openOf({...equals({}, shared), answeredFrameworks: []}, [answer()]), [])
    const outside = {frameworks: [to], observed: [seen('b', 'fail', subject('app', 'pay'))]}
    assert.deepEqual(openOf(outside, []), [['T', false]])
    assert.deepEqual(openOf({frameworks: [named('to', [control('X'), asks('Y')])]}, []), [['Y', true]])
  })
})

describe('an answer to another control, where more is asked than that', () => {
  it('does not say how to recover faster than the platform', () => {
    const targets = {rpoHours: 4, rtoHours: 12}
    const given = (recovery: object): Given => ({...part({}, {targets}), policy: {recovery}})
    const short = {rtoHours: 1}
    for (const said of ['yes', 'not-applicable'] as const) {
      const {answeredBy, reason, status} = resultOf(given(short), [answer({answer: said})])
      assert.deepEqual(
        [status, reason, answeredBy?.control],
        ['fail', 'the policy asks for recovery within 1 hour, but the platform aims at 12', 'S'],
      )
      assert.deepEqual(assess(given(short), [answer({answer: said})]).uncheckedControls.recoveryShortfalls, ['high'])
    }

    assert.equal(resultOf(given({}), [answer()]).status, 'attested')
    const own = answer({control: 'T', framework: 'to'})
    assert.equal(resultOf(given(short), [answer(), own]).status, 'attested')
    assert.equal(resultOf(given(short), [answer(), {...own, apps: ['pay']}]).status, 'fail')
    const refused = {...equals({}, {targets}), policy: {recovery: short}}
    assert.deepEqual(assess(refused, [answer({answer: 'no'})]).uncheckedControls, {
      answeredNo: ['high', 'high'],
      open: 0,
      recoveryShortfalls: [],
      sourceGaps: [],
    })
  })

  it('does not say that a document covers what fails', () => {
    const letter = {id: 'letter', issued: '2026-10-01', issuer: 'Us', services: ['audit']}
    const given: Given = {
      ...equals({}, {checks: ['c'], relieved: ['c'], relievedBy: 'letter'}),
      observed: [seen('c', 'fail', subject('app', 'pay'))],
      policy: {documents: [letter]},
    }
    for (const said of ['yes', 'not-applicable'] as const) {
      const {open} = assess(given, [answer({answer: said})])
      assert.deepEqual(
        open.map(({acceptsAnswers, control: {id}}) => [id, acceptsAnswers]),
        [['T', false]],
      )
      const {answer: told, reason, status} = resultOf(given, [answer({answer: said})])
      assert.deepEqual([status, told], ['manual', undefined])
      assert.equal(reason, 'letter is on file: a failure of c is a question, not a violation')
    }

    assert.equal(resultOf(given, [answer({answer: 'no'})]).status, 'fail')
    assert.equal(resultOf({...given, observed: []}, [answer()]).status, 'attested')
    assert.equal(resultOf(given, [answer({control: 'T', framework: 'to'})]).status, 'attested')
  })

  it('changes nothing where checks or the source decide', () => {
    const failing = {...equals({}, {checks: ['c']}), observed: [seen('c', 'fail', subject('app', 'pay'))]}
    for (const said of ['yes', 'not-applicable'] as const)
      assert.equal(resultOf(failing, [answer({answer: said})]).reason, 'c: 1 failure')
    const passing = {
      ...equals({}, {checks: ['c'], kind: 'automatic'}),
      observed: [seen('c', 'pass', subject('app', 'pay'))],
    }
    for (const given of said) assert.equal(resultOf(passing, [answer({answer: given})]).status, 'pass')
    const unknownWhere = [{field: 'region', is: 'tokyo', reason: 'nothing is said of Tokyo', subject: 'app'}]
    const tokyo = {...equals({}, {unknownWhere}), subjects: [subject('app', 'pay', {}, {region: 'tokyo'})]}
    for (const given of said) assert.equal(resultOf(tokyo, [answer({answer: given})]).status, 'unknown')
  })
})
