import type {AssessOptions} from '../../assess/assessment-context.js'
import type {Catalog} from '../../catalog/catalog.js'
import type {Severity} from '../../model/framework.js'
import type {HerokuCommand} from '../../model/heroku-command.js'
import type {Interruption, PlanFinding, PlanPhase, PlanStep, RemediationPlan} from '../../model/remediation-plan.js'
import type {Exit, Report} from '../../model/report.js'
import type {Snapshot} from '../../model/snapshot.js'
import type {Draft, DraftCommand, DraftStep} from './draft-steps.js'
import type {AccessOutcome, Proof, ProvenStep} from './prove-steps.js'

import {byCodeUnit} from '../../foundation/collections.js'
import {pluralize} from '../../foundation/text.js'
import {severities} from '../../model/framework.js'
import {isDecisive} from '../../model/observation.js'
import {accessDecision, interruptions, planPhases} from '../../model/remediation-plan.js'
import {wordText} from './command-words.js'
import {mergedTasks} from './draft-steps.js'
import {findingOf, isPlanned} from './fix-requests.js'
import {priceOf, servicesOf} from './plan-changes.js'
import {findingKey, proveSteps, verdictsAfter} from './prove-steps.js'
import {shellCommand, undoText} from './shell-command.js'

/** Reads the words after `heroku` as the Heroku CLI does. */
export type ReadCommand = (words: readonly string[]) => Promise<HerokuCommand>

/** A step whose commands were read: as they are shown, variables by name, and with values as a person would give. */
interface ReadStep extends DraftStep {
  readonly shown: readonly HerokuCommand[]
  readonly commandsRead: readonly HerokuCommand[]
}

export interface PlanContext {
  readonly snapshot: Snapshot
  /** The report on the snapshot by the same catalog and options. */
  readonly report: Report
  readonly catalog: Catalog
  readonly options: AssessOptions
  readonly failOn: Severity
  /** Prices of the plans of add-on services, in cents per month by name. */
  /** Given where decisions of an access review are planned too. */
  readonly accessOutcome?: AccessOutcome | undefined
  readonly readPrices: (services: readonly string[]) => Promise<ReadonlyMap<string, number>>
}

/** Proves the steps of a draft, puts them in order, and says what the report would be afterwards. */
export async function remediationPlan(
  draft: Draft,
  readCommand: ReadCommand,
  {accessOutcome, catalog, failOn, options, readPrices, report, snapshot}: PlanContext,
): Promise<RemediationPlan> {
  const read = await Promise.all(draft.steps.map(step => readStep(step, draft, readCommand)))
  const provable = read.toSorted(byOrder).map(step => ({...step, commands: step.commandsRead, drafted: step}))
  const proof = proveSteps(snapshot, report, provable, catalog, options, accessOutcome)
  const prices = await readPrices(servicesOf(proof.steps.flatMap(({plans}) => plans)))
  const steps = proof.steps.map(({step, ...proven}) => planStep({...proven, step: step.drafted}, prices))
  const refused = proof.refused.map(({reason, step: {drafted}}) => ({
    commands: drafted.commands.map(({line}) => line),
    findings: drafted.findings,
    kind: 'unproved' as const,
    reason,
    text: drafted.text,
    ...(drafted.url === undefined ? {} : {url: drafted.url}),
  }))
  const used = new Set(steps.flatMap(({inputs}) => inputs))
  const outcome = outcomeOf(report, proof, failOn, accessTotals(draft, proof))
  const {frameworks, generatedAt, only, scope, tool} = report
  return {
    planVersion: 1,
    tool,
    generatedAt,
    snapshot: report.snapshot,
    scope,
    ...(only ? {only} : {}),
    frameworks: frameworks.map(({id, title, version}) => ({id, title, version})),
    failOn,
    inputs: draft.names.inputs().filter(({name}) => used.has(name)),
    steps,
    byHand: mergedTasks([...draft.byHand, ...refused]).toSorted(
      (a, b) => worstOf(a.findings) - worstOf(b.findings) || b.findings.length - a.findings.length,
    ),
    outcome,
    exit: exitOf(outcome, failOn),
  }
}

async function readStep(step: DraftStep, {names}: Draft, readCommand: ReadCommand): Promise<ReadStep> {
  const readWith = (valueOf: (input: string) => string) =>
    Promise.all(step.commands.map(({words}) => readCommand(words.map(word => wordText(word, valueOf)))))
  const [shown, commandsRead] = [await readWith(name => `$${name}`), await readWith(name => names.exampleOf(name))]
  return {...step, commandsRead, shown}
}

const phaseOf = ({commands}: DraftStep): PlanPhase =>
  planPhases[Math.max(...commands.map(({traits}) => planPhases.indexOf(traits.phase)))] ?? 'change'

const worstOf = (findings: ReadonlyArray<{readonly severity: Severity}>): number =>
  Math.min(...findings.map(({severity}) => severities.indexOf(severity)))

const byOrder = (a: DraftStep, b: DraftStep): number =>
  planPhases.indexOf(phaseOf(a)) - planPhases.indexOf(phaseOf(b)) ||
  Number(isFinal(a)) - Number(isFinal(b)) ||
  worstOf(a.findings) - worstOf(b.findings) ||
  byCodeUnit(a.commands[0]?.line ?? '', b.commands[0]?.line ?? '')

const isFinal = ({commands}: DraftStep): boolean => commands.some(({traits}) => traits.isFinal === true)

const interruptionOf = ({commands}: DraftStep): Interruption =>
  interruptions[Math.max(...commands.map(({traits}) => interruptions.indexOf(traits.interruption)))] ?? 'none'

function planStep(
  {closes, plans, step, undetermined}: ProvenStep<ReadStep>,
  prices: ReadonlyMap<string, number>,
): PlanStep {
  const price = priceOf(plans, prices)
  const inputs = step.commands.flatMap(({words}) =>
    words.flatMap(word => word.flatMap(part => ('input' in part ? [part.input] : []))),
  )
  const undo = step.commands.flatMap(({traits}, index) => {
    const shown = step.shown[index]
    return traits.undo === undefined || !shown ? [] : [undoText(traits.undo, shown, inputs)]
  })
  return {
    phase: phaseOf(step),
    commands: step.commands.map((command, index) => shellText(command, step.shown[index])),
    lookFirst: step.lookFirst,
    text: step.text,
    effects: step.effects,
    ...(step.url === undefined ? {} : {url: step.url}),
    closes,
    undetermined,
    interruption: interruptionOf(step),
    isFinal: isFinal(step),
    undo: [...new Set(undo)],
    inputs: [...new Set(inputs)],
    ...(price === undefined ? {} : {price}),
  }
}

const shellText = ({traits, words}: DraftCommand, shown: HerokuCommand | undefined): string =>
  shellCommand(words, traits, shown)

const decisionsAmong = (findings: readonly PlanFinding[]): number =>
  findings.filter(({check}) => check === accessDecision).length

/** What becomes of the decisions of an access review; undefined where the plan is about none. */
function accessTotals(draft: Draft, {steps}: Proof<unknown>): RemediationPlan['outcome']['access'] {
  const open = decisionsAmong([...draft.steps, ...draft.byHand].flatMap(({findings}) => findings))
  if (open === 0) return undefined
  const done = decisionsAmong(steps.flatMap(({closes}) => closes))
  return {done, open, undetermined: decisionsAmong(steps.flatMap(step => step.undetermined))}
}

function outcomeOf(
  before: Report,
  {after}: Proof<unknown>,
  failOn: Severity,
  access: RemediationPlan['outcome']['access'],
): RemediationPlan['outcome'] {
  const failing = before.observations.filter(observation => isPlanned(observation, failOn))
  const failingKeys = new Set(failing.map(observation => findingKey(observation)))
  const still = after.observations.filter(observation => isPlanned(observation, failOn))
  // Also of a failure that no step is about: an upgrade leaves open whether a database still follows another.
  const outcomeAfter = verdictsAfter(before, after)
  const undetermined = failing.filter(observation => outcomeAfter(observation) === 'unknown').length
  const remaining = still.filter(observation => failingKeys.has(findingKey(observation))).length
  return {
    closed: failing.length - remaining - undetermined,
    failing: failing.length,
    newlyFailing: still.filter(observation => !failingKeys.has(findingKey(observation))).map(findingOf),
    remaining,
    undetermined,
    unknown: after.observations.filter(
      ({controls, severity, verdict, waiver}) =>
        verdict === 'unknown' &&
        !waiver &&
        isDecisive({controls}) &&
        severities.indexOf(severity) <= severities.indexOf(failOn),
    ).length,
    ...(access ? {access} : {}),
  }
}

/** As of a report: failures first, then what isn't known. */
function exitOf(
  {access, newlyFailing, remaining, undetermined, unknown}: RemediationPlan['outcome'],
  failOn: Severity,
): Exit {
  const failing = remaining + newlyFailing.length
  const which = failOn === 'low' ? '' : ` at or above ${failOn}`
  if (failing > 0) return {code: 1, reason: `${pluralize(failing, 'failure')}${which} would remain`}
  const undone = access ? access.open - access.done - access.undetermined : 0
  if (undone > 0) return {code: 1, reason: `${pluralize(undone, 'decision')} on access would not be carried out`}
  if (access && access.undetermined > 0)
    return {
      code: 3,
      reason: `whether ${pluralize(access.undetermined, 'decision')} on access would be carried out isn't known`,
    }
  const open = Math.max(undetermined, unknown)
  if (open > 0) return {code: 3, reason: `whether ${pluralize(open, 'check')}${which} would hold isn't known`}
  return {code: 0, reason: `nothing${which} would fail`}
}
