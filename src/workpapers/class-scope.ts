import type {Subject} from '../model/subject.js'
import type {FrameworkResult, Report} from '../model/report.js'
import type {LoadedPolicy} from '../model/policy.js'
import type {DataClass} from '../model/framework.js'

import {capitalize} from '../foundation/text.js'
import {emptyPolicy} from '../model/policy.js'
import {appsOf} from './components.js'

/** Which apps are in scope for one class of data, and why. */
export interface ClassScope {
  /** Undefined where the frameworks are about every component. */
  readonly dataClass: string | undefined
  /** The frameworks that are about the class, by title. */
  readonly frameworks: readonly string[]
  /** Whether the policy declares which apps hold the class. */
  readonly isDeclared: boolean
  /** Who declared it, and on which day. */
  readonly declaredBy: string | undefined
  readonly inScope: ReadonlyArray<{readonly app: string; readonly path: string}>
  readonly outOfScope: ReadonlyArray<{readonly app: string; readonly by: string; readonly on: string}>
  readonly verdictOf: (app: string) => ScopeVerdict
  /** What holds for a component that belongs to no app. */
  readonly ofAll: ScopeVerdict
}

export interface ScopeVerdict {
  readonly isInScope: boolean
  readonly why: string
}

/** A class of data as a heading. */
export const classTitle = (dataClass: string | undefined): string =>
  dataClass === undefined ? 'Every component' : `${dataClass === 'cji' ? 'CJI' : capitalize(dataClass)} data`

/** One for each class of data that the frameworks of a report are about. */
export function classScopes({frameworks}: Report, policy: LoadedPolicy | undefined): readonly ClassScope[] {
  const classes = [...new Set(frameworks.map(({dataClass}) => dataClass))]
  return classes.map(dataClass =>
    classScope(
      dataClass,
      frameworks.filter(framework => framework.dataClass === dataClass),
      policy,
    ),
  )
}

function classScope(
  dataClass: string | undefined,
  frameworks: readonly FrameworkResult[],
  policy: LoadedPolicy | undefined,
): ClassScope {
  const titles = frameworks.map(({title, version}) => `${title} ${version}`)
  const {inScope, outOfScope = []} = frameworks.find(framework => framework.inScope !== undefined) ?? {}
  const declaration = dataClass === undefined ? undefined : declarations(policy)[dataClass as DataClass]
  const declaredBy = declaration && `${declaration.by} on ${declaration.on}`
  const base = {dataClass, frameworks: titles, outOfScope}
  if (!inScope || !declaration) {
    const verdict = {isInScope: true, why: undeclaredReason(dataClass, titles, declaredBy)}
    return {...base, declaredBy: undefined, inScope: [], isDeclared: false, ofAll: verdict, verdictOf: () => verdict}
  }

  const paths = new Map(inScope.map(({app, path}) => [app, path]))
  const out = new Map(outOfScope.map(({app, by, on}) => [app, `ruled out by ${by} on ${on}`]))
  const isHeldByNone = declaration.apps.length === 0
  return {
    ...base,
    declaredBy,
    inScope,
    isDeclared: true,
    ofAll: isHeldByNone
      ? {
          isInScope: false,
          why: `${declaration.by} declared on ${declaration.on} that no app holds ${dataClass ?? ''} data`,
        }
      : {isInScope: true, why: 'it belongs to no single app'},
    verdictOf: app =>
      paths.has(app)
        ? {isInScope: true, why: paths.get(app) ?? ''}
        : {isInScope: false, why: out.get(app) ?? "it isn't among the assessed apps"},
  }
}

const declarations = (policy: LoadedPolicy | undefined) => (policy?.policy ?? emptyPolicy).data ?? {}

function undeclaredReason(
  dataClass: string | undefined,
  frameworks: readonly string[],
  declaredBy: string | undefined,
): string {
  if (dataClass === undefined) return `every component is in scope of ${frameworks.join(', ')}`
  return declaredBy === undefined
    ? `nobody declared which apps hold ${dataClass} data, so everything is in scope`
    : `the declaration by ${declaredBy} matches no app, so everything is in scope`
}

/** Whether a component is in scope: where one of its apps is, or where it belongs to none. */
export function verdictOn(scope: ClassScope, subject: Subject): ScopeVerdict {
  const apps = appsOf(subject)
  if (apps.length === 0) return scope.ofAll
  if (!scope.isDeclared) return scope.ofAll
  const verdicts = apps.map(app => ({app, ...scope.verdictOf(app)}))
  const decisive = verdicts.find(({isInScope}) => isInScope) ?? verdicts[0]
  if (!decisive) return scope.ofAll
  return {
    isInScope: decisive.isInScope,
    why: subject.kind === 'app' ? decisive.why : `${decisive.app}: ${decisive.why}`,
  }
}
