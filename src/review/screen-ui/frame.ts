import type {Field, Form} from '../form.js'
import type {ReviewModel} from '../review-model.js'
import type {ScreenLine, ScreenState, Size} from './screen-state.js'

import {displayWidth, truncateToWidth, wrapText} from '../../report/terminal/layout.js'
import {sanitizeForTerminal} from '../../report/text/sanitize.js'
import {currentField, displayValue, promptText} from '../form.js'
import {progressText, reviewProgress} from '../open-questions.js'
import {keyHelp} from './command-keys.js'
import {buildPage} from './pages.js'
import {currentView} from './screen-state.js'

/** A line as it's drawn. */
export interface FrameLine extends Pick<ScreenLine, 'color' | 'isStrong' | 'text'> {
  readonly isSelected?: boolean
}

/** The whole screen, in lines that fit: one fewer than the terminal has rows. */
export function buildFrame(model: ReviewModel, state: ScreenState, {columns, rows}: Size): FrameLine[] {
  const page = buildPage(model, state, columns)
  const progress = progressText(reviewProgress(model, state.interview), '/')
  const titleLine: FrameLine = {isStrong: true, text: justify(page.title, progress, columns)}
  const footLines = footerLines(state, page.keyHints, columns)
  const bodyRows = Math.max(1, rows - 3 - footLines.length)
  const body = bodyLines(state, page.lines, {columns, rows: bodyRows})
  const visible = body.slice(0, bodyRows)
  return [
    titleLine,
    {text: ''},
    ...visible,
    ...Array.from({length: bodyRows - visible.length}, (): FrameLine => ({text: ''})),
    ...footLines,
  ].map(line => ({...line, text: truncate(line.text, columns)}))
}

function bodyLines(state: ScreenState, lines: readonly ScreenLine[], size: Size): FrameLine[] {
  if (state.isHelp) return keyHelp(size.columns).map((text): FrameLine => ({text}))
  return state.interview.form
    ? formBody(state.interview.form, state.typed ?? '', size)
    : listBody(lines, currentView(state).cursor, size.rows)
}

/** Two texts at the two ends of a line. */
const justify = (left: string, right: string, columns: number): string => {
  const shortLeft = truncateToWidth(left, Math.max(3, columns - right.length - 1))
  return shortLeft + ' '.repeat(Math.max(1, columns - displayWidth(shortLeft) - right.length)) + right
}

/** The beginning of a text, in at most so many columns: lines begin with the names and IDs. */
function truncate(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text
  let visibleText = ''
  let usedColumns = 0
  for (const character of text) {
    usedColumns += displayWidth(character)
    if (usedColumns > columns - 3) break
    visibleText += character
  }

  return `${visibleText.trimEnd()}...`
}

/** The lines around the cursor. */
function listBody(lines: readonly ScreenLine[], cursor: number, bodyRows: number): FrameLine[] {
  if (lines.length === 0) return [{text: 'Nothing to show. Press 0 to clear the search and the filters.'}]
  const selected = Math.min(cursor, lines.length - 1)
  const first = Math.max(0, Math.min(selected - Math.floor(bodyRows / 2), lines.length - bodyRows))
  return lines.slice(first, first + bodyRows).map(({color, isStrong, text}, index) => ({
    ...(color ? {color} : {}),
    ...(isStrong ? {isStrong} : {}),
    isSelected: first + index === selected,
    text: `${first + index === selected ? '>' : ' '} ${text}`,
  }))
}

/** The replies so far, the current field, and as many of its choices as fit. */
function formBody(form: Form, typed: string, {columns, rows}: Size): FrameLine[] {
  const field = currentField(form)
  if (!field) return []
  const wrapLines = (text: string) => wrapText(text, columns, '', 2).map((line): FrameLine => ({text: line}))
  const formLines: FrameLine[] = [
    {isStrong: true, text: sanitizeForTerminal(form.title)},
    ...form.replies.flatMap((reply, index) => {
      const answered = form.fields[index] ?? field
      return wrapLines(`${answered.prompt}: ${displayValue(answered, reply)}`)
    }),
    {text: ''},
    ...wrapLines(promptText(field)).map(line => ({...line, isStrong: true})),
    {isSelected: true, text: `> ${visibleTail(sanitizeForTerminal(typed, 10_000), columns - 4)}_`},
  ]
  return [...formLines, ...choiceLines(field, Math.max(0, rows - formLines.length))]
}

function choiceLines({choices = []}: Field, rows: number): FrameLine[] {
  const shownCount = choices.length > rows ? Math.max(0, rows - 1) : choices.length
  return [
    ...choices.slice(0, shownCount).map(({label}, index): FrameLine => ({text: `  ${index + 1}  ${label}`})),
    ...(shownCount < choices.length ? [{text: `  and ${choices.length - shownCount} more, by number or by name`}] : []),
  ]
}

/** The end of the typed text, where it's longer than the line. */
function visibleTail(text: string, columns: number): string {
  let characters = [...text]
  while (displayWidth(characters.join('')) > columns) characters = characters.slice(1)
  return characters.join('')
}

const formKeyHints = 'enter accept  up previous reply  esc cancel'

/** The message, a decision that isn't saved, and the filters or the most important keys. */
function footerLines(state: ScreenState, keyHints: string, columns: number): FrameLine[] {
  const filters = filterTexts(state)
  const hints = state.interview.form ? formKeyHints : keyHints
  const message = state.message === undefined ? [] : wrapText(sanitizeForTerminal(state.message), columns).slice(0, 4)
  return [
    ...message.map((text): FrameLine => ({isStrong: true, text})),
    ...(state.unsaved && message.length === 0
      ? [{color: 'fail', text: 'x NOT SAVED: a decision could not be saved; press r to retry'} as const]
      : []),
    {color: 'name', text: filters.length > 0 ? `Showing only ${filters.join(', ')} (0: show all)` : hints},
  ]
}

function filterTexts({filter, isSearching}: ScreenState): string[] {
  const values = (['status', 'severity', 'framework'] as const).flatMap(name =>
    filter[name] === undefined ? [] : [`${name} ${filter[name]}`],
  )
  return filter.search === undefined && !isSearching
    ? values
    : [...values, `search: ${sanitizeForTerminal(filter.search ?? '', 40)}${isSearching ? '_' : ''}`]
}
