import type {CommandDefinition, FlagDefinition} from '../model/heroku-command.js'

import {sanitizeLine} from '../foundation/printable.js'
import {shellQuote} from '../foundation/shell.js'

/** Flags whose values may be secrets. */
const secretFlags: ReadonlySet<string> = new Set([
  'authorization',
  'client-secret',
  'command',
  'env',
  'headers',
  'key',
  'passphrase',
  'password',
  'secret',
  'token',
])

/** Commands whose words with an equals sign are no settings. */
const plainAssignments = /^ps(?::|$)|^dyno:|^spaces:|^labs:/

/** Commands that take what somebody else's program is called with. */
const freeWords = /^(?:run|pg:psql|redis:cli|local)(?::|$)/

const hidden = '...'

/**
 * A command as it can be shown: of URLs only scheme and host, no values of settings, and nothing of what may be a
 * secret.
 *
 * @param argv what follows the command
 */
export function shownCommand({flags, id}: Pick<CommandDefinition, 'flags' | 'id'>, argv: readonly string[]): string {
  const shown: string[] = []
  let previous: GivenFlag | undefined
  for (const word of argv) {
    const flag = previous
    previous = undefined
    if (flag) shown.push(flagValue(flag, word))
    else if (word.startsWith('-') && word !== '--') {
      const given = givenFlag(flags, word)
      shown.push(
        given.value === undefined ? given.name : `${given.name}${given.separator}${flagValue(given, given.value)}`,
      )
      if (given.takesNext) previous = given
    } else shown.push(positional(id, word))
  }

  return ['heroku', id, ...shown].map(word => shownWord(word)).join(' ')
}

const shownWord = (word: string) => (word.endsWith(hidden) || word === '' ? sanitizeLine(word) : quoted(word))

const quoted = (word: string) => (word.startsWith('$') ? sanitizeLine(word) : shellQuote(sanitizeLine(word)))

interface GivenFlag {
  /** As it was typed. */
  readonly name: string
  /** What it is called in full; undefined for one that isn't the command's own. */
  readonly flag?: string
  readonly separator: string
  readonly value?: string
  readonly takesNext: boolean
}

function givenFlag(flags: readonly FlagDefinition[], word: string): GivenFlag {
  const {
    name = word,
    separator = '',
    value = '',
  } = /^(?<name>--[\w-]+|-\w)(?<separator>=?)(?<value>[^]*)$/.exec(word)?.groups ?? {}
  const own = flags.find(flag => `--${flag.name}` === name || `-${flag.char ?? ''}` === name)
  const hasValue = separator + value !== ''
  return {
    name,
    separator,
    takesNext: !hasValue && own?.takesValue !== false,
    ...(own ? {flag: own.name} : {}),
    ...(hasValue ? {value} : {}),
  }
}

/** What a flag means that isn't the command's own, such as an option of an add-on, isn't known. */
const flagValue = ({flag}: GivenFlag, value: string): string =>
  flag === undefined || secretFlags.has(flag) ? hidden : withoutCredentials(value)

function positional(id: string, word: string): string {
  if (freeWords.test(id)) return hidden
  const [, name] = /^([\w.-]+)=[^]/.exec(word) ?? []
  return name === undefined || plainAssignments.test(id) ? withoutCredentials(word) : `${name}=${hidden}`
}

/** A URL as its scheme and host; any other word that has a sign-in in it is hidden. */
function withoutCredentials(word: string): string {
  const [, scheme = '', authority = '', rest = ''] = /^([a-z][\w+.-]*:\/\/)([^/?#]*)([^]*)$/i.exec(word) ?? []
  if (scheme === '') return /:[^]*@/.test(word) || word.includes('://') ? hidden : word
  const host = authority.slice(authority.lastIndexOf('@') + 1)
  const isWhole = host === authority && /^\/?$/.test(rest)
  return `${scheme}${host}${isWhole ? '' : `/${hidden}`}`
}
