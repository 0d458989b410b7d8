import type {Turn} from '../line-ui/line-reducer.js'
import type {Key, Page, Screen, Size, State} from './screen-state.js'
import type {World} from '../review-model.js'

import {severities, statuses} from '../../model/framework.js'
import {decisionOf, flawOfReply} from '../decide.js'
import {back, reply} from '../form.js'
import {answerForm, documentForm, noteForm, waiverForm} from '../forms.js'
import {columnsShown, observed, pageOf} from './pages.js'
import {current, keyOfQuestion, settled} from '../line-ui/line-reducer.js'
import {here} from './screen-state.js'
import {isWithin, type Question, questionOf} from '../review-model.js'

export interface Pressed {
  readonly state: State
  readonly decide?: Turn['decide']
  readonly isOver?: true
}

/** What a key does; a pure function of where the review is. */
export function press(world: World, state: State, key: Key, size: Size): Pressed {
  const quiet = {...state, isHelp: false, message: undefined}
  if (state.isHelp) return {state: quiet}
  if (state.isSearching) return {state: searching(quiet, key)}
  if (state.interview.form) return filling(world, quiet, key)
  return key.isPasted
    ? {state: {...quiet, message: 'What was pasted does nothing here.'}}
    : walking(world, quiet, key, size)
}

/** The state once a decision is saved. */
export const decided = (state: State, decision: NonNullable<Turn['decide']>, said: string): State => ({
  ...state,
  interview: settled(state.interview, decision),
  message: said,
  typed: undefined,
  unsaved: undefined,
})

/** The state once a decision could not be saved: it is kept until it can be. */
export const refused = (state: State, decision: NonNullable<Turn['decide']>, why: string): State => ({
  ...state,
  interview: {...state.interview, form: undefined},
  message: `NOT SAVED: ${why} (r saves it again)`,
  typed: undefined,
  unsaved: decision,
})

function searching(state: State, {name, text}: Key): State {
  const {filter} = state
  if (name === 'enter') return {...state, isSearching: false}
  if (name === 'escape') return top({...state, filter: {...filter, search: undefined}, isSearching: false})
  const {search = ''} = filter
  return top({
    ...state,
    filter: {...filter, search: name === 'back' ? [...search].slice(0, -1).join('') : search + text},
  })
}

function filling(world: World, state: State, {name, text}: Key): Pressed {
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
    const before = back(form)
    return {state: before ? {...state, interview: {...interview, form: before}, typed: undefined} : state}
  }

  if (name === 'back') return {state: {...state, typed: [...typed].slice(0, -1).join('')}}
  if (name !== 'enter') return {state: {...state, typed: typed + text}}
  const step = reply(form, typed, flawOfReply(world))
  if ('flaw' in step) return {state: {...state, message: `Not taken: ${step.flaw}.`}}
  const decide = decisionOf(step.form, world)
  return decide ? {decide, state} : {state: {...state, interview: {...interview, form: step.form}, typed: undefined}}
}

function walking(world: World, state: State, key: Key, size: Size): Pressed {
  const page = pageOf(world, state, size.columns)
  const moved = moving(state, page, key, {...size, frameworks: world.report.frameworks.length})
  if (moved) return {state: moved}
  const {filter} = state
  const {screen} = here(state)
  const question = questionHere(world, state)
  const fill = (form: State['interview']['form']): Pressed =>
    form ? {state: {...state, interview: {...state.interview, form}}} : {state}
  const nothing = (message: string): Pressed => ({state: {...state, message}})
  const answer = (what: 'no' | 'not-applicable' | 'yes') =>
    question ? fill(answerForm(world, question, what, state.interview)) : nothing('No open control is shown here.')
  const about =
    screen.kind === 'observation'
      ? screen.check
      : question
        ? keyOfQuestion(question)
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
      return {state: going(state, {kind: 'questions'})}
    case 't':
      return {state: going(state, {kind: 'troubles'})}
    case 'm':
      return {state: going(state, {kind: 'matrix'})}
    case 'y':
      return answer('yes')
    case 'n':
      return answer('no')
    case 'x':
      return answer('not-applicable')
    case 'p':
      return screen.kind === 'questions' && question
        ? {
            state: top({
              ...state,
              interview: {...state.interview, skipped: [...state.interview.skipped, keyOfQuestion(question)]},
            }),
          }
        : nothing('Only an open question can be put off.')
    case 'c':
      return {
        state: {...state, interview: {...state.interview, skipped: []}, message: 'What was put off is asked again.'},
      }
    case 'd':
      return fill(documentForm(world, question?.control.documents ?? [], state.interview.by))
    case 'o':
      return fill(noteForm(about, state.interview.by))
    case 'w': {
      const target = screen.kind === 'observation' ? screen : page.lines[here(state).at]?.open
      const one = target?.kind === 'observation' ? observed(world, target) : undefined
      return one && (one.verdict === 'fail' || one.verdict === 'unknown')
        ? fill(waiverForm(world, one, state.interview.by))
        : nothing('No failure is chosen here; t lists them.')
    }

    case 'u': {
      const last = state.interview.done.at(-1)
      return last
        ? {decide: {action: 'undo', by: state.interview.by ?? last.by, what: last}, state}
        : nothing('Nothing was decided in this review that could be taken back.')
    }

    case 'r':
      return state.unsaved ? {decide: state.unsaved, state} : nothing('Everything is saved.')
    case 's':
      return {state: top({...state, filter: {...filter, status: next(statuses, filter.status)}})}
    case 'v':
      return {state: top({...state, filter: {...filter, severity: next(severities, filter.severity)}})}
    case 'g':
      return {
        state: top({
          ...state,
          filter: {
            ...filter,
            framework: next(
              world.report.frameworks.map(({id}) => id),
              filter.framework,
            ),
          },
        }),
      }
    case '0':
      return {state: top({...state, filter: {}})}
    default:
      return {state}
  }
}

/** The control that y, n and x answer. */
function questionHere(world: World, state: State): Question | undefined {
  const {screen} = here(state)
  if (screen.kind === 'questions') return current(world, state.interview)
  if (screen.kind !== 'control') return undefined
  const {framework} = screen
  const control = world.report.frameworks
    .find(({id}) => id === framework)
    ?.controls.find(({id}) => id === screen.control)
  const shown = world.places.filter(place =>
    screen.place === undefined ? isWithin(state.interview.within, place) : place.name === screen.place,
  )
  return control && questionOf(world, framework, control, shown)
}

const at = (state: State, line: number): State => ({
  ...state,
  way: [...state.way.slice(0, -1), {...here(state), at: line}],
})
const top = (state: State): State => at(state, 0)
const going = (state: State, screen: Screen): State => ({
  ...state,
  way: [...state.way.filter(one => one.screen.kind !== screen.kind), {at: 0, screen}],
})

const next = <T>(all: readonly T[], value: T | undefined): T | undefined =>
  all[value === undefined ? 0 : all.indexOf(value) + 1]

function moving(
  state: State,
  {lines}: Page,
  {name, text}: Key,
  {columns, frameworks, rows}: Size & {readonly frameworks: number},
): State | undefined {
  const {at: line, screen} = here(state)
  const to = (next: number) => at(state, Math.max(0, Math.min(lines.length - 1, next)))
  const side = screen.kind === 'matrix'
  if (name === 'down' || text === 'j') return to(line + 1)
  if (name === 'up' || text === 'k') return to(line - 1)
  if (name === 'pagedown' || text === ' ') return to(line + rows - 6)
  if (name === 'pageup') return to(line - rows + 6)
  if (name === 'home') return to(0)
  if (name === 'end') return to(lines.length - 1)
  if (side && name === 'right')
    return {...state, column: Math.max(0, Math.min(state.column + 1, frameworks - columnsShown(columns)))}
  if (side && name === 'left') return {...state, column: Math.max(0, state.column - 1)}
  if (name === 'enter' || name === 'right') return opened(state, lines[line])
  if (name === 'escape' || name === 'left' || name === 'back')
    return state.way.length > 1 ? {...state, way: state.way.slice(0, -1)} : state
  return undefined
}

function opened(state: State, line: Page['lines'][number] | undefined): State {
  if (!line?.open) return state
  const inside = {...state, way: [...state.way, {at: 0, screen: line.open}]}
  return line.within ? {...inside, interview: {...inside.interview, within: line.within}} : inside
}
