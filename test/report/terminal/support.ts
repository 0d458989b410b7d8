import type {ControlResult, FrameworkResult, Report} from '../../../src/model/report.js'
import type {Observation} from '../../../src/model/observation.js'
import type {Dress} from '../../../src/report/formats.js'

import {statuses} from '../../../src/model/framework.js'
import {summary} from '../../../src/assess/assemble-report.js'
import {terminal} from '../../../src/report/terminal/terminal.js'

type Partly<T> = {readonly [K in keyof T]?: T[K]}

/** An observation of an app that passes, but for what is said otherwise. */
export function seen({
  subject,
  ...rest
}: Partly<Omit<Observation, 'subject'>> & {readonly subject?: Partly<Observation['subject']>} = {}): Observation {
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
export const failing = (app: string, rest: Partly<Omit<Observation, 'subject'>> = {}): Observation =>
  seen({
    because: [{field: 'hasTeam', must: {const: true}, value: false}],
    remediation: {
      commands: [`heroku apps:transfer TEAM -a ${app}`],
      text: 'Transfer the app to a team.',
      url: 'https://devcenter.heroku.com/articles/transferring-apps',
    },
    verdict: 'fail',
    ...rest,
    subject: {name: app},
  })

export function control(rest: Partly<ControlResult> = {}): ControlResult {
  return {
    id: '1.1',
    title: 'Someone answers',
    kind: 'manual',
    responsibility: 'customer',
    severity: 'high',
    status: 'manual',
    checks: [],
    reason: 'a person has to answer',
    ...rest,
  }
}

export function framework(controls: readonly ControlResult[], rest: Partly<FrameworkResult> = {}): FrameworkResult {
  const counts = Object.fromEntries(
    statuses.map(status => [status, controls.filter(one => one.status === status).length]),
  ) as FrameworkResult['summary']
  return {id: 'pci-dss-4.0.1', title: 'PCI DSS', version: '4.0.1', controls, summary: counts, ...rest}
}

/** A report on one app, with counts that agree with its observations. */
export function report(observations: readonly Observation[], rest: Partly<Report> = {}): Report {
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
    summary: summary(observations),
    exit: {code: 0, reason: 'no failure of severity high or worse'},
    ...rest,
  }
}

export const dress = (rest: Partly<Dress> = {}): Dress => ({color: false, columns: 80, view: 'findings', ...rest})

/** What the terminal shows, on one line, so that a test need not know where lines break. */
export const flat = (of: Report, rest: Partly<Dress> = {}): string =>
  terminal(of, dress(rest)).replaceAll(/\s+/g, ' ').trim()

export const lines = (of: Report, rest: Partly<Dress> = {}): string[] => terminal(of, dress(rest)).split('\n')
