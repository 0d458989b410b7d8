import assert from 'node:assert/strict'

import {marked} from 'marked'

import type {Diff, AppReleases} from '../../../src/model/comparison.js'
import type {Observation} from '../../../src/model/observation.js'
import type {Report} from '../../../src/model/report.js'

import {comparisonMarkdown} from '../../../src/report/comparison/markdown.js'
import {comparisonTerminal} from '../../../src/report/comparison/terminal.js'
import {displayWidth} from '../../../src/report/terminal/layout.js'
import {diff} from '../../compare/support.js'
import {HOSTILE} from '../../fixtures/hostile.js'
import {controlOf, failingObservation, frameworkOf, reportOf, observationOf} from '../terminal/support.js'

const diffOf = (before: Report, after: Report): Diff => diff(before, after)
const text = (comparison: Diff, columns = 80) => comparisonTerminal(comparison, {color: false, columns, isFull: true})
const onOneLine = (comparison: Diff) => text(comparison).replaceAll(/\s+/g, ' ').trim()
const diffOfObservations = (before: Observation[], after: Observation[]) => diffOf(reportOf(before), reportOf(after))
const days = (value: number) =>
  failingObservation('pay-web', {because: [{field: 'daysLeft', must: {minimum: 14}, value}]})
const cert = (value: number) => ({...days(value), subject: {id: 'cert', kind: 'certificate' as const, name: 'cert'}})
const list = (): Observation =>
  observationOf({
    gaps: [{detail: 'the API answered 403', field: 'hasTeam', reason: 'forbidden'}],
    subject: {id: 'acme/*', name: 'acme/*', placeholder: true},
    verdict: 'unknown',
  })

describe('comparison at a terminal', () => {
  it('says first and last that something got worse, and how', () => {
    const shown = onOneLine(
      diffOfObservations(
        [observationOf()],
        [
          failingObservation('pay-web'),
          failingObservation('pay-new', {
            check: 'z',
            severity: 'critical',
            failureTitle: 'not all is well',
            title: 'all is well',
          }),
        ],
      ),
    )
    assert.match(shown, /Worse: 2 new failures \(1 critical, 1 medium\)\./)
    assert.match(
      shown,
      new RegExp(
        String.raw`NEWLY FAILING: 2 FAIL critical Not all is well pay-new - team: no \(expected: ` +
          String.raw`yes\); wasn't there before FAIL medium The app does not belong to a team pay-web - `,
      ),
    )
    assert.match(shown, /APPEARED: 1 app pay-new - 1 failure, 0 passed/)
    assert.ok(shown.endsWith('Worse: 2 new failures (1 critical, 1 medium).'))
  })

  it('says that nothing differs, and what is undetermined in both', () => {
    const unknown = observationOf({subject: {name: 'b'}, verdict: 'unknown'})
    assert.match(
      onOneLine(diffOfObservations([days(3), unknown], [days(3), unknown])),
      /Not worse, and nothing else differs\. 1 failure as before, 1 undetermined in both\.$/,
    )
  })

  it('says what a list held that can no longer be read', () => {
    const shown = onOneLine(
      diffOfObservations([observationOf({subject: {name: 'a'}}), failingObservation('b')], [list()]),
    )
    assert.match(shown, /^.*Worse: 1 no longer determined\./)
    assert.match(
      shown,
      /the apps of acme - team: the API denied access \(the API answered 403\); listed 2 before, 1 of which failed/,
    )
    assert.doesNotMatch(shown, /GONE|MENDED/)
  })

  it('gives both names, both values and both statuses', () => {
    const renamed = {...days(3), subject: {id: 'uuid', kind: 'app' as const, name: 'new'}}
    const comparison = diffOf(
      reportOf([{...days(9), subject: {...renamed.subject, name: 'old'}}], {
        frameworks: [frameworkOf([controlOf({id: 'up', status: 'fail'}), controlOf({id: 'down', status: 'attested'})])],
      }),
      reportOf([renamed], {
        frameworks: [frameworkOf([controlOf({id: 'up', status: 'manual'}), controlOf({id: 'down', status: 'manual'})])],
      }),
    )
    const shown = onOneLine(comparison)
    assert.match(
      shown,
      new RegExp(
        String.raw`WORSENED: 1 FAIL medium The app does not belong to a team new \(was old\) - expires in ` +
          String.raw`3 days \(before: in 9 days; expected: at least 14 days\)`,
      ),
    )
    assert.match(
      shown,
      new RegExp(
        String.raw`CONTROLS THAT GOT WORSE: 1 MANUAL high pci-dss-4\.0\.1 down Someone answers - ` +
          String.raw`attested to manual: a person has to answer`,
      ),
    )
    assert.match(shown, /CONTROLS THAT IMPROVED: 1 MANUAL high pci-dss-4\.0\.1 up/)
    assert.match(shown, /RENAMED: 1 app old to new/)
    const markdown = comparisonMarkdown(comparison)
    assert.match(
      markdown,
      /- app `new` \(was `old`\): `expires in 3 days \(before: in 9 days; expected: at least 14 days\)`/,
    )
    assert.match(markdown, /^## Worse: 1 failure got worse \(1 medium\), 1 control got worse\n/)
  })

  it('says who released what changed, and what else was released', () => {
    const attachment = (verdict: 'fail' | 'pass') =>
      observationOf({subject: {app: 'pay-web', id: 'x', kind: 'attachment', name: 'pay-web/LEDGER'}, verdict})
    const released = (more: Partial<AppReleases> = {}) =>
      new Map([
        [
          'pay-web',
          {
            app: 'pay-web',
            releases: [
              {
                app: 'pay-web',
                at: '2026-11-12T10:12:00Z',
                by: 'ann@example.com',
                version: 41,
                description: 'Attach LEDGER (@ref:old-db)',
              },
              {app: 'pay-web', status: 'failed', description: ''},
            ],
            ...more,
          },
        ],
      ])
    const namedRelease = diff(reportOf([attachment('pass')]), reportOf([attachment('fail')]), released())
    assert.match(
      onOneLine(namedRelease),
      /pay-web\/LEDGER - v41 by ann@example\.com on 2026-11-12 10:12 UTC: Attach LEDGER \(@ref:old-db\) /,
    )
    assert.match(
      onOneLine(namedRelease),
      new RegExp(
        String.raw`RELEASES OF WHAT CHANGED: 1 pay-web v41 by ann@example\.com [^]* a release by an ` +
          String.raw`unknown user: no description \(failed\) Releases cover deploys, `,
      ),
    )
    assert.match(
      comparisonMarkdown(namedRelease),
      new RegExp(
        '- attachment `pay-web/LEDGER`: `v41 by ann@example\\.com on 2026-11-12 10:12 UTC: ' +
          'Attach LEDGER \\(@ref:old-db\\)`\n',
      ),
    )
    assert.match(
      comparisonMarkdown(namedRelease),
      new RegExp(
        '- `pay-web`\n {2}- `v41 by ann@example\\.com on [^\n]*\n {2}- `a release by an unknown user: ' +
          'no description \\(failed\\)`\n',
      ),
    )
    const less = diff(
      reportOf([attachment('pass')]),
      reportOf([attachment('fail')]),
      released({releases: [], gap: 'forbidden'}),
    )
    assert.match(onOneLine(less), /1 pay-web couldn't be read: the API denied access /)
    assert.match(comparisonMarkdown(less), / {2}- couldn't be read: the API denied access\n/)
    const many = diff(
      reportOf([attachment('pass')]),
      reportOf([attachment('fail')]),
      released({
        releases: Array.from({length: 30}, (_, index) => ({
          app: 'pay-web',
          version: 30 - index,
          description: 'Attach LEDGER',
        })),
        truncated: true,
      }),
    )
    assert.match(onOneLine(many), /LEDGER - v30 [^]*; v28 by an unknown user: Attach LEDGER; and 27 releases more /)
    assert.match(onOneLine(many), /and 22 more \(--json lists all\) only the last 30 were read /)
    assert.match(comparisonMarkdown(many), / {2}- and 5 more\n {2}- only the last 30 were read\n/)
  })

  it('names the app of a release if it is another, and sanitizes what a release says', () => {
    const lentAddon = (verdict: 'fail' | 'pass') =>
      observationOf({subject: {app: 'pay-web', id: 'x', kind: 'addon', name: 'old-db'}, verdict})
    const released = new Map([
      [
        'shop',
        {
          app: 'shop',
          releases: Object.values(HOSTILE).map(what => ({app: 'shop', version: 2, description: `old-db ${what}`})),
        },
      ],
    ])
    const told = diff(reportOf([lentAddon('pass')]), reportOf([lentAddon('fail')]), released)
    assert.match(onOneLine(told), / - shop v2 by an unknown user: old-db /)
    const appearedComparison = diff(
      reportOf([observationOf()]),
      reportOf([observationOf(), lentAddon('pass')]),
      released,
    )
    assert.match(onOneLine(appearedComparison), /APPEARED: 1 addon old-db of pay-web - 1 passed; shop v2 by /)
    for (const comparison of [told, appearedComparison]) {
      // eslint-disable-next-line no-control-regex -- these are what must not be there
      assert.doesNotMatch(text(comparison), /[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/)
      assert.doesNotMatch(marked.parse(comparisonMarkdown(comparison), {async: false}), /<(?:script|img|svg)/)
    }
  })

  it("doesn't mention releases if none were read", () => {
    assert.doesNotMatch(onOneLine(diffOfObservations([observationOf()], [failingObservation('pay-web')])), /RELEASED/)
  })

  it('keeps to its columns, and lists no more than can be read', () => {
    const many = Array.from({length: 40}, (_, index) => failingObservation(`app-${index}`))
    const comparison = diffOfObservations([observationOf()], many)
    for (const columns of [40, 80, 120])
      for (const line of text(comparison, columns).split('\n')) assert.ok(displayWidth(line) <= columns, line)
    assert.match(onOneLine(comparison), /app-7 - .* and 32 more \(--json lists all\)/)
    assert.match(onOneLine(comparison), /APPEARED: 40 .* and 28 more \(--json lists all\)/)
  })
})

describe('comparison with hostile names', () => {
  const names = Object.values(HOSTILE)
  const before = reportOf(
    names.map(name => observationOf({subject: {id: name, name}, title: name})),
    {frameworks: [frameworkOf([controlOf({id: 'x', status: 'attested'})])]},
  )
  const after = reportOf(
    names.map(name => ({
      ...failingObservation(name, {because: [{field: name, must: {const: name}, value: name}], title: name}),
      subject: {id: name, kind: 'app' as const, name: `${name}x`},
    })),
    {
      frameworks: [
        frameworkOf([
          controlOf({id: 'x', reason: HOSTILE['script'] ?? '', status: 'fail', title: HOSTILE['newline'] ?? ''}),
        ]),
      ],
    },
  )
  const comparison = diffOf(before, after)

  it("doesn't control the terminal", () => {
    assert.equal(comparison.newlyFailing.length, names.length)
    // eslint-disable-next-line no-control-regex -- what must not be there
    assert.doesNotMatch(text(comparison), /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u2028\u202E\u2066]/)
    assert.doesNotMatch(text(comparison), /^PASS everything/m)
  })

  it('is no markup in Markdown, and fits a comment', () => {
    const markdown = comparisonMarkdown(comparison)
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
  it('gives whole days, rounded so that they still violate what is expected, and a date that has passed', () => {
    const crossed = onOneLine(diffOfObservations([cert(9.4)], [cert(-0.83)]))
    assert.match(crossed, /WORSENED: 1 .* expired less than a day ago \(before: in 9 days\); past its date now/)
    assert.match(crossed, /Worse: 1 failure got worse \(1 medium\)\.$/)
    const age = (value: number) =>
      failingObservation('pay-web', {because: [{field: 'buildAgeDays', must: {maximum: 30}, value}]})
    assert.match(
      onOneLine(diffOfObservations([age(45)], [age(30.01)])),
      /STILL FAILING, WITH OTHER VALUES: 1 .* last built 31 days ago \(before: 45 days ago; expected: at most /,
    )
  })

  it('comes before what is no longer determined, in Markdown too', () => {
    const comparison = diffOfObservations(
      [cert(9), observationOf({subject: {id: 'x', name: 'x'}})],
      [cert(3), observationOf({subject: {id: 'x', name: 'x'}, verdict: 'unknown'})],
    )
    for (const shown of [onOneLine(comparison), comparisonMarkdown(comparison).toUpperCase()])
      assert.ok(
        shown.indexOf('WORSENED') > 0 && /WORSENED[^]*(?:NO LONGER DETERMINED \(|NO LONGER DETERMINED: )/.test(shown),
        shown,
      )
    assert.equal(onOneLine(comparison).split('WORSENED').length, 2)
  })
})
