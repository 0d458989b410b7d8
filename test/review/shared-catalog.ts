import type {Catalog} from '../../src/catalog/catalog.js'
import type {Control, Framework} from '../../src/model/framework.js'
import type {Answer} from '../../src/model/policy.js'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {crosswalkTarget} from '../../src/model/framework.js'

/** A control with a question, and nothing that decides it. */
export const control = (id: string, more: Partial<Control>): Control => ({
  checks: [],
  id,
  kind: 'manual',
  question: `Is ${id} met?`,
  remediation: {text: `Meet ${id}.`},
  responsibility: 'customer',
  severity: 'medium',
  source: {document: 'd', section: id},
  title: `Title of ${id}`,
  ...more,
})

/** A framework with a document. */
export const framework = (id: string, controls: readonly Control[], aliases: readonly string[] = []): Framework => ({
  aliases,
  controls,
  documents: {paper: {from: 'Somebody', title: 'The paper'}},
  id,
  sources: {d: {title: 'D'}},
  title: id,
  version: '1',
})

const frameworks = [
  framework(
    'cards-1',
    [
      control('C1', {
        answerDays: 180,
        facts: [{fields: ['locked'], subject: 'app'}],
        nist: {'AC-2': 'subset'},
        signals: ['log-drains-are-encrypted'],
      }),
      control('C2', {answerDays: 180, documents: ['paper'], nist: {'AC-2': 'subset'}, severity: 'critical'}),
      control('C3', {severity: 'high'}),
    ],
    ['cards'],
  ),
  framework('trust-1', [
    control('T1', {
      facts: [{fields: ['locked'], subject: 'app'}],
      nist: {'AC-2': 'equal'},
      signals: ['log-drains-are-encrypted', 'apps-have-a-log-drain'],
    }),
  ]),
  framework('health-1', [control('H1', {nist: {'AC-2': 'overlap'}})]),
]

const nist = framework(
  crosswalkTarget,
  [control('AC-2', {answerDays: 90, note: 'Every quarter.'}), control('AC-3', {})],
  ['nist'],
)

/**
 * Three small frameworks. C1, C2 and T1 are asked by a question of a fourth, AC-2, and no answer to T1 counts for long
 * enough to be asked instead. H1 overlaps with them, and C3 has nothing to do with them.
 */
export const sharedCatalog: Catalog = {
  ...loadCatalog(
    [],
    frameworks.map(own => ({checks: [], framework: own})),
  ),
  answeredFrameworks: [nist],
  sharedQuestions: {[crosswalkTarget]: {'AC-2': 90}},
}

/** The same, with other days for which an answer to T1 counts. */
export const withDaysOfT1 = (answerDays: number): Catalog => ({
  ...sharedCatalog,
  frameworks: sharedCatalog.frameworks.map(own => ({
    ...own,
    controls: own.controls.map(each => (each.id === 'T1' ? {...each, answerDays} : each)),
  })),
})

/** An answer of another person, for everything. */
export const answerTo = (framework: string, control: string, more: Partial<Answer> = {}): Answer => ({
  answer: 'yes',
  apps: ['*'],
  by: 'bob@example.com',
  control,
  framework,
  on: '2026-11-01',
  reason: 'seen',
  ...more,
})
