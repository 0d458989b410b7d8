import {printable} from '../../foundation/printable.js'

export const reset = '\u001B[0m'

const ascii = /^[\u0020-\u007E]*$/
const wide =
  /[\u1100-\u115F\u2329\u232A\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE10-\uFE19\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|[\u{16FE0}-\u{18DFF}\u{1AFF0}-\u{1B2FF}\u{1F000}-\u{1FAFF}\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}/u
const marks = /[\p{Mn}\p{Me}\p{Cf}]/u
// eslint-disable-next-line no-control-regex -- the colours of paint, which take no room
const colour = /\u001B\[\d+(?:;\d+)*m/g

/** Columns that a text takes on a terminal: two for a wide character, none for a mark on another or a colour. */
export function width(text: string): number {
  const plain = text.replaceAll(colour, '')
  if (ascii.test(plain)) return plain.length
  let columns = 0
  for (const character of plain) columns += widthOf(character)
  return columns
}

const widthOf = (character: string): number =>
  character <= '\u007E' ? 1 : marks.test(character) ? 0 : wide.test(character) ? 2 : 1

const ellipsis = '...'

/** At most so many columns: what is too long loses its middle. */
export function shortened(text: string, most: number): string {
  if (text.length <= most && width(text) <= most) return text
  const characters = [...text]
  if (characters.reduce((sum, one) => sum + widthOf(one), 0) <= most && characters.length <= most * 3) return text
  const room = most - ellipsis.length
  const head = fitting(characters, Math.ceil(room / 2))
  const tail = fitting(characters.reverse(), Math.floor(room / 2))
  return head.join('') + ellipsis + tail.reverse().join('')
}

/** The first characters that fit; marks count here, so that there is an end to them. */
function fitting(characters: readonly string[], room: number): string[] {
  const taken: string[] = []
  let left = room
  for (const one of characters) {
    left -= Math.max(1, widthOf(one))
    if (left < 0) break
    taken.push(one)
  }

  return taken
}

const longest = 400

/** A string from elsewhere as one harmless line of bounded length; more than two marks on a character are dropped. */
export function harmless(text: string, most = longest): string {
  return shortened(printable(text).replaceAll(/(\p{M}{2})\p{M}+/gu, '$1'), most)
}

/** Whether a text can be shown exactly as it is. */
export const isShowable = (text: string): boolean => text.length <= longest && harmless(text) === text

interface Line {
  readonly text: string
  readonly taken: number
  readonly isEmpty: boolean
}

/**
 * Words in lines of at most `columns`. The first line begins with `lead`, the others with `hang` blanks. A word
 * that is wider than a line is broken, but an address is not.
 */
export function wrapped(text: string, columns: number, lead = '', hang = width(lead)): string[] {
  const fresh: Line = {isEmpty: true, taken: hang, text: ' '.repeat(hang)}
  const done: string[] = []
  let line: Line = {isEmpty: true, taken: width(lead), text: lead}
  const close = () => {
    done.push(line.text.trimEnd())
    line = fresh
  }

  for (const word of text.split(' ')) {
    if (word === '') continue
    const own = width(word)
    const fits = line.taken + own + (line.isEmpty ? 0 : 1) <= columns
    if (!fits && line !== fresh && (!line.isEmpty || own <= columns - hang)) close()
    const pieces = word.includes('://') ? [word] : broken(word, columns - line.taken, columns - hang)
    for (const [index, piece] of pieces.entries()) {
      if (index > 0) close()
      line = appended(line, piece)
    }
  }

  return [...done, line.text.trimEnd()]
}

const appended = ({isEmpty, taken, text}: Line, word: string): Line => ({
  isEmpty: false,
  taken: taken + width(word) + (isEmpty ? 0 : 1),
  text: isEmpty ? text + word : `${text} ${word}`,
})

/** A word in pieces that fit; a colour is closed at the end of each and opened again. */
function broken(word: string, first: number, others: number): string[] {
  const pieces: string[] = []
  let piece = {left: first, open: '', text: ''}
  // eslint-disable-next-line no-control-regex -- a colour is one part
  for (const part of word.match(/\u001B\[[\d;]+m|[^]/gu) ?? []) {
    if (part.startsWith('\u001B')) {
      piece = {...piece, open: part === reset ? '' : part, text: piece.text + part}
      continue
    }

    const own = widthOf(part)
    if (own > piece.left) {
      pieces.push(piece.text + (piece.open && reset))
      piece = {...piece, left: others, text: piece.open}
    }

    piece = {...piece, left: piece.left - own, text: piece.text + part}
  }

  return [...pieces, piece.text]
}
