/** The symbols of one screen. Words always say the same. */
export interface Glyphs {
  readonly pass: string
  readonly fail: string
  readonly unknown: string
  readonly question: string
  readonly next: string
  readonly ellipsis: string
}

const unicode: Glyphs = {ellipsis: '…', fail: '✗', next: '→', pass: '✓', question: '○', unknown: '?'}
const ascii: Glyphs = {ellipsis: '...', fail: 'x', next: '>', pass: '+', question: 'o', unknown: '?'}

/** The symbols that a terminal can show. */
export const glyphsFor = (isAscii: boolean): Glyphs => (isAscii ? ascii : unicode)
