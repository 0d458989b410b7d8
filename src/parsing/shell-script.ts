/** A part of a word, as it stands in a script of a POSIX shell. */
export type ShellPart =
  | {readonly text: string; readonly isQuoted: boolean}
  /** A name; with what makes another text of its value, such as `NAME%-web`, it names no variable. */
  | {readonly variable: string}
  | {readonly substitution: string}

/** What the shell makes one word of. */
export type ShellWord = readonly ShellPart[]

/** A simple command of a script: its words, and what joins it to the next one. */
export interface ShellCommand {
  /** The line that it begins in, from 1. */
  readonly line: number
  readonly words: readonly ShellWord[]
  /** What ends it: a line, `;`, or what joins it to the command that follows. */
  readonly end: string
  readonly hasRedirection: boolean
  /** Why it can't be read, as a clause that begins with a verb. */
  readonly problem?: string
}

type TokenKind =
  | 'blank'
  | 'comment'
  | 'continuation'
  | 'end'
  | 'escaped'
  | 'operator'
  | 'plain'
  | 'problem'
  | 'quoted'
  | 'raw'
  | 'redirection'
  | 'substitution'
  | 'variable'

interface Token {
  readonly kind: TokenKind
  /** What the token is about, without its quotes and marks. */
  readonly text: string
  readonly lines: number
}

/** In order: the first that fits is the token. */
const tokenPatterns: ReadonlyArray<readonly [TokenKind, RegExp]> = [
  ['continuation', /\\\n/y],
  ['end', /\n/y],
  ['blank', /[ \t]+/y],
  ['comment', /#[^\n]*/y],
  ['raw', /'([^']*)'/y],
  ['quoted', /"((?:[^"\\]|\\[^])*)"/y],
  ['escaped', /\\([^])/y],
  ['substitution', /\$\(([^()]*)\)|`([^`]*)`/y],
  ['variable', /\$\{(\w+)(?:\}|:?[?=-][^{}]*\})|\$\{(\w+[^{}]*)\}|\$(\w+|[?!#$-])/y],
  ['redirection', /\d*(?:>>|>\||>&|<&|<>|>|<(?!<))/y],
  ['operator', /&&|\|\||;;|[;&|()]/y],
  ['plain', /[^ \t\n\\'"`$;&|<>()]+|\$(?=[ \t\n])/y],
  ['problem', /[^]/y],
]

const betweenWords: ReadonlySet<TokenKind> = new Set(['blank', 'comment', 'end', 'operator', 'redirection'])

const problems: Readonly<Record<string, string>> = {
  '"': 'has an open quote',
  $: "has a form of $ that isn't read",
  "'": 'has an open quote',
  '<': "has a document beside it (<<), which isn't read",
  '\\': 'ends with a backslash that continues nothing',
  '`': 'has an open backquote',
}

function* tokensOf(text: string): Generator<Token> {
  let at = 0
  let isInWord = false
  while (at < text.length) {
    const [kind, match] = tokenAt(text, at, isInWord)
    if (kind !== 'continuation') isInWord = !betweenWords.has(kind)
    const [all, ...groups] = match
    at += all.length
    const first = (groups as Array<string | undefined>).find(group => group !== undefined) ?? all
    yield {kind, lines: all.split('\n').length - 1, text: first}
  }
}

/** @param isInWord within a word, a number sign begins no comment */
function tokenAt(text: string, at: number, isInWord: boolean): readonly [TokenKind, RegExpExecArray] {
  for (const [kind, pattern] of tokenPatterns) {
    pattern.lastIndex = at
    const match = kind === 'comment' && isInWord ? null : pattern.exec(text)
    if (match) return [kind, match]
  }

  throw new Error('every character is a token')
}

/** A command that is being read. */
interface Draft {
  line: number
  words: ShellPart[][]
  isWordOpen: boolean
  /** Whether the next word is where a redirection leads. */
  isTarget: boolean
  hasRedirection: boolean
  problem?: string
}

const emptyDraft = (line: number): Draft => ({
  hasRedirection: false,
  isTarget: false,
  isWordOpen: false,
  line,
  words: [],
})

/**
 * The simple commands of a script, by the rules of POSIX for quotes, escapes, comments and continued lines. It runs and
 * expands nothing: variables and substitutions stay parts of words.
 */
export function shellCommands(script: string): ShellCommand[] {
  const commands: ShellCommand[] = []
  let line = 1
  let draft = emptyDraft(line)
  const finish = (end: string) => {
    closeWord(draft)
    const {hasRedirection, line: start, problem, words} = draft
    if (words.length > 0 || problem !== undefined || end !== '\n')
      commands.push({end, hasRedirection, line: start, words, ...(problem === undefined ? {} : {problem})})
  }

  for (const token of tokensOf(`${script.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')}\n`)) {
    if (token.kind === 'end' || token.kind === 'operator') {
      finish(token.text)
      line += token.lines
      draft = emptyDraft(line)
      continue
    }

    if (draft.words.length === 0 && !draft.isWordOpen) draft.line = line
    addToken(draft, token)
    line += token.lines
  }

  return commands.filter(({end, words, problem}) => words.length > 0 || problem !== undefined || end !== ';')
}

function addToken(draft: Draft, {kind, text}: Token): void {
  if (kind === 'continuation' || kind === 'comment') return
  if (kind === 'blank') {
    closeWord(draft)
    return
  }

  if (kind === 'redirection') {
    closeWord(draft)
    draft.isTarget = true
    draft.hasRedirection = true
    return
  }

  const mark = kind === 'quoted' ? openMark(text) : text
  if (kind === 'problem' || mark !== text) draft.problem ??= problems[mark] ?? "can't be read"
  openWord(draft).push(...partsOf(kind, text))
}

function closeWord(draft: Draft): void {
  if (draft.isWordOpen && draft.isTarget) {
    draft.words.pop()
    draft.isTarget = false
  }

  draft.isWordOpen = false
}

function openWord(draft: Draft): ShellPart[] {
  const open = draft.isWordOpen ? draft.words.at(-1) : undefined
  if (open) return open
  const word: ShellPart[] = []
  draft.words.push(word)
  draft.isWordOpen = true
  return word
}

function partsOf(kind: TokenKind, text: string): readonly ShellPart[] {
  if (kind === 'variable') return [{variable: text}]
  if (kind === 'substitution') return [{substitution: text}]
  if (kind === 'quoted') return quotedParts(text)
  return [{isQuoted: kind !== 'plain', text}]
}

const quotedPattern = new RegExp(
  String.raw`\\(?<escaped>[$\x60"\\])|\\\n|\$\((?<code>[^()]*)\)|\x60(?<backquoted>[^\x60]*)\x60|` +
    String.raw`\$\{(?<braced>\w+)(?:\}|:?[?=-][^{}]*\})|\$\{(?<changed>\w+[^{}]*)\}|` +
    String.raw`\$(?<name>\w+)|(?<open>\$[({]|\x60)|(?<other>[^])`,
  'g',
)

/** The mark of a part of a quoted text that isn't read, else the text. */
function openMark(text: string): string {
  const open = [...text.matchAll(quotedPattern)].find(({groups}) => groups?.['open'] !== undefined)
  return open?.groups?.['open']?.charAt(0) ?? text
}

/** What stands within double quotes, where a backslash escapes only what would be special. */
function quotedParts(text: string): ShellPart[] {
  const parts: ShellPart[] = [{isQuoted: true, text: ''}]
  for (const {groups = {}} of text.matchAll(quotedPattern)) {
    const {backquoted, braced, changed, code, escaped, name, other} = groups
    const [variable, substitution, literal] = [braced ?? changed ?? name, code ?? backquoted, escaped ?? other]
    if (variable !== undefined) parts.push({variable})
    else if (substitution !== undefined) parts.push({substitution})
    else if (literal !== undefined) parts.push({isQuoted: true, text: literal})
  }

  return parts
}

/** The text of a word; a variable or substitution is a part of undefined text. */
export const literalText = (word: ShellWord): string | undefined =>
  word.every(part => 'text' in part) ? word.map(part => part.text).join('') : undefined

/** The words of one simple command, variables as `$NAME`; undefined for anything else, such as an open quote. */
export function shellWords(line: string): string[] | undefined {
  const [command, ...others] = shellCommands(line)
  if (!command) return []
  const isSimple = others.length === 0 && command.problem === undefined && !command.hasRedirection
  const words = command.words.map(word => literalText(word.map(part => variableAsText(part))))
  return isSimple && command.end === '\n' && words.every(word => word !== undefined) ? words : undefined
}

const variableAsText = (part: ShellPart): ShellPart =>
  'variable' in part ? {isQuoted: true, text: `$${part.variable}`} : part
