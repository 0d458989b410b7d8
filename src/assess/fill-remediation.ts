import type {CompiledCheck} from '../model/check.js'
import type {Remediation} from '../model/remediation.js'
import type {Subject, Value} from '../model/subject.js'

import {distinct} from '../foundation/collections.js'
import {shellQuote} from '../foundation/shell.js'
import {testField} from '../model/three-valued.js'

/**
 * A check's remediation for one subject: the variant that applies, with the subject's names and fields in place of
 * `{app}`, `{name}` and the like. A command is given once for each entry of a field that is a list, and left out if it
 * needs what the subject doesn't have, or if it would remove or demote the caller.
 *
 * @param caller the email address of the account that reads
 */
export function fillRemediation(
  {remediation, tests}: Pick<CompiledCheck, 'remediation' | 'tests'>,
  subject: Subject,
  caller?: string,
): Remediation {
  const {byHand, commands = [], effects = [], text, url = remediation.url} = variantFor({remediation, tests}, subject)
  const filled = withRemote(commands.flatMap(command => fillCommand(command, subject)))
  const given = filled.filter(command => !concernsAccess(command, caller))
  return {
    text: given.length < filled.length ? `${text} ${ownAccount}` : text,
    ...(byHand ? {byHand} : {}),
    ...(given.length > 0 ? {commands: given} : {}),
    ...(effects.length > 0 ? {effects} : {}),
    ...(url ? {url} : {}),
  }
}

/** The fields on which a check's remediation depends: those of its variants' conditions, and those in its commands. */
export function remediationFields({
  remediation,
  tests,
}: Pick<CompiledCheck, 'remediation' | 'tests'>): readonly string[] {
  const commands = [remediation, ...(remediation.variants ?? [])].flatMap(variant => variant.commands ?? [])
  const inCommands = commands.flatMap(command => [...command.matchAll(placeholder)].map(([, name = '']) => name))
  return distinct([...tests.variants.flat().map(([field]) => field), ...inCommands])
}

/** The first variant whose conditions all hold, else the remediation itself. */
function variantFor({remediation, tests}: Pick<CompiledCheck, 'remediation' | 'tests'>, subject: Subject): Remediation {
  const position = tests.variants.findIndex(clauses =>
    clauses.every(([field, test]) => {
      const fieldValue = subject.fields[field]?.()
      return fieldValue !== undefined && testField(fieldValue, test) === true
    }),
  )
  return remediation.variants?.[position] ?? remediation
}

/** Without the command that names the remote, a push would go to another app. */
const withRemote = (commands: readonly string[]): readonly string[] =>
  commands.some(command => command.startsWith('heroku git:remote '))
    ? commands
    : commands.filter(command => !command.startsWith('git '))

const ownAccount = 'The command for your own account is left out: ask another admin to run it.'

/** Whether a command changes the access of this account. */
function concernsAccess(command: string, email: string | undefined): boolean {
  if (email === undefined || !/^heroku (?:access|enterprise:members|members):(?:remove|set|update) /.test(command))
    return false
  const plain = (text: string) => text.toLowerCase().replaceAll(/['\\]/g, '')
  return `${plain(command)} `.includes(` ${plain(email)} `)
}

const placeholder = /\{(\w+)(?:\.(app|attachment))?\}/g

/** More of one command would hide the others. */
const maxRepetitions = 50

function fillCommand(command: string, subject: Subject): string[] {
  const lists = [...command.matchAll(placeholder)].flatMap(([, name = '']) => {
    const found = placeholderValue(subject, name)
    return Array.isArray(found) ? [{entries: found as readonly string[], name}] : []
  })
  const [list] = lists
  if (lists.some(({name}) => name !== list?.name)) return []
  const entries: ReadonlyArray<string | undefined> = list?.entries.slice(0, maxRepetitions) ?? [undefined]
  return entries.flatMap(entry => fillOnce(command, name => (name === list?.name ? entry : scalar(subject, name))))
}

/** The command with its placeholders filled; nothing if one can't be, or would be taken for a flag. */
function fillOnce(command: string, valueOf: (name: string) => string | undefined): string[] {
  const words = [...command.matchAll(placeholder)].map(([, name = '', part]) => partOf(valueOf(name), part as Part))
  if (words.some(word => word === undefined || word === '' || word.startsWith('-'))) return []
  const rest = [...words]
  return [command.replaceAll(placeholder, () => literal(rest.shift() ?? ''))]
}

type Part = 'app' | 'attachment' | undefined

/** Attachments are named APP/ATTACHMENT, and an app has no slash in its name. */
function partOf(word: string | undefined, part: Part): string | undefined {
  const slash = word?.indexOf('/') ?? -1
  if (part === undefined || word === undefined || slash < 0) return part === undefined ? word : undefined
  return part === 'app' ? word.slice(0, slash) : word.slice(slash + 1)
}

function scalar(subject: Subject, name: string): string | undefined {
  const found = placeholderValue(subject, name)
  return found === undefined || found === null || Array.isArray(found) ? undefined : String(found)
}

const identityKeys = ['app', 'id', 'name', 'space', 'team'] as const

function placeholderValue(subject: Subject, name: string): Value | undefined {
  const identityKey = identityKeys.find(key => key === name)
  if (identityKey) return subject[identityKey] ?? (name === subject.kind ? subject.name : undefined)
  if (name === 'attachment') return partOf(subject.name, 'attachment')
  const fieldValue = subject.fields[name]?.()
  return fieldValue && 'value' in fieldValue ? fieldValue.value : undefined
}

/** A name with a word in capitals is quoted: without quotes, capitals stand for what the reader has to fill in. */
const literal = (word: string): string => (/[A-Z][A-Z\d]/.test(word) ? quoted(word) : shellQuote(word))

const quoted = (word: string): string => (shellQuote(word) === word ? `'${word}'` : shellQuote(word))
