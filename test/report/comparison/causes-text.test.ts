import assert from 'node:assert/strict'

import type {AuditEvent, AuditTrailSummary, ChangeCauses} from '../../../src/model/audit-trail.js'
import type {Diff} from '../../../src/model/comparison.js'

import {auditTrailTexts, causesText, eventText, matchText} from '../../../src/report/comparison/causes-text.js'
import {comparisonMarkdown} from '../../../src/report/comparison/markdown.js'
import {comparisonTerminal} from '../../../src/report/comparison/terminal.js'
import {unsafeCharacters} from '../../../src/foundation/text.js'
import {diff} from '../../compare/support.js'
import {HOSTILE} from '../../fixtures/hostile.js'
import {failingObservation, observationOf, reportOf} from '../terminal/support.js'

const removed: AuditEvent = {
  action: 'domain.destroy',
  at: '2026-06-03T10:00:30Z',
  by: 'ann@example.com',
  from: '203.0.113.7',
  id: 'e1',
}
const text = 'domain.destroy by ann@example.com on 2026-06-03 10:00 UTC from 203.0.113.7'
const exact = (count: number): ChangeCauses => ({
  events: Array.from({length: Math.min(count, 5)}, (_, index) => ({...removed, id: `e${index}`})),
  match: 'exact',
  total: count,
})
const none: ChangeCauses = {events: [], match: 'none', total: 0}
const names = ['pay-web', 'pay-admin', 'pay-jobs']
const failures = diff(
  reportOf(names.map(name => observationOf({subject: {name}}))),
  reportOf(names.map(name => failingObservation(name))),
)
const summary: AuditTrailSummary = {
  events: 2,
  files: [{events: 12, file: 'june.json', first: '2026-06-01T00:00:00Z', last: '2026-06-21T00:00:00Z'}],
  inScope: 1,
  missingMonths: [],
  window: {from: '2026-06-01T12:00:00Z', to: '2026-06-20T12:00:00Z'},
}

const withCauses = (...causes: ChangeCauses[]): Diff => ({
  ...failures,
  auditTrail: summary,
  newlyFailing: failures.newlyFailing.flatMap((change, index) => {
    const own = causes[index]
    return own ? [{...change, causes: own}] : []
  }),
})
const trailOf = (overrides: Partial<AuditTrailSummary>) =>
  auditTrailTexts({...withCauses(none), auditTrail: {...summary, ...overrides}})
const terminal = (comparison: Diff, isFull = false) =>
  comparisonTerminal(comparison, {color: false, columns: 80, isFull})
const onOneLine = (shown: string) => shown.replaceAll(/\s+/g, ' ')

describe('the causes of a change', () => {
  it('say who did what, when and from where, as far as the event does', () => {
    assert.equal(eventText(removed), text)
    assert.equal(
      eventText({action: 'app.update', at: removed.at}),
      'app.update by an account that it does not name on 2026-06-03 10:00 UTC',
    )
  })

  it('say how sure it is, and never that it was nobody', () => {
    const near = (total: number): ChangeCauses => ({...exact(total), match: 'nearby'})
    assert.deepEqual(
      [exact(1), exact(3), exact(100), near(1), near(2), none, {...none, match: 'unrecorded' as const}].map(matchText),
      [
        'the only matching event',
        '3 matching events',
        '100 or more matching events',
        'an event near it, which may be the cause',
        '2 events near it, which may be the cause',
        'no event found; the audit trail is incomplete',
        'no documented type of event covers this',
      ],
    )
  })

  it('show some of the events, and count the rest', () => {
    assert.deepEqual(causesText(undefined), [])
    assert.deepEqual(causesText(none), [matchText(none)])
    assert.deepEqual(causesText(exact(1)), [`the only matching event: ${text}`])
    assert.deepEqual(causesText(exact(4)), [`4 matching events: ${text}; ${text}; ${text}`, 'and 1 event more'])
    assert.deepEqual(causesText(exact(7), 1), [`7 matching events: ${text}`, 'and 6 events more'])
  })
})

describe('what an audit trail can say', () => {
  it('is how much of it was read, and what it explains', () => {
    assert.deepEqual(auditTrailTexts(failures), [])
    assert.deepEqual(auditTrailTexts(withCauses(exact(1), {...exact(1), match: 'nearby'}, none)), [
      'Audit trail: 12 events in 1 file, 2 of them between the two readings (2026-06-01 12:00 UTC to 2026-06-20 ' +
        '12:00 UTC).',
      'Of 3 changes for the worse: 1 with events that name it, 1 with events near it, 1 without an event, 0 that no ' +
        'type of event covers. Heroku does not record everything: no event never means that nobody did it.',
    ])
  })

  it('is limited by missing months, an early end, the wrong account and readings in the wrong order', () => {
    assert.deepEqual(trailOf({missingMonths: ['2026-05', '2026-06']}).slice(1, -1), [
      'No file has an event of 2026-05, 2026-06: heroku enterprise:audits:export 2026-05 exports a month.',
    ])
    assert.deepEqual(trailOf({files: [{events: 1, file: 'a', last: '2026-06-19T22:00:00Z'}]}).slice(1, -1), [
      'The newest event is of 2026-06-19 22:00 UTC; an export of the current month ends at midnight UTC.',
    ])
    assert.deepEqual(trailOf({inScope: 0}).slice(1, -1), [
      'None of these events is about what was assessed: is it the export of the right enterprise account?',
    ])
    assert.deepEqual(trailOf({events: 0, files: [{events: 0, file: 'a'}], inScope: 0}).slice(1, -1), [])
    const backwards = {from: summary.window.to, to: summary.window.from}
    assert.deepEqual(trailOf({inScope: 0, window: backwards}).slice(1, -1), [
      'The older reading is the later one: no event can be between them.',
    ])
  })
})

describe('a comparison with an audit trail', () => {
  it('names the newest event of a check on one screen, and counts what has none', () => {
    const shown = onOneLine(terminal(withCauses(none, exact(2), exact(1))))
    assert.ok(shown.includes(`pay-admin: 2 matching events: ${text}; and 1 event more (2 more: --full)`), shown)
    assert.match(shown, /Audit trail: 12 events in 1 file.* 1 without an event/)
    const alone = onOneLine(terminal(withCauses(exact(1))))
    assert.ok(alone.includes(`: pay-web the only matching event: ${text} 0 failures as before`), alone)
    assert.doesNotMatch(onOneLine(terminal(withCauses(none))), /no event found/)
  })

  it('has them with every subject in full and in Markdown', () => {
    const comparison = withCauses(none, exact(1), exact(1))
    const full = terminal(comparison, true)
    assert.ok(onOneLine(full).includes(`pay-web - team: no (expected: yes) ${matchText(none)}`), full)
    assert.ok(onOneLine(full).includes(`pay-admin, pay-jobs - team: no (expected: yes) the only matching event`), full)
    assert.match(full, /\nAudit trail: 12 events/)
    const markdown = comparisonMarkdown(comparison)
    assert.ok(markdown.includes(`- app \`pay-admin\`: \`team: no (expected: yes)\`\n  - \`the only matching event: `))
    assert.match(markdown, /\n### Audit trail \(2\)\n\n- Audit trail: 12 events/)
  })

  it('fits 80 columns, and shows nothing that an event could hide in it', () => {
    for (const hostile of Object.values(HOSTILE)) {
      const event = {...removed, action: hostile, by: hostile, from: hostile}
      const comparison = withCauses({events: [event], match: 'exact', total: 1})
      for (const shown of [terminal(comparison), terminal(comparison, true)]) {
        assert.doesNotMatch(shown.replaceAll('\n', ''), unsafeCharacters)
        assert.ok(shown.split('\n').length <= 41)
      }

      assert.doesNotMatch(comparisonMarkdown(comparison).replaceAll('\n', ''), unsafeCharacters)
    }
  })
})
