import {sanitizeLine} from '../../foundation/printable.js'

export const reset = '\u001B[0m'

const ascii = /^[\u0020-\u007E]*$/
const wideCharacter =
  /[\u1100-\u115F\u2329\u232A\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE10-\uFE19\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|[\u{16FE0}-\u{18DFF}\u{1AFF0}-\u{1B2FF}\u{1F000}-\u{1FAFF}\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}/u
const zeroWidthMark = /[\p{Mn}\p{Me}\p{Cf}]/u
// eslint-disable-next-line no-control-regex -- the colours of paint, which take no room
const colorSequence = /\u001B\[\d+(?:;\d+)*m/g

/** Columns that a text takes on a terminal: two for a wide character, none for a mark on another or a colour. */
export function displayWidth(text: string): number {
  const uncolored = text.replaceAll(colorSequence, '')
  if (ascii.test(uncolored)) return uncolored.length
  let columns = 0
  for (const character of uncolored) columns += characterWidth(character)
  return columns
}

const characterWidth = (character: string): number =>
  character <= '\u007E' ? 1 : zeroWidthMark.test(character) ? 0 : wideCharacter.test(character) ? 2 : 1

const ellipsis = '...'

/** At most so many columns: what is too long loses its middle. */
export function truncateMiddle(text: string, limit: number): string {
  if (text.length <= limit && displayWidth(text) <= limit) return text
  const characters = [...text]
  if (
    characters.reduce((sum, character) => sum + characterWidth(character), 0) <= limit &&
    characters.length <= limit * 3
  )
    return text
  const room = limit - ellipsis.length
  const head = takeFitting(characters, Math.ceil(room / 2))
  const tail = takeFitting(characters.reverse(), Math.floor(room / 2))
  return head.join('') + ellipsis + tail.reverse().join('')
}

/** The first characters that fit; marks count here, so that there is an end to them. */
function takeFitting(characters: readonly string[], room: number): string[] {
  const fitting: string[] = []
  let remaining = room
  for (const character of characters) {
    remaining -= Math.max(1, characterWidth(character))
    if (remaining < 0) break
    fitting.push(character)
  }

  return fitting
}

const defaultLimit = 400

/** A string from elsewhere as one harmless line of bounded length; more than two marks on a character are dropped. */
export function sanitizeForTerminal(text: string, limit = defaultLimit): string {
  return truncateMiddle(sanitizeLine(text).replaceAll(/(\p{M}{2})\p{M}+/gu, '$1'), limit)
}

/** Whether a text can be shown exactly as it is. */
export const isShowable = (text: string): boolean => text.length <= defaultLimit && sanitizeForTerminal(text) === text

interface Line {
  readonly text: string
  readonly usedColumns: number
  readonly isEmpty: boolean
}

/**
 * Words in lines of at most `columns`. The first line begins with `lead`, the others with `hang` blanks. A word
 * that is wider than a line is broken, but an address is not.
 */
export function wrapText(text: string, columns: number, lead = '', hangingIndent = displayWidth(lead)): string[] {
  const emptyLine: Line = {isEmpty: true, usedColumns: hangingIndent, text: ' '.repeat(hangingIndent)}
  const finishedLines: string[] = []
  let line: Line = {isEmpty: true, usedColumns: displayWidth(lead), text: lead}
  const finishLine = () => {
    finishedLines.push(line.text.trimEnd())
    line = emptyLine
  }

  for (const word of text.split(' ')) {
    if (word === '') continue
    const wordWidth = displayWidth(word)
    const fits = line.usedColumns + wordWidth + (line.isEmpty ? 0 : 1) <= columns
    if (!fits && line !== emptyLine && (!line.isEmpty || wordWidth <= columns - hangingIndent)) finishLine()
    const pieces = word.includes('://') ? [word] : breakWord(word, columns - line.usedColumns, columns - hangingIndent)
    for (const [index, piece] of pieces.entries()) {
      if (index > 0) finishLine()
      line = appendWord(line, piece)
    }
  }

  return [...finishedLines, line.text.trimEnd()]
}

const appendWord = ({isEmpty, usedColumns, text}: Line, word: string): Line => ({
  isEmpty: false,
  usedColumns: usedColumns + displayWidth(word) + (isEmpty ? 0 : 1),
  text: isEmpty ? text + word : `${text} ${word}`,
})

/** A word in pieces that fit; a colour is closed at the end of each and opened again. */
function breakWord(word: string, firstWidth: number, otherWidth: number): string[] {
  const pieces: string[] = []
  let piece = {left: firstWidth, open: '', text: ''}
  // eslint-disable-next-line no-control-regex -- a colour is one part
  for (const part of word.match(/\u001B\[[\d;]+m|[^]/gu) ?? []) {
    if (part.startsWith('\u001B')) {
      piece = {...piece, open: part === reset ? '' : part, text: piece.text + part}
      continue
    }

    const characterColumns = characterWidth(part)
    if (characterColumns > piece.left) {
      pieces.push(piece.text + (piece.open && reset))
      piece = {...piece, left: otherWidth, text: piece.open}
    }

    piece = {...piece, left: piece.left - characterColumns, text: piece.text + part}
  }

  return [...pieces, piece.text]
}
