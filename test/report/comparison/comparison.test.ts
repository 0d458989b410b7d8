import assert from 'node:assert/strict'

import {marked} from 'marked'

import type {Diff, Released} from '../../../src/model/comparison.js'
import type {Observation} from '../../../src/model/observation.js'
import type {Report} from '../../../src/model/report.js'

import {diffMarkdown} from '../../../src/report/comparison/markdown.js'
import {diffTerminal} from '../../../src/report/comparison/terminal.js'
import {width} from '../../../src/report/text/layout.js'
import {diff} from '../../compare/support.js'
import {HOSTILE} from '../../fixtures/hostile.js'
import {control, failing, framework, report, seen} from '../terminal/support.js'

const of = (before: Report, after: Report): Diff => diff(before, after)
const text = (one: Diff, columns = 80) => diffTerminal(one, {color: false, columns})
const flat = (one: Diff) => text(one).replaceAll(/\s+/g, ' ').trim()
const both = (before: Observation[], after: Observation[]) => of(report(before), report(after))
const days = (value: number) => failing('pay-web', {because: [{field: 'daysLeft', must: {minimum: 14}, value}]})
const cert = (value: number) => ({...days(value), subject: {id: 'cert', kind: 'certificate' as const, name: 'cert'}})
const list = (): Observation =>
  seen({
    gaps: [{detail: 'the API answered 403', field: 'hasTeam', reason: 'forbidden'}],
    subject: {id: 'acme/*', name: 'acme/*', placeholder: true},
    verdict: 'unknown',
  })

describe('a comparison at a terminal', () => {
  it('says first and last that something is worse, and how', () => {
    const shown = flat(
      both(
        [seen()],
        [failing('pay-web'), failing('pay-new', {check: 'z', severity: 'critical', title: 'all is well'})],
      ),
    )
    assert.match(shown, /Worse: 2 new failures \(1 critical, 1 medium\)\./)
    assert.match(
      shown,
      /NEWLY FAILING: 2 FAIL critical Not all is well pay-new - team: no \(demanded: yes\); was not there before FAIL medium The app does not belong to a team pay-web - /,
    )
    assert.match(shown, /APPEARED: 1 app pay-new - 1 failure, 0 passed/)
    assert.ok(shown.endsWith('Worse: 2 new failures (1 critical, 1 medium).'))
  })

  it('says that nothing differs, and what nobody saw', () => {
    const unknown = seen({subject: {name: 'b'}, verdict: 'unknown'})
    assert.match(
      flat(both([days(3), unknown], [days(3), unknown])),
      /No worse, and nothing else differs\. 1 failure as before, 1 determined in neither\.$/,
    )
  })

  it('tells what a list told of that cannot be read any more', () => {
    const shown = flat(both([seen({subject: {name: 'a'}}), failing('b')], [list()]))
    assert.match(shown, /^.*Worse: 1 not determined any more\./)
    assert.match(
      shown,
      /the apps of acme - team: the API refused \(the API answered 403\); told of 2 before, 1 of which failed/,
    )
    assert.doesNotMatch(shown, /GONE|MENDED/)
  })

  it('tells both names, both values, both statuses', () => {
    const renamed = {...days(3), subject: {id: 'uuid', kind: 'app' as const, name: 'new'}}
    const one = of(
      report([{...days(9), subject: {...renamed.subject, name: 'old'}}], {
        frameworks: [framework([control({id: 'up', status: 'fail'}), control({id: 'down', status: 'attested'})])],
      }),
      report([renamed], {
        frameworks: [framework([control({id: 'up', status: 'manual'}), control({id: 'down', status: 'manual'})])],
      }),
    )
    const shown = flat(one)
    assert.match(
      shown,
      /FAILING WORSE THAN BEFORE: 1 FAIL medium The app does not belong to a team new \(was old\) - days left: 3, was 9 \(demanded: at least 14\)/,
    )
    assert.match(
      shown,
      /CONTROLS FALLEN: 1 MANUAL high pci-dss-4\.0\.1 down Someone answers - attested to manual: a person has to answer/,
    )
    assert.match(shown, /CONTROLS RISEN: 1 MANUAL high pci-dss-4\.0\.1 up/)
    assert.match(shown, /RENAMED: 1 app old to new/)
    const markdown = diffMarkdown(one)
    assert.match(markdown, /- app `new` \(was `old`\): `days left: 3, was 9 \(demanded: at least 14\)`/)
    assert.match(markdown, /^## Worse: 1 failure got worse \(1 medium\), 1 control fell\n/)
  })

  it('says who released what changed, and what else was released', () => {
    const attachment = (verdict: 'fail' | 'pass') =>
      seen({subject: {app: 'pay-web', id: 'x', kind: 'attachment', name: 'pay-web/LEDGER'}, verdict})
    const released = (more: Partial<Released> = {}) =>
      new Map([
        [
          'pay-web',
          {
            app: 'pay-web',
            deeds: [
              {
                app: 'pay-web',
                at: '2026-11-12T10:12:00Z',
                by: 'ann@example.com',
                version: 41,
                what: 'Attach LEDGER (@ref:old-db)',
              },
              {app: 'pay-web', status: 'failed', what: ''},
            ],
            ...more,
          },
        ],
      ])
    const told = diff(report([attachment('pass')]), report([attachment('fail')]), released())
    assert.match(
      flat(told),
      /pay-web\/LEDGER - v41 by ann@example\.com on 2026-11-12 10:12 UTC: Attach LEDGER \(@ref:old-db\) /,
    )
    assert.match(
      flat(told),
      /RELEASED SINCE, OF WHAT CHANGED: 1 pay-web v41 by ann@example\.com [^]* a release by nobody that the API names: no description \(failed\) Releases tell of deploys, /,
    )
    assert.match(
      diffMarkdown(told),
      /- attachment `pay-web\/LEDGER`: `v41 by ann@example\.com on 2026-11-12 10:12 UTC: Attach LEDGER \(@ref:old-db\)`\n/,
    )
    assert.match(
      diffMarkdown(told),
      /- `pay-web`\n {2}- `v41 by ann@example\.com on [^\n]*\n {2}- `a release by nobody that the API names: no description \(failed\)`\n/,
    )
    const less = diff(
      report([attachment('pass')]),
      report([attachment('fail')]),
      released({deeds: [], gap: 'forbidden'}),
    )
    assert.match(flat(less), /1 pay-web could not be read: the API refused /)
    assert.match(diffMarkdown(less), / {2}- could not be read: the API refused\n/)
    const many = diff(
      report([attachment('pass')]),
      report([attachment('fail')]),
      released({
        deeds: Array.from({length: 30}, (_, index) => ({app: 'pay-web', version: 30 - index, what: 'Attach LEDGER'})),
        isCut: true,
      }),
    )
    assert.match(
      flat(many),
      /LEDGER - v30 [^]*; v28 by nobody that the API names: Attach LEDGER; and 27 releases more /,
    )
    assert.match(flat(many), /and 22 more \(--json lists all\) only the last 30 were read /)
    assert.match(diffMarkdown(many), / {2}- and 5 more\n {2}- only the last 30 were read\n/)
  })

  it('names the app of a release where it is another, and lets nothing through that a release says', () => {
    const lent = (verdict: 'fail' | 'pass') =>
      seen({subject: {app: 'pay-web', id: 'x', kind: 'addon', name: 'old-db'}, verdict})
    const released = new Map([
      [
        'shop',
        {app: 'shop', deeds: Object.values(HOSTILE).map(what => ({app: 'shop', version: 2, what: `old-db ${what}`}))},
      ],
    ])
    const told = diff(report([lent('pass')]), report([lent('fail')]), released)
    assert.match(flat(told), / - shop v2 by nobody that the API names: old-db /)
    const came = diff(report([seen()]), report([seen(), lent('pass')]), released)
    assert.match(flat(came), /APPEARED: 1 addon old-db of pay-web - 1 passed; shop v2 by /)
    for (const one of [told, came]) {
      // eslint-disable-next-line no-control-regex -- these are what must not be there
      assert.doesNotMatch(text(one), /[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/)
      assert.doesNotMatch(marked.parse(diffMarkdown(one), {async: false}), /<(?:script|img|svg)/)
    }
  })

  it('says nothing of releases where none were read', () => {
    assert.doesNotMatch(flat(both([seen()], [failing('pay-web')])), /RELEASED/)
  })

  it('keeps within its columns, and lists no more than can be read', () => {
    const many = Array.from({length: 40}, (_, index) => failing(`app-${index}`))
    const one = both([seen()], many)
    for (const columns of [40, 80, 120])
      for (const line of text(one, columns).split('\n')) assert.ok(width(line) <= columns, line)
    assert.match(flat(one), /app-7 - .* and 32 more \(--json lists all\)/)
    assert.match(flat(one), /APPEARED: 40 .* and 28 more \(--json lists all\)/)
  })
})

describe('a comparison with hostile names', () => {
  const names = Object.values(HOSTILE)
  const before = report(
    names.map(name => seen({subject: {id: name, name}, title: name})),
    {frameworks: [framework([control({id: 'x', status: 'attested'})])]},
  )
  const after = report(
    names.map(name => ({
      ...failing(name, {because: [{field: name, must: {const: name}, value: name}], title: name}),
      subject: {id: name, kind: 'app' as const, name: `${name}x`},
    })),
    {
      frameworks: [
        framework([
          control({id: 'x', reason: HOSTILE['script'] ?? '', status: 'fail', title: HOSTILE['newline'] ?? ''}),
        ]),
      ],
    },
  )
  const one = of(before, after)

  it('steers no terminal', () => {
    assert.equal(one.failing.length, names.length)
    // eslint-disable-next-line no-control-regex -- what must not be there
    assert.doesNotMatch(text(one), /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u2028\u202E\u2066]/)
    assert.doesNotMatch(text(one), /^PASS everything/m)
  })

  it('is no markup in Markdown, which fits a comment', () => {
    const markdown = diffMarkdown(one)
    assert.ok(Buffer.byteLength(markdown) <= 65_536)
    const html = marked.parse(markdown, {async: false}).replaceAll(/<!--.*?-->/g, '')
    const tags = new Set([...html.matchAll(/<\/?([a-z][a-z0-9]*)/gi)].map(([, tag]) => tag))
    assert.deepEqual(
      [...tags].filter(tag => !['code', 'em', 'h2', 'h3', 'li', 'p', 'strong', 'ul'].includes(tag ?? '')),
      [],
    )
  })
})

describe('a failure that got worse', () => {
  it('tells whole days, rounded so that they still break what is expected, and a date that was crossed', () => {
    const crossed = flat(both([cert(9.4)], [cert(-0.83)]))
    assert.match(
      crossed,
      /FAILING WORSE THAN BEFORE: 1 .* days left: -1, was 9 \(demanded: at least 14\); past its date since/,
    )
    assert.match(crossed, /Worse: 1 failure got worse \(1 medium\)\.$/)
    const age = (value: number) => failing('pay-web', {because: [{field: 'buildAgeDays', must: {maximum: 30}, value}]})
    assert.match(
      flat(both([age(45)], [age(30.01)])),
      /FAILING AS BEFORE, WITH OTHER VALUES: 1 .* in days: 31, was 45 \(demanded: at most 30\)/,
    )
  })

  it('stands before what is not determined any more, in Markdown too', () => {
    const one = both(
      [cert(9), seen({subject: {id: 'x', name: 'x'}})],
      [cert(3), seen({subject: {id: 'x', name: 'x'}, verdict: 'unknown'})],
    )
    for (const shown of [flat(one), diffMarkdown(one).toUpperCase()])
      assert.ok(
        shown.indexOf('FAILING WORSE THAN BEFORE') > 0 &&
          /FAILING WORSE THAN BEFORE[^]*(?:NOT DETERMINED ANY MORE \(|NOT DETERMINED ANY MORE: )/.test(shown),
        shown,
      )
    assert.equal(flat(one).split('FAILING WORSE THAN BEFORE').length, 2)
  })
})
