import type {Status} from '../../model/framework.js'
import type {Observation} from '../../model/observation.js'
import type {ControlAtPlace} from '../../model/place-status.js'
import type {Place} from '../../model/policy.js'
import type {Color, Filter, ScreenLine, Page, Screen, ScreenState} from './screen-state.js'
import type {ReviewScope, ReviewModel} from '../review-model.js'

import {countsAs, isSignalFailure, isBreach} from '../../model/observation.js'
import {distinct} from '../../foundation/collections.js'
import {subjectKey} from '../../model/subject.js'
import {statusLabel} from '../../report/text/status-label.js'
import {sanitizeForTerminal} from '../../report/text/sanitize.js'
import {truncateToWidth, displayWidth, wrapText} from '../../report/terminal/layout.js'
import {observationLine, observationText, questionText} from '../details.js'
import {cellText, reviewMatrix, observationsOutsidePlaces} from '../matrix.js'
import {currentQuestion} from '../line-ui/line-reducer.js'
import {currentView} from './screen-state.js'
import {
  compareStatus,
  isInScope,
  controlObservations,
  openPlaces,
  reviewProgress,
  shortFrameworkName,
  openFindings,
  compareSeverity,
} from '../review-model.js'

const cellWidth = 14
const nameWidth = 24

/** How many frameworks the matrix shows beside each other. */
export const columnsShown = (columns: number): number => Math.max(1, Math.floor((columns - nameWidth - 2) / cellWidth))

/** What the screen shows where a person is. */
export function buildPage(model: ReviewModel, state: ScreenState, columns: number): Page {
  const {screen} = currentView(state)
  switch (screen.kind) {
    case 'choose':
      return {
        keyHints: 'enter choose  i questions  ? keys  q quit',
        lines: scopeLines(model),
        title: 'What is reviewed?',
      }
    case 'control':
      return {
        keyHints: 'y/n/x answer  o note  d document  esc back  ? keys',
        lines: controlLines(model, screen, state.interview.within, columns),
        title: `${screen.framework} ${screen.control}`,
      }
    case 'matrix':
      return {
        keyHints: 'enter open  <-/-> frameworks  i questions  t failures  / search  ? keys',
        lines: matrixLines(model, state, columns),
        title: 'Apps by frameworks: x failures, ? unknown, o open',
      }
    case 'observation': {
      const observation = findObservation(model, screen)
      return {
        keyHints: 'w waive  o note  esc back  ? keys',
        lines: observation
          ? wrapParagraphs(observationText(model, observation), columns)
          : [{text: 'It is not there any more.'}],
        title: screen.check,
      }
    }

    case 'place':
      return {
        keyHints: 'enter open  s status  v severity  g framework  / search  ? keys',
        lines: placeLines(model, screen.place, state),
        title: sanitizeForTerminal(screen.place ?? 'People, teams, and what several share'),
      }
    case 'questions': {
      const question = currentQuestion(model, state.interview)
      const {done: answered, of: total} = reviewProgress(model)
      const lines = question
        ? wrapParagraphs(questionText(model, question), columns)
        : [
            {
              text:
                state.interview.skipped.length > 0
                  ? 'All others are answered; c asks again what was put off.'
                  : 'Nothing is open.',
            },
          ]
      return {
        keyHints: 'y yes  n no  x not applicable  p put off  d document  o note  ? keys',
        lines,
        title: `Open questions: ${answered} of ${total} answered`,
      }
    }

    case 'troubles':
      return {
        keyHints: 'enter open  w waive  v severity  s status  g framework  / search  ? keys',
        lines: openFindings(model, state.interview.within)
          .filter(observation => matchesFilter(observation, state.filter))
          .map(observationLink)
          .filter(line => matchesSearch(line, state.filter)),
        title: 'What fails, and what is not known',
      }
  }
}

/** The observation that a screen is about. */
export const findObservation = (
  {report}: ReviewModel,
  {check, subject}: {readonly check: string; readonly subject: string},
): Observation | undefined =>
  report.observations.find(observation => observation.check === check && subjectKey(observation.subject) === subject)

function scopeLines({places}: ReviewModel): ScreenLine[] {
  const scopesOfKind = (kind: 'space' | 'team') =>
    distinct(places.flatMap(place => place[kind] ?? [])).map((name): ScreenLine => ({
      open: {kind: 'matrix'},
      text: `${kind} ${sanitizeForTerminal(name)}`,
      within: {kind, name},
    }))
  return [
    {open: {kind: 'matrix'}, text: 'all', within: {kind: 'all'}},
    ...scopesOfKind('team'),
    ...scopesOfKind('space'),
  ]
}

function matrixLines(model: ReviewModel, {column, filter, interview}: ScreenState, columns: number): ScreenLine[] {
  const shownColumns = columnsShown(columns)
  const visible = <T>(columnsOfRow: readonly T[]) => columnsOfRow.slice(column, column + shownColumns)
  const rowText = (name: string, cells: readonly string[]) =>
    [pad(name, nameWidth), ...cells.map(cell => pad(cell, cellWidth - 1))].join(' ').trimEnd()
  const {frameworks} = model.report
  const head: ScreenLine = {
    isStrong: true,
    text: rowText(
      `${column > 0 ? '< ' : ''}${column + shownColumns < frameworks.length ? '> ' : ''}${Math.min(column + 1, frameworks.length)}-${Math.min(column + shownColumns, frameworks.length)} of ${frameworks.length}`,
      visible(frameworks).map(({id}) => shortFrameworkName(model, id)),
    ),
  }
  const lines = reviewMatrix(model, interview.within).map(({cells, name, place}): ScreenLine => {
    const totalOf = (key: 'fail' | 'open' | 'unknown') => cells.reduce((total, cell) => total + cell[key], 0)
    const rowColor = statusColor(
      totalOf('fail') > 0 ? 'fail' : totalOf('unknown') > 0 ? 'unknown' : totalOf('open') > 0 ? 'manual' : 'pass',
    )
    return {
      ...rowColor,
      open: {kind: 'place', ...(place ? {place: name} : {})},
      text: rowText(name, visible(cells).map(cellText)),
    }
  })
  return [head, ...lines.filter(line => matchesSearch(line, filter))]
}

const pad = (text: string, columns: number): string => {
  const shortText = truncateToWidth(sanitizeForTerminal(text), columns)
  return shortText + ' '.repeat(Math.max(0, columns - displayWidth(shortText)))
}

const statusColor = (status: Status): {readonly color?: Color} =>
  status === 'fail'
    ? {color: 'fail'}
    : status === 'unknown' || status === 'waived'
      ? {color: 'unknown'}
      : status === 'manual'
        ? {color: 'open'}
        : {}

/** A control as it is listed for a place. */
interface PlaceControl extends Pick<ControlAtPlace, 'basis' | 'control' | 'framework'> {
  readonly isOpen: boolean
}

/** The controls as they stand for a place, worst first. */
function placeLines(model: ReviewModel, name: string | undefined, {filter, interview}: ScreenState): ScreenLine[] {
  const place = model.places.find(candidate => candidate.name === name)
  return (
    place
      ? controlsAtPlace(model, place)
      : controlsOutsidePlaces(model, observationsOutsidePlaces(model, interview.within))
  )
    .filter(
      ({control: {severity, status}, framework}) =>
        (filter.framework === undefined || framework === filter.framework) &&
        (filter.status === undefined || status === filter.status) &&
        (filter.severity === undefined || severity === filter.severity),
    )
    .sort((a, b) => compareStatus(a.control, b.control) || compareSeverity(a.control, b.control))
    .map(({control, framework, isOpen, basis}): ScreenLine => ({
      ...statusColor(control.status),
      open: {control: control.id, framework, kind: 'control', ...(name === undefined ? {} : {place: name})},
      text: `${isOpen ? 'OPEN' : statusLabel[control.status]}${rollupSuffix[basis]} ${control.severity}  ${shortFrameworkName(model, framework)} ${control.id}  ${control.title}`,
    }))
    .filter(line => matchesSearch(line, filter))
}

const rollupSuffix: Readonly<Record<ControlAtPlace['basis'], string>> = {
  nothing: ' (out of scope)',
  place: '',
  whole: ' (whole scope)',
}

function controlsAtPlace(model: ReviewModel, place: Place): PlaceControl[] {
  const results = new Map(
    model.report.frameworks.flatMap(({controls, id}) => controls.map(control => [`${id} ${control.id}`, control])),
  )
  return model.controlsAt(place).map(({control, framework, basis}) => {
    const overall = results.get(`${framework} ${control.id}`)
    return {
      control,
      framework,
      isOpen: overall !== undefined && openPlaces(model, framework, overall, [place]).length > 0,
      basis,
    }
  })
}

/** What is of no place stands as the whole does, as far as anything was seen of it. */
function controlsOutsidePlaces({report}: ReviewModel, observations: readonly Observation[]): PlaceControl[] {
  const observedControls = new Set(
    observations.flatMap(({controls}) => controls.map(({control, framework}) => `${framework} ${control}`)),
  )
  return report.frameworks.flatMap(({controls, id: framework}) =>
    controls
      .filter(({id}) => observedControls.has(`${framework} ${id}`))
      .map((control): PlaceControl => ({control, framework, isOpen: control.status === 'manual', basis: 'whole'})),
  )
}

function controlLines(
  model: ReviewModel,
  {control: id, framework, place: name}: Extract<Screen, {kind: 'control'}>,
  scope: ReviewScope,
  columns: number,
): ScreenLine[] {
  const overall = model.report.frameworks
    .find(candidate => candidate.id === framework)
    ?.controls.find(candidate => candidate.id === id)
  if (!overall) return [{text: 'It is not there any more.'}]
  const place = model.places.find(candidate => candidate.name === name)
  const controlAtPlace =
    place && model.controlsAt(place).find(candidate => candidate.framework === framework && candidate.control.id === id)
  const observations = controlObservations(model, framework, id, place)
  const openFor = openPlaces(
    model,
    framework,
    overall,
    place ? [place] : model.places.filter(candidate => isInScope(scope, candidate)),
  )
  const paragraphs = questionText(model, {
    control: controlAtPlace?.control ?? overall,
    framework,
    places: openFor,
  }).filter(paragraph => !paragraph.startsWith('- '))
  const statusLine =
    controlAtPlace && controlAtPlace.basis !== 'whole'
      ? `Status for ${sanitizeForTerminal(name ?? '')}: ${statusLabel[controlAtPlace.control.status]}${rollupSuffix[controlAtPlace.basis]}; of the whole scope: ${statusLabel[overall.status]}`
      : `Status of the whole scope: ${statusLabel[overall.status]}${place ? `; of ${sanitizeForTerminal(place.name)} nothing was seen` : ''}`
  return [
    ...wrapParagraphs([...paragraphs.slice(0, 1), statusLine, ...paragraphs.slice(1)], columns),
    ...(observations.length > 0 ? [{text: ''}, {isStrong: true, text: 'Observations (enter opens one)'}] : []),
    ...observations.map(observationLink),
  ]
}

const observationLink = (observation: Observation): ScreenLine => ({
  ...statusColor(
    isBreach(observation)
      ? 'fail'
      : countsAs(observation, 'unknown') || isSignalFailure(observation)
        ? 'unknown'
        : 'pass',
  ),
  open: {check: observation.check, kind: 'observation', subject: subjectKey(observation.subject)},
  text: observationLine(observation),
})

const matchesFilter = (observation: Observation, {framework, severity, status}: Filter) =>
  (severity === undefined || observation.severity === severity) &&
  (framework === undefined ||
    [...observation.controls, ...(observation.signals ?? [])].some(ref => ref.framework === framework)) &&
  (status === undefined || observation.verdict === status)

const matchesSearch = ({text}: ScreenLine, {search = ''}: Filter) => text.toLowerCase().includes(search.toLowerCase())

const wrapParagraphs = (paragraphs: readonly string[], columns: number): ScreenLine[] =>
  paragraphs.flatMap((paragraph, index) =>
    wrapText(paragraph, columns - 2, '', 2).map((line): ScreenLine =>
      index === 0 ? {isStrong: true, text: line} : {text: line},
    ),
  )
