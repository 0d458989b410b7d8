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

/** The frameworks of a run that doesn't choose any. */
export const defaultFrameworks: readonly string[] = ['baseline', 'sparc']

export const controlKinds = ['automatic', 'fail-only', 'evidence', 'inherited', 'manual'] as const
export type ControlKind = (typeof controlKinds)[number]

/**
 * How a control relates to one of NIST SP 800-53: it asks the same (values such as intervals may differ), a part of it,
 * more than it, or they merely share something.
 */
export const relations = ['equal', 'subset', 'superset', 'overlap'] as const
export type Relation = (typeof relations)[number]

/** The framework whose controls the crosswalk leads to. */
export const crosswalkTarget = 'nist-800-53r5'

/** The framework of questions that each cover controls of several others; it isn't assessed with all the others. */
export const commonQuestions = 'common-questions'

/** Who needs a framework; the groups in which frameworks are listed, those that most teams need first. */
export const audiences = [
  'anyone',
  'card-payments',
  'health',
  'assurance',
  'security-program',
  'us-government',
  'europe',
  'special',
] as const
export type Audience = (typeof audiences)[number]

export interface ControlSource {
  readonly document: string
  readonly section: string
  readonly quote?: string
}

export const dataClasses = ['cardholder', 'cji', 'health', 'government-id', 'bank-account', 'personal'] as const
/** A kind of data that controls protect; the policy file says which apps hold it. */
export type DataClass = (typeof dataClasses)[number]

/** Days for which an answer counts unless its control says otherwise: a year, also if there's a leap day in it. */
export const defaultAnswerDays = 366

/** How far a completed review of access on Heroku answers a question: wholly, unless `rest` says what stays open. */
export interface AccessReviewPart {
  readonly rest?: string
  /** Whether only a review that compared the people with a roster of those who still work there answers it. */
  readonly roster?: true
}

/** One requirement of a framework, and what decides whether it is met. */
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
  /** While the policy doesn't say which apps hold this class, the checks don't decide the control. */
  readonly dataClass?: DataClass
  /** For an inherited control: the checks that define the certified boundary, and the controls that test it. */
  readonly boundary?: readonly string[]
  readonly gates?: readonly string[]
  readonly documents?: readonly string[]
  /** A document that turns the failures of some checks into a question. */
  readonly relievedBy?: string
  /** The checks that `relievedBy` is about; without any it relieves nothing. */
  readonly relieved?: readonly string[]
  /** Subjects that the source doesn't cover: with one of them in scope the control is unknown, unless it fails. */
  readonly unknownWhere?: ReadonlyArray<{
    readonly subject: string
    readonly field: string
    readonly is: string
    readonly reason: string
  }>
  readonly question?: string
  /** The statements that a yes to the question says are all true. */
  readonly parts?: readonly string[]
  /** What a completed review of access on Heroku answers of its question. */
  readonly accessReview?: AccessReviewPart
  /** The platform's recovery targets, which `recovery` in the policy is compared with. */
  readonly targets?: {readonly rtoHours: number; readonly rpoHours: number}
  /** Days for which an answer counts; `defaultAnswerDays` if absent. */
  readonly answerDays?: number
  /** The day from which the standard's owner enforces it, where that is later than the standard; an ISO date. */
  readonly enforcedFrom?: string
  /** The controls of NIST SP 800-53 Revision 5 that it relates to, by id. */
  readonly nist?: Readonly<Record<string, Relation>>
  /** The common questions that a yes to answers it too, by id. */
  readonly common?: readonly string[]
  readonly facts?: ReadonlyArray<{readonly subject: string; readonly fields: readonly string[]}>
  readonly note?: string
  readonly remediation: Remediation
  readonly source: ControlSource
}

/** The names of a framework. */
export interface FrameworkHead {
  readonly id: string
  readonly aliases: readonly string[]
  readonly title: string
  readonly version: string
  /** The framework that this one selects controls from. */
  readonly profileOf?: string
}

/** A standard, with its controls. */
export interface Framework extends FrameworkHead {
  readonly dataClass?: DataClass
  /** Who needs it; a custom framework doesn't say. */
  readonly audience?: Audience
  /** Whether it restricts where apps run: no app can meet two such frameworks. */
  readonly residency?: boolean
  /** Titles of families of controls, by the part of the numbers that a family shares: `8` of `8.3.4`. */
  readonly families?: Readonly<Record<string, string>>
  readonly note?: string
  readonly sources: Readonly<Record<string, {readonly title: string; readonly date?: string; readonly url?: string}>>
  readonly documents: Readonly<Record<string, {readonly title: string; readonly from: string}>>
  readonly controls: readonly Control[]
  /** Parts of the source without a control, each with the reason. */
  readonly leftOut?: ReadonlyArray<{readonly section: string; readonly reason: string}>
}

/** A control's question with its parts in one line; undefined where it has none. */
export function questionText({parts = [], question}: Pick<Control, 'parts' | 'question'>): string | undefined {
  return question === undefined
    ? undefined
    : [question, ...parts.map((part, index) => `(${index + 1}) ${part}`)].join(' ')
}

/** The worst of several statuses; not applicable where there are none. */
export function worstStatus(candidates: readonly Status[]): Status {
  return statuses.find(status => candidates.includes(status)) ?? 'not-applicable'
}

/** Whether the checks of a control decide it: not while the policy doesn't say which apps hold the data it is about. */
export const isDecidable = ({dataClass}: Control, declaredClasses: ReadonlySet<DataClass>): boolean =>
  dataClass === undefined || declaredClasses.has(dataClass)

/** Every check that a control names, whatever its failure means. */
export const checksOfControl = ({
  boundary = [],
  checks,
  signals = [],
}: Pick<Control, 'boundary' | 'checks' | 'signals'>): readonly string[] => [...checks, ...signals, ...boundary]

/** The parts of `FRAMEWORK:CONTROL` or `FRAMEWORK CONTROL`; undefined where a name has only one. */
export function splitName(name: string): {readonly framework: string; readonly control: string} | undefined {
  const [, framework, control] = /^([^\s:]+)(?:\s*:\s*|\s+)(\S.*)$/.exec(name) ?? []
  return framework === undefined || control === undefined ? undefined : {control, framework}
}

/** A selection of another framework's controls, with what differs. */
export interface Profile extends Omit<Framework, 'controls' | 'dataClass' | 'documents' | 'profileOf' | 'sources'> {
  readonly of: string
  /** Null where the profile, unlike its framework, is about every app in scope. */
  readonly dataClass?: DataClass | null
  readonly sources?: Framework['sources']
  readonly documents?: Framework['documents']
  /** The controls that are kept, by id, each with its replaced properties; `all` keeps every control. */
  readonly controls: 'all' | ReadonlyArray<Pick<Control, 'id'> & Partial<Control>>
  readonly added?: readonly Control[]
}
