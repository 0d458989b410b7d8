import type {LineResult} from '../line-ui/line-reducer.js'
import type {Key, Page, Screen, Size, ScreenState} from './screen-state.js'
import type {ReviewModel} from '../review-model.js'

import {severities, statuses} from '../../model/framework.js'
import {formDecision, replyValidator} from '../decide.js'
import {previousField, submitReply} from '../form.js'
import {answerForm, documentForm, noteForm, waiverForm} from '../forms.js'
import {columnsShown, findObservation, buildPage} from './pages.js'
import {currentQuestion, questionKey, afterDecision} from '../line-ui/line-reducer.js'
import {currentView} from './screen-state.js'
import {isInScope, type Question, questionFor} from '../review-model.js'

export interface KeyResult {
  readonly state: ScreenState
  readonly decision?: LineResult['decision']
  readonly isOver?: true
}

/** What a key does; a pure function of where the review is. */
export function reduceKey(model: ReviewModel, state: ScreenState, key: Key, size: Size): KeyResult {
  const cleared = {...state, isHelp: false, message: undefined}
  if (state.isHelp) return {state: cleared}
  if (state.isSearching) return {state: reduceSearchKey(cleared, key)}
  if (state.interview.form) return reduceFormKey(model, cleared, key)
  return key.isPasted
    ? {state: {...cleared, message: 'What was pasted does nothing here.'}}
    : reduceListKey(model, cleared, key, size)
}

/** The state once a decision is saved. */
export const afterSave = (
  state: ScreenState,
  decision: NonNullable<LineResult['decision']>,
  message: string,
): ScreenState => ({
  ...state,
  interview: afterDecision(state.interview, decision),
  message,
  typed: undefined,
  unsaved: undefined,
})

/** The state once a decision could not be saved: it is kept until it can be. */
export const afterFailedSave = (
  state: ScreenState,
  decision: NonNullable<LineResult['decision']>,
  reason: string,
): ScreenState => ({
  ...state,
  interview: {...state.interview, form: undefined},
  message: `NOT SAVED: ${reason} (r saves it again)`,
  typed: undefined,
  unsaved: decision,
})

function reduceSearchKey(state: ScreenState, {name, text}: Key): ScreenState {
  const {filter} = state
  if (name === 'enter') return {...state, isSearching: false}
  if (name === 'escape') return withCursorAtTop({...state, filter: {...filter, search: undefined}, isSearching: false})
  const {search = ''} = filter
  return withCursorAtTop({
    ...state,
    filter: {...filter, search: name === 'back' ? [...search].slice(0, -1).join('') : search + text},
  })
}

function reduceFormKey(model: ReviewModel, state: ScreenState, {name, text}: Key): KeyResult {
  const {interview, typed = ''} = state
  const {form} = interview
  if (!form) return {state}
  if (name === 'escape')
    return {
      state: {
        ...state,
        interview: {...interview, form: undefined},
        message: 'Left; nothing was decided.',
        typed: undefined,
      },
    }
  if (name === 'up') {
    const previousForm = previousField(form)
    return {state: previousForm ? {...state, interview: {...interview, form: previousForm}, typed: undefined} : state}
  }

  if (name === 'back') return {state: {...state, typed: [...typed].slice(0, -1).join('')}}
  if (name !== 'enter') return {state: {...state, typed: typed + text}}
  const result = submitReply(form, typed, replyValidator(model))
  if ('flaw' in result) return {state: {...state, message: `Not taken: ${result.flaw}.`}}
  const decision = formDecision(result.form, model)
  return decision
    ? {decision, state}
    : {state: {...state, interview: {...interview, form: result.form}, typed: undefined}}
}

function reduceListKey(model: ReviewModel, state: ScreenState, key: Key, size: Size): KeyResult {
  const page = buildPage(model, state, size.columns)
  const movedState = moveCursor(state, page, key, {...size, frameworkCount: model.report.frameworks.length})
  if (movedState) return {state: movedState}
  const {filter} = state
  const {screen} = currentView(state)
  const question = shownQuestion(model, state)
  const openForm = (form: ScreenState['interview']['form']): KeyResult =>
    form ? {state: {...state, interview: {...state.interview, form}}} : {state}
  const showMessage = (message: string): KeyResult => ({state: {...state, message}})
  const startAnswer = (answer: 'no' | 'not-applicable' | 'yes') =>
    question
      ? openForm(answerForm(model, question, answer, state.interview))
      : showMessage('No open control is shown here.')
  const noteTarget =
    screen.kind === 'observation'
      ? screen.check
      : question
        ? questionKey(question)
        : 'place' in screen
          ? screen.place
          : 'the review'
  switch (key.text) {
    case 'q':
      return {isOver: true, state}
    case '?':
      return {state: {...state, isHelp: true}}
    case '/':
      return {state: {...state, isSearching: true}}
    case 'i':
      return {state: goTo(state, {kind: 'questions'})}
    case 't':
      return {state: goTo(state, {kind: 'troubles'})}
    case 'm':
      return {state: goTo(state, {kind: 'matrix'})}
    case 'y':
      return startAnswer('yes')
    case 'n':
      return startAnswer('no')
    case 'x':
      return startAnswer('not-applicable')
    case 'p':
      return screen.kind === 'questions' && question
        ? {
            state: withCursorAtTop({
              ...state,
              interview: {...state.interview, skipped: [...state.interview.skipped, questionKey(question)]},
            }),
          }
        : showMessage('Only an open question can be put off.')
    case 'c':
      return {
        state: {...state, interview: {...state.interview, skipped: []}, message: 'What was put off is asked again.'},
      }
    case 'd':
      return openForm(documentForm(model, question?.control.documents ?? [], state.interview.by))
    case 'o':
      return openForm(noteForm(noteTarget, state.interview.by))
    case 'w': {
      const target = screen.kind === 'observation' ? screen : page.lines[currentView(state).at]?.open
      const observation = target?.kind === 'observation' ? findObservation(model, target) : undefined
      return observation && (observation.verdict === 'fail' || observation.verdict === 'unknown')
        ? openForm(waiverForm(model, observation, state.interview.by))
        : showMessage('No failure is chosen here; t lists them.')
    }

    case 'u': {
      const lastDecision = state.interview.done.at(-1)
      return lastDecision
        ? {decision: {action: 'undo', by: state.interview.by ?? lastDecision.by, what: lastDecision}, state}
        : showMessage('Nothing was decided in this review that could be taken back.')
    }

    case 'r':
      return state.unsaved ? {decision: state.unsaved, state} : showMessage('Everything is saved.')
    case 's':
      return {state: withCursorAtTop({...state, filter: {...filter, status: nextValue(statuses, filter.status)}})}
    case 'v':
      return {state: withCursorAtTop({...state, filter: {...filter, severity: nextValue(severities, filter.severity)}})}
    case 'g':
      return {
        state: withCursorAtTop({
          ...state,
          filter: {
            ...filter,
            framework: nextValue(
              model.report.frameworks.map(({id}) => id),
              filter.framework,
            ),
          },
        }),
      }
    case '0':
      return {state: withCursorAtTop({...state, filter: {}})}
    default:
      return {state}
  }
}

/** The control that y, n and x answer. */
function shownQuestion(model: ReviewModel, state: ScreenState): Question | undefined {
  const {screen} = currentView(state)
  if (screen.kind === 'questions') return currentQuestion(model, state.interview)
  if (screen.kind !== 'control') return undefined
  const {framework} = screen
  const control = model.report.frameworks
    .find(({id}) => id === framework)
    ?.controls.find(({id}) => id === screen.control)
  const shownPlaces = model.places.filter(place =>
    screen.place === undefined ? isInScope(state.interview.within, place) : place.name === screen.place,
  )
  return control && questionFor(model, framework, control, shownPlaces)
}

const withCursor = (state: ScreenState, line: number): ScreenState => ({
  ...state,
  way: [...state.way.slice(0, -1), {...currentView(state), at: line}],
})
const withCursorAtTop = (state: ScreenState): ScreenState => withCursor(state, 0)
const goTo = (state: ScreenState, screen: Screen): ScreenState => ({
  ...state,
  way: [...state.way.filter(step => step.screen.kind !== screen.kind), {at: 0, screen}],
})

const nextValue = <T>(values: readonly T[], value: T | undefined): T | undefined =>
  values[value === undefined ? 0 : values.indexOf(value) + 1]

function moveCursor(
  state: ScreenState,
  {lines}: Page,
  {name, text}: Key,
  {columns, frameworkCount, rows}: Size & {readonly frameworkCount: number},
): ScreenState | undefined {
  const {at: cursor, screen} = currentView(state)
  const moveTo = (position: number) => withCursor(state, Math.max(0, Math.min(lines.length - 1, position)))
  const isMatrix = screen.kind === 'matrix'
  if (name === 'down' || text === 'j') return moveTo(cursor + 1)
  if (name === 'up' || text === 'k') return moveTo(cursor - 1)
  if (name === 'pagedown' || text === ' ') return moveTo(cursor + rows - 6)
  if (name === 'pageup') return moveTo(cursor - rows + 6)
  if (name === 'home') return moveTo(0)
  if (name === 'end') return moveTo(lines.length - 1)
  if (isMatrix && name === 'right')
    return {...state, column: Math.max(0, Math.min(state.column + 1, frameworkCount - columnsShown(columns)))}
  if (isMatrix && name === 'left') return {...state, column: Math.max(0, state.column - 1)}
  if (name === 'enter' || name === 'right') return openLine(state, lines[cursor])
  if (name === 'escape' || name === 'left' || name === 'back')
    return state.way.length > 1 ? {...state, way: state.way.slice(0, -1)} : state
  return undefined
}

function openLine(state: ScreenState, line: Page['lines'][number] | undefined): ScreenState {
  if (!line?.open) return state
  const nextState = {...state, way: [...state.way, {at: 0, screen: line.open}]}
  return line.within ? {...nextState, interview: {...nextState.interview, within: line.within}} : nextState
}
