import type {Comparison, Diff, AppReleases, ComparisonSide} from '../../src/model/comparison.js'
import type {Severity, Status} from '../../src/model/framework.js'
import type {Observation, Verdict} from '../../src/model/observation.js'
import type {ControlResult, Report} from '../../src/model/report.js'

import {readChecks} from '../../src/catalog/catalog.js'
import {expectationsOf} from '../../src/catalog/expectations.js'
import {compareReports as compareBy} from '../../src/compare/compare.js'
import {diffReports as diffBy} from '../../src/compare/diff.js'

type Name = Observation['subject']

/** What the catalog expects. */
export const expectations = expectationsOf(readChecks())

export const compare = (before: ComparisonSide, after: ComparisonSide): Comparison =>
  compareBy(before, after, expectations)

export const diff = (before: Report, after: Report, released?: ReadonlyMap<string, AppReleases>): Diff =>
  diffBy(before, after, '0.0.0', expectations, released)

/** What one check says of an app. */
export const item = (
  id: string,
  verdict: Verdict,
  more: Partial<Omit<Observation, 'subject'>> & {readonly subject?: Partial<Name>} = {},
): Observation => ({
  check: 'c',
  controls: [{control: '1', framework: 'f'}],
  severity: 'high',
  title: 'all is well',
  verdict,
  ...more,
  subject: {id, kind: 'app', name: `name-${id}`, ...more.subject},
})

export const control = (
  id: string,
  status: Status,
  severity: Severity = 'high',
  checks: string[] = [],
): ControlResult => ({checks, id, kind: 'manual', reason: '', responsibility: 'customer', severity, status, title: 't'})

export const side = (
  observations: Observation[],
  controls: ControlResult[] = [],
  more: Partial<ComparisonSide> = {},
): ComparisonSide => ({
  frameworks: [{controls, id: 'f', summary: {} as never, title: 'F', version: '1'}],
  generatedAt: '2026-11-20T00:00:00Z',
  observations,
  scope: {
    apps: observations.flatMap(({subject}) => (subject.kind === 'app' ? [subject.name] : [])),
    kind: 'team',
    name: 'acme',
  },
  tool: {name: 'heroku-compliance', version: '1'},
  ...more,
})

/** What stands for a list that could not be read. */
export const list = (parent: string, kind: Name['kind'], owner: Partial<Name> = {}): Observation =>
  item(`${parent}/*`, 'unknown', {subject: {kind, name: `${parent}/*`, placeholder: true, ...owner}})
