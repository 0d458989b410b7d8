import type {Policy} from '../../model/policy.js'
import type {HandworkTask, PlanFinding} from '../../model/remediation-plan.js'
import type {CommandTraits} from './command-traits.js'
import type {CommandWord} from './command-words.js'
import type {FixRequest} from './fix-requests.js'
import type {InputNames} from './plan-inputs.js'

import {groupBy} from '../../foundation/collections.js'
import {sanitizeLine} from '../../foundation/printable.js'
import {commandTraits, onlyLooks} from './command-traits.js'
import {commandWords} from './command-words.js'
import {inputNames} from './plan-inputs.js'

/** A command of a step, as far as its text says what it does. */
export interface DraftCommand {
  /** As the remediation has it. */
  readonly line: string
  readonly id: string
  /** The words after the name of the program, variables among them. */
  readonly words: readonly CommandWord[]
  readonly traits: CommandTraits
}

/** Commands that belong together, and what they are for. */
export interface DraftStep {
  readonly commands: readonly DraftCommand[]
  readonly lookFirst: readonly string[]
  readonly text: string
  readonly effects: readonly string[]
  readonly url?: string
  readonly findings: readonly PlanFinding[]
}

/** What can become a plan: steps that aren't proved yet, and what a person does. */
export interface Draft {
  readonly steps: readonly DraftStep[]
  readonly byHand: readonly HandworkTask[]
  readonly names: InputNames
}

/** Steps for requests, each command once, and the tasks that no script can do. */
export function draftSteps(requests: readonly FixRequest[], policy: Policy): Draft {
  const names = inputNames(policy)
  const steps: DraftStep[] = []
  const byHand: HandworkTask[] = []
  for (const same of groupBy(requests, requestKey).values()) {
    const [first] = same
    if (!first) continue
    const findings = same.flatMap(request => request.findings)
    const drafted = draftOf(first, names)
    if ('problem' in drafted) byHand.push(taskOf(first, findings, drafted.problem))
    else steps.push({...drafted, findings})
  }

  return {byHand: mergedTasks(byHand), names, steps: withoutRepetition(steps)}
}

/** What a person does is told once for all, whatever the names in its commands. */
const requestKey = ({byHand, commands, text}: FixRequest): string => {
  const lines = scripted(commands)
  return byHand || lines.length === 0 ? JSON.stringify([byHand, text]) : JSON.stringify(lines)
}

const idOf = (line: string): string => /^heroku (\S+)/.exec(line)?.[1] ?? ''

const scripted = (commands: readonly string[]): readonly string[] => commands.filter(line => !onlyLooks(idOf(line)))

type Drafted = Pick<DraftStep, 'commands' | 'effects' | 'lookFirst' | 'text' | 'url'>

function draftOf(
  {byHand, commands, effects = [], text, url}: FixRequest,
  names: InputNames,
): Drafted | {problem: string | undefined} {
  const lines = scripted(commands)
  if (byHand || lines.length === 0) return {problem: undefined}
  const drafted: DraftCommand[] = []
  for (const line of lines) {
    const command = draftCommand(line, names)
    if (typeof command === 'string') return {problem: command}
    drafted.push(command)
  }

  return {
    commands: drafted,
    effects,
    lookFirst: commands.filter(line => onlyLooks(idOf(line))),
    text,
    ...(url === undefined ? {} : {url}),
  }
}

/** A command, or why a script can't have it. */
function draftCommand(line: string, names: InputNames): DraftCommand | string {
  const id = idOf(line)
  const traits = Object.hasOwn(commandTraits, id) ? commandTraits[id] : undefined
  if (!traits) return `${line.split(' ').slice(0, 2).join(' ')} isn't run by a script`
  if (sanitizeLine(line) !== line) return 'a name in it has characters that a script should not have'
  const words = names.withVariables(id, commandWords(line).slice(1), line)
  return words ? {id, line, traits, words} : 'somebody has to choose what it says in capitals'
}

const taskOf = (
  {byHand, commands, text, url}: FixRequest,
  findings: readonly PlanFinding[],
  problem: string | undefined,
): HandworkTask => ({
  commands,
  findings,
  kind: byHand ?? (problem === undefined ? 'decision' : 'unproved'),
  text,
  ...(problem === undefined ? {} : {reason: problem}),
  ...(url === undefined ? {} : {url}),
})

/** One task for the same text. */
export const mergedTasks = (tasks: readonly HandworkTask[]): HandworkTask[] =>
  [...groupBy(tasks, ({kind, reason, text}) => JSON.stringify([kind, text, reason])).values()].flatMap(same =>
    same[0]
      ? [
          {
            ...same[0],
            commands: [...new Set(same.flatMap(({commands}) => commands))],
            findings: same.flatMap(({findings}) => findings),
          },
        ]
      : [],
  )

/** The longer of two steps keeps what both do: what was removed once can't be removed again. */
function withoutRepetition(steps: readonly DraftStep[]): DraftStep[] {
  const kept: DraftStep[] = []
  const stepOf = new Map<string, number>()
  for (const step of steps.toSorted((a, b) => b.commands.length - a.commands.length)) {
    const own = step.commands.filter(({line, traits}) => traits.undo !== undefined && !stepOf.has(line))
    const last = step.commands.findLast(({line}) => stepOf.has(line))
    const earlier = last && stepOf.get(last.line)
    const before = earlier === undefined ? undefined : kept[earlier]
    if (own.length === 0 && before && earlier !== undefined) {
      kept[earlier] = {...before, findings: [...before.findings, ...step.findings]}
      continue
    }

    for (const {line} of own) stepOf.set(line, kept.length)
    kept.push({...step, commands: step.commands.filter(command => !command.traits.undo || own.includes(command))})
  }

  return kept
}
