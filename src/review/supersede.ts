import type {Answer, PolicyDocument, Place, Waiver} from '../model/policy.js'
import type {EntryChange} from './decision.js'
import type {ReviewModel} from './review-model.js'

import {coversPlace} from '../assess/answers.js'
import {matchesGlob} from '../foundation/glob.js'
import {namesOfFramework} from './review-model.js'

/**
 * What a new answer changes among the answers of the same day, of which the worst would count: it replaces each of
 * them, except for the places that it doesn't cover.
 */
export function supersededAnswers(model: ReviewModel, answer: Answer): EntryChange[] {
  const {
    places,
    policy: {answers = []},
  } = model
  const frameworkNames = namesOfFramework(model, answer.framework)
  return insertNewEntry(
    answers
      .filter(
        ({control, framework, on}) =>
          on === answer.on && control === answer.control && frameworkNames.includes(framework),
      )
      .flatMap((existing): EntryChange[] => {
        const coveredPlaces = places.filter(place => coversPlace(existing, place))
        const remainingPlaces = coveredPlaces.filter(place => !coversPlace(answer, place))
        if (remainingPlaces.length === coveredPlaces.length) return []
        return remainingPlaces.length === 0
          ? [{removed: {...existing}}]
          : [{added: narrowScope(existing, remainingPlaces), removed: {...existing}}]
      }),
    {...answer},
  )
}

/** A new waiver replaces those of the same check that cover nothing else. */
export function supersededWaivers({policy: {waivers = []}, report}: ReviewModel, waiver: Waiver): EntryChange[] {
  const subjectNames = report.observations.filter(({check}) => check === waiver.check).map(({subject}) => subject.name)
  return insertNewEntry(
    waivers
      .filter(
        existing =>
          existing.check === waiver.check &&
          subjectNames.some(name => matchesGlob(name, existing.subjects)) &&
          subjectNames.every(name => !matchesGlob(name, existing.subjects) || matchesGlob(name, waiver.subjects)),
      )
      .map(existing => ({removed: {...existing}})),
    {...waiver},
  )
}

/** A new document replaces those with the same ID and issue date. */
export const supersededDocuments = ({policy: {documents = []}}: ReviewModel, document: PolicyDocument): EntryChange[] =>
  insertNewEntry(
    documents
      .filter(({id, issued}) => id === document.id && issued === document.issued)
      .map(existing => ({removed: {...existing}})),
    {...document},
  )

/** The new entry replaces the first one that is removed, or else is added at the end. */
function insertNewEntry(replacements: readonly EntryChange[], entry: NonNullable<EntryChange['added']>): EntryChange[] {
  const position = replacements.findIndex(change => change.added === undefined)
  return position < 0
    ? [...replacements, {added: entry}]
    : replacements.map((change, index) => (index === position ? {...change, added: entry} : change))
}

function narrowScope(answer: Answer, places: readonly Place[]): NonNullable<EntryChange['added']> {
  const otherFields = Object.entries(answer).filter(([key]) => key !== 'apps' && key !== 'spaces' && key !== 'teams')
  return {...Object.fromEntries(otherFields), ...scopeOfPlaces(places)}
}

/** The names of places, by kind; a place that isn't visible has none. */
export function scopeOfPlaces(places: readonly Place[]): Pick<Answer, 'apps' | 'spaces' | 'teams'> {
  const namesBy = (name: (place: Place) => string | undefined) => places.flatMap(place => name(place) ?? [])
  const apps = namesBy(({app}) => app)
  const spaces = namesBy(({app, space}) => (app === undefined ? space : undefined))
  const teams = namesBy(({app, space, team}) => (app === undefined && space === undefined ? team : undefined))
  return {
    ...(apps.length > 0 ? {apps} : {}),
    ...(spaces.length > 0 ? {spaces} : {}),
    ...(teams.length > 0 ? {teams} : {}),
  }
}
