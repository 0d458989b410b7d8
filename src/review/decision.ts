import type {Answer, PolicyDocument, Policy, Waiver} from '../model/policy.js'

import {firstFew} from '../foundation/text.js'

/** An entry of the policy file that goes, one that comes, or one that takes the place of another. */
export interface EntryChange {
  readonly added?: Readonly<Record<string, unknown>>
  readonly removed?: Readonly<Record<string, unknown>>
}

interface Note {
  readonly about: string
  readonly text: string
}

/** What a person decided in a review, and by whom it is; a note changes nothing but the log. */
export type Edit =
  | {
      readonly action: 'answer'
      readonly by: string
      readonly replacements: readonly EntryChange[]
      readonly what: Answer
    }
  | {
      readonly action: 'document'
      readonly by: string
      readonly replacements: readonly EntryChange[]
      readonly what: PolicyDocument
    }
  | {readonly action: 'note'; readonly by: string; readonly what: Note}
  | {
      readonly action: 'waive'
      readonly by: string
      readonly replacements: readonly EntryChange[]
      readonly what: Waiver
    }

export type Decision = Edit | {readonly action: 'undo'; readonly by: string; readonly what: Edit}

/** What a decision changes in a list of the policy file. */
export interface PolicyListChange {
  readonly list: 'answers' | 'documents' | 'waivers'
  readonly replacements: readonly EntryChange[]
}

const policyLists = {answer: 'answers', document: 'documents', waive: 'waivers'} as const

/** What a decision changes; an undo turns it round, and a note changes nothing. */
export function policyChange(decision: Decision): PolicyListChange | undefined {
  const edit = decision.action === 'undo' ? decision.what : decision
  if (edit.action === 'note') return undefined
  const list = policyLists[edit.action]
  if (decision.action !== 'undo') return {list, replacements: edit.replacements}
  return {
    list,
    replacements: [...edit.replacements]
      .reverse()
      .map(({added, removed}) => ({...(removed ? {added: removed} : {}), ...(added ? {removed: added} : {})})),
  }
}

/** What the log says of a decision. */
export function logEntry({action, what}: Decision): unknown {
  return action === 'undo' ? {action: what.action, what: what.what} : what
}

/** The policy once a decision is in it. */
export function applyDecision(policy: Policy, decision: Decision): Policy {
  const change = policyChange(decision)
  if (!change) return policy
  let entries: readonly object[] = policy[change.list] ?? []
  for (const {added, removed} of change.replacements) {
    const position = removed ? entries.findLastIndex(entry => isSame(entry, removed)) : -1
    entries =
      position < 0
        ? [...entries, ...(added ? [added] : [])]
        : entries.flatMap((entry, index): object[] => (index === position ? (added ? [added] : []) : [entry]))
  }

  return {...policy, [change.list]: entries}
}

/** Whether two entries say the same, in whatever order. */
export function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  const [left, right] = [Object.entries(a), new Map<string, unknown>(Object.entries(b))]
  return left.length === right.size && left.every(([key, value]) => right.has(key) && isSame(value, right.get(key)))
}

/** A decision in one line. */
export function decisionText(decision: Decision): string {
  switch (decision.action) {
    case 'answer': {
      const {answer, apps = [], control, framework, spaces = [], teams = []} = decision.what
      const targets = [
        ...apps.map(name => (name === '*' ? 'all' : name)),
        ...spaces.map(name => `space ${name}`),
        ...teams.map(name => `team ${name}`),
      ]
      return `${framework} ${control} answered ${answer === 'not-applicable' ? 'not applicable' : answer} for ${firstFew(targets)}`
    }

    case 'document':
      return `document ${decision.what.id} recorded`
    case 'note':
      return `note on ${decision.what.about} written to the log`
    case 'undo':
      return `taken back: ${decisionText(decision.what)}`
    case 'waive':
      return `${decision.what.check} waived for ${firstFew(decision.what.subjects)} until ${decision.what.expires}`
  }
}
