import type {ShellCommand, ShellPart, ShellWord} from '../../parsing/shell-script.js'

import {literalText, shellCommands} from '../../parsing/shell-script.js'

/** A command line of the Heroku CLI in a script, without the word `heroku`. */
export interface CommandLine {
  /** The line of the script, from 1. */
  readonly line: number
  /** A variable whose value isn't known is a word of its own, such as `$NAME`. */
  readonly words: readonly string[]
  /** The app that the script sets for it in the environment; null where it isn't known which. */
  readonly app?: null | string
}

/** What a script holds: commands, and what else is no part of a plan. */
export interface ScriptLines {
  readonly commands: readonly CommandLine[]
  /** Each as a clause with its subject. */
  readonly problems: ReadonlyArray<{readonly line: number; readonly text: string}>
}

/** Whether a word is a command of the Heroku CLI that can be left out of a substitution or a condition. */
interface Words {
  readonly isCommand: (name: string) => boolean
  readonly isHarmless: (name: string) => boolean
}

/** Programs that change nothing but the script itself. */
const inertPrograms: ReadonlySet<string> = new Set([
  ':',
  '[',
  'date',
  'echo',
  'exit',
  'export',
  'false',
  'printf',
  'readonly',
  'set',
  'test',
  'true',
  'umask',
])
const keywords: Readonly<Record<string, number>> = {'!': 0, elif: 0, else: 0, fi: -1, if: 1, then: 0, '{': 1, '}': -1}
const joins: ReadonlySet<string> = new Set(['&', '&&', '|', '||'])
const sequences: ReadonlySet<string> = new Set(['\n', ';'])

const assignment = /^([A-Za-z_]\w*)=/

/** A script while it is read. */
interface Reading {
  readonly variables: Map<string, string | undefined>
  readonly exported: Set<string>
  /** How many `if` and `{` are open. */
  depth: number
  isJoined: boolean
  hasEnded: boolean
}

/**
 * Reads a script that calls the Heroku CLI. What only sets it up, or stops it, is passed over; what would run anything
 * else, or a command only under a condition, is a problem.
 */
export function readScript(script: string, names: Words): ScriptLines {
  const reading: Reading = {depth: 0, exported: new Set(), hasEnded: false, isJoined: false, variables: new Map()}
  const commands: CommandLine[] = []
  const problems: Array<{line: number; text: string}> = []
  for (const command of shellCommands(script)) {
    const isJoined = reading.isJoined || joins.has(command.end)
    const found = commandLine(command, reading, isJoined, names)
    reading.isJoined = joins.has(command.end)
    if (typeof found === 'string') problems.push({line: command.line, text: found})
    else if (found) commands.push(found)
    if (reading.hasEnded) break
  }

  return {commands, problems}
}

/** A command line, what is wrong with it, or nothing where it can be passed over. */
function commandLine(
  command: ShellCommand,
  reading: Reading,
  isJoined: boolean,
  names: Words,
): CommandLine | string | undefined {
  if (command.problem !== undefined) return `the command ${command.problem}`
  if (!sequences.has(command.end) && !joins.has(command.end)) return `the command has ${command.end}, which isn't read`
  const words = withoutKeywords(command.words, reading)
  const [first, ...rest] = withoutAssignments(words, reading)
  if (!first) return substitutionProblem(words, names)
  const program = literalText(first)
  if (program === undefined) return "the command begins with a word that isn't known"
  if (isInert(program, rest)) {
    setUp(program, rest, reading, isJoined)
    return substitutionProblem(words, names)
  }

  if (program !== 'heroku' && !names.isCommand(program)) return `${program} is no command of the Heroku CLI`
  return herokuLine(command, program === 'heroku' ? rest : [first, ...rest], reading, {isJoined, names, prefix: words})
}

/** What a program that changes only the script does to it. */
function setUp(program: string, words: readonly ShellWord[], reading: Reading, isJoined: boolean): void {
  if (program === 'exit' && reading.depth === 0 && !isJoined) reading.hasEnded = true
  if (program === 'export' || program === 'readonly') assignExports(words, reading)
}

/** Looking for a program, as `command -v` does, doesn't run it. */
const isInert = (program: string, [option]: readonly ShellWord[]): boolean =>
  inertPrograms.has(program) || (program === 'command' && option !== undefined && literalText(option) === '-v')

/** The words after `if`, `then` and the like, which are counted. */
function withoutKeywords(words: readonly ShellWord[], reading: Reading): readonly ShellWord[] {
  const [first, ...rest] = words
  const keyword = first && plainText(first)
  if (keyword === undefined || !Object.hasOwn(keywords, keyword)) return words
  reading.depth += keywords[keyword] ?? 0
  return withoutKeywords(rest, reading)
}

const plainText = (word: ShellWord): string | undefined =>
  word.every(part => 'text' in part && !part.isQuoted) ? literalText(word) : undefined

/** The name that a word assigns to, if it does. */
function assignedName(word: ShellWord): string | undefined {
  const [first] = word
  return first && 'text' in first && !first.isQuoted ? assignment.exec(first.text)?.[1] : undefined
}

function withoutAssignments(words: readonly ShellWord[], reading: Reading): readonly ShellWord[] {
  const start = words.findIndex(word => assignedName(word) === undefined)
  if (start === -1) {
    for (const word of words) assign(word, reading)
    return []
  }

  return words.slice(start)
}

/** A value that is known only where no condition decides whether it is assigned. */
function assign(word: ShellWord, {depth, variables}: Reading): void {
  const name = assignedName(word)
  if (name !== undefined) variables.set(name, depth === 0 ? literalText(word)?.slice(name.length + 1) : undefined)
}

function assignExports(words: readonly ShellWord[], reading: Reading): void {
  for (const word of words) {
    assign(word, reading)
    const name = assignedName(word) ?? literalText(word)
    if (name !== undefined) reading.exported.add(name)
  }
}

/** What a substitution would do beside giving a text. */
function substitutionProblem(words: readonly ShellWord[], names: Words): string | undefined {
  for (const part of words.flat()) {
    if (!('substitution' in part)) continue
    const {commands, problems} = readScript(part.substitution, names)
    const [problem] = problems
    if (problem) return problem.text
    const change = commands.find(({words: [name = '']}) => !names.isHarmless(name))
    if (change) return `${change.words[0] ?? ''} stands within a substitution`
  }

  return undefined
}

interface Surroundings {
  readonly names: Words
  readonly isJoined: boolean
  readonly prefix: readonly ShellWord[]
}

function herokuLine(
  command: ShellCommand,
  words: readonly ShellWord[],
  reading: Reading,
  {isJoined, names, prefix}: Surroundings,
): CommandLine | string | undefined {
  const substituted = substitutionProblem(prefix, names)
  if (substituted !== undefined) return substituted
  const isHarmless = names.isHarmless(literalText(words[0] ?? []) ?? '')
  if (isHarmless && (isJoined || reading.depth > 0)) return undefined
  const obstacle = obstacleTo(command, reading, isJoined, isHarmless)
  if (obstacle !== undefined) return obstacle
  const app = environmentApp(prefix, reading)
  const texts = words.map(word => wordText(word, reading))
  return texts.every(text => text !== undefined)
    ? {line: command.line, words: texts, ...(app === undefined ? {} : {app})}
    : "the command has a substitution, whose text isn't known"
}

/** Why a command isn't simply run. */
function obstacleTo(
  {hasRedirection}: ShellCommand,
  {depth}: Reading,
  isJoined: boolean,
  isHarmless: boolean,
): string | undefined {
  if (isJoined) return 'the command is joined to another command; put each on a line of its own'
  if (depth > 0) return 'the command runs only under a condition'
  return hasRedirection && !isHarmless ? "the command has its output redirected, which isn't read" : undefined
}

/** The app of HEROKU_APP, set before the command or exported; null where its value isn't known. */
function environmentApp(prefix: readonly ShellWord[], reading: Reading): null | string | undefined {
  const {exported, variables} = reading
  const end = prefix.findIndex(word => assignedName(word) === undefined)
  const own = prefix.slice(0, end).findLast(word => assignedName(word) === 'HEROKU_APP')
  if (own) return literalText(own.map(part => knownPart(part, reading)))?.slice('HEROKU_APP='.length) ?? null
  return exported.has('HEROKU_APP') ? (variables.get('HEROKU_APP') ?? null) : undefined
}

/** What the shell makes of a word. With a variable that isn't known, the whole value isn't. */
function wordText(word: ShellWord, reading: Reading): string | undefined {
  const parts = word.map(part => knownPart(part, reading))
  if (parts.some(part => 'substitution' in part)) return undefined
  const unknown = parts.findIndex(part => 'variable' in part)
  const textOf = (known: readonly ShellPart[]) => known.map(part => ('text' in part ? part.text : '')).join('')
  if (unknown === -1) return textOf(parts)
  const [name = ''] = /^(?:-\w(?!=)|(?:--)?[\w.-]+=)/.exec(textOf(parts.slice(0, unknown))) ?? []
  return `${name}$${parts.flatMap(part => ('variable' in part ? part.variable : []))[0] ?? ''}`
}

/** A value with blanks may be several words. */
function knownPart(part: ShellPart, {variables}: Reading): ShellPart {
  const value = 'variable' in part ? variables.get(part.variable) : undefined
  return value === undefined || !/^\S+$/.test(value) ? part : {isQuoted: true, text: value}
}
