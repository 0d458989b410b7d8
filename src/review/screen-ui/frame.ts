import type {ReviewModel} from '../review-model.js'
import type {FrameLine, Page, ScreenState, Size} from './screen-state.js'

import {wrapText} from '../../report/terminal/layout.js'
import {sanitizeForTerminal} from '../../report/text/sanitize.js'
import {progressWithParts} from '../coverage.js'
import {shortFrameworkName} from '../review-model.js'
import {keyHelp} from './command-keys.js'
import {formBody} from './form-body.js'
import {justify, linesAround, plainLine, truncate} from './frame-parts.js'
import {hintLine} from './hints.js'
import {buildPage} from './pages.js'
import {currentView} from './screen-state.js'

/** From this height on, the title has a blank line under it. */
const roomyRows = 12

/** From this width on, the progress is told in words. */
const roomyColumns = 60

/** The whole screen, in lines that fit: one fewer than the terminal has rows. */
export function buildFrame(model: ReviewModel, state: ScreenState, size: Size): FrameLine[] {
  const {columns, rows} = size
  const page = buildPage(model, state, columns)
  const progress = progressWithParts(model, state.interview, columns >= roomyColumns)
  const title = state.isHelp ? 'Keys' : page.title
  const head: FrameLine[] = [
    {isStrong: true, text: justify(title, progress, columns)},
    ...(rows >= roomyRows ? [{text: ''}] : []),
  ]
  const foot = footerLines(model, state, page, size)
  const bodyRows = Math.max(1, rows - 1 - head.length - foot.length)
  const visible = bodyLines(state, page, {columns, rows: bodyRows}).slice(0, bodyRows)
  return [
    ...head,
    ...visible,
    ...Array.from({length: bodyRows - visible.length}, (): FrameLine => ({text: ''})),
    ...foot,
  ].map(line => ({...line, text: truncate(line.text, columns)}))
}

function bodyLines(state: ScreenState, page: Page, size: Size): FrameLine[] {
  if (state.isHelp) return helpBody(state.helpTop ?? 0, size)
  const {form} = state.interview
  return form ? formBody(form, state, size) : listBody(state, page, size)
}

function helpBody(top: number, {columns, rows}: Size): FrameLine[] {
  const lines = keyHelp(columns)
  const first = Math.max(0, Math.min(top, lines.length - rows))
  return lines.slice(first, first + rows).map((text): FrameLine => ({text}))
}

/** From this height on, the line under the cursor is shown in full below the list. */
const previewRows = 12

/** What stays in sight, the lines around the cursor, and more about the line that it's on. */
function listBody(state: ScreenState, {head = [], lines, preview}: Page, {columns, rows}: Size): FrameLine[] {
  const shownHead = head.slice(0, Math.max(rows > 2 ? 1 : 0, rows - 5)).map(plainLine)
  const room = rows - shownHead.length
  const {cursor} = currentView(state)
  if (!preview || rows < previewRows) return [...shownHead, ...linesAround(lines, cursor, room)]
  const listRows = Math.min(lines.length, Math.max(4, Math.floor(room * 0.35)))
  const previewRoom = room - listRows - 1
  const isCut = preview.length > previewRoom
  return [
    ...shownHead,
    ...linesAround(lines, cursor, listRows),
    {text: '-'.repeat(columns)},
    ...preview.slice(0, isCut ? previewRoom - 1 : previewRoom).map(plainLine),
    ...(isCut ? [{color: 'name', text: '  ... enter shows all of it'} as const] : []),
  ]
}

/** The message, a decision that isn't saved, the filters, and the keys that work here. */
function footerLines(model: ReviewModel, state: ScreenState, page: Page, {columns, rows}: Size): FrameLine[] {
  const filters = filterTexts(model, state)
  const messageRows = Math.max(1, Math.min(4, rows - 5))
  const message =
    state.message === undefined ? [] : wrapText(sanitizeForTerminal(state.message), columns).slice(0, messageRows)
  const isTyped = state.isSearching === true
  const isHidden = state.interview.form !== undefined || (message.length > 0 && rows < roomyRows)
  const shown = isHidden ? [] : filters
  return [
    ...message.map((text): FrameLine => ({isStrong: true, text})),
    ...(state.unsaved && message.length === 0
      ? [{color: 'fail', text: 'x NOT SAVED: a decision could not be saved; press r to retry'} as const]
      : []),
    ...(shown.length > 0 ? [{isStrong: isTyped, text: `Filter: ${shown.join(', ')}`}] : []),
    {color: 'name', text: hintLine(state, page, columns)},
  ]
}

function filterTexts(model: ReviewModel, state: ScreenState): string[] {
  const {filter, isSearching} = state
  const {search} = currentView(state)
  const {framework, severity, status} = filter
  const values = [
    ...(status === undefined ? [] : [`status ${status}`]),
    ...(severity === undefined ? [] : [`severity ${severity}`]),
    ...(framework === undefined ? [] : [`framework ${shortFrameworkName(model, framework)}`]),
  ]
  return search === undefined && !isSearching
    ? values
    : [...values, `${sanitizeForTerminal(search ?? '', 40)}${isSearching ? '_' : ''}`]
}
