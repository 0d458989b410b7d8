import type {GuardLevel} from '../model/policy.js'

/** How files are looked at. The hook that runs before every command loads nothing that it doesn't need. */
export interface Files {
  readonly exists: (file: string) => boolean
  /** @throws Error where it can't be read */
  readonly read: (file: string) => string
  readonly join: (folder: string, name: string) => string
  readonly folderOf: (file: string) => string
}

/**
 * The policy file in force in a folder: its own, else that of the nearest folder above it, up to the one that holds
 * `.git`, or up to the home folder.
 */
export function policyFileFor(folder: string, home: string, files: Files): string | undefined {
  const file = files.join(folder, 'compliance.yml')
  if (files.exists(file)) return file
  const parent = files.folderOf(folder)
  const isLast = folder === home || parent === folder || files.exists(files.join(folder, '.git'))
  return isLast ? undefined : policyFileFor(parent, home, files)
}

/** What can be seen of a guard without parsing the policy: no guard is missed, though other text may look like one. */
export interface GuardHint {
  readonly mayBeGuarded: boolean
  /** Whether commands may be named, beside those that are guarded by default. */
  readonly mayNameCommands: boolean
  /** What is done where the policy can't be read. */
  readonly level: GuardLevel
}

/**
 * Looks for a guard in the text of a policy, and in those of files that it extends.
 *
 * @throws Error where the policy can't be read
 */
export function guardHint(policyFile: string, files: Files): GuardHint {
  const {isComplete, texts} = textsOf(policyFile, files)
  const mention = (word: string) => texts.some(text => text.includes(word))
  return {
    level: levelIn(texts),
    mayBeGuarded: !isComplete || mention('guard'),
    mayNameCommands: !isComplete || mention('commands'),
  }
}

const maxFiles = 32

/** The texts of a policy and of those that it extends, without comments; incomplete where one of them isn't found. */
function textsOf(policyFile: string, files: Files): {readonly isComplete: boolean; readonly texts: readonly string[]} {
  const texts = new Map<string, string>()
  let isComplete = true
  const queue = [policyFile]
  for (const file of queue) {
    if (texts.has(file)) continue
    const text = withoutComments(texts.size === 0 ? files.read(file) : readIfPossible(file, files))
    texts.set(file, text)
    const bases = basesIn(text).map(name => files.join(files.folderOf(file), name))
    const found = bases.filter(base => files.exists(base))
    isComplete &&= !text.includes('extends') || (found.length > 0 && texts.size < maxFiles)
    if (texts.size < maxFiles) queue.push(...found)
  }

  return {isComplete, texts: [...texts.values()]}
}

/** What follows other text on a line may be no comment. */
const withoutComments = (text: string) => text.replaceAll(/^\s*#.*$/gm, '')

function readIfPossible(file: string, files: Files): string {
  try {
    return files.read(file)
  } catch {
    return ''
  }
}

const maxNames = 100

/** Words that may be names of extended files: what follows `extends`, up to the next key. */
function basesIn(text: string): readonly string[] {
  const [, rest] = /\bextends["']?\s*:([^]*)/.exec(text) ?? []
  if (rest === undefined) return []
  const [section = ''] = rest.split(/\n(?=[^\s\-\]"'])/, 1)
  const words = section.match(/"[^"\n]*"|'[^'\n]*'|[^\s,[\]{}"']+/g) ?? []
  return words.slice(0, maxNames).map(word => word.replaceAll(/^["']|["']$/g, ''))
}

/** A policy's own level wins over those of the files that it extends, of which the strictest counts. */
function levelIn([own = '', ...bases]: readonly string[]): GuardLevel {
  const baseLevels = bases.map(text => levelOf(text))
  const strictest = (['refuse', 'hold'] as const).find(level => baseLevels.includes(level))
  return levelOf(own) ?? strictest ?? 'advise'
}

/** What follows the key, where it begins a line: a sentence in an answer may speak of levels, too. */
function guardSection(text: string): string {
  const at = text.search(/^["']?guard["']?\s*:/m)
  return at === -1 ? text : text.slice(at)
}

/** A level that is misspelled stops commands, unless it can only mean another one. */
function levelOf(text: string): GuardLevel | undefined {
  const [, word] = /\blevel["']?\s*:\s*(?:(?:[&!]\S*|#.*\n)\s*)*["']?([a-z]+)/i.exec(guardSection(text)) ?? []
  if (word === undefined) return undefined
  const start = word.toLowerCase().slice(0, 3)
  if (start === 'adv') return 'advise'
  return start === 'hol' ? 'hold' : 'refuse'
}
