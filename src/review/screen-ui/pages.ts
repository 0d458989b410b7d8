import type {Observation} from '../../model/observation.js'
import type {ReviewModel} from '../review-model.js'
import type {KeyHint, Page, Screen, ScreenLine, ScreenState} from './screen-state.js'

import {distinct} from '../../foundation/collections.js'
import {subjectKey} from '../../model/subject.js'
import {wrapText} from '../../report/terminal/layout.js'
import {sanitizeForTerminal} from '../../report/text/sanitize.js'
import {observationText} from '../details.js'
import {filterFuzzy} from '../fuzzy.js'
import {controlInReview, questionFor} from '../open-questions.js'
import {controlName, openFindings} from '../review-model.js'
import {signOff, signOffLines} from '../sign-off.js'
import {classesPage, classPage} from './class-page.js'
import {observationMatches} from './filter.js'
import {observationLink, wrapParagraphs} from './lines.js'
import {undoHint} from './hints.js'
import {matrixPage} from './matrix-page.js'
import {controlLines, placeLines} from './place-page.js'
import {questionPage, questionsPage} from './questions-page.js'
import {currentView} from './screen-state.js'

/** What the current view shows and its filter lets through, wrapped to so many columns where it's text. */
export function buildPage(model: ReviewModel, state: ScreenState, columns: number): Page {
  const page = unfilteredPage(model, state, columns)
  return {...page, lines: filterFuzzy(page.lines, currentView(state).search ?? '')}
}

const listHints: readonly KeyHint[] = [
  ['enter', 'open'],
  ['/', 'filter'],
  ['s/v/f', 'status/severity/framework'],
]

function unfilteredPage(model: ReviewModel, state: ScreenState, columns: number): Page {
  const {screen} = currentView(state)
  if (screen.kind === 'class') return classPage(model, state, screen.dataClass, columns)
  if (screen.kind === 'control') return controlPage(model, state, screen, columns)
  if (screen.kind === 'observation') return observationPage(model, screen, columns)
  if (screen.kind === 'question') return questionPage(model, state, screen.key, columns)
  return screen.kind === 'place'
    ? placePage(model, state, screen.place)
    : overviewPages[screen.kind](model, state, columns)
}

type Overview = Exclude<Screen['kind'], 'class' | 'control' | 'observation' | 'place' | 'question'>

const overviewPages: Readonly<Record<Overview, (model: ReviewModel, state: ScreenState, columns: number) => Page>> = {
  classes: classesPage,
  findings: (model, {filter, interview}) => ({
    hints: [['w', 'waive'], ...listHints],
    lines: openFindings(model, interview.scope)
      .filter(observation => observationMatches(observation, filter))
      .map(observationLink),
    title: 'Failures and unknowns, worst first',
  }),
  matrix: matrixPage,
  questions: questionsPage,
  scope: model => ({
    hints: [
      ['enter', 'select'],
      ['i', 'questions'],
      ['D', 'data'],
    ],
    lines: scopeLines(model),
    title: 'What do you want to review?',
  }),
  signOff: (model, {interview}, columns) => ({
    hints: [['esc', 'back'], ...undoHint(interview), ['i', 'questions'], ['t', 'failures']],
    lines: signOffLines(signOff(model, interview)).flatMap(text => signOffText(text, columns)),
    title: 'Sign-off',
  }),
}

const controlPage = (
  model: ReviewModel,
  {interview}: ScreenState,
  screen: Extract<Screen, {kind: 'control'}>,
  columns: number,
): Page => ({
  hints: [
    ...(isAnswerable(model, screen)
      ? ([
          ['enter', 'open, answer'],
          ['y/n/x', 'yes/no/n.a.'],
        ] as const)
      : [['enter', 'open'] as const]),
    ['o', 'note'],
    ['d', 'document'],
    ['esc', 'back'],
  ],
  lines: controlLines(model, screen, interview.scope, columns),
  title: controlName(model, screen),
})

/** Whether an answer to the control that is shown would count. */
function isAnswerable(model: ReviewModel, screen: Extract<Screen, {kind: 'control'}>): boolean {
  const control = controlInReview(model, screen)
  const places = model.places.filter(({name}) => screen.place === undefined || screen.place === name)
  return control !== undefined && questionFor(model, screen.framework, control, places) !== undefined
}

const placePage = (model: ReviewModel, state: ScreenState, place: string | undefined): Page => ({
  hints: [...listHints, ['esc', 'back']],
  lines: placeLines(model, place, state),
  title: `${sanitizeForTerminal(place ?? 'People, teams and shared resources')}, worst first`,
})

/** A line of the sign-off, in lines that fit: those under a heading are indented. */
const signOffText = (text: string, columns: number): ScreenLine[] =>
  text.startsWith(' ')
    ? wrapText(text.trim(), columns - 2, '  ', 4).map((line): ScreenLine => ({text: line}))
    : [{isStrong: true, text}]

/** The observation that a screen shows; undefined where the report no longer has it. */
export const findObservation = (
  {report}: ReviewModel,
  {check, subject}: {readonly check: string; readonly subject: string},
): Observation | undefined =>
  report.observations.find(observation => observation.check === check && subjectKey(observation.subject) === subject)

function observationPage(
  model: ReviewModel,
  screen: {readonly check: string; readonly subject: string},
  columns: number,
): Page {
  const observation = findObservation(model, screen)
  const canWaive = observation?.verdict === 'fail' || observation?.verdict === 'unknown'
  return {
    hints: [...(canWaive ? [['w', 'waive'] as const] : []), ['o', 'note'], ['esc', 'back']],
    lines: observation
      ? wrapParagraphs(observationText(model, observation), columns)
      : [{text: 'This observation is no longer in the report.'}],
    title: screen.check,
  }
}

/** Everything, and each team and space by its name. */
function scopeLines({places}: ReviewModel): ScreenLine[] {
  const scopesOfKind = (kind: 'space' | 'team') =>
    distinct(places.flatMap(place => place[kind] ?? [])).map((name): ScreenLine => ({
      open: {kind: 'matrix'},
      scope: {kind, name},
      text: `${kind} ${sanitizeForTerminal(name)}`,
    }))
  return [
    {open: {kind: 'matrix'}, scope: {kind: 'all'}, text: 'everything'},
    ...scopesOfKind('team'),
    ...scopesOfKind('space'),
  ]
}
