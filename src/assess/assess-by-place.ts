import type {Catalog} from '../catalog/catalog.js'
import type {PlaceObservations, ControlAtPlace, PlaceStatuses} from '../model/place-status.js'
import type {Place} from '../model/policy.js'
import type {Report} from '../model/report.js'
import type {Snapshot} from '../model/snapshot.js'
import type {AssessOptions} from './assessment-context.js'
import type {AssessmentContext} from './assessment-context.js'

import {memoize} from '../foundation/memoize.js'
import {mustBeAnsweredFor} from './answers.js'
import {assessWithContext} from './assess-snapshot.js'
import {observationsByPlace} from './observations-by-place.js'
import {assessControls} from './assess-controls.js'

/** The report on a snapshot, and the status of each control for each place, by the same rules. */
export function assessByPlace(
  snapshot: Snapshot,
  catalog: Catalog,
  options: AssessOptions,
): PlaceStatuses & {readonly report: Report} {
  const {context, report} = assessWithContext(snapshot, catalog, options)
  return {...placeStatuses(context, report), report}
}

/** The status of each control of a report for each place. */
export function placeStatuses(context: AssessmentContext, report: Pick<Report, 'frameworks'>): PlaceStatuses {
  const placeScope = buildPlaceScope(context)
  const observationsAt = memoize(observationsByPlace(context), ({name}) => name)
  return {
    controlsAt: memoize(
      (place: Place) => controlsAtPlace(context, report, place, observationsAt(place), placeScope.isInScope),
      ({name}) => name,
    ),
    ...placeScope,
    observationsAt,
    places: context.survey.places,
  }
}

function controlsAtPlace(
  context: AssessmentContext,
  report: Pick<Report, 'frameworks'>,
  place: Place,
  {own, wider}: PlaceObservations,
  isInScope: PlaceStatuses['isInScope'],
): ControlAtPlace[] {
  const {survey, observations} = context
  const usage = survey.usage.filter(({app}) => app === place.name)
  const localStatuses = assessControls({
    ...context,
    survey: {...survey, places: [place], usage: usage.length > 0 ? usage : survey.usage},
    observations: [...own, ...wider],
  })
  const localChecks = new Set([...own, ...wider].map(({check}) => check))
  const observedChecks = new Set(observations.map(({check}) => check))
  return report.frameworks.flatMap(({controls, id: framework}, frameworkIndex) =>
    controls.map((wholeControl, controlIndex): ControlAtPlace => {
      if (!isInScope(framework, wholeControl.id, place))
        return {
          control: {...wholeControl, reason: 'out of scope by declaration', status: 'not-applicable'},
          framework,
          basis: 'nothing',
        }
      const checks = [...wholeControl.checks, ...(wholeControl.boundary ?? [])]
      const control = localStatuses.frameworks[frameworkIndex]?.controls[controlIndex]
      // What was observed only elsewhere doesn't speak for this place.
      const isElsewhere =
        checks.some(check => observedChecks.has(check)) && !checks.some(check => localChecks.has(check))
      return control && !isElsewhere
        ? {control, framework, basis: 'place'}
        : {control: wholeControl, framework, basis: 'whole'}
    }),
  )
}

function buildPlaceScope({
  catalog,
  applicability,
}: AssessmentContext): Pick<PlaceStatuses, 'isInScope' | 'needsAnswer'> {
  const controls = new Map(
    catalog.frameworks.flatMap(framework =>
      framework.controls.map(control => [
        `${framework.id} ${control.id}`,
        {dataClass: applicability.dataClassOf(framework, control), isAsked: mustBeAnsweredFor(control, catalog)},
      ]),
    ),
  )
  const isInScope: PlaceStatuses['isInScope'] = (framework, control, {app, name}) =>
    app === undefined || applicability.includesApp(controls.get(`${framework} ${control}`)?.dataClass, name)
  return {
    isInScope,
    needsAnswer: (framework, control, place) =>
      isInScope(framework, control, place) && controls.get(`${framework} ${control}`)?.isAsked(place) !== false,
  }
}
