import type {Line, Size, State} from './screen-state.js'
import type {World} from '../review-model.js'

import {harmless, shortened, width, wrapped} from '../../report/text/layout.js'
import {fieldOf, shownAs} from '../form.js'
import {pageOf} from './pages.js'
import {here} from './screen-state.js'
import {progressOf} from '../review-model.js'

/** A line as it is drawn. */
export interface Drawn extends Pick<Line, 'colour' | 'isStrong' | 'text'> {
  readonly isChosen?: boolean
}

const help = [
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
export function frameOf(world: World, state: State, {columns, rows}: Size): Drawn[] {
  const {done, of} = progressOf(world)
  const page = pageOf(world, state, columns)
  const count = `${done}/${of} answered`
  const head: Drawn = {isStrong: true, text: between(page.title, count, columns)}
  const foot = footOf(state, page.keys, columns)
  const room = Math.max(1, rows - 3 - foot.length)
  const body = state.isHelp
    ? help.map((text): Drawn => ({text}))
    : state.interview.form
      ? form(state, columns, room)
      : bodyOf(page.lines, here(state).at, room)
  const shown = body.slice(0, room)
  return [
    head,
    {text: ''},
    ...shown,
    ...Array.from({length: room - shown.length}, (): Drawn => ({text: ''})),
    ...foot,
  ].map(line => ({...line, text: cut(line.text, columns)}))
}

const between = (left: string, right: string, columns: number): string => {
  const short = shortened(left, Math.max(3, columns - right.length - 1))
  return short + ' '.repeat(Math.max(1, columns - width(short) - right.length)) + right
}

/** At most so many columns: names and ids stand first, and are kept. */
function cut(text: string, most: number): string {
  if (width(text) <= most) return text
  let kept = ''
  let taken = 0
  for (const character of text) {
    taken += width(character)
    if (taken > most - 3) break
    kept += character
  }

  return `${kept.trimEnd()}...`
}

/** The lines around the cursor. */
function bodyOf(lines: readonly Line[], at: number, room: number): Drawn[] {
  if (lines.length === 0) return [{text: 'Nothing here; 0 takes filters and search away.'}]
  const chosen = Math.min(at, lines.length - 1)
  const first = Math.max(0, Math.min(chosen - Math.floor(room / 2), lines.length - room))
  return lines.slice(first, first + room).map(({colour, isStrong, text}, index) => ({
    ...(colour ? {colour} : {}),
    ...(isStrong ? {isStrong} : {}),
    isChosen: first + index === chosen,
    text: `${first + index === chosen ? '>' : ' '} ${text}`,
  }))
}

function form({interview, typed = ''}: State, columns: number, room: number): Drawn[] {
  const asked = interview.form
  const field = asked && fieldOf(asked)
  if (!asked || !field) return []
  const own = (text: string) => wrapped(text, columns, '', 2).map((line): Drawn => ({text: line}))
  const usual = field.usual === undefined ? '' : ` [${shownAs(field, field.usual)}]`
  const choices = field.choices ?? []
  const above: Drawn[] = [
    {isStrong: true, text: harmless(asked.title)},
    ...asked.replies.flatMap((reply, index) =>
      own(`${asked.fields[index]?.ask ?? ''} ${shownAs(asked.fields[index] ?? field, reply)}`),
    ),
    {text: ''},
    ...own(`${field.ask}${usual}`).map(line => ({...line, isStrong: true})),
    {isChosen: true, text: `> ${tail(harmless(typed, 10_000), columns - 4)}_`},
  ]
  const fit = Math.max(0, room - above.length)
  const shown = choices.length > fit ? Math.max(0, fit - 1) : choices.length
  return [
    ...above,
    ...choices.slice(0, shown).map(({label}, index): Drawn => ({text: `  ${index + 1}  ${label}`})),
    ...(shown < choices.length ? [{text: `  and ${choices.length - shown} more, by number or by name`}] : []),
  ]
}

/** The end of what is typed, where it is longer than the line. */
function tail(text: string, most: number): string {
  let shown = [...text]
  while (width(shown.join('')) > most) shown = shown.slice(1)
  return shown.join('')
}

function footOf({filter, isSearching, message, unsaved}: State, keys: string, columns: number): Drawn[] {
  const set = (['status', 'severity', 'framework'] as const).flatMap(name =>
    filter[name] === undefined ? [] : [`${name} ${filter[name]}`],
  )
  const search =
    filter.search === undefined && !isSearching
      ? []
      : [`search: ${harmless(filter.search ?? '', 40)}${isSearching ? '_' : ''}`]
  const told =
    message === undefined
      ? []
      : wrapped(harmless(message), columns)
          .slice(0, 4)
          .map((text): Drawn => ({isStrong: true, text}))
  const filters = [...set, ...search]
  return [
    ...told,
    ...(unsaved && message === undefined
      ? [{colour: 'fail', text: 'x NOT SAVED: a decision waits; r saves it'} as const]
      : []),
    {colour: 'name', text: filters.length > 0 ? `Shown only: ${filters.join(', ')} (0: all)` : keys},
  ]
}
