import type {Observation} from '../../model/observation.js'
import type {Page, ScreenLine, ScreenState} from './screen-state.js'
import type {Interview} from '../interview.js'
import type {Question} from '../question.js'
import type {ReviewModel} from '../review-model.js'

import {distinct} from '../../foundation/collections.js'
import {subjectKey} from '../../model/subject.js'
import {sanitizeForTerminal} from '../../report/text/sanitize.js'
import {observationText, questionText} from '../details.js'
import {currentQuestion} from '../interview.js'
import {isSplit} from '../question.js'
import {openFindings} from '../review-model.js'
import {matchesFilter, matchesSearch} from './filter.js'
import {observationLink, wrapParagraphs} from './lines.js'
import {matrixLines} from './matrix-page.js'
import {controlLines, placeLines} from './place-page.js'
import {currentView} from './screen-state.js'

/** What the current view shows, in lines of at most so many columns where they're wrapped. */
export function buildPage(model: ReviewModel, state: ScreenState, columns: number): Page {
  const {screen} = currentView(state)
  switch (screen.kind) {
    case 'scope':
      return {
        keyHints: 'enter select  i questions  ? help  q quit',
        lines: scopeLines(model),
        title: 'What do you want to review?',
      }
    case 'control':
      return {
        keyHints: 'y/n/x answer  o note  d document  esc back  ? help',
        lines: controlLines(model, screen, state.interview.scope, columns),
        title: `${screen.framework} ${screen.control}`,
      }
    case 'matrix':
      return {
        keyHints: 'enter open  <-/-> frameworks  i questions  t failures  / search  ? help',
        lines: matrixLines(model, state, columns),
        title: 'Apps by framework: x failures, ? unknown, o open',
      }
    case 'observation': {
      const observation = findObservation(model, screen)
      return {
        keyHints: 'w waive  o note  esc back  ? help',
        lines: observation
          ? wrapParagraphs(observationText(model, observation), columns)
          : [{text: 'This observation is no longer in the report.'}],
        title: screen.check,
      }
    }

    case 'place':
      return {
        keyHints: 'enter open  s status  v severity  g framework  / search  ? help',
        lines: placeLines(model, screen.place, state),
        title: sanitizeForTerminal(screen.place ?? 'People, teams and shared resources'),
      }
    case 'questions':
      return questionsPage(model, state, columns)
    case 'findings':
      return {
        keyHints: 'enter open  w waive  v severity  s status  g framework  / search  ? help',
        lines: openFindings(model, state.interview.scope)
          .filter(observation => matchesFilter(observation, state.filter))
          .map(observationLink)
          .filter(line => matchesSearch(line, state.filter)),
        title: 'Failures and unknowns',
      }
  }
}

/** The observation that a screen shows; undefined where the report no longer has it. */
export const findObservation = (
  {report}: ReviewModel,
  {check, subject}: {readonly check: string; readonly subject: string},
): Observation | undefined =>
  report.observations.find(observation => observation.check === check && subjectKey(observation.subject) === subject)

function questionsPage(model: ReviewModel, {interview}: ScreenState, columns: number): Page {
  const question = currentQuestion(model, interview)
  const doneText =
    interview.skipped.length > 0
      ? 'All other questions are answered; press c to ask the skipped ones again.'
      : 'No question is open.'
  return {
    keyHints: questionHints(question, interview),
    lines: question ? wrapParagraphs(questionText(model, question), columns) : [{text: doneText}],
    title: 'Open questions',
  }
}

/** The most important keys, with those that only some questions have. */
function questionHints(question: Question | undefined, {split}: Interview): string {
  const special = [
    ...(question?.control.proposals?.length ? ['a adopt'] : []),
    ...(question?.settles ? ['e one by one'] : []),
    ...(question && isSplit(question, split) ? ['e together'] : []),
  ]
  const answers = special.length > 0 ? ['y/n/x answer', ...special] : ['y yes', 'n no', 'x not applicable']
  return [...answers, 'p skip', 'd document', 'o note', '? help'].join('  ')
}

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
