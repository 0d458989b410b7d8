import type {Catalog} from '../catalog/catalog.js'
import type {Near, Placed, Placing} from '../model/place-status.js'
import type {Place} from '../model/policy.js'
import type {Report} from '../model/report.js'
import type {Snapshot} from '../model/snapshot.js'
import type {Judging} from './assess-snapshot.js'
import type {Ground} from './assessment-context.js'

import {remembered} from '../foundation/memoize.js'
import {askedOf} from './open-questions.js'
import {judged} from './assess-snapshot.js'
import {nearness} from './observations-by-place.js'
import {statusesOf} from './control-status.js'

/** The report on a snapshot, and how each control stands for each place in it, by the rules of the whole. */
export function judgePlaces(
  snapshot: Snapshot,
  catalog: Catalog,
  judging: Judging,
): Placing & {readonly report: Report} {
  const {ground, report} = judged(snapshot, catalog, judging)
  return {...placing(ground, report), report}
}

/** How each control of a report stands for each place, by what the report hangs on. */
export function placing(ground: Ground, report: Pick<Report, 'frameworks'>): Placing {
  const about = aboutness(ground)
  const near = remembered(nearness(ground), ({name}) => name)
  return {
    at: remembered(
      (place: Place) => placedAt(ground, report, place, near(place), about.isAbout),
      ({name}) => name,
    ),
    ...about,
    near,
    places: ground.examined.spoken,
  }
}

function placedAt(
  ground: Ground,
  report: Pick<Report, 'frameworks'>,
  place: Place,
  {own, wider}: Near,
  isAbout: Placing['isAbout'],
): Placed[] {
  const {examined, observed} = ground
  const used = examined.used.filter(({app}) => app === place.name)
  const here = statusesOf({
    ...ground,
    examined: {...examined, spoken: [place], used: used.length > 0 ? used : examined.used},
    observed: [...own, ...wider],
  })
  const seenHere = new Set([...own, ...wider].map(({check}) => check))
  const seen = new Set(observed.map(({check}) => check))
  return report.frameworks.flatMap(({controls, id: framework}, at) =>
    controls.map((whole, index): Placed => {
      if (!isAbout(framework, whole.id, place))
        return {
          control: {...whole, reason: 'out of scope by declaration', status: 'not-applicable'},
          framework,
          of: 'nothing',
        }
      const checks = [...whole.checks, ...(whole.boundary ?? [])]
      const control = here.frameworks[at]?.controls[index]
      // What was seen elsewhere alone says nothing good of this place.
      const isElsewhere = checks.some(check => seen.has(check)) && !checks.some(check => seenHere.has(check))
      return control && !isElsewhere ? {control, framework, of: 'place'} : {control: whole, framework, of: 'whole'}
    }),
  )
}

function aboutness({catalog, concerns}: Ground): Pick<Placing, 'isAbout' | 'isAsked'> {
  const controls = new Map(
    catalog.frameworks.flatMap(framework =>
      framework.controls.map(control => [
        `${framework.id} ${control.id}`,
        {dataClass: concerns.classOf(framework, control), isAsked: askedOf(control, catalog)},
      ]),
    ),
  )
  const isAbout: Placing['isAbout'] = (framework, control, {app, name}) =>
    app === undefined || concerns.app(controls.get(`${framework} ${control}`)?.dataClass, name)
  return {
    isAbout,
    isAsked: (framework, control, place) =>
      isAbout(framework, control, place) && controls.get(`${framework} ${control}`)?.isAsked(place) !== false,
  }
}
