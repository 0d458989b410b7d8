import type {Remediation} from './remediation.js'

/** Worst first. */
export const severities = ['critical', 'high', 'medium', 'low'] as const
export type Severity = (typeof severities)[number]

/** Worst first: a control over many subjects takes the worst. */
export const statuses = [
  'fail',
  'unknown',
  'manual',
  'waived',
  'attested',
  'inherited',
  'pass',
  'not-applicable',
] as const
export type Status = (typeof statuses)[number]

/** What is judged by where nobody chose. */
export const defaultFrameworks: readonly string[] = ['baseline', 'sparc']

export const controlKinds = ['automatic', 'fail-only', 'evidence', 'inherited', 'manual'] as const
export type ControlKind = (typeof controlKinds)[number]

export interface ControlSource {
  readonly document: string
  readonly section: string
  readonly quote?: string
}

export const dataClasses = ['cardholder', 'cji', 'health', 'government-id', 'bank-account', 'personal'] as const
/** What an app may hold that some rule is about; the policy file says which apps do. */
export type DataClass = (typeof dataClasses)[number]

/** One requirement of a framework, and what decides it. */
export interface Control {
  readonly id: string
  readonly title: string
  readonly kind: ControlKind
  readonly responsibility: 'customer' | 'heroku' | 'shared'
  readonly severity: Severity
  readonly priority?: string
  /** Checks whose failure is a breach of it. */
  readonly checks: readonly string[]
  /** Checks whose failure is worth a look and breaches nothing: they never decide its status. */
  readonly signals?: readonly string[]
  /** Where the policy file does not say which apps hold this class, its checks say nothing of the control. */
  readonly dataClass?: DataClass
  /** For an inherited control: the checks that draw the certified boundary, and the controls that judge it. */
  readonly boundary?: readonly string[]
  readonly gates?: readonly string[]
  readonly documents?: readonly string[]
  /** A document that turns the failures of some checks into a question. */
  readonly relievedBy?: string
  /** The checks whose failures `relievedBy` speaks of; without any it relieves nothing. */
  readonly relieved?: readonly string[]
  /** Subjects that the source does not speak of: with one of them in scope the control is unknown, unless it fails. */
  readonly unknownWhere?: ReadonlyArray<{
    readonly subject: string
    readonly field: string
    readonly is: string
    readonly reason: string
  }>
  readonly question?: string
  /** What the platform aims at after a disaster, which `recovery` in the policy is held to. */
  readonly targets?: {readonly rtoHours: number; readonly rpoHours: number}
  /** Days that an answer holds, where it is not a year. */
  readonly answerDays?: number
  readonly facts?: ReadonlyArray<{readonly subject: string; readonly fields: readonly string[]}>
  readonly note?: string
  readonly remediation: Remediation
  readonly source: ControlSource
}

/** The matrix of one standard. */
export interface Framework {
  readonly id: string
  readonly aliases: readonly string[]
  readonly title: string
  readonly version: string
  readonly dataClass?: DataClass
  /** The framework that this one is a selection of. */
  readonly profileOf?: string
  /** Whether it restricts where things run: such frameworks exclude each other. */
  readonly residency?: boolean
  readonly note?: string
  readonly sources: Readonly<Record<string, {readonly title: string; readonly date?: string; readonly url?: string}>>
  readonly documents: Readonly<Record<string, {readonly title: string; readonly from: string}>>
  readonly controls: readonly Control[]
  /** Parts of the source that set no control, each with the reason. */
  readonly leftOut?: ReadonlyArray<{readonly section: string; readonly reason: string}>
}

/** The worst of several statuses; not applicable where there are none. */
export function worstStatus(candidates: readonly Status[]): Status {
  return statuses.find(status => candidates.includes(status)) ?? 'not-applicable'
}

/** Whether the checks of a control decide it: not while the policy doesn't say which apps hold the data it is about. */
export const isDecidable = ({dataClass}: Control, declaredClasses: ReadonlySet<DataClass>): boolean =>
  dataClass === undefined || declaredClasses.has(dataClass)

/** Every check that a control names, whatever its failure means there. */
export const checksOfControl = ({
  boundary = [],
  checks,
  signals = [],
}: Pick<Control, 'boundary' | 'checks' | 'signals'>): readonly string[] => [...checks, ...signals, ...boundary]

/** A selection of the controls of another framework, with what differs. */
export interface Profile extends Omit<Framework, 'controls' | 'documents' | 'profileOf' | 'sources'> {
  readonly of: string
  readonly sources?: Framework['sources']
  readonly documents?: Framework['documents']
  /** The controls that are kept, by id, each with what replaces the original's; `all` keeps every one. */
  readonly controls: 'all' | ReadonlyArray<Pick<Control, 'id'> & Partial<Control>>
  readonly added?: readonly Control[]
}
