import type {ControlResult, FrameworkResult, Report} from '../../../src/model/report.js'
import type {Observation} from '../../../src/model/observation.js'
import type {RenderOptions} from '../../../src/report/render-options.js'

import {statuses} from '../../../src/model/framework.js'
import {summarize} from '../../../src/assess/assemble-report.js'
import {terminal} from '../../../src/report/terminal/terminal.js'

type PartialOf<T> = {readonly [K in keyof T]?: T[K]}

/** An observation of an app that passes, but for what is said otherwise. */
export function observationOf({
  subject,
  ...rest
}: PartialOf<Omit<Observation, 'subject'>> & {readonly subject?: PartialOf<Observation['subject']>} = {}): Observation {
  return {
    check: 'apps-belong-to-a-team',
    title: 'the app belongs to a team',
    verdict: 'pass',
    severity: 'medium',
    controls: [{control: 'A-1', framework: 'own'}],
    ...rest,
    subject: {id: subject?.name ?? 'pay-web', kind: 'app', name: 'pay-web', ...subject},
  }
}

/** A failure of `apps-belong-to-a-team`, with its remedy. */
export const failingObservation = (app: string, overrides: PartialOf<Omit<Observation, 'subject'>> = {}): Observation =>
  observationOf({
    failureTitle: 'the app does not belong to a team',
    because: [{field: 'hasTeam', must: {const: true}, value: false}],
    remediation: {
      commands: [`heroku apps:transfer TEAM -a ${app}`],
      text: 'Transfer the app to a team.',
      url: 'https://devcenter.heroku.com/articles/transferring-apps',
    },
    verdict: 'fail',
    ...overrides,
    subject: {name: app},
  })

export function controlOf(overrides: PartialOf<ControlResult> = {}): ControlResult {
  return {
    id: '1.1',
    title: 'Someone answers',
    kind: 'manual',
    responsibility: 'customer',
    severity: 'high',
    status: 'manual',
    checks: [],
    reason: 'a person has to answer',
    ...overrides,
  }
}

export function frameworkOf(
  controls: readonly ControlResult[],
  overrides: PartialOf<FrameworkResult> = {},
): FrameworkResult {
  const counts = Object.fromEntries(
    statuses.map(status => [status, controls.filter(control => control.status === status).length]),
  ) as FrameworkResult['summary']
  return {id: 'pci-dss-4.0.1', title: 'PCI DSS', version: '4.0.1', controls, summary: counts, ...overrides}
}

/** A report on one app, with counts that agree with its observations. */
export function reportOf(observations: readonly Observation[], overrides: PartialOf<Report> = {}): Report {
  return {
    reportVersion: 1,
    tool: {name: 'heroku-compliance', version: '0.0.0'},
    generatedAt: '2026-11-20T12:00:30.000Z',
    snapshot: {collectedAt: '2026-11-20T12:00:30.000Z', sha256: '0'.repeat(64)},
    scope: {apps: ['pay-web'], kind: 'app', name: 'pay-web'},
    frameworks: [],
    observations,
    gaps: [],
    notices: [],
    summary: summarize(observations),
    exit: {code: 0, reason: 'no failure of severity high or worse'},
    ...overrides,
  }
}

/** Everything in full, at 80 columns. */
export const renderOptions = (overrides: PartialOf<RenderOptions> = {}): RenderOptions => ({
  color: false,
  columns: 80,
  isFull: true,
  view: 'findings',
  ...overrides,
})

/** What the terminal shows, on one line, so that a test need not know where lines break. */
export const terminalOnOneLine = (source: Report, overrides: PartialOf<RenderOptions> = {}): string =>
  terminal(source, renderOptions(overrides)).replaceAll(/\s+/g, ' ').trim()

export const terminalLines = (source: Report, overrides: PartialOf<RenderOptions> = {}): string[] =>
  terminal(source, renderOptions(overrides)).split('\n')
