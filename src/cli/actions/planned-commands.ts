import type {ChangeStep} from '../../changes/apply.js'
import type {HerokuCommand} from '../../model/heroku-command.js'
import type {DefaultApp, FindCommand} from '../io/heroku-commands.js'
import type {CommandLine} from './script-lines.js'

import {recordedCommandNames} from '../../catalog/host-commands.js'
import {commandStep, isModeled} from '../../changes/apply.js'
import {harmlessCommands} from '../../changes/effects.js'
import {MissingFactError} from '../../changes/missing-fact-error.js'
import {shownCommand} from '../../changes/shown-command.js'
import {sanitizeLine} from '../../foundation/printable.js'
import {nearest} from '../../foundation/suggestion.js'
import {capitalize, firstFew} from '../../foundation/text.js'
import {UserError} from '../../foundation/user-error.js'
import {parseCommand} from '../io/heroku-commands.js'
import {readScript} from './script-lines.js'

/** Where commands come from: a script, or what was typed. */
export interface CommandSource {
  readonly text: string
  /** The file of a script. */
  readonly file?: string
}

/** A command that isn't run. */
export interface PlannedCommand {
  readonly command: HerokuCommand
  /** As it can be shown. */
  readonly shown: string
  /** Where it stands, as `plan.sh:3`; empty where it was typed. */
  readonly at: string
}

interface Surroundings {
  readonly find: FindCommand
  readonly defaultApp: (remote: string | undefined) => Promise<string>
}

/** A line that can't be used, and whether that is because nobody wrote down what its command does. */
interface Refusal {
  readonly at: string
  readonly text: string
  readonly hint: string
  readonly isUnmodeled: boolean
}

/**
 * The commands of scripts and command lines, parsed as the Heroku CLI would.
 *
 * @throws UserError that names every line which can't be used
 */
export async function plannedCommands(
  sources: readonly CommandSource[],
  surroundings: Surroundings,
): Promise<PlannedCommand[]> {
  const {find} = surroundings
  const planned: PlannedCommand[] = []
  const refusals: Refusal[] = []
  const names = {
    isCommand: (name: string) => find(name) !== undefined || /^[a-z][\w-]*:[\w:-]+$/.test(name),
    isHarmless: (name: string) => harmlessCommands.has(find(name)?.id ?? '') || /^(?:auth:)?whoami$/.test(name),
  }
  for (const {file, text} of sources) {
    const {commands, problems} = readScript(text, names)
    const placeOf = (line: number) => (file === undefined ? '' : `${sanitizeLine(file)}:${line}`)
    const hint = file === undefined ? quotesHint : lineHint
    refusals.push(...problems.map(({line, text: problem}) => refusal(placeOf(line), problem, hint)))
    for (const line of commands) {
      const found = await plannedCommand(line, placeOf(line.line), surroundings)
      if ('text' in found) refusals.push(found)
      else planned.push(found)
    }
  }

  if (refusals.length > 0) throw refusedLines(refusals)
  return planned
}

const lineHint = 'A plan is a list of heroku commands, one a line.'

const quotesHint = 'Put each command in quotes, or the words of one after --.'

const refusal = (at: string, text: string, hint: string, isUnmodeled = false): Refusal => ({
  at,
  hint,
  isUnmodeled,
  text,
})

async function plannedCommand(
  {app, words: [name = '', ...argv]}: CommandLine,
  at: string,
  {defaultApp, find}: Surroundings,
): Promise<PlannedCommand | Refusal> {
  const definition = find(name)
  if (!definition) return unknownCommand(name, at)
  const {id} = definition
  if (!isModeled(id)) return refusal(at, `what heroku ${id} does isn't modeled`, modeledHint, true)
  try {
    const command = await parseCommand(definition, argv, {app: appChooser(app, defaultApp)})
    return {at, command, shown: shownCommand(definition, argv)}
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return refusal(at, error.message.replace(/\.$/, ''), error.hint)
  }
}

/** The app that the script sets, else that of the folder. Where none is required, there may be none. */
function appChooser(app: CommandLine['app'], ofFolder: Surroundings['defaultApp']): DefaultApp {
  if (app === null) return () => Promise.reject(new UserError("The app of HEROKU_APP isn't known", 'Add --app NAME.'))
  // The CLI takes an empty HEROKU_APP for none.
  if (app) return () => Promise.resolve(app)
  return async (remote, isRequired) => {
    try {
      return await ofFolder(remote)
    } catch (error) {
      if (isRequired || !(error instanceof UserError)) throw error
      return undefined
    }
  }
}

const modeledHint = 'heroku compliance:what-if --help lists the commands that are.'

function unknownCommand(name: string, at: string): Refusal {
  const meant = nearest(name, recordedCommandNames())
  const hint = meant === undefined ? 'heroku help lists the commands.' : `Did you mean heroku ${meant}?`
  return refusal(at, `the Heroku CLI has no command ${sanitizeLine(name)}`, hint)
}

/** A sentence with the place that it is about, if that isn't what was typed. */
const placed = (at: string, text: string): string => (at === '' ? text : `${at}: ${text}`)

/** A command and a file keep their case. */
const sentence = (text: string): string => (/^(?:The|the|What|what)\b/.test(text) ? capitalize(text) : text)

const maxListed = 12

/** All lines that can't be used; of one alone, its own sentence. */
function refusedLines(refusals: readonly Refusal[]): UserError {
  const [first, ...others] = refusals
  if (!first) throw new Error('no line was refused')
  if (others.length === 0) return new UserError(`${sentence(placed(first.at, first.text))}.`, first.hint)
  const hints = new Set(refusals.map(({hint}) => hint))
  const lines = refusals.map(({at, text}) => placed(at, text))
  return new UserError(
    `${refusals.length} commands can't be used:\n${shownLines(lines)}`,
    firstFew(
      [...hints].map(hint => hint),
      3,
    ).replaceAll('., ', '. '),
  )
}

function shownLines(lines: readonly string[]): string {
  const hidden = lines.length - maxListed
  return [...lines.slice(0, maxListed), ...(hidden > 0 ? [`and ${hidden} more`] : [])].join('\n')
}

/** What a command changes; where Heroku would refuse it, the error says which one it is. */
export const placedStep =
  ({at, command}: PlannedCommand): ChangeStep =>
  editor => {
    try {
      commandStep(command)(editor)
    } catch (error) {
      if (!(error instanceof UserError) || error instanceof MissingFactError) throw error
      throw new UserError(placed(at, error.message), error.hint)
    }
  }
