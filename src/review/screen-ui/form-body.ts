import type {Field, Form} from '../form.js'
import type {FrameLine, ScreenState, Size} from './screen-state.js'

import {wrapText} from '../../report/terminal/layout.js'
import {sanitizeForTerminal} from '../../report/text/sanitize.js'
import {currentField, displayValue, promptText} from '../form.js'
import {editedLine, visibleLine} from './line-editor.js'

/** From this height on, a form says what it is about. */
const aboutRows = 10
const maxAboutRows = 4

/** The replies so far, the current field, and as many of its choices as fit. */
export function formBody(form: Form, state: Pick<ScreenState, 'caret' | 'typed'>, {columns, rows}: Size): FrameLine[] {
  const field = currentField(form)
  if (!field) return []
  const wrapLines = (text: string) => wrapText(text, columns, '', 2).map((line): FrameLine => ({text: line}))
  const about = form.about === undefined || rows < aboutRows ? [] : wrapLines(sanitizeForTerminal(form.about, 1000))
  const formLines: FrameLine[] = [
    {isStrong: true, text: sanitizeForTerminal(form.title)},
    ...about.slice(0, maxAboutRows),
    ...form.replies.flatMap((reply, index) => {
      const answered = form.fields[index] ?? field
      return wrapLines(`${answered.prompt}: ${displayValue(answered, reply)}`)
    }),
    ...(rows < aboutRows ? [] : [{text: ''}]),
    ...wrapLines(promptText(field)).map(line => ({...line, isStrong: true})),
    inputLine(state, columns),
  ].slice(-rows)
  return [...formLines, ...choiceLines(field, Math.max(0, rows - formLines.length))]
}

/** What is typed, with its caret. */
function inputLine({caret, typed = ''}: Pick<ScreenState, 'caret' | 'typed'>, columns: number): FrameLine {
  const line = editedLine(typed, caret)
  const clean = {after: printable(line.after), before: printable(line.before)}
  const visible = visibleLine(clean, columns - 2)
  return {caret: visible.caret + 2, text: `> ${visible.text}`}
}

const printable = (text: string) => sanitizeForTerminal(text, 10_000)

function choiceLines({choices = []}: Field, rows: number): FrameLine[] {
  const shownCount = choices.length > rows ? Math.max(0, rows - 1) : choices.length
  return [
    ...choices.slice(0, shownCount).map(({label}, index): FrameLine => ({text: `  ${index + 1}  ${label}`})),
    ...(shownCount < choices.length ? [{text: `  and ${choices.length - shownCount} more, by number or by name`}] : []),
  ]
}
