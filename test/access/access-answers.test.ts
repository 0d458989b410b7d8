import assert from 'node:assert/strict'

import type {ReviewSummary} from '../../src/access/access-answers.js'
import type {Status} from '../../src/model/framework.js'
import type {Policy} from '../../src/model/policy.js'

import {accessAnswers, answerObstacles} from '../../src/access/access-answers.js'
import {assessSnapshot} from '../../src/assess/assess-snapshot.js'
import {loadCatalog, readFrameworks} from '../../src/catalog/catalog.js'
import {addDays} from '../../src/foundation/date.js'
import {loadSample} from '../../src/snapshot/load-snapshots.js'

const frameworks = readFrameworks()
const review: ReviewSummary = {
  apps: ['pay'],
  by: 'ann@example.com',
  corrected: 3,
  file: 'access-review.json',
  grants: 41,
  hasRoster: true,
  isComplete: true,
  keptLeavers: 0,
  on: '2026-11-01',
  selfReviewers: [],
  sha256: 'ab12cd34'.repeat(8),
  spaces: [],
  teams: ['acme'],
  uncorrected: 0,
  unreadLists: 0,
}

describe('answerObstacles', () => {
  it('are none for a completed review of which everything was carried out', () => {
    assert.deepEqual(answerObstacles(review), [])
  })

  const cases: ReadonlyArray<readonly [Partial<ReviewSummary>, RegExp]> = [
    [{isComplete: false}, /not completed/],
    [{unreadLists: 1}, /^1 list could not be read/],
    [{uncorrected: 1}, /^1 decision to remove or change access is open/],
    [{uncorrected: 2}, /^2 decisions to remove or change access are open/],
    [{selfReviewers: ['ann@example.com']}, /nobody else decided about the access of ann@example\.com/],
    [{keptLeavers: 1}, /^1 grant of people who left was kept/],
    [{apps: [], teams: []}, /covers no app/],
    [{teams: ['a*']}, /has a \*/],
  ]
  for (const [change, expected] of cases)
    it(`name what stands in the way: ${JSON.stringify(change)}`, () => {
      const obstacles = answerObstacles({...review, ...change})
      assert.equal(obstacles.length, 1)
      assert.match(obstacles[0] ?? '', expected)
    })
})

describe('accessAnswers', () => {
  it('are for what was reviewed, for the days that each control allows, with the file as evidence', () => {
    const {answers, document} = accessAnswers(review, frameworks)
    assert.deepEqual(document, {
      apps: ['pay'],
      expires: '2027-11-02',
      id: 'access-review-2026-11-01-ab12cd34',
      issued: '2026-11-01',
      issuer: 'ann@example.com',
      place: 'access-review.json',
      services: ['heroku'],
      sha256: review.sha256,
      teams: ['acme'],
    })
    const days = {baseline: 92, gdpr: 366, hipaa: 366}
    assert.deepEqual(answers.map(({framework}) => framework).sort(), ['baseline', 'gdpr', 'hipaa'])
    for (const {expires, framework, reason, ...rest} of answers) {
      assert.equal(expires, addDays('2026-11-01', days[framework as keyof typeof days]))
      assert.equal(reason, 'access review of 2026-11-01: 41 grants decided on, compared with a roster, 3 corrected')
      const {control, ...given} = rest
      assert.ok(control)
      assert.deepEqual(given, {
        answer: 'yes',
        apps: ['pay'],
        by: 'ann@example.com',
        evidence: document.id,
        on: '2026-11-01',
        teams: ['acme'],
      })
    }
  })

  it('leave open what asks for more, and what only a roster answers', () => {
    const {answers, partly, withoutRoster} = accessAnswers({...review, hasRoster: false}, frameworks)
    const names = (
      of: ReadonlyArray<{readonly framework: {readonly id: string}; readonly control: {readonly id: string}}>,
    ) => of.map(({control, framework}) => `${framework.id} ${control.id}`)
    assert.deepEqual(names(withoutRoster), ['baseline BASELINE-30'])
    assert.ok(!answers.some(({framework}) => framework === 'baseline'))
    assert.ok(names(partly).includes('pci-dss-4.0.1 7.2.4'))
    assert.doesNotMatch(answers[0]?.reason ?? '', /roster/)
  })

  it('names spaces', () => {
    const {answers} = accessAnswers({...review, apps: [], spaces: ['vault'], teams: []}, frameworks)
    assert.deepEqual(
      answers.map(({apps, spaces, teams}) => [apps, spaces, teams]),
      answers.map(() => [undefined, ['vault'], undefined]),
    )
  })
})

describe('the answers of a review of access in a report', () => {
  const snapshot = loadSample()
  const catalog = loadCatalog(['all'])
  const now = addDays('2026-11-01', 1)
  const statuses = (policy: Policy, at: string): ReadonlyMap<string, readonly [Status, string]> => {
    const report = assessSnapshot(snapshot, catalog, {
      allowUnknown: false,
      failOn: 'low',
      now: `${at}T12:00:00.000Z`,
      policy: {files: [], policy, sha256: '0'.repeat(64)},
      scopeKind: 'sample',
      strict: false,
      version: '0.0.0',
    })
    return new Map(
      report.frameworks.flatMap(({controls, id}) =>
        controls.map(({id: control, reason, status}) => [`${id} ${control}`, [status, reason]] as const),
      ),
    )
  }

  const everything = {...review, apps: ['*'], teams: ['*'], spaces: ['*']}
  const {answers, document, partly} = accessAnswers(everything, frameworks)
  const policy: Policy = {allow: {}, answers, documents: [document]}

  it('attest what they were given to, and nothing else in any framework', () => {
    const [before, after] = [statuses({allow: {}}, now), statuses(policy, now)]
    const changed = [...after].filter(([name, [status]]) => before.get(name)?.[0] !== status)
    assert.deepEqual(changed.map(([name, [status]]) => `${name}: ${status}`).sort(), [
      'gdpr Art. 32(4): attested',
      'hipaa 164.308(a)(4)(ii)(C): attested',
    ])
  })

  it('say of the others that they cover access on Heroku', () => {
    const after = statuses(policy, now)
    const open = partly.filter(({control, framework}) => after.get(`${framework.id} ${control.id}`)?.[0] === 'manual')
    assert.ok(open.length > 8, `${open.length}`)
    for (const {control, framework} of open)
      assert.match(
        after.get(`${framework.id} ${control.id}`)?.[1] ?? '',
        /the access review of 2026-11-01 covers access on Heroku, but not /,
      )
  })

  it('end with the days that the control allows', () => {
    assert.equal(statuses(policy, '2027-11-02').get('hipaa 164.308(a)(4)(ii)(C)')?.[0], 'attested')
    assert.equal(statuses(policy, '2027-11-03').get('hipaa 164.308(a)(4)(ii)(C)')?.[0], 'manual')
  })

  it('have no effect without the document', () => {
    assert.equal(statuses({...policy, documents: []}, now).get('hipaa 164.308(a)(4)(ii)(C)')?.[0], 'manual')
  })
})
