import type {Answer, PolicyDocument, Place, Waiver} from '../model/policy.js'
import type {Swap} from './decision.js'
import type {World} from './review-model.js'

import {isFor} from '../assess/answers.js'
import {matchesGlob} from '../foundation/glob.js'

/**
 * What an answer changes among those of its day, of which the worst would count: it takes the place of each, but for
 * the places that it does not speak of.
 */
export function answerSwaps({frameworks, places, policy: {answers = []}}: World, what: Answer): Swap[] {
  const same = frameworks.find(({id}) => id === what.framework)
  const names = same ? [same.id, ...same.aliases] : [what.framework]
  return placed(
    answers
      .filter(({control, framework, on}) => on === what.on && control === what.control && names.includes(framework))
      .flatMap((one): Swap[] => {
        const meant = places.filter(place => isFor(one, place))
        const left = meant.filter(place => !isFor(what, place))
        if (left.length === meant.length) return []
        return left.length === 0 ? [{out: {...one}}] : [{in: narrowed(one, left), out: {...one}}]
      }),
    {...what},
  )
}

/** A waiver takes the place of those of the same check that cover nothing else. */
export function waiverSwaps({policy: {waivers = []}, report}: World, what: Waiver): Swap[] {
  const judged = report.observations.filter(({check}) => check === what.check).map(({subject}) => subject.name)
  return placed(
    waivers
      .filter(
        one =>
          one.check === what.check &&
          judged.some(name => matchesGlob(name, one.subjects)) &&
          judged.every(name => !matchesGlob(name, one.subjects) || matchesGlob(name, what.subjects)),
      )
      .map(one => ({out: {...one}})),
    {...what},
  )
}

/** A document takes the place of what was written down of the same one. */
export const documentSwaps = ({policy: {documents = []}}: World, what: PolicyDocument): Swap[] =>
  placed(
    documents.filter(({id, issued}) => id === what.id && issued === what.issued).map(one => ({out: {...one}})),
    {...what},
  )

/** The new entry stands where the first went that nothing is left of, or else at the end. */
function placed(swaps: readonly Swap[], value: NonNullable<Swap['in']>): Swap[] {
  const at = swaps.findIndex(one => one.in === undefined)
  return at < 0 ? [...swaps, {in: value}] : swaps.map((one, index) => (index === at ? {...one, in: value} : one))
}

function narrowed(answer: Answer, left: readonly Place[]): NonNullable<Swap['in']> {
  const rest = Object.entries(answer).filter(([key]) => key !== 'apps' && key !== 'spaces' && key !== 'teams')
  return {...Object.fromEntries(rest), ...scopeNamed(left)}
}

/** Places by their own names; those that cannot be seen have none. */
export function scopeNamed(places: readonly Place[]): Pick<Answer, 'apps' | 'spaces' | 'teams'> {
  const of = (name: (place: Place) => string | undefined) => places.flatMap(place => name(place) ?? [])
  const apps = of(({app}) => app)
  const spaces = of(({app, space}) => (app === undefined ? space : undefined))
  const teams = of(({app, space, team}) => (app === undefined && space === undefined ? team : undefined))
  return {
    ...(apps.length > 0 ? {apps} : {}),
    ...(spaces.length > 0 ? {spaces} : {}),
    ...(teams.length > 0 ? {teams} : {}),
  }
}
