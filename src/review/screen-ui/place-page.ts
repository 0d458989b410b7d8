import type {Observation} from '../../model/observation.js'
import type {ControlAtPlace} from '../../model/place-status.js'
import type {Place} from '../../model/policy.js'
import type {ControlResult} from '../../model/report.js'
import type {ReviewModel, ReviewScope} from '../review-model.js'
import type {Screen, ScreenLine, ScreenState} from './screen-state.js'

import {replyText} from '../decision.js'
import {failureSentences} from '../failure-sentences.js'
import {sanitizeForTerminal} from '../../report/text/sanitize.js'
import {statusLabel} from '../../report/text/status-label.js'
import {questionText} from '../details.js'
import {controlInReview} from '../open-questions.js'
import {openPlaces} from '../question.js'
import {observationsOutsidePlaces} from '../matrix.js'
import {
  compareSeverity,
  compareStatus,
  controlName,
  controlObservations,
  findControl,
  isInScope,
} from '../review-model.js'
import {matchesFilter} from './filter.js'
import {observationLink, statusColor, wrapParagraphs} from './lines.js'

/** A control as it's listed for a place. */
interface PlaceControl extends Pick<ControlAtPlace, 'basis' | 'control' | 'framework'> {
  readonly isOpen: boolean
}

const basisText: Readonly<Record<ControlAtPlace['basis'], string>> = {
  nothing: ' (out of scope)',
  place: '',
  whole: ' (whole scope)',
}

/** The controls with their statuses at a place, or outside all places, worst first. */
export function placeLines(
  model: ReviewModel,
  name: string | undefined,
  {filter, interview}: Pick<ScreenState, 'filter' | 'interview'>,
): ScreenLine[] {
  const place = model.places.find(candidate => candidate.name === name)
  const controls = place ? controlsAtPlace(model, place) : controlsOutsidePlaces(model, interview.scope)
  return controls
    .filter(({control, framework}) => matchesFilter({...control, frameworks: [framework]}, filter))
    .sort((a, b) => compareStatus(a.control, b.control) || compareSeverity(a.control, b.control))
    .map((listed): ScreenLine => ({
      ...statusColor(listed.control.status),
      open: {
        control: listed.control.id,
        framework: listed.framework,
        kind: 'control',
        ...(name === undefined ? {} : {place: name}),
      },
      text: controlText(model, listed, place),
    }))
}

function controlText(model: ReviewModel, listed: PlaceControl, place: Place | undefined): string {
  const {basis, control, framework, isOpen} = listed
  const status = isOpen ? 'OPEN' : statusLabel[control.status]
  const name = controlName(model, {control: control.id, framework})
  // What is seen elsewhere decides a control that has the status of the whole scope.
  const sentence = controlSentence(model, framework, control, basis === 'whole' ? undefined : place)
  return `${status}${basisText[basis]} ${control.severity}  ${name}  ${sentence}`
}

/** What is wrong where a control fails: the title says what is right. */
function controlSentence(
  model: ReviewModel,
  framework: string,
  control: ControlResult,
  place: Place | undefined,
): string {
  if (control.status === 'unknown') return `whether: ${control.title}`
  if (control.status !== 'fail') return control.title
  const failures = failureSentences(model, {control: control.id, framework}, place)
  const [first] = failures
  if (first !== undefined) return `${first}${failures.length > 1 ? `, and ${failures.length - 1} more` : ''}`
  return `${control.answer ? `answered ${replyText[control.answer.answer]}` : 'not met'}: ${control.title}`
}

function controlsAtPlace(model: ReviewModel, place: Place): PlaceControl[] {
  return model.controlsAt(place).map(({basis, control, framework}) => {
    const overall = findControl(model, framework, control.id)
    return {
      basis,
      control,
      framework,
      isOpen: overall !== undefined && openPlaces(model, framework, overall, [place]).length > 0,
    }
  })
}

/** What belongs to no place has the status of the whole scope, where anything about it was observed. */
function controlsOutsidePlaces(model: ReviewModel, scope: ReviewScope): PlaceControl[] {
  const observed = new Set(
    observationsOutsidePlaces(model, scope).flatMap(({controls}) =>
      controls.map(({control, framework}) => `${framework} ${control}`),
    ),
  )
  return model.report.frameworks.flatMap(({controls, id: framework}) =>
    controls
      .filter(({id}) => observed.has(`${framework} ${id}`))
      .map((control): PlaceControl => ({basis: 'whole', control, framework, isOpen: control.status === 'manual'})),
  )
}

/** A control: its question, its status at the place and in the whole scope, and its observations. */
export function controlLines(
  model: ReviewModel,
  {control: id, framework, place: name}: Extract<Screen, {kind: 'control'}>,
  scope: ReviewScope,
  columns: number,
): ScreenLine[] {
  const overall = controlInReview(model, {control: id, framework})
  if (!overall) return [{text: 'This control is no longer in the report.'}]
  const place = model.places.find(candidate => candidate.name === name)
  const atPlace =
    place && model.controlsAt(place).find(candidate => candidate.framework === framework && candidate.control.id === id)
  const shownPlaces = place ? [place] : model.places.filter(candidate => isInScope(scope, candidate))
  const [title = '', ...paragraphs] = questionText(model, {
    control: {...(atPlace?.control ?? overall), proposals: overall.proposals ?? []},
    framework,
    places: openPlaces(model, framework, overall, shownPlaces),
  }).filter(paragraph => !paragraph.startsWith('- '))
  const status = statusText(place, atPlace, statusLabel[overall.status])
  const failures = failureTexts(model, framework, atPlace?.control ?? overall, place)
  return [
    ...wrapParagraphs([title, status, ...failures, ...paragraphs], columns),
    ...sharedQuestionLinks(model, overall, name),
    ...observationLinks(controlObservations(model, framework, id, place)),
  ]
}

const observationLinks = (observations: readonly Observation[]): ScreenLine[] =>
  observations.length > 0
    ? [{text: ''}, {isStrong: true, text: 'Observations (enter opens one)'}, ...observations.map(observationLink)]
    : []

/** What is wrong, where a control fails by what was seen. */
function failureTexts(
  model: ReviewModel,
  framework: string,
  control: ControlResult,
  place: Place | undefined,
): string[] {
  const failures = control.status === 'fail' ? failureSentences(model, {control: control.id, framework}, place) : []
  return failures.length > 0 ? [`Fails: ${failures.join('; ')}.`] : []
}

/** Leads to the control whose question is asked for this one too, or was answered for it. */
function sharedQuestionLinks(
  model: ReviewModel,
  {answeredBy, askedAs}: ControlResult,
  place: string | undefined,
): ScreenLine[] {
  const shared = askedAs ?? answeredBy
  if (!shared || !controlInReview(model, shared)) return []
  const {control, framework} = shared
  const verb = askedAs ? 'Asked' : 'Answered'
  return [
    {
      color: 'name',
      open: {control, framework, kind: 'control', ...(place === undefined ? {} : {place})},
      text: `${verb} with others as ${controlName(model, shared)} (enter opens it)`,
    },
  ]
}

function statusText(place: Place | undefined, atPlace: ControlAtPlace | undefined, overall: string): string {
  if (!place) return `Status in the whole scope: ${overall}`
  const name = sanitizeForTerminal(place.name)
  return atPlace && atPlace.basis !== 'whole'
    ? `Status for ${name}: ${statusLabel[atPlace.control.status]}${basisText[atPlace.basis]}; ` +
        `in the whole scope: ${overall}`
    : `Status in the whole scope: ${overall}; nothing was observed for ${name}`
}
