import {isDeepStrictEqual} from 'node:util'

import type {DataClass} from '../model/framework.js'
import type {Answer, Declaration, PolicyDocument, Policy, Waiver} from '../model/policy.js'
import type {ReviewModel} from './review-model.js'

import {firstFew} from '../foundation/text.js'
import {sanitizeForTerminal} from '../report/text/sanitize.js'
import {controlName, keyName} from './review-model.js'

/** An entry of the policy file that is added, removed, or replaced where both are set. */
export interface EntryChange {
  readonly added?: Readonly<Record<string, unknown>>
  readonly removed?: Readonly<Record<string, unknown>>
}

interface Note {
  readonly about: string
  readonly text: string
}

/** Which apps hold a class of data; no app at all is a declaration too. */
export interface ClassDeclaration extends Declaration {
  readonly dataClass: DataClass
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
      /** Answers to several questions that were given at once. */
      readonly action: 'answers'
      readonly by: string
      readonly replacements: readonly EntryChange[]
      readonly what: readonly Answer[]
    }
  | {
      readonly action: 'declare'
      readonly by: string
      /** What the policy said before. */
      readonly previous?: Declaration
      readonly what: ClassDeclaration
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

/** What a decision says in the policy file about a class of data. */
export interface DeclarationChange {
  readonly dataClass: DataClass
  readonly added?: Declaration
  readonly removed?: Declaration
}

/** What a decision changes in the policy file. */
export type PolicyChange = DeclarationChange | PolicyListChange

const policyLists = {answer: 'answers', answers: 'answers', document: 'documents', waive: 'waivers'} as const

/** What a decision changes in the policy file: an undo reverts its edit, and a note changes nothing. */
export function policyChange(decision: Decision): PolicyChange | undefined {
  const edit = decision.action === 'undo' ? decision.what : decision
  if (edit.action === 'note') return undefined
  if (edit.action === 'declare') return declarationChange(edit, decision.action === 'undo')
  const list = policyLists[edit.action]
  if (decision.action !== 'undo') return {list, replacements: edit.replacements}
  return {
    list,
    replacements: [...edit.replacements]
      .reverse()
      .map(({added, removed}) => ({...(removed ? {added: removed} : {}), ...(added ? {removed: added} : {})})),
  }
}

function declarationChange(
  {previous, what: {dataClass, ...declaration}}: Extract<Edit, {action: 'declare'}>,
  isUndo: boolean,
): DeclarationChange {
  const [added, removed] = isUndo ? [previous, declaration] : [declaration, previous]
  return {dataClass, ...(added ? {added} : {}), ...(removed ? {removed} : {})}
}

/** The decision as the decision log records it. */
export function logEntry({action, what}: Decision): unknown {
  return action === 'undo' ? {action: what.action, what: what.what} : what
}

/** The policy with the decision in it. */
export function applyDecision(policy: Policy, decision: Decision): Policy {
  const change = policyChange(decision)
  if (!change) return policy
  if ('dataClass' in change) return applyDeclaration(policy, change)
  const entries = change.replacements.reduce<readonly object[]>(replaceEntry, policy[change.list] ?? [])
  return {...policy, [change.list]: entries}
}

function applyDeclaration(policy: Policy, {added, dataClass}: DeclarationChange): Policy {
  const others = Object.entries(policy.data ?? {}).filter(([name]) => name !== dataClass)
  return {...policy, data: Object.fromEntries([...others, ...(added ? [[dataClass, added] as const] : [])])}
}

function replaceEntry(entries: readonly object[], {added, removed}: EntryChange): readonly object[] {
  const insertion = added ? [added] : []
  const position = removed ? entries.findLastIndex(entry => isDeepStrictEqual(entry, removed)) : -1
  return position < 0
    ? [...entries, ...insertion]
    : [...entries.slice(0, position), ...insertion, ...entries.slice(position + 1)]
}

/** The answers to a question, in words. */
export const replyText: Readonly<Record<Answer['answer'], string>> = {
  no: 'no',
  'not-applicable': 'not applicable',
  yes: 'yes',
}

/** The answers that a decision gives, where it gives any. */
export function answersOf(decision: Decision): readonly Answer[] {
  if (decision.action === 'answer') return [decision.what]
  return decision.action === 'answers' ? decision.what : []
}

/** The apps of a declaration. */
export const holdersText = (apps: readonly string[]): string => (apps.length === 0 ? 'no app' : firstFew(apps))

/** An answer in one line. */
export function answerText(model: ReviewModel, given: Answer): string {
  const {apps = [], spaces = [], teams = []} = given
  const targets = [
    ...apps.map(name => (name === '*' ? 'everything' : name)),
    ...spaces.map(name => `space ${name}`),
    ...teams.map(name => `team ${name}`),
  ]
  return `${controlName(model, given)} answered ${replyText[given.answer]} for ${firstFew(targets)}`
}

/** A decision in one line. */
export function decisionText(model: ReviewModel, decision: Decision): string {
  switch (decision.action) {
    case 'answer':
      return answerText(model, decision.what)
    case 'answers': {
      const [first] = decision.what
      const names = decision.what.map(answer => controlName(model, answer))
      return `${decision.what.length} questions answered ${first ? replyText[first.answer] : ''}: ${firstFew(names)}`
    }

    case 'declare': {
      const {apps, dataClass} = decision.what
      return `${dataClass} data: held by ${holdersText(apps)}`
    }

    case 'document':
      return `document ${decision.what.id} recorded`
    case 'note':
      return `note on ${keyName(model, decision.what.about)} written to the log`
    case 'undo':
      return `undone: ${decisionText(model, decision.what)}`
    case 'waive':
      return `${decision.what.check} waived for ${firstFew(decision.what.subjects)} until ${decision.what.expires}`
  }
}

/** Tells that a decision is saved, in one line, and what it leaves open. */
export const savedMessage = (model: ReviewModel, decision: Decision, part?: string): string =>
  `Saved: ${sanitizeForTerminal(decisionText(model, decision))}${part === undefined ? '' : `; ${part}`}.`
