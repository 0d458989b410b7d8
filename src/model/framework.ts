import type {Remediation} from './check.js'

/** Worst first. */
export const severities = ['critical', 'high', 'medium', 'low'] as const
export type Severity = typeof severities[number]

/** Worst first: a control over many subjects takes the worst. */
export const statuses = ['fail', 'unknown', 'manual', 'waived', 'attested', 'inherited', 'pass', 'not-applicable'] as const
export type Status = typeof statuses[number]

export const controlKinds = ['automatic', 'fail-only', 'evidence', 'inherited', 'manual'] as const
export type ControlKind = typeof controlKinds[number]

export interface Source {
  readonly document: string
  readonly section: string
  readonly quote?: string
}

/** One requirement of a framework, and what decides it. */
export interface Control {
  readonly id: string
  readonly title: string
  readonly kind: ControlKind
  readonly responsibility: 'customer' | 'heroku' | 'shared'
  readonly severity: Severity
  readonly priority?: string
  readonly checks: readonly string[]
  /** For an inherited control: the checks that draw the certified boundary, and the controls that judge it. */
  readonly boundary?: readonly string[]
  readonly gates?: readonly string[]
  readonly documents?: readonly string[]
  readonly relievedBy?: string
  readonly question?: string
  readonly facts?: ReadonlyArray<{readonly subject: string; readonly fields: readonly string[]}>
  readonly note?: string
  readonly remediation: Remediation
  readonly source: Source
}

/** The matrix of one standard. */
export interface Framework {
  readonly id: string
  readonly aliases: readonly string[]
  readonly title: string
  readonly version: string
  readonly dataClass?: string
  readonly note?: string
  readonly sources: Readonly<Record<string, {readonly title: string; readonly date?: string; readonly url?: string}>>
  readonly documents: Readonly<Record<string, {readonly title: string; readonly from: string}>>
  readonly controls: readonly Control[]
}
