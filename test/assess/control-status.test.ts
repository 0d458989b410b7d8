import assert from 'node:assert/strict'

import type {Severity} from '../../src/model/framework.js'
import type {Answer} from '../../src/model/policy.js'
import type {ControlResult} from '../../src/model/report.js'
import type {AssessmentContext} from '../../src/assess/assessment-context.js'

import {assessControls} from '../../src/assess/assess-controls.js'
import {recoveryShortfall} from '../../src/assess/control-status.js'
import {check, control, dataScope, framework, contextOf, pay, seen, subject} from './support.js'

const answer = (more: Partial<Answer> = {}): Answer => ({
  answer: 'yes',
  apps: ['*'],
  by: 'ann',
  control: 'A',
  framework: 'own',
  on: '2026-11-01',
  reason: 'r',
  ...more,
})
const document = (id: string) => ({id, issued: '2026-10-01', issuer: 'Heroku', services: ['heroku-postgresql']})
const controlsOf = (ground: AssessmentContext): readonly ControlResult[] =>
  assessControls(ground).frameworks[0]?.controls ?? assert.fail()
const briefly = (ground: AssessmentContext) => controlsOf(ground).map(({id, reason, status}) => [id, status, reason])
const [payApp, shopApp] = [subject('app', 'pay'), subject('app', 'shop')]
const declaration = {apps: ['pay'], by: 'ann', on: '2026-11-01'}

describe('the result of a control', () => {
  it('has the properties of the control, and no others', () => {
    const [only] = controlsOf(contextOf({frameworks: [framework([control('A')])]}))
    assert.deepEqual(only, {
      checks: [],
      id: 'A',
      kind: 'fail-only',
      reason: 'a person has to answer',
      responsibility: 'customer',
      severity: 'high',
      status: 'manual',
      title: 'title of A',
    })
  })

  it('has all properties of the control', () => {
    const said = {
      boundary: ['b'],
      checks: ['c'],
      dataClass: 'cardholder',
      documents: ['heroku-soc2'],
      facts: [{fields: ['region'], subject: 'app'}],
      priority: 'P1',
      question: 'And?',
      relieved: ['c'],
      relievedBy: 'letter',
      signals: ['s'],
    } as const
    const ground = contextOf({
      dataScopes: [['cardholder', dataScope(['pay'], ['shop'])]],
      frameworks: [framework([control('A', said)])],
      policy: {data: {cardholder: declaration}, documents: [document('letter')]},
      subjects: [subject('app', 'pay', {}, {region: 'eu'}), subject('app', 'shop', {}, {region: 'us'})],
    })
    const [only] = controlsOf(ground)
    assert.deepEqual(
      {...only, facts: [...(only?.facts ?? [])]},
      {
        id: 'A',
        kind: 'fail-only',
        reason: 'a person has to answer',
        responsibility: 'customer',
        severity: 'high',
        status: 'manual',
        title: 'title of A',
        ...said,
        facts: [{region: 'eu', subject: 'pay'}],
      },
    )
  })

  it('names the relieved checks only if the document is on file', () => {
    const relieved = (onFile: readonly string[], ...checks: readonly string[]) => {
      const own = control('A', {relievedBy: 'letter', ...(checks.length > 0 ? {relieved: checks} : {})})
      return controlsOf(contextOf({frameworks: [framework([own])], policy: {documents: onFile.map(document)}})).map(
        result => result.relieved,
      )
    }

    assert.deepEqual(
      [relieved(['letter'], 'c'), relieved(['other'], 'c'), relieved([], 'c'), relieved(['letter'])],
      [[['c']], [undefined], [undefined], [undefined]],
    )
  })
})

describe('the result of a framework', () => {
  it('counts its controls by status, and lists the apps in scope', () => {
    const [ids, more] = [
      framework([control('A'), control('B', {checks: ['c'], kind: 'automatic'}), control('C')], {
        dataClass: 'cardholder',
      }),
      framework([control('D')], {dataClass: 'cji', id: 'other', version: '2'}),
    ]
    const ground = contextOf({
      dataScopes: [['cardholder', dataScope(['shop', 'pay'], ['blog'])]],
      frameworks: [ids, more],
      observed: [seen('c', 'pass', payApp)],
      policy: {data: {cardholder: declaration, cji: declaration}},
      subjects: [payApp],
    })
    const none = {attested: 0, fail: 0, inherited: 0, manual: 0, 'not-applicable': 0, pass: 0, unknown: 0, waived: 0}
    assert.deepEqual(
      assessControls(ground).frameworks.map(({controls, ...rest}) => ({...rest, controls: controls.map(({id}) => id)})),
      [
        {
          controls: ['A', 'B', 'C'],
          dataClass: 'cardholder',
          id: 'frame',
          summary: {...none, manual: 2, pass: 1},
          title: 'Frame',
          version: '1',
          inScope: [
            {app: 'pay', path: 'pay holds it'},
            {app: 'shop', path: 'shop holds it'},
          ],
          outOfScope: [{app: 'blog', by: 'ann', on: '2026-11-01'}],
        },
        {controls: ['D'], dataClass: 'cji', id: 'other', summary: {...none, manual: 1}, title: 'Frame', version: '2'},
      ],
    )
    const [plain] = assessControls(
      contextOf({
        dataScopes: [['cardholder', dataScope(['pay'])]],
        frameworks: [framework([])],
        policy: {data: {cardholder: declaration}},
      }),
    ).frameworks
    assert.deepEqual(plain, {controls: [], id: 'frame', summary: none, title: 'Frame', version: '1'})
    const [undeclared] = assessControls(contextOf({frameworks: [framework([], {dataClass: 'cardholder'})]})).frameworks
    assert.deepEqual(undeclared, {...plain, dataClass: 'cardholder'})
  })
})

describe('the status of a control', () => {
  it('counts the observations of its checks, without waived ones', () => {
    const waiver = {approvedBy: 'bob', by: 'ann', expires: '2026-12-01', reason: 'r'}
    const observed = [
      seen('c', 'fail', payApp, {waiver}),
      seen('c', 'fail', shopApp),
      seen('d', 'fail', payApp),
      seen('d', 'fail', shopApp),
      seen('d', 'pass', payApp),
      seen('e', 'fail', payApp, {waiver}),
      seen('e', 'unknown', shopApp, {waiver}),
    ]
    const controls = [
      control('A', {checks: ['c', 'd']}),
      control('B', {checks: ['c']}),
      control('C', {checks: ['e'], kind: 'automatic'}),
      control('D', {checks: ['none']}),
    ]
    assert.deepEqual(briefly(contextOf({frameworks: [framework(controls)], observed})), [
      ['A', 'fail', 'c, d: 3 failures'],
      ['B', 'fail', 'c: 1 failure'],
      ['C', 'waived', 'e: 2 observations waived'],
      ['D', 'manual', 'a person has to answer'],
    ])
  })

  it('depends on its boundary, and names the boundary checks with observations', () => {
    const inherited = control('A', {boundary: ['g', 'h'], documents: ['heroku-soc2'], kind: 'inherited'})
    const of = (...observed: AssessmentContext['observations']) =>
      briefly(
        contextOf({frameworks: [framework([inherited])], observed, policy: {documents: [document('heroku-soc2')]}}),
      )[0]?.slice(1)
    assert.deepEqual(of(seen('h', 'fail', payApp)), [
      'manual',
      "outside Heroku's certified boundary; show compliance another way, see h",
    ])
    assert.deepEqual(of(seen('g', 'unknown', payApp), seen('h', 'fail', payApp)), [
      'unknown',
      "may be outside Heroku's certified boundary; see g, h",
    ])
    assert.deepEqual(of(seen('g', 'pass', payApp)), [
      'inherited',
      'inside the certified boundary; on file: heroku-soc2',
    ])
  })

  it('names failing signals only', () => {
    const controls = [control('A', {signals: ['s', 't']}), control('B')]
    assert.deepEqual(
      briefly(
        contextOf({
          frameworks: [framework(controls)],
          observed: [seen('s', 'fail', payApp), seen('t', 'pass', payApp)],
        }),
      ),
      [
        ['A', 'manual', 'a person has to answer; worth a look: s'],
        ['B', 'manual', 'a person has to answer'],
      ],
    )
  })

  it('counts only subjects in scope for its data class', () => {
    const controls = [
      control('all', {checks: ['c']}),
      control('ids', {checks: ['c'], dataClass: 'government-id'}),
      control('cards', {checks: ['c'], dataClass: 'cardholder'}),
    ]
    const observed = [
      seen('c', 'fail', payApp),
      seen('c', 'fail', shopApp),
      seen('c', 'fail', subject('app', 'blog')),
      seen('c', 'pass', subject('app', 'wiki')),
    ]
    const subjects = ['pay', 'shop', 'blog', 'wiki'].map(name => subject('app', name))
    const of = (own: AssessmentContext['observations']) =>
      briefly(
        contextOf({
          dataScopes: [
            ['cardholder', dataScope(['pay', 'wiki'], ['blog', 'shop'])],
            ['government-id', dataScope(['blog', 'pay'], ['shop', 'wiki'])],
          ],
          frameworks: [framework(controls)],
          observed: own,
          policy: {data: {cardholder: declaration, 'government-id': declaration}},
          subjects,
        }),
      )
    assert.deepEqual(of(observed), [
      ['all', 'fail', 'c: 3 failures'],
      ['ids', 'fail', 'c: 2 failures'],
      ['cards', 'fail', 'c: 1 failure'],
    ])
    assert.deepEqual(
      of([...observed].reverse()).map(([, , reason]) => reason),
      ['c: 3 failures', 'c: 2 failures', 'c: 1 failure'],
    )
    assert.deepEqual(
      of(observed.slice(1, 2)).map(([, status]) => status),
      ['fail', 'manual', 'manual'],
    )
  })

  it("is open while the policy doesn't declare its data class, whatever was observed", () => {
    const controls = [control('A', {checks: ['c'], dataClass: 'cardholder'}), control('B', {checks: ['c']})]
    assert.deepEqual(briefly(contextOf({frameworks: [framework(controls)], observed: [seen('c', 'fail', payApp)]})), [
      ['A', 'manual', 'no policy file says which apps hold cardholder data; its checks decide once one does'],
      ['B', 'fail', 'c: 1 failure'],
    ])
  })

  it('is not applicable if the policy declares that no app holds its data class', () => {
    const controls = [
      control('A', {checks: ['c'], dataClass: 'cardholder'}),
      control('B', {checks: ['c'], dataClass: 'cji'}),
      control('C', {checks: ['c']}),
    ]
    const ground = contextOf({
      dataScopes: [
        ['cardholder', dataScope([], ['pay'], true)],
        ['cji', dataScope(['pay'])],
      ],
      frameworks: [framework(controls)],
      observed: [seen('c', 'fail', payApp)],
      policy: {data: {cardholder: {...declaration, apps: []}, cji: declaration}},
      subjects: [payApp],
    })
    assert.deepEqual(briefly(ground), [
      ['A', 'not-applicable', 'no app holds cardholder data, as ann declared on 2026-11-01'],
      ['B', 'fail', 'c: 1 failure'],
      ['C', 'fail', 'c: 1 failure'],
    ])
  })

  it('is left to a wider scope if its subjects are', () => {
    const ground = contextOf({
      checks: [check('c', 'member')],
      frameworks: [framework([control('A', {checks: ['c'], kind: 'automatic'})])],
      excludedKinds: new Map([['member', new Set(['team'])]]),
    })
    assert.deepEqual(briefly(ground), [['A', 'manual', 'assessed only with --team']])
  })
})

describe('a control whose source does not cover everything', () => {
  const unknownWhere = [
    {field: 'region', is: 'tokyo', reason: 'nothing is said of Tokyo', subject: 'app'},
    {field: 'plan', is: 'free', reason: 'nothing is said of free plans', subject: 'addon'},
  ]
  const app = (name: string, region: string | undefined) =>
    subject('app', name, {}, region === undefined ? {} : {region})
  const of = (
    subjects: AssessmentContext['survey']['subjects'],
    {
      more = {},
      observed = [],
      policy = {},
    }: {
      more?: object
      observed?: AssessmentContext['observations']
      policy?: Partial<AssessmentContext['policy']>
    } = {},
  ) =>
    assessControls(
      contextOf({
        dataScopes: [['cardholder', dataScope(['pay'], ['shop'])]],
        frameworks: [framework([control('A', {checks: ['c'], kind: 'automatic', unknownWhere, ...more})])],
        observed,
        policy: {data: {cardholder: declaration}, ...policy},
        subjects,
      }),
    )
  const statusOf = (...given: Parameters<typeof of>) =>
    of(...given).frameworks[0]?.controls.map(({reason, status}) => [status, reason])[0]
  const passed = {observed: [seen('c', 'pass', payApp)]}

  it("is unknown if something in scope isn't covered, or may not be, whatever passed or was answered", () => {
    assert.deepEqual(statusOf([app('pay', 'eu')], passed), ['pass', '1 observation passed'])
    assert.deepEqual(statusOf([app('pay', 'tokyo'), app('shop', 'eu')], passed), [
      'unknown',
      'nothing is said of Tokyo: pay',
    ])
    assert.deepEqual(
      statusOf([app('pay', undefined), app('shop', 'tokyo'), subject('addon', 'db', {}, {plan: 'free'})], passed),
      ['unknown', 'nothing is said of Tokyo: pay, shop; nothing is said of free plans: db'],
    )
    assert.deepEqual(statusOf([app('pay', 'tokyo')], {more: {kind: 'fail-only'}, policy: {answers: [answer()]}}), [
      'unknown',
      'nothing is said of Tokyo: pay',
    ])
    assert.deepEqual(of([app('pay', 'tokyo')], passed).uncheckedControls, {
      recoveryShortfalls: [],
      open: 0,
      answeredNo: [],
      sourceGaps: ['high'],
    })
  })

  it('fails if something fails', () => {
    const given = [[app('pay', 'tokyo')], {observed: [seen('c', 'fail', payApp)]}] as const
    assert.deepEqual(statusOf(...given), ['fail', 'c: 1 failure'])
    assert.deepEqual(of(...given).uncheckedControls.sourceGaps, [])
  })

  it('ignores what is out of scope for its data class', () => {
    assert.equal(
      statusOf([app('pay', 'eu'), app('shop', 'tokyo')], {...passed, more: {dataClass: 'cardholder'}})?.[0],
      'pass',
    )
    assert.equal(
      statusOf([app('pay', 'tokyo'), app('shop', 'eu')], {...passed, more: {dataClass: 'cardholder'}})?.[0],
      'unknown',
    )
  })
})

describe('a control that people answer', () => {
  const of = (answers: readonly Answer[], more: Partial<Parameters<typeof contextOf>[0]> = {}) =>
    assessControls(
      contextOf({
        frameworks: [framework([control('A'), control('B', {severity: 'low'})])],
        ...more,
        policy: {answers, ...more.policy},
      }),
    )
  const first = (...given: Parameters<typeof of>) => of(...given).frameworks[0]?.controls[0] ?? assert.fail()
  const standing = (given: Answer) => ({...given, expires: '2027-11-02'})

  it('has the answer that counts, and names who gave it', () => {
    const yes = first([answer()])
    assert.deepEqual(
      [yes.status, yes.reason, yes.answer, yes.answers],
      ['attested', 'answered yes by ann on 2026-11-01: r', standing(answer()), undefined],
    )
    assert.ok(!('answers' in yes))
    assert.ok(!('answer' in first([])))
    assert.deepEqual(of([answer()]).validAnswers, [standing(answer())])
    assert.deepEqual(of([answer()]).uncheckedControls, {
      recoveryShortfalls: [],
      open: 1,
      answeredNo: [],
      sourceGaps: [],
    })
  })

  it('has the deciding answer first, and keeps all answers', () => {
    const [yes, no, none] = [
      answer({apps: ['pay']}),
      answer({answer: 'no', apps: ['shop']}),
      answer({answer: 'not-applicable', apps: ['shop']}),
    ]
    for (const [given, decides, status] of [
      [[yes, no], no, 'fail'],
      [[no, {...yes, apps: ['pay']}], no, 'fail'],
      [[none, yes], yes, 'attested'],
      [[yes, none], yes, 'attested'],
    ] as const) {
      const result = first(given)
      assert.deepEqual(
        [result.status, result.answer, new Set(result.answers)],
        [status, standing(decides), new Set(given.map(standing))],
      )
    }

    const noneBeforeNo = first([{...none, apps: ['pay']}, no])
    assert.deepEqual(noneBeforeNo.answer, standing(no))
  })

  it('counts as answered no, by its severity', () => {
    const no = (...ids: string[]) => of(ids.map(id => answer({answer: 'no', control: id}))).uncheckedControls
    assert.deepEqual(no('A'), {recoveryShortfalls: [], open: 1, answeredNo: ['high'], sourceGaps: []})
    assert.deepEqual(no('B', 'A'), {
      recoveryShortfalls: [],
      open: 0,
      answeredNo: ['high', 'low'] satisfies Severity[],
      sourceGaps: [],
    })
  })

  it('stays open for places without an answer', () => {
    const [part] = [first([answer({apps: ['pay']})])]
    assert.deepEqual(
      [part.status, part.reason, part.answer],
      ['manual', 'partly answered; still open for shop', standing(answer({apps: ['pay']}))],
    )
    assert.equal(of([answer({apps: ['pay']})]).uncheckedControls.open, 2)
  })

  it('needs no answer for a space or a team whose apps have answers', () => {
    const spoken = [pay, {holdsApps: true, name: 'team acme', team: 'acme'}]
    assert.equal(first([answer({apps: ['pay']})], {places: spoken}).status, 'attested')
    assert.equal(
      first([answer({apps: ['pay']})], {
        frameworks: [framework([control('A', {facts: [{fields: [], subject: 'team'}]})])],
        places: spoken,
      }).status,
      'manual',
    )
  })

  it('needs answers only for the apps that hold its data class', () => {
    const given = {
      dataScopes: [['cardholder', dataScope(['pay'], ['shop'])]],
      frameworks: [framework([control('A', {dataClass: 'cardholder'})])],
    } as const
    assert.equal(
      first([answer({apps: ['pay']})], {...given, policy: {data: {cardholder: declaration}}}).status,
      'attested',
    )
    assert.equal(
      first([answer({apps: ['shop']})], {...given, policy: {data: {cardholder: declaration}}}).answer,
      undefined,
    )
    const both = framework([control('A', {dataClass: 'cardholder'}), control('B')])
    const answers = ['A', 'B'].map(id => answer({apps: ['pay'], control: id}))
    const result = of(answers, {...given, frameworks: [both], policy: {data: {cardholder: declaration}}})
    assert.deepEqual(
      result.frameworks[0]?.controls.map(({status}) => status),
      ['attested', 'manual'],
    )
  })

  it('ignores answers if its checks decide', () => {
    for (const [verdict, status] of [
      ['fail', 'fail'],
      ['pass', 'pass'],
      ['unknown', 'unknown'],
    ] as const) {
      const result = first([answer({answer: verdict === 'pass' ? 'no' : 'yes'})], {
        frameworks: [framework([control('A', {checks: ['c'], kind: 'automatic'})])],
        observed: [seen('c', verdict, payApp)],
      })
      assert.deepEqual([result.status, result.answer], [status, undefined])
    }
  })

  it('uses answers to its own framework, and reports those without effect', () => {
    const frameworks = [
      framework([control('A')]),
      framework([control('A')], {aliases: [], id: 'other', title: 'Other'}),
    ]
    const given = of([answer({framework: 'other'}), answer({on: '2026-11-21'}), answer({by: '', framework: 'other'})], {
      frameworks,
    })
    assert.deepEqual(
      given.frameworks.map(({controls}) => controls[0]?.status),
      ['manual', 'attested'],
    )
    assert.deepEqual(
      given.notices.map(({text}) => text),
      [
        'The answer of ann to Frame A has no effect: it is dated 2026-11-21, which is in the future.',
        'An answer to Other A has no effect: "by" is blank.',
      ],
    )
    assert.deepEqual(
      given.validAnswers.map(({framework: name}) => name),
      ['other'],
    )
  })

  it('reports answers for nothing in scope if the scope is wide enough', () => {
    const notices = (...kinds: ReadonlyArray<'all' | 'app' | 'team'>) =>
      of([answer({apps: ['nobody']})], {scopes: kinds.map(kind => ({kind}))}).notices.map(({text}) => text)
    const told = ['The answer of ann to own A has no effect: nothing in scope is named nobody.']
    assert.deepEqual([notices('all'), notices('team'), notices('app'), notices('all', 'app')], [told, told, [], []])
  })
})

describe('a control whose duty is shared', () => {
  const shared = control('A', {
    boundary: ['g'],
    documents: ['heroku-soc2'],
    kind: 'inherited',
    question: 'And you?',
    responsibility: 'shared',
  })
  const of = (onFile: readonly string[], answers: readonly Answer[], verdict: 'fail' | 'pass' = 'pass') =>
    briefly(
      contextOf({
        frameworks: [framework([shared])],
        observed: [seen('g', verdict, payApp)],
        policy: {answers, documents: onFile.map(document)},
      }),
    )[0]?.slice(1)

  it('is inherited with the answer yes and the documents, and open without either', () => {
    const onFile = 'inside the certified boundary; on file: heroku-soc2'
    assert.deepEqual(of(['heroku-soc2'], []), ['manual', `${onFile}; a person has to answer the rest`])
    assert.deepEqual(of(['heroku-soc2'], [answer()]), ['inherited', `${onFile}; answered yes by ann on 2026-11-01: r`])
    assert.deepEqual(of([], [answer()]), ['manual', 'document needed: heroku-soc2'])
  })

  it('fails or is ruled out by an answer whatever is on file, and is attested outside the boundary', () => {
    assert.equal(of(['heroku-soc2'], [answer({answer: 'no'})])?.[0], 'fail')
    assert.equal(of(['heroku-soc2'], [answer({answer: 'not-applicable'})])?.[0], 'not-applicable')
    assert.deepEqual(of(['heroku-soc2'], [answer({apps: ['pay']})]), ['manual', 'partly answered; still open for shop'])
    assert.equal(of(['heroku-soc2'], [answer()], 'fail')?.[0], 'attested')
  })
})

describe('a control about recovery', () => {
  const targets = {rpoHours: 4, rtoHours: 12}
  const of = (
    answers: readonly Answer[],
    policy: {recovery?: {rtoHours?: number}} = {recovery: {rtoHours: 1}},
    more: object = {},
  ) =>
    assessControls(
      contextOf({
        frameworks: [framework([control('A', {targets, ...more})])],
        observed: [seen('c', 'pass', payApp)],
        policy: {answers, ...policy},
      }),
    )
  const briefOf = (given: ReturnType<typeof of>) =>
    given.frameworks[0]?.controls.map(({answer: said, status}) => [status, said?.answer])[0]
  const reason = 'the policy asks for recovery within 1 hour, but the platform aims at 12'

  it("fails if the policy asks for more than the platform's targets and not every place has an answer", () => {
    assert.deepEqual(briefOf(of([])), ['fail', undefined])
    assert.deepEqual(of([]).frameworks[0]?.controls[0]?.reason, reason)
    assert.ok(!('answer' in (of([]).frameworks[0]?.controls[0] ?? {})))
    assert.deepEqual(of([]).uncheckedControls, {recoveryShortfalls: ['high'], open: 0, answeredNo: [], sourceGaps: []})
    const part = of([answer({apps: ['pay']})])
    assert.deepEqual(
      [briefOf(part), part.frameworks[0]?.controls[0]?.reason, part.uncheckedControls.recoveryShortfalls],
      [['fail', 'yes'], reason, ['high']],
    )
  })

  it('can be answered like any other control', () => {
    assert.deepEqual(briefOf(of([answer()])), ['attested', 'yes'])
    assert.deepEqual(of([answer({answer: 'no'})]).uncheckedControls, {
      recoveryShortfalls: [],
      open: 0,
      answeredNo: ['high'],
      sourceGaps: [],
    })
    assert.deepEqual(briefOf(of([], {recovery: {}})), ['manual', undefined])
    assert.deepEqual(briefOf(of([], {})), ['manual', undefined])
    assert.deepEqual(briefOf(of([], {recovery: {rtoHours: 1}}, {checks: ['c'], kind: 'automatic'})), [
      'pass',
      undefined,
    ])
  })
})

describe('recoveryShortfall', () => {
  const control = {targets: {rpoHours: 4, rtoHours: 12}}

  it("fails a control whose targets are slower than the policy's", () => {
    assert.deepEqual(recoveryShortfall(control, {rtoHours: 11}), {
      reason: 'the policy asks for recovery within 11 hours, but the platform aims at 12',
      status: 'fail',
    })
    assert.deepEqual(recoveryShortfall(control, {rpoHours: 3, rtoHours: 1}), {
      reason:
        'the policy asks for recovery within 1 hour, but the platform aims at 12; ' +
        'a loss of 3 hours of data at most, but the platform aims at 4',
      status: 'fail',
    })
    assert.equal(
      recoveryShortfall({targets: {rpoHours: 1, rtoHours: 1}}, {rpoHours: 0.5, rtoHours: 0})?.reason,
      'the policy asks for recovery within 0 hours, but the platform aims at 1; ' +
        'a loss of 0.5 hours of data at most, but the platform aims at 1',
    )
    assert.equal(
      recoveryShortfall(control, {rpoHours: 1})?.reason,
      'the policy asks for a loss of 1 hour of data at most, but the platform aims at 4',
    )
  })

  it('is undefined if the targets suffice, or the policy or the control has none', () => {
    for (const asked of [{}, {rtoHours: 12}, {rpoHours: 4}, {rpoHours: 100, rtoHours: 13}])
      assert.equal(recoveryShortfall(control, asked), undefined)
    assert.equal(recoveryShortfall({}, {rpoHours: 0, rtoHours: 0}), undefined)
  })
})
