import type {Observation} from '../model/observation.js'
import type {Place} from '../model/policy.js'
import type {ControlRef, ReviewModel} from './review-model.js'

import {countsAs} from '../model/observation.js'
import {findingTitle} from '../report/text/finding-text.js'
import {compareObservations} from './review-model.js'

type Sentences = ReadonlyMap<string, ReadonlySet<string>>

/** What the failed checks of a control say, each once, the worst first; of a place, or of all that was observed. */
export function failureSentences(
  model: ReviewModel,
  {control, framework}: ControlRef,
  place: Place | undefined,
): string[] {
  const name = place?.name ?? ''
  const cached = sentenceCache.get(model) ?? new Map<string, Sentences>()
  const sentences = cached.get(name) ?? sentencesByControl(observationsOf(model, place))
  sentenceCache.set(model, cached.set(name, sentences))
  return [...(sentences.get(`${framework} ${control}`) ?? [])]
}

/** A model never changes, so what fails at a place is collected once. */
const sentenceCache = new WeakMap<ReviewModel, Map<string, Sentences>>()

function observationsOf({observationsAt, report}: ReviewModel, place: Place | undefined): readonly Observation[] {
  if (!place) return report.observations
  const {own, wider} = observationsAt(place)
  return [...own, ...wider]
}

function sentencesByControl(observations: readonly Observation[]): Sentences {
  const sentences = new Map<string, Set<string>>()
  const failures = observations.filter(observation => countsAs(observation, 'fail')).sort(compareObservations)
  for (const failure of failures)
    for (const {control, framework} of [...failure.controls, ...(failure.signals ?? [])]) {
      const key = `${framework} ${control}`
      sentences.set(key, (sentences.get(key) ?? new Set<string>()).add(findingTitle(failure)))
    }

  return sentences
}
