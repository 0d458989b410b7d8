import type {AccessReview} from '../../access/access-review.js'
import type {VerifiedRemoval} from '../../access/access-removals.js'
import type {Grant, GrantKind} from '../../access/grant.js'
import type {Page} from '../terminal/page.js'
import type {Glyphs} from '../terminal/screen/glyphs.js'
import type {AccessDocument, AccessOptions} from './access-text.js'

import {accessDecisions, openGrants} from '../../access/access-review.js'
import {findingKinds} from '../../access/roster.js'
import {firstOf, distinct} from '../../foundation/collections.js'
import {grantKinds} from '../../access/grant.js'
import {firstFew, pluralize} from '../../foundation/text.js'
import {nextLines} from '../terminal/next-lines.js'
import {joinParts, paragraph} from '../terminal/page.js'
import {createPalette} from '../terminal/palette.js'
import {glyphsFor} from '../terminal/screen/glyphs.js'
import {sanitizeForTerminal} from '../text/sanitize.js'
import {formatMinute} from '../text/scope-text.js'
import {findingTitles, holderText, kindTitles, unreadText} from './access-text.js'

interface AccessPage extends Pick<Page, 'columns' | 'paint'> {
  readonly glyphs: Glyphs
}

/** A review of access on one screen or, in full, with every grant. */
export function accessTerminal(
  {review, verified}: AccessDocument,
  {color, columns, isAscii = false, isFull = false, nextSteps = []}: AccessOptions,
): string {
  const page: AccessPage = {columns, glyphs: glyphsFor(isAscii), paint: createPalette(color)}
  const lines = joinParts([
    headerLines(page, review),
    stateLines(page, review),
    verifiedLines(page, verified?.removals ?? [], isFull),
    // Once it is about what became of the decisions, the screen is about nothing else.
    ...(verified && !isFull ? [] : [kindLines(page, review), findingLines(page, review, isFull)]),
    unreadLines(page, review, isFull),
    ...(isFull ? [grantLines(page, review)] : []),
    nextLines(page, nextSteps),
  ])
  return `${lines.join('\n')}\n`
}

function headerLines(page: AccessPage, {frozenAt, reader, scopes}: AccessReview): string[] {
  const what = scopes.map(({kind, name}) => (name === undefined ? 'the account' : `the ${kind} ${clean(name)}`))
  const by = reader === undefined ? '' : ` by ${clean(reader)}`
  return paragraph(page, `${page.paint.strong(`Access to ${what.join(', ')}`)}, read ${formatMinute(frozenAt)}${by}`)
}

/** What is decided, and what keeps the review open. */
function stateLines(page: AccessPage, review: AccessReview): string[] {
  const {glyphs, paint} = page
  const {completed, decisions, population} = review
  const open = openGrants(review).length
  const counts = accessDecisions.flatMap(action => {
    const count = population.grants.filter(({id}) => decisions[id]?.action === action).length
    return count > 0 ? [`${count} ${action}`] : []
  })
  const isWhole = open === 0 && population.notSeen.length === 0
  const glyph = isWhole || completed ? paint.pass(glyphs.pass) : paint.unknown(glyphs.unknown)
  const state = completed
    ? `Completed by ${clean(completed.by)} on ${completed.on.slice(0, 10)}.`
    : `${pluralize(open, 'grant')} of ${population.grants.length} open.`
  return [
    `${glyph} ${paint.strong(state)}${counts.length > 0 ? ` Decided: ${counts.join(', ')}.` : ''}`,
    ...paragraph(page, peopleText(review), 1),
  ]
}

function peopleText({population: {grants}, roster}: AccessReview): string {
  const people = distinct(grants.flatMap(({person}) => person?.email?.toLowerCase() ?? person?.id ?? []))
  const listed = roster ? `; compared with a roster of ${roster.people} people, ${roster.left} who left` : ''
  const holders = people.length === 1 ? '1 person' : `${people.length} people`
  return `${pluralize(grants.length, 'grant')} of ${holders}${listed}.`
}

/** What became of decisions, those that are open first. */
function verifiedLines(page: AccessPage, removals: readonly VerifiedRemoval[], isFull: boolean): string[] {
  if (removals.length === 0) return []
  const {glyphs, paint} = page
  const [open, unknown] = (['open', 'unknown'] as const).map(outcome =>
    removals.filter(item => item.outcome === outcome),
  )
  const undone = [...(open ?? []), ...(unknown ?? [])]
  const shown = isFull ? undone : firstOf(undone, 6)
  const left = undone.length - shown.length
  return [
    paint.strong(`Decisions carried out: ${removals.length - undone.length} of ${removals.length}`),
    ...shown.flatMap(removal => undoneLines(page, removal)),
    ...(left > 0 ? [paint.dim(`  ${glyphs.ellipsis}and ${left} more (--full)`)] : []),
  ]
}

/** Whose access it is, and what is to be done. */
function undoneLines(page: AccessPage, {byHand, command, grant, outcome}: VerifiedRemoval): string[] {
  const {columns, glyphs, paint} = page
  const who = cut(clean(holderText(grant)), 36, glyphs.ellipsis)
  const glyph = outcome === 'open' ? paint.fail(glyphs.fail) : paint.unknown(glyphs.unknown)
  const state = outcome === 'open' ? ' still has access' : ": the list couldn't be read"
  const action = cut(clean(command ?? byHand ?? ''), columns - 4, glyphs.ellipsis)
  return [...paragraph(page, `${glyph} ${who} on ${clean(grant.place.name)}${state}`, 1), `    ${paint.name(action)}`]
}

function kindLines(page: AccessPage, review: AccessReview): string[] {
  const {decisions, population} = review
  const rows = grantKinds.flatMap(kind => {
    const own = population.grants.filter(grant => grant.kind === kind)
    const open = own.filter(({id}) => decisions[id] === undefined || decisions[id].action === 'ask')
    return own.length > 0 ? [[kindTitles[kind][1], own.length, open.length, rolesText(own)] as const] : []
  })
  if (rows.length === 0) return []
  const width = Math.max('WHO'.length, ...rows.map(([title]) => title.length))
  return [
    page.paint.strong(`${'WHO'.padEnd(width)}  GRANTS  OPEN`),
    ...rows.map(([title, all, open, roles]) => {
      const head = `${title.padEnd(width)}  ${String(all).padStart(6)}  ${String(open).padStart(4)}`
      const room = page.columns - head.length - 2
      return roles === '' || room < 12 ? head : `${head}  ${page.paint.dim(cut(roles, room, page.glyphs.ellipsis))}`
    }),
  ]
}

const rolesOf: ReadonlySet<GrantKind> = new Set(['collaborator', 'invitation', 'member'])

/** How many have which role, or which highest permission. */
function rolesText(grants: readonly Grant[]): string {
  if (!grants.some(({kind}) => rolesOf.has(kind))) return ''
  const counts = new Map<string, number>()
  for (const {holds} of grants) counts.set(highest(holds), (counts.get(highest(holds)) ?? 0) + 1)
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([role, count]) => `${count} ${clean(role)}`)
    .join(', ')
}

const byStrength = ['manage', 'operate', 'deploy', 'view']
const highest = (holds: readonly string[]): string =>
  byStrength.find(permission => holds.includes(permission)) ?? holds.join(' ')

function findingLines(page: AccessPage, {findings, population}: AccessReview, isFull: boolean): string[] {
  const kinds = findingKinds(findings)
  if (kinds.length === 0) return []
  return [
    page.paint.strong('Look at'),
    ...kinds.flatMap(kind => {
      const people = distinct(
        population.grants.flatMap(grant => (findings[grant.id]?.includes(kind) ? [clean(holderText(grant))] : [])),
      )
      const names = isFull ? people.join(', ') : firstFew(people, 3)
      const text = `${people.length} ${findingTitles[kind]}: ${names}`
      return paragraph(page, isFull ? text : cut(text, page.columns - 2, page.glyphs.ellipsis), 1)
    }),
  ]
}

function unreadLines(page: AccessPage, {population: {notSeen}}: AccessReview, isFull: boolean): string[] {
  if (notSeen.length === 0) return []
  const {glyphs, paint} = page
  const shown = isFull ? notSeen : firstOf(notSeen, 4)
  const lists = `${pluralize(notSeen.length, 'list')} couldn't be read, so the review can't be completed`
  return [
    `${paint.unknown(glyphs.unknown)} ${lists}:`,
    ...shown.flatMap(list => {
      const text = clean(unreadText(list))
      return paragraph(page, isFull ? text : cut(text, 2 * page.columns - 24, page.glyphs.ellipsis), 1)
    }),
    ...(shown.length < notSeen.length
      ? [paint.dim(`  ${glyphs.ellipsis}and ${notSeen.length - shown.length} more (--full)`)]
      : []),
  ]
}

function grantLines(page: AccessPage, {decisions, population}: AccessReview): string[] {
  return population.grants.flatMap(grant => {
    const decision = decisions[grant.id]
    const becomes = decision?.becomes ? ` to ${decision.becomes.join(' ')}` : ''
    const decided = decision
      ? `${decision.action}${becomes} by ${clean(decision.by)}: ${clean(decision.reason)}`
      : 'open'
    const where = `${grant.place.kind} ${clean(grant.place.name)}`
    return paragraph(page, `${clean(holderText(grant))}, ${where} (${clean(grant.holds.join(' '))}): ${decided}`)
  })
}

const clean = (text: string): string => sanitizeForTerminal(text, 200)

const cut = (text: string, width: number, ellipsis: string): string =>
  text.length <= width ? text : `${text.slice(0, Math.max(0, width - ellipsis.length))}${ellipsis}`
