import type {Observation} from '../../model/observation.js'
import type {UnknownCause} from '../../report/text/unknown-causes.js'
import type {ListItem} from '../bounded-json.js'
import type {Answer, Arguments, Source, Tool} from '../tool.js'

import {distinct} from '../../foundation/collections.js'
import {severities} from '../../model/framework.js'
import {factDetails, subjectWithKind} from '../../report/text/finding-text.js'
import {unknownCauses} from '../../report/text/unknown-causes.js'
import {boundedList, boundedText} from '../bounded-json.js'
import {placeJson, worstFirst} from '../subjects.js'
import {ToolError} from '../tool.js'

/** What could not be determined, by cause. */
export const unknowns: Tool = {
  answer,
  description:
    'Lists what could not be determined, by cause, with the permission that would help. Give the number of a cause ' +
    'to list each check and resource that is unknown because of it. Unknown is never a pass.',
  listName: 'unknown',
  name: 'unknowns',
  parameters: {
    cause: {description: 'the number of a cause, to list what it leaves unknown', minimum: 1, type: 'integer'},
  },
  title: 'What could not be seen',
}

function answer(given: Arguments, {report}: Source): Answer {
  const causes = unknownCauses(report)
  const {cause: number} = given
  const head = {causes: causes.length, observations: report.summary.unknown}
  if (typeof number !== 'number') return {head, list: causes.map((cause, index) => causeItem(cause, index + 1))}
  const cause = causes[number - 1]
  if (!cause) throw new ToolError(`"cause" must be from 1 to ${causes.length}; without it, the causes are listed.`)
  return {head: {...head, cause: number}, list: worstFirst(cause.observations).map(unknownItem)}
}

const causeItem =
  ({details, needs, observations, requests, title}: UnknownCause, number: number): ListItem =>
  bounds => ({
    cause: number,
    observations: observations.length,
    severities: severities.filter(severity => observations.some(observation => observation.severity === severity)),
    requests: requests.length,
    ...boundedList('checks', distinct(observations.map(({check}) => check)), bounds),
    ...(needs === undefined ? {} : {needs: boundedText(needs, bounds)}),
    account: {
      title: boundedText(title, bounds),
      ...boundedList('details', details, bounds),
      ...boundedList('where', distinct(observations.map(({subject}) => subjectWithKind(subject))), bounds),
    },
  })

const unknownItem =
  (observation: Observation): ListItem =>
  bounds => ({
    check: observation.check,
    severity: observation.severity,
    unknownWhether: boundedText(observation.title, bounds),
    account: {
      ...placeJson(observation.subject, bounds),
      missing: boundedText(factDetails(observation), bounds),
    },
  })
