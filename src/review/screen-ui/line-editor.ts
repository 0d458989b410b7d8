import type {Key} from './screen-state.js'

import {displayWidth} from '../../report/terminal/layout.js'
import {graphemes} from '../../foundation/graphemes.js'

/** A line that is being typed: what stands before the caret, and after it. */
export interface EditedLine {
  readonly before: string
  readonly after: string
}

/** A line with the caret at an offset, or at its end. */
export const editedLine = (text: string, caret = text.length): EditedLine => ({
  after: text.slice(caret),
  before: text.slice(0, caret),
})

const lastGrapheme = (text: string) => graphemes(text).at(-1) ?? ''
const firstGrapheme = (text: string) => graphemes(text)[0] ?? ''

/** The last word of a text with what follows it, as the keys for words see it. */
const lastWord = (text: string) => /[\p{L}\p{N}\p{M}]*[^\p{L}\p{N}\p{M}]*$/u.exec(text)?.[0] ?? ''
const firstWord = (text: string) => /^[^\p{L}\p{N}\p{M}]*[\p{L}\p{N}\p{M}]*/u.exec(text)?.[0] ?? ''

const moveLeft = ({after, before}: EditedLine, moved: string): EditedLine => ({
  after: moved + after,
  before: before.slice(0, before.length - moved.length),
})
const moveRight = ({after, before}: EditedLine, moved: string): EditedLine => ({
  after: after.slice(moved.length),
  before: before + moved,
})

type LineEdit = (line: EditedLine) => EditedLine

const left: LineEdit = line => moveLeft(line, lastGrapheme(line.before))
const right: LineEdit = line => moveRight(line, firstGrapheme(line.after))
const toStart: LineEdit = ({after, before}) => ({after: before + after, before: ''})
const toEnd: LineEdit = ({after, before}) => ({after: '', before: before + after})
const wordLeft: LineEdit = line => moveLeft(line, lastWord(line.before))
const wordRight: LineEdit = line => moveRight(line, firstWord(line.after))
const erase: LineEdit = line => ({...line, before: moveLeft(line, lastGrapheme(line.before)).before})
const eraseNext: LineEdit = line => ({...line, after: moveRight(line, firstGrapheme(line.after)).after})

const edits: Readonly<Record<string, LineEdit>> = {
  'alt-b': wordLeft,
  'alt-f': wordRight,
  back: erase,
  'ctrl-a': toStart,
  'ctrl-b': left,
  'ctrl-d': eraseNext,
  'ctrl-e': toEnd,
  'ctrl-f': right,
  'ctrl-k': ({before}) => ({after: '', before}),
  'ctrl-u': ({after}) => ({after, before: ''}),
  'ctrl-w': ({after, before}) => ({after, before: before.replace(/\S*\s*$/u, '')}),
  delete: eraseNext,
  end: toEnd,
  home: toStart,
  left,
  right,
}

/** The line after a key of readline, or after text that is typed or pasted. */
export function editLine(line: EditedLine, {name, text}: Key): EditedLine {
  if (name === undefined) return {...line, before: line.before + text}
  return edits[name]?.(line) ?? line
}

/** A line as it's drawn. */
export interface VisibleLine {
  readonly text: string
  /** The index of the character at the caret. */
  readonly caret: number
}

/** The part of a line around the caret that fits; behind the last character, the caret is an underscore. */
export function visibleLine({after, before}: EditedLine, columns: number): VisibleLine {
  const atCaret = firstGrapheme(after) || '_'
  let room = Math.max(0, columns - displayWidth(atCaret))
  const take = (parts: readonly string[]) => {
    const taken: string[] = []
    for (const part of parts) {
      room -= displayWidth(part)
      if (room < 0) break
      taken.push(part)
    }

    return taken
  }
  const head = take(graphemes(before).reverse()).reverse().join('')
  room = Math.max(0, columns - displayWidth(head + atCaret))
  const tail = take(graphemes(after).slice(1)).join('')
  return {caret: head.length, text: head + atCaret + tail}
}
