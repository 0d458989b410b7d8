import type {SharedQuestionDays} from '../../src/catalog/catalog.js'
import type {CompiledCheck} from '../../src/model/check.js'
import type {Control, DataClass, Framework} from '../../src/model/framework.js'
import type {Observation, Verdict} from '../../src/model/observation.js'
import type {Place, Policy} from '../../src/model/policy.js'
import type {Scope} from '../../src/model/snapshot.js'
import type {Subject, SubjectKind, SubjectIdentity, Value} from '../../src/model/subject.js'
import type {Survey} from '../../src/assess/survey.js'
import type {AssessmentContext} from '../../src/assess/assessment-context.js'
import type {DataClassScope} from '../../src/subjects/scope/data-class-scope.js'

import {declaredDataClasses} from '../../src/model/policy.js'
import {isExhaustive} from '../../src/model/snapshot.js'
import {buildApplicability} from '../../src/assess/applicability.js'
import {buildFactTable} from '../../src/assess/fact-table.js'

export const now = Date.parse('2026-11-20T12:00:00Z')

export const control = (id: string, more: Partial<Control> = {}): Control => ({
  checks: [],
  id,
  kind: 'fail-only',
  remediation: {text: 'x'},
  responsibility: 'customer',
  severity: 'high',
  source: {document: 'd', section: 's'},
  title: `title of ${id}`,
  ...more,
})

export const framework = (controls: readonly Control[], more: Partial<Framework> = {}): Framework => ({
  aliases: ['own'],
  controls,
  documents: {},
  id: 'frame',
  sources: {},
  title: 'Frame',
  version: '1',
  ...more,
})

export const check = (id: string, subject: SubjectKind): CompiledCheck => ({
  id,
  must: {},
  remediation: {text: 'x'},
  severity: 'low',
  subject,
  tests: {must: [], variants: [], when: []},
  title: id,
  failureTitle: `not ${id}`,
  why: 'w',
})

export const subject = (
  kind: SubjectKind,
  name: string,
  more: Partial<Subject> = {},
  values: Readonly<Record<string, Value>> = {},
): Subject => ({
  fields: Object.fromEntries(Object.entries(values).map(([field, value]) => [field, () => ({value})])),
  id: `id-${name}`,
  kind,
  name,
  ...more,
})

export const nameOf = ({app, id, kind, name, space, team}: SubjectIdentity): SubjectIdentity => ({
  id,
  kind,
  name,
  ...(app === undefined ? {} : {app}),
  ...(space === undefined ? {} : {space}),
  ...(team === undefined ? {} : {team}),
})

export const seen = (id: string, verdict: Verdict, of: Subject, more: Partial<Observation> = {}): Observation => ({
  check: id,
  controls: [],
  severity: 'high',
  subject: nameOf(of),
  title: id,
  verdict,
  ...more,
})

/** Of apps by name: those that hold a class of data, and those that are out of its scope. */
export const dataScope = (
  inScope: readonly string[],
  outOfScope: readonly string[] = [],
  isHeldByNone = false,
): DataClassScope => ({
  inScope: new Map(inScope.map(name => [name, `${name} holds it`])),
  hasHolders: inScope.length > 0,
  isDeclaredAbsent: isHeldByNone,
  outOfScope,
  unmatchedGlobs: [],
})

interface Given extends Partial<Pick<Survey, 'excludedKinds' | 'places' | 'subjects' | 'usage'>> {
  /** Answered in the policy, but not assessed. */
  readonly answeredFrameworks?: readonly Framework[]
  readonly checks?: readonly CompiledCheck[]
  readonly dataScopes?: ReadonlyArray<readonly [DataClass, DataClassScope]>
  readonly frameworks: readonly Framework[]
  readonly sharedQuestions?: SharedQuestionDays
  readonly observed?: readonly Observation[]
  readonly policy?: Partial<Policy>
  readonly scopes?: readonly Scope[]
}

export const pay: Place = {app: 'pay', name: 'pay', team: 'acme'}
export const shop: Place = {app: 'shop', name: 'shop', team: 'acme'}

/** What statuses hang on: two apps of one team where nothing else is given. */
export function contextOf({
  checks = [],
  dataScopes = [],
  frameworks,
  excludedKinds = new Map(),
  observed = [],
  policy = {},
  scopes = [{kind: 'all'}],
  places = [pay, shop],
  subjects = [],
  usage = [],
  ...unassessed
}: Given): AssessmentContext {
  const ofClasses = new Map(dataScopes)
  return {
    catalog: {
      answeredFrameworks: [],
      sharedQuestions: {},
      ...unassessed,
      checks,
      endOfLife: {postgres: [], stacks: []},
      frameworks,
    },
    applicability: buildApplicability(frameworks, ofClasses),
    declaredClasses: declaredDataClasses(policy),
    survey: {
      apps: places.flatMap(({app}) => (app === undefined ? [] : [app])),
      requested: new Set(),
      caller: {},
      dataScopes: ofClasses,
      factTable: buildFactTable(subjects),
      gaps: [],
      excludedKinds,
      partialTeams: [],
      places,
      subjects,
      isExhaustive: isExhaustive(scopes),
      unheldClasses: new Set(),
      usage,
      wanted: [],
    },
    now,
    observations: observed,
    policy: {allow: {}, ...policy},
  }
}
