import type {Severity} from './framework.js'
import type {ControlRef, Observation} from './observation.js'
import type {HandworkKind} from './remediation.js'
import type {Exit, Report} from './report.js'

/** Steps that add come first, then those that change what is there, then those that remove. */
export const planPhases = ['add', 'change', 'remove'] as const

export type PlanPhase = (typeof planPhases)[number]

/** What a step interrupts, from the least to the most. */
export const interruptions = ['none', 'restart', 'connections', 'maintenance'] as const

export type Interruption = (typeof interruptions)[number]

/** A failure, or what else is a reason to do something. */
export interface PlanFinding {
  readonly check: string
  /** A statement that is true now. */
  readonly title: string
  readonly severity: Severity
  readonly subject: Observation['subject']
  readonly controls: readonly ControlRef[]
}

/** Stands for the check of a finding that is a decision of an access review: that access ends or becomes less. */
export const accessDecision = 'access-review'

/** A price in cents per month; `unknown` where the API doesn't list it, or it is metered or agreed. */
export type PriceChange = {readonly cents: number} | 'unknown'

/** What a person fills in: a variable of the shell. */
export interface PlanInput {
  readonly name: string
  readonly about: string
  readonly example: string
}

/** Commands that belong together, in order. */
export interface PlanStep {
  readonly phase: PlanPhase
  /** As a POSIX shell reads them. */
  readonly commands: readonly string[]
  /** Commands that only show something. */
  readonly lookFirst: readonly string[]
  readonly text: string
  /** What it costs, restarts, interrupts or can't undo, a sentence each. */
  readonly effects: readonly string[]
  readonly url?: string
  /** What would no longer fail. */
  readonly closes: readonly PlanFinding[]
  /** What can't be known before it is done. */
  readonly undetermined: readonly PlanFinding[]
  readonly interruption: Interruption
  /** Whether data or access is gone for good. */
  readonly isFinal: boolean
  /** How to take it back: a command, or a sentence. */
  readonly undo: readonly string[]
  /** The names of the inputs that it needs. */
  readonly inputs: readonly string[]
  /** Set where the step changes a plan or a size. */
  readonly price?: PriceChange
}

/** What no script closes. */
export interface HandworkTask {
  /** `unproved`: the commands don't close it in the model, or what they do isn't modeled. */
  readonly kind: HandworkKind | 'unproved'
  /** Why a step isn't offered. */
  readonly reason?: string
  readonly text: string
  readonly commands: readonly string[]
  readonly url?: string
  readonly findings: readonly PlanFinding[]
}

/** What the report would be afterwards. */
export interface PlanOutcome {
  readonly failing: number
  readonly closed: number
  readonly undetermined: number
  readonly remaining: number
  /** What fails only afterwards. */
  readonly newlyFailing: readonly PlanFinding[]
  /** What is unknown now and stays so, or becomes it. */
  readonly unknown: number
  /** The decisions of an access review that aren't carried out yet, and what becomes of them. */
  readonly access?: {readonly open: number; readonly done: number; readonly undetermined: number}
}

/** The ordered commands that close failures, and what the report would be afterwards. */
export interface RemediationPlan {
  readonly planVersion: 1
  readonly tool: Report['tool']
  readonly generatedAt: string
  readonly snapshot: Report['snapshot']
  readonly scope: Report['scope']
  readonly only?: readonly string[]
  readonly frameworks: ReadonlyArray<{readonly id: string; readonly title: string; readonly version: string}>
  /** The lowest severity of the failures that it is about. */
  readonly failOn: Severity
  readonly inputs: readonly PlanInput[]
  readonly steps: readonly PlanStep[]
  readonly byHand: readonly HandworkTask[]
  readonly outcome: PlanOutcome
  readonly exit: Exit
}
