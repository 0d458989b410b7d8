import type {Answer, EvidenceDocument, Policy, Waiver} from '../model/policy.js'

/** What a person decided in a review; a note changes nothing but the log. */
export type Decision =
  | {readonly action: 'answer'; readonly what: Answer}
  | {readonly action: 'document'; readonly what: EvidenceDocument}
  | {readonly action: 'note'; readonly what: {readonly about: string; readonly text: string}}
  | {readonly action: 'undo'; readonly what: Edit}
  | {readonly action: 'waive'; readonly what: Waiver}

/** An entry of a list of the policy file. */
export interface Entry {
  readonly list: 'answers' | 'evidence' | 'waivers'
  readonly value: Readonly<Record<string, unknown>>
}

/** A decision that an undo takes back. */
export type Edit = Exclude<Decision, {action: 'note' | 'undo'}>

/** The entry that a decision adds, or that its undo takes out; a note has none. */
export function entryOf(decision: Decision): Entry | undefined {
  if (decision.action === 'note') return undefined
  const {action, what} = decision.action === 'undo' ? decision.what : decision
  return {list: action === 'answer' ? 'answers' : action === 'waive' ? 'waivers' : 'evidence', value: {...what}}
}

/** The policy once a decision is in it. */
export function policyAfter(policy: Policy, decision: Decision): Policy {
  const entry = entryOf(decision)
  if (!entry) return policy
  const {list, value} = entry
  const before: readonly object[] = policy[list] ?? []
  if (decision.action !== 'undo') return {...policy, [list]: [...before, value]}
  const same = before.findLastIndex(one => isSame(one, value))
  return {...policy, [list]: before.filter((_, index) => index !== same)}
}

/** Whether two entries say the same, in whatever order. */
export function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  const [left, right] = [Object.entries(a), new Map<string, unknown>(Object.entries(b))]
  return left.length === right.size && left.every(([key, value]) => right.has(key) && isSame(value, right.get(key)))
}

/** A decision in one line. */
export function told(decision: Decision): string {
  switch (decision.action) {
    case 'answer': {
      const {answer, apps = [], control, framework, spaces = [], teams = []} = decision.what
      return `${framework} ${control} answered ${answer === 'not-applicable' ? 'not applicable' : answer} for ${[...apps.map(name => name === '*' ? 'all' : name), ...spaces.map(name => `space ${name}`), ...teams.map(name => `team ${name}`)].join(', ')}`
    }

    case 'document': return `document ${decision.what.id} recorded`
    case 'note': return `note on ${decision.what.about} written to the log`
    case 'undo': return `taken back: ${told(decision.what)}`
    case 'waive': return `${decision.what.check} waived for ${decision.what.subjects.join(', ')} until ${decision.what.expires}`
  }
}
