import {isDeepStrictEqual} from 'node:util'

import type {Answer, PolicyDocument, Policy, Waiver} from '../model/policy.js'

import {firstFew} from '../foundation/text.js'
import {sanitizeForTerminal} from '../report/text/sanitize.js'

/** An entry of the policy file that is added, removed, or replaced where both are set. */
export interface EntryChange {
  readonly added?: Readonly<Record<string, unknown>>
  readonly removed?: Readonly<Record<string, unknown>>
}

interface Note {
  readonly about: string
  readonly text: string
}

/** What a person decided in a review. A note goes to the decision log only; everything else changes the policy too. */
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

/** An edit, or undoing an edit. */
export type Decision = Edit | {readonly action: 'undo'; readonly by: string; readonly what: Edit}

/** What a decision changes in one list of the policy file. */
export interface PolicyListChange {
  readonly list: 'answers' | 'documents' | 'waivers'
  readonly replacements: readonly EntryChange[]
}

const policyLists = {answer: 'answers', document: 'documents', waive: 'waivers'} as const

/** What a decision changes in the policy file: an undo reverts its edit, and a note changes nothing. */
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

/** The decision as the decision log records it. */
export function logEntry({action, what}: Decision): unknown {
  return action === 'undo' ? {action: what.action, what: what.what} : what
}

/** The policy with the decision in it. */
export function applyDecision(policy: Policy, decision: Decision): Policy {
  const change = policyChange(decision)
  if (!change) return policy
  const entries = change.replacements.reduce<readonly object[]>(replaceEntry, policy[change.list] ?? [])
  return {...policy, [change.list]: entries}
}

function replaceEntry(entries: readonly object[], {added, removed}: EntryChange): readonly object[] {
  const insertion = added ? [added] : []
  const position = removed ? entries.findLastIndex(entry => isDeepStrictEqual(entry, removed)) : -1
  return position < 0
    ? [...entries, ...insertion]
    : [...entries.slice(0, position), ...insertion, ...entries.slice(position + 1)]
}

/** A decision in one line. */
export function decisionText(decision: Decision): string {
  switch (decision.action) {
    case 'answer': {
      const {answer, apps = [], control, framework, spaces = [], teams = []} = decision.what
      const targets = [
        ...apps.map(name => (name === '*' ? 'everything' : name)),
        ...spaces.map(name => `space ${name}`),
        ...teams.map(name => `team ${name}`),
      ]
      const reply = answer === 'not-applicable' ? 'not applicable' : answer
      return `${framework} ${control} answered ${reply} for ${firstFew(targets)}`
    }

    case 'document':
      return `document ${decision.what.id} recorded`
    case 'note':
      return `note on ${decision.what.about} written to the log`
    case 'undo':
      return `undone: ${decisionText(decision.what)}`
    case 'waive':
      return `${decision.what.check} waived for ${firstFew(decision.what.subjects)} until ${decision.what.expires}`
  }
}

/** Tells that a decision is saved, in one line. */
export const savedMessage = (decision: Decision): string => `Saved: ${sanitizeForTerminal(decisionText(decision))}.`
