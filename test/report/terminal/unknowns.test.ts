import assert from 'node:assert/strict'

import type {FieldGap, Observation} from '../../../src/model/observation.js'
import type {Report} from '../../../src/model/report.js'

import {gapReasons} from '../../../src/model/gap.js'
import {unknownCauses} from '../../../src/report/text/unknown-causes.js'
import {terminalOnOneLine, terminalLines, reportOf, observationOf} from './support.js'

const open = (app: string, gap: FieldGap | undefined, rest: Partial<Observation> = {}): Observation =>
  observationOf({...(gap ? {gaps: [gap]} : {}), verdict: 'unknown', ...rest, subject: {name: app, ...rest.subject}})
const forbidden = (path: string): FieldGap => ({detail: 'the API answered 403', field: 'x', path, reason: 'forbidden'})
const refused = (path: string, needs = 'view permission on the app'): Report['gaps'][number] => ({
  needs,
  path,
  reason: 'forbidden',
  status: 403,
})

describe('unknowns', () => {
  it('says which request was denied, what depends on it, and which permission it needs', () => {
    const text = terminalOnOneLine(
      reportOf([open('pay-web', forbidden('/apps/pay-web/log-drains'), {severity: 'high'})], {
        gaps: [refused('/apps/pay-web/log-drains', 'operate permission on the app')],
      }),
    )
    assert.match(text, /WHAT COULD NOT BE DETERMINED: 1 observation, by cause\./)
    assert.match(
      text,
      new RegExp(
        String.raw`UNKNOWN high The app pay-web can't be read in full: the API denied access \(403\) - ` +
          String.raw`1 observation Requests: ` +
          String.raw`\/apps\/pay-web\/log-drains Needs: operate permission on the app pay-web: ` +
          String.raw`apps-belong-to-a-team`,
      ),
    )
  })

  it('groups requests that failed in the same way and need the same', () => {
    const all = ['a', 'b', 'c'].map(app => open(app, forbidden(`/apps/${app}`)))
    const found = unknownCauses(
      reportOf(all, {gaps: [refused('/apps/a'), refused('/apps/b'), refused('/apps/c', 'a token of scope global')]}),
    )
    assert.deepEqual(
      found.map(({needs, observations}) => [needs, observations.length]),
      [
        ['view permission on the app', 2],
        ['a token of scope global', 1],
      ],
    )
  })

  it('lists every unknown observation under one cause', () => {
    const all = [
      open('a', forbidden('/apps/a')),
      open('a', forbidden('/not/among/the/gaps')),
      open('b', undefined),
      open('c', {detail: 'the certificate has no status yet', field: 'x', reason: 'no-statement'}),
      observationOf({subject: {name: 'd'}}),
    ]
    const found = unknownCauses(reportOf(all, {gaps: [refused('/apps/a')]}))
    assert.equal(
      found.reduce((sum, {observations}) => sum + observations.length, 0),
      4,
    )
    assert.deepEqual(found.map(({title}) => title).sort(), [
      'no cause given',
      'the API answered 403',
      "the app a can't be seen: the API denied access (403)",
      'the certificate has no status yet',
    ])
  })

  it('gives the detail if no request is the cause', () => {
    const text = terminalOnOneLine(
      reportOf([
        open('a', {detail: 'the app says shield is true, its space says false', field: 'x', reason: 'disagree'}),
        open('b', {field: 'x', reason: 'unsupported'}),
      ]),
    )
    assert.match(
      text,
      /UNKNOWN medium The app says shield is true, its space says false - 1 observation a: apps-belong-to-a-team/,
    )
    assert.match(text, /UNKNOWN medium The platform doesn't support it - 1 observation/)
  })

  it('says once what differs only in the names of subjects', () => {
    const where = (app: string) => open(app, {detail: `where ${app} runs is not known`, field: 'x', reason: 'disagree'})
    assert.match(
      terminalOnOneLine(reportOf([where('a-1'), where('a-2'), where('a-3')])),
      /Where a-1 runs is not known \(and 2 similar\) - 3 observations a-1, a-2, a-3: apps-belong/,
    )
  })

  it('recognizes a name only as a whole word', () => {
    const said = (app: string, text: string, subject: Partial<Observation['subject']> = {}) =>
      observationOf({
        gaps: [{detail: text, field: 'x', reason: 'no-statement'}],
        subject: {...subject, name: app},
        verdict: 'unknown',
      })
    assert.equal(unknownCauses(reportOf([said('a', 'a gap'), said('b', 'b gbp')])).length, 2)
    assert.equal(
      unknownCauses(
        reportOf([
          said('a', 'team red says nothing', {team: 'red'}),
          said('b', 'team blue says nothing', {team: 'blue'}),
        ]),
      ).length,
      1,
    )
    assert.equal(
      unknownCauses(
        reportOf([
          said('a', 'space red says nothing', {space: 'red'}),
          said('b', 'space blue says nothing', {space: 'blue'}),
        ]),
      ).length,
      1,
    )
    assert.equal(
      unknownCauses(
        reportOf([said('a', 'app red says nothing', {app: 'red'}), said('b', 'app blue says nothing', {app: 'blue'})]),
      ).length,
      1,
    )
  })

  it('names the most severe check of a subject first', () => {
    const gap: FieldGap = {field: 'x', reason: 'no-statement'}
    const all = [
      open('a', gap, {check: 'a-low', severity: 'low'}),
      open('a', gap, {check: 'z-critical', severity: 'critical'}),
      open('a', gap, {check: 'b-low', severity: 'low'}),
    ]
    assert.match(terminalOnOneLine(reportOf(all)), /a: z-critical, a-low, b-low/)
    assert.match(terminalOnOneLine(reportOf([...all].reverse())), /a: z-critical, a-low, b-low/)
  })

  it('has words for every reason', () => {
    const words = gapReasons.map(
      reason =>
        /UNKNOWN medium (.*?) - 1 observation/.exec(
          terminalOnOneLine(reportOf([open('a', {field: 'x', reason})])),
        )?.[1],
    )
    assert.deepEqual(words, [
      'The API denied access',
      "The API found nothing, or doesn't show it to you",
      'The API rejected the credentials',
      'The API requires a payment first',
      "The account's rate limit is exhausted",
      'The API failed',
      "The API couldn't be reached",
      "The response couldn't be parsed",
      "The platform doesn't support it",
      'Two responses disagree',
      "It isn't visible",
      'The value is unrecognized',
      "The API doesn't say",
      "It wasn't collected",
    ])
  })

  it('calls the lists of the account yours', () => {
    const list = (kind: Observation['subject']['kind']) =>
      observationOf({
        gaps: [{field: 'x', reason: 'server-error'}],
        subject: {id: 'account/*', kind, name: 'account/*', placeholder: true},
        verdict: 'unknown',
      })
    assert.match(
      terminalOnOneLine(reportOf([list('authorization'), list('team')])),
      /The API failed - 2 observations the teams and tokens of your account: apps-/,
    )
  })

  it('colors the word, the cause and what is needed', () => {
    const all = terminalLines(reportOf([open('a', forbidden('/apps/a'))], {gaps: [refused('/apps/a', 'view')]}), {
      color: true,
    })
    assert.ok(all.some(line => line.startsWith('\u001B[33mUNKNOWN\u001B[0m  medium  \u001B[1mThe\u001B[0m')))
    assert.ok(all.includes('  Needs: \u001B[1mview\u001B[0m'))
    assert.ok(all.includes('  \u001B[36ma\u001B[0m: apps-belong-to-a-team'))
  })

  it('puts the most severe cause first, then the one on which most depends', () => {
    const said = (detail: string, severity: Observation['severity'], app: string) =>
      open(app, {detail, field: 'x', reason: 'no-statement'}, {severity})
    const all = [
      said('few', 'high', 'a'),
      said('many', 'high', 'a'),
      said('many', 'high', 'b'),
      said('grave', 'critical', 'a'),
      said('many', 'low', 'c'),
    ]
    assert.deepEqual(
      unknownCauses(reportOf(all)).map(({title}) => title),
      ['grave', 'many', 'few'],
    )
    assert.match(terminalOnOneLine(reportOf(all)), /Many - 3 observations \(2 high, 1 low\)/)
  })

  it("names a subject that isn't visible once, with its lists", () => {
    const gap: FieldGap = {
      detail: 'the app runs in desk, but cannot be seen',
      field: 'x',
      path: '/apps/9ef4',
      reason: 'not-found',
    }
    const list = (kind: Observation['subject']['kind'], check: string) =>
      observationOf({
        check,
        gaps: [gap],
        subject: {id: '9ef4/*', kind, name: '9ef4/*', placeholder: true},
        verdict: 'unknown',
      })
    const all = [
      open('9ef4', gap, {subject: {id: '9ef4', kind: 'app', name: '9ef4', placeholder: true}}),
      list('addon', 'b'),
      list('drain', 'c'),
      list('domain', 'd'),
    ]
    assert.match(
      terminalOnOneLine(reportOf(all, {gaps: [{path: '/apps/9ef4', reason: 'not-found', status: 404}]})),
      new RegExp(
        String.raw`Details: the app runs in desk, but cannot be seen the unseen app 9ef4 with its ` +
          String.raw`add-ons, domains and drains: apps-belong-to-a-team, b, c, d`,
      ),
    )
  })

  it('says once why something is unseen, without what the cause says already', () => {
    const gap = (detail: string): FieldGap => ({detail, field: 'x', path: '/apps/9ef4', reason: 'not-found'})
    const all = [
      open('9ef4', gap("the app 9ef4 of the pipeline isn't visible: the API answered 404")),
      open('a', gap("the app 9ef4 of the pipeline isn't visible: the app runs in desk, but isn't visible")),
      open('b', gap("the app runs in desk, but isn't visible")),
    ]
    const [cause, ...others] = unknownCauses(
      reportOf(all, {gaps: [{path: '/apps/9ef4', reason: 'not-found', status: 404}]}),
    )
    assert.deepEqual(others, [])
    assert.equal(cause?.unseen, "the app 9ef4 can't be seen")
    assert.match(cause.title, /^the app 9ef4 can't be seen: the API found nothing, .* \(404\)$/)
    assert.deepEqual(cause.details, ["the app runs in desk, but isn't visible"])
  })

  it("names the owner of a list that couldn't be read", () => {
    const all = [
      observationOf({
        gaps: [forbidden('/teams/acme/members')],
        subject: {id: 'acme/*', kind: 'member', name: 'acme/*', placeholder: true},
        verdict: 'unknown',
      }),
    ]
    assert.match(terminalOnOneLine(reportOf(all)), /the members of acme: apps-belong-to-a-team/)
  })

  it('shortens long lists and says how much is not shown', () => {
    const all = Array.from({length: 30}, (_, i) =>
      open(`app-${i}`, {
        detail: `odd ${'abcdefghijklmnopqrstuvwxyzABCD'.charAt(i)}`,
        field: 'x',
        reason: 'no-statement',
      }),
    )
    assert.match(terminalOnOneLine(reportOf(all)), /and 10 causes more, of 10 observations \(--json lists all\)/)
    const same = Array.from({length: 30}, (_, i) =>
      open(`app-${String(i).padStart(2, '0')}`, {field: 'x', reason: 'no-statement'}),
    )
    assert.match(terminalOnOneLine(reportOf(same)), /app-07 and 22 more \(--json lists all\): apps-belong-to-a-team/)
    const unlike = Array.from({length: 12}, (_, i) =>
      open(`app-${i}`, {field: 'x', reason: 'no-statement'}, {check: `check-${i}`}),
    )
    assert.match(terminalOnOneLine(reportOf(unlike)), /and 4 subjects more \(--json lists all\)/)
  })

  it("says what is needed if facts weren't collected", () => {
    const text = terminalOnOneLine(
      reportOf([open('a', {field: 'x', path: '/apps/a', reason: 'not-collected'})], {
        gaps: [{path: '/apps/a', reason: 'not-collected'}],
      }),
    )
    assert.match(
      text,
      /It wasn't collected - 1 observation Requests: \/apps\/a Needs: a snapshot collected for these frameworks/,
    )
  })

  it("doesn't hide a failed request that no observation depends on", () => {
    const text = terminalOnOneLine(
      reportOf([observationOf()], {gaps: [refused('/apps/a/builds'), {path: '/x', reason: 'unreachable'}]}),
    )
    assert.match(text, /Also failed, but no check depends on it: \/apps\/a\/builds \(403\), \/x \(unreachable\)/)
    assert.doesNotMatch(text, /WHAT COULD NOT BE DETERMINED/)
  })

  it('is left out if everything was seen', () => {
    assert.equal(
      terminalLines(reportOf([observationOf()])).some(
        line => /UNKNOWN {2}|Not answered/.test(line) && !line.startsWith('CONTROLS'),
      ),
      false,
    )
  })
})
