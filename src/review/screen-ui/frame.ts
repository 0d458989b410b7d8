import type {ScreenLine, Size, ScreenState} from './screen-state.js'
import type {ReviewModel} from '../review-model.js'

import {sanitizeForTerminal} from '../../report/text/sanitize.js'
import {truncateToWidth, displayWidth, wrapText} from '../../report/terminal/layout.js'
import {currentField, displayValue} from '../form.js'
import {buildPage} from './pages.js'
import {currentView} from './screen-state.js'
import {reviewProgress} from '../review-model.js'

/** A line as it is drawn. */
export interface FrameLine extends Pick<ScreenLine, 'color' | 'isStrong' | 'text'> {
  readonly isChosen?: boolean
}

const helpText = [
  'Keys',
  '',
  'up, down, j, k      move; space, page up and down, home, end too',
  'enter               open; esc goes back',
  'left, right         other frameworks of the matrix',
  'i                   open questions, one after another, the worst first',
  'y  n  x             answer yes, no, not applicable',
  'p  c                put a question off; ask again what was put off',
  't  w                what fails; waive the failure that is chosen',
  'd  o                record a document; write a note into the log',
  's  v  g  0          filter by status, severity, framework; none',
  '/                   search; esc ends it',
  'u  r                take the last decision back; save what could not be saved',
  'm  q                the matrix; quit, and come back here the next time',
  '',
  'In a form: enter takes what is typed, or what is usual if nothing is;',
  'up goes one reply back, esc leaves it.',
  '',
  'Any key goes on.',
]

/** The screen, as lines that fit: so many as there are rows but one. */
export function buildFrame(model: ReviewModel, state: ScreenState, {columns, rows}: Size): FrameLine[] {
  const {done: answered, of: total} = reviewProgress(model)
  const page = buildPage(model, state, columns)
  const progressText = `${answered}/${total} answered`
  const titleLine: FrameLine = {isStrong: true, text: justify(page.title, progressText, columns)}
  const footLines = footerLines(state, page.keyHints, columns)
  const bodyRows = Math.max(1, rows - 3 - footLines.length)
  const body = state.isHelp
    ? helpText.map((text): FrameLine => ({text}))
    : state.interview.form
      ? formBody(state, columns, bodyRows)
      : listBody(page.lines, currentView(state).at, bodyRows)
  const visible = body.slice(0, bodyRows)
  return [
    titleLine,
    {text: ''},
    ...visible,
    ...Array.from({length: bodyRows - visible.length}, (): FrameLine => ({text: ''})),
    ...footLines,
  ].map(line => ({...line, text: truncate(line.text, columns)}))
}

const justify = (left: string, right: string, columns: number): string => {
  const shortLeft = truncateToWidth(left, Math.max(3, columns - right.length - 1))
  return shortLeft + ' '.repeat(Math.max(1, columns - displayWidth(shortLeft) - right.length)) + right
}

/** At most so many columns: names and ids stand first, and are kept. */
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
  if (lines.length === 0) return [{text: 'Nothing here; 0 takes filters and search away.'}]
  const chosen = Math.min(cursor, lines.length - 1)
  const first = Math.max(0, Math.min(chosen - Math.floor(bodyRows / 2), lines.length - bodyRows))
  return lines.slice(first, first + bodyRows).map(({color, isStrong, text}, index) => ({
    ...(color ? {color} : {}),
    ...(isStrong ? {isStrong} : {}),
    isChosen: first + index === chosen,
    text: `${first + index === chosen ? '>' : ' '} ${text}`,
  }))
}

function formBody({interview, typed = ''}: ScreenState, columns: number, bodyRows: number): FrameLine[] {
  const openForm = interview.form
  const field = openForm && currentField(openForm)
  if (!openForm || !field) return []
  const wrapLines = (text: string) => wrapText(text, columns, '', 2).map((line): FrameLine => ({text: line}))
  const usualSuffix = field.usual === undefined ? '' : ` [${displayValue(field, field.usual)}]`
  const choices = field.choices ?? []
  const formLines: FrameLine[] = [
    {isStrong: true, text: sanitizeForTerminal(openForm.title)},
    ...openForm.replies.flatMap((reply, index) =>
      wrapLines(`${openForm.fields[index]?.ask ?? ''} ${displayValue(openForm.fields[index] ?? field, reply)}`),
    ),
    {text: ''},
    ...wrapLines(`${field.ask}${usualSuffix}`).map(line => ({...line, isStrong: true})),
    {isChosen: true, text: `> ${visibleTail(sanitizeForTerminal(typed, 10_000), columns - 4)}_`},
  ]
  const choiceRows = Math.max(0, bodyRows - formLines.length)
  const shownChoices = choices.length > choiceRows ? Math.max(0, choiceRows - 1) : choices.length
  return [
    ...formLines,
    ...choices.slice(0, shownChoices).map(({label}, index): FrameLine => ({text: `  ${index + 1}  ${label}`})),
    ...(shownChoices < choices.length
      ? [{text: `  and ${choices.length - shownChoices} more, by number or by name`}]
      : []),
  ]
}

/** The end of what is typed, where it is longer than the line. */
function visibleTail(text: string, columns: number): string {
  let characters = [...text]
  while (displayWidth(characters.join('')) > columns) characters = characters.slice(1)
  return characters.join('')
}

function footerLines({filter, isSearching, message, unsaved}: ScreenState, keys: string, columns: number): FrameLine[] {
  const activeFilters = (['status', 'severity', 'framework'] as const).flatMap(name =>
    filter[name] === undefined ? [] : [`${name} ${filter[name]}`],
  )
  const searchFilter =
    filter.search === undefined && !isSearching
      ? []
      : [`search: ${sanitizeForTerminal(filter.search ?? '', 40)}${isSearching ? '_' : ''}`]
  const messageLines =
    message === undefined
      ? []
      : wrapText(sanitizeForTerminal(message), columns)
          .slice(0, 4)
          .map((text): FrameLine => ({isStrong: true, text}))
  const shownFilters = [...activeFilters, ...searchFilter]
  return [
    ...messageLines,
    ...(unsaved && message === undefined
      ? [{color: 'fail', text: 'x NOT SAVED: a decision waits; r saves it'} as const]
      : []),
    {color: 'name', text: shownFilters.length > 0 ? `Shown only: ${shownFilters.join(', ')} (0: all)` : keys},
  ]
}
