import type {AssessOptions} from '../../src/assess/assessment-context.js'
import type {Catalog} from '../../src/catalog/catalog.js'
import type {FixRequest} from '../../src/changes/remediation/fix-requests.js'
import type {AccessOutcome} from '../../src/changes/remediation/prove-steps.js'
import type {ReadCommand} from '../../src/changes/remediation/remediation-plan.js'
import type {PlanFinding} from '../../src/model/remediation-plan.js'
import type {Policy} from '../../src/model/policy.js'
import type {RemediationPlan} from '../../src/model/remediation-plan.js'
import type {Report} from '../../src/model/report.js'
import type {Snapshot} from '../../src/model/snapshot.js'

import {assessSnapshot} from '../../src/assess/assess-snapshot.js'
import {recordedCommand} from '../../src/catalog/host-commands.js'
import {draftSteps} from '../../src/changes/remediation/draft-steps.js'
import {fixRequests} from '../../src/changes/remediation/fix-requests.js'
import {remediationPlan} from '../../src/changes/remediation/remediation-plan.js'
import {parseCommand} from '../../src/cli/io/heroku-commands.js'
import {emptyPolicy} from '../../src/model/policy.js'

/** Reads commands by the definitions on record. */
export const readRecorded: ReadCommand = async ([name = '', ...argv]) => {
  const definition = recordedCommand(name)
  if (!definition) throw new Error(`${name} is no command on record`)
  return parseCommand(definition, argv)
}

interface Planned {
  readonly plan: RemediationPlan
  readonly report: Report
  readonly options: AssessOptions
}

interface PlanOptions {
  readonly failOn?: PlanFinding['severity']
  readonly policy?: Policy
  readonly prices?: Readonly<Record<string, number>>
  /** Decisions on access, and whether they are carried out. */
  readonly decisions?: readonly FixRequest[]
  readonly accessOutcome?: AccessOutcome
}

/** The plan for what fails in a snapshot. */
export async function planFor(
  snapshot: Snapshot,
  catalog: Catalog,
  {failOn = 'low', policy = emptyPolicy, prices = {}, ...access}: PlanOptions = {},
): Promise<Planned> {
  const options: AssessOptions = {
    allowUnknown: false,
    failOn,
    policy: {files: ['compliance.yml'], policy, sha256: '0'.repeat(64)},
    scopeKind: snapshot.scopes[0]?.kind ?? 'snapshot',
    strict: false,
    version: '0.0.0',
  }
  const report = assessSnapshot(snapshot, catalog, options)
  const draft = draftSteps([...fixRequests(report, failOn), ...(access.decisions ?? [])], policy)
  const readPrices = async () => new Map(Object.entries(prices))
  const context = {
    accessOutcome: access.accessOutcome,
    catalog,
    failOn,
    options,
    readPrices,
    report,
    snapshot,
  }
  return {options, plan: await remediationPlan(draft, readRecorded, context), report}
}

/** A plan with nothing in it but what is given. */
export const planOf = (parts: Partial<RemediationPlan> = {}): RemediationPlan => ({
  planVersion: 1,
  tool: {name: 'heroku-compliance', version: '0.0.0'},
  generatedAt: '2026-11-20T12:00:00.000Z',
  snapshot: {caller: {email: 'ann@example.com'}, collectedAt: '2026-11-20T12:00:00.000Z', sha256: '0'.repeat(64)},
  scope: {apps: ['pay'], kind: 'app', name: 'pay'},
  frameworks: [{id: 'pci-dss-4.0.1', title: 'PCI DSS', version: '4.0.1'}],
  failOn: 'low',
  inputs: [],
  steps: [],
  byHand: [],
  outcome: {closed: 0, failing: 0, newlyFailing: [], remaining: 0, undetermined: 0, unknown: 0},
  exit: {code: 0, reason: 'nothing would fail'},
  ...parts,
})

export const finding = (name: string, more: Partial<PlanFinding> = {}): PlanFinding => ({
  check: 'apps-have-a-log-drain',
  controls: [{control: '10.2', framework: 'pci-dss-4.0.1'}],
  severity: 'high',
  subject: {id: name, kind: 'app', name},
  title: 'the app has no log drain',
  ...more,
})

/** A step that adds a drain to an app. */
export const stepOf = (
  app: string,
  more: Partial<RemediationPlan['steps'][number]> = {},
): RemediationPlan['steps'][number] => ({
  phase: 'add',
  commands: [`heroku drains:add "$DRAIN_URL" -a ${app}`],
  lookFirst: [],
  text: 'Add a drain.',
  effects: [],
  closes: [finding(app)],
  undetermined: [],
  interruption: 'none',
  isFinal: false,
  undo: [`heroku drains:remove "$DRAIN_URL" -a ${app}`],
  inputs: ['DRAIN_URL'],
  ...more,
})
