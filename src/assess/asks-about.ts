import type {Control, DataClass, Framework} from '../model/framework.js'
import type {Place} from '../model/policy.js'
import type {AssessmentContext} from './assessment-context.js'

import {matchesGlob} from '../foundation/glob.js'

type Context = Pick<AssessmentContext, 'applicability' | 'policy'> & {
  readonly survey: Pick<AssessmentContext['survey'], 'dataScopes' | 'unheldClasses'>
}

/**
 * Whether the question of a control is about a place: one about a class of data is about the apps that hold it. Which
 * apps share something with these is known for the classes of frameworks that are assessed only; for others, the apps
 * that the policy names are meant.
 */
export function asksAbout({
  applicability,
  policy: {data = {}},
  survey: {dataScopes, unheldClasses},
}: Context): (framework: Pick<Framework, 'dataClass'>, control: Control, place: Place) => boolean {
  const hasEffect = (name: DataClass | undefined) =>
    name !== undefined && (dataScopes.has(name) || (data[name] !== undefined && !unheldClasses.has(name)))
  return (framework, control, {app, name}) => {
    const dataClass = [control.dataClass, framework.dataClass].find(hasEffect)
    if (dataClass === undefined) return true
    if (dataScopes.has(dataClass))
      return (
        !applicability.isHeldByNoApp(dataClass) && (app === undefined || applicability.includesApp(dataClass, name))
      )
    const apps = data[dataClass]?.apps ?? []
    return apps.length > 0 && (app === undefined || matchesGlob(app, apps))
  }
}
