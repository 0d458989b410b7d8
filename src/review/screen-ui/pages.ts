import type {Status} from '../../model/framework.js'
import type {Observation} from '../../model/observation.js'
import type {Placed} from '../../model/place-status.js'
import type {Place} from '../../model/policy.js'
import type {Colour, Filter, Line, Page, Screen, State} from './screen-state.js'
import type {Within, World} from '../review-model.js'

import {counts, isAside, isBreach} from '../../model/observation.js'
import {distinct} from '../../foundation/collections.js'
import {subjectKey} from '../../model/subject.js'
import {wordOf} from '../../report/text/paint.js'
import {harmless, shortened, width, wrapped} from '../../report/text/layout.js'
import {observationLine, observationText, questionText} from '../details.js'
import {cellText, matrixOf, restOf} from '../matrix.js'
import {current} from '../line-ui/line-reducer.js'
import {here} from './screen-state.js'
import {
  byStatus,
  isWithin,
  observationsOf,
  openPlaces,
  progressOf,
  shortName,
  troubles,
  worseFirst,
} from '../review-model.js'

const cellWidth = 14
const nameWidth = 24

/** How many frameworks the matrix shows beside each other. */
export const columnsShown = (columns: number): number => Math.max(1, Math.floor((columns - nameWidth - 2) / cellWidth))

/** What the screen shows where a person is. */
export function pageOf(world: World, state: State, columns: number): Page {
  const {screen} = here(state)
  switch (screen.kind) {
    case 'choose':
      return {keys: 'enter choose  i questions  ? keys  q quit', lines: parts(world), title: 'What is reviewed?'}
    case 'control':
      return {
        keys: 'y/n/x answer  o note  d document  esc back  ? keys',
        lines: controlLines(world, screen, state.interview.within, columns),
        title: `${screen.framework} ${screen.control}`,
      }
    case 'matrix':
      return {
        keys: 'enter open  <-/-> frameworks  i questions  t failures  / search  ? keys',
        lines: matrix(world, state, columns),
        title: 'Apps by frameworks: x failures, ? unknown, o open',
      }
    case 'observation': {
      const one = observed(world, screen)
      return {
        keys: 'w waive  o note  esc back  ? keys',
        lines: one ? texts(observationText(world, one), columns) : [{text: 'It is not there any more.'}],
        title: screen.check,
      }
    }

    case 'place':
      return {
        keys: 'enter open  s status  v severity  g framework  / search  ? keys',
        lines: placeLines(world, screen.place, state),
        title: harmless(screen.place ?? 'People, teams, and what several share'),
      }
    case 'questions': {
      const question = current(world, state.interview)
      const {done, of} = progressOf(world)
      const lines = question
        ? texts(questionText(world, question), columns)
        : [
            {
              text:
                state.interview.skipped.length > 0
                  ? 'All others are answered; c asks again what was put off.'
                  : 'Nothing is open.',
            },
          ]
      return {
        keys: 'y yes  n no  x not applicable  p put off  d document  o note  ? keys',
        lines,
        title: `Open questions: ${done} of ${of} answered`,
      }
    }

    case 'troubles':
      return {
        keys: 'enter open  w waive  v severity  s status  g framework  / search  ? keys',
        lines: troubles(world, state.interview.within)
          .filter(one => isShown(one, state.filter))
          .map(lineOf)
          .filter(line => holds(line, state.filter)),
        title: 'What fails, and what is not known',
      }
  }
}

/** The observation that a screen is about. */
export const observed = (
  {report}: World,
  {check, subject}: {readonly check: string; readonly subject: string},
): Observation | undefined =>
  report.observations.find(one => one.check === check && subjectKey(one.subject) === subject)

function parts({places}: World): Line[] {
  const named = (kind: 'space' | 'team') =>
    distinct(places.flatMap(place => place[kind] ?? [])).map((name): Line => ({
      open: {kind: 'matrix'},
      text: `${kind} ${harmless(name)}`,
      within: {kind, name},
    }))
  return [{open: {kind: 'matrix'}, text: 'all', within: {kind: 'all'}}, ...named('team'), ...named('space')]
}

function matrix(world: World, {column, filter, interview}: State, columns: number): Line[] {
  const most = columnsShown(columns)
  const shown = <T>(all: readonly T[]) => all.slice(column, column + most)
  const row = (name: string, cells: readonly string[]) =>
    [padded(name, nameWidth), ...cells.map(cell => padded(cell, cellWidth - 1))].join(' ').trimEnd()
  const {frameworks} = world.report
  const head: Line = {
    isStrong: true,
    text: row(
      `${column > 0 ? '< ' : ''}${column + most < frameworks.length ? '> ' : ''}${Math.min(column + 1, frameworks.length)}-${Math.min(column + most, frameworks.length)} of ${frameworks.length}`,
      shown(frameworks).map(({id}) => shortName(world, id)),
    ),
  }
  const lines = matrixOf(world, interview.within).map(({cells, name, place}): Line => {
    const sum = (key: 'fail' | 'open' | 'unknown') => cells.reduce((all, one) => all + one[key], 0)
    const colour = colourOf(
      sum('fail') > 0 ? 'fail' : sum('unknown') > 0 ? 'unknown' : sum('open') > 0 ? 'manual' : 'pass',
    )
    return {
      ...colour,
      open: {kind: 'place', ...(place ? {place: name} : {})},
      text: row(name, shown(cells).map(cellText)),
    }
  })
  return [head, ...lines.filter(line => holds(line, filter))]
}

const padded = (text: string, most: number): string => {
  const short = shortened(harmless(text), most)
  return short + ' '.repeat(Math.max(0, most - width(short)))
}

const colourOf = (status: Status): {readonly colour?: Colour} =>
  status === 'fail'
    ? {colour: 'fail'}
    : status === 'unknown' || status === 'waived'
      ? {colour: 'unknown'}
      : status === 'manual'
        ? {colour: 'open'}
        : {}

/** A control as it is listed for a place. */
interface Standing extends Pick<Placed, 'control' | 'framework' | 'of'> {
  readonly isOpen: boolean
}

/** The controls as they stand for a place, worst first. */
function placeLines(world: World, name: string | undefined, {filter, interview}: State): Line[] {
  const place = world.places.find(one => one.name === name)
  return (place ? standingAt(world, place) : standingOf(world, restOf(world, interview.within)))
    .filter(
      ({control: {severity, status}, framework}) =>
        (filter.framework === undefined || framework === filter.framework) &&
        (filter.status === undefined || status === filter.status) &&
        (filter.severity === undefined || severity === filter.severity),
    )
    .sort((a, b) => byStatus(a.control, b.control) || worseFirst(a.control, b.control))
    .map(({control, framework, isOpen, of}): Line => ({
      ...colourOf(control.status),
      open: {control: control.id, framework, kind: 'control', ...(name === undefined ? {} : {place: name})},
      text: `${isOpen ? 'OPEN' : wordOf[control.status]}${ofText[of]} ${control.severity}  ${shortName(world, framework)} ${control.id}  ${control.title}`,
    }))
    .filter(line => holds(line, filter))
}

const ofText: Readonly<Record<Placed['of'], string>> = {nothing: ' (out of scope)', place: '', whole: ' (whole scope)'}

function standingAt(world: World, place: Place): Standing[] {
  const results = new Map(
    world.report.frameworks.flatMap(({controls, id}) => controls.map(control => [`${id} ${control.id}`, control])),
  )
  return world.at(place).map(({control, framework, of}) => {
    const whole = results.get(`${framework} ${control.id}`)
    return {
      control,
      framework,
      isOpen: whole !== undefined && openPlaces(world, framework, whole, [place]).length > 0,
      of,
    }
  })
}

/** What is of no place stands as the whole does, as far as anything was seen of it. */
function standingOf({report}: World, seen: readonly Observation[]): Standing[] {
  const met = new Set(seen.flatMap(({controls}) => controls.map(({control, framework}) => `${framework} ${control}`)))
  return report.frameworks.flatMap(({controls, id: framework}) =>
    controls
      .filter(({id}) => met.has(`${framework} ${id}`))
      .map((control): Standing => ({control, framework, isOpen: control.status === 'manual', of: 'whole'})),
  )
}

function controlLines(
  world: World,
  {control: id, framework, place: name}: Extract<Screen, {kind: 'control'}>,
  within: Within,
  columns: number,
): Line[] {
  const whole = world.report.frameworks.find(one => one.id === framework)?.controls.find(one => one.id === id)
  if (!whole) return [{text: 'It is not there any more.'}]
  const place = world.places.find(one => one.name === name)
  const placed = place && world.at(place).find(one => one.framework === framework && one.control.id === id)
  const seen = observationsOf(world, framework, id, place)
  const open = openPlaces(world, framework, whole, place ? [place] : world.places.filter(one => isWithin(within, one)))
  const text = questionText(world, {control: placed?.control ?? whole, framework, open}).filter(
    line => !line.startsWith('- '),
  )
  const here =
    placed && placed.of !== 'whole'
      ? `Status for ${harmless(name ?? '')}: ${wordOf[placed.control.status]}${ofText[placed.of]}; of the whole scope: ${wordOf[whole.status]}`
      : `Status of the whole scope: ${wordOf[whole.status]}${place ? `; of ${harmless(place.name)} nothing was seen` : ''}`
  return [
    ...texts([...text.slice(0, 1), here, ...text.slice(1)], columns),
    ...(seen.length > 0 ? [{text: ''}, {isStrong: true, text: 'Observations (enter opens one)'}] : []),
    ...seen.map(lineOf),
  ]
}

const lineOf = (one: Observation): Line => ({
  ...colourOf(isBreach(one) ? 'fail' : counts(one, 'unknown') || isAside(one) ? 'unknown' : 'pass'),
  open: {check: one.check, kind: 'observation', subject: subjectKey(one.subject)},
  text: observationLine(one),
})

const isShown = (one: Observation, {framework, severity, status}: Filter) =>
  (severity === undefined || one.severity === severity) &&
  (framework === undefined || [...one.controls, ...(one.signals ?? [])].some(ref => ref.framework === framework)) &&
  (status === undefined || one.verdict === status)

const holds = ({text}: Line, {search = ''}: Filter) => text.toLowerCase().includes(search.toLowerCase())

const texts = (all: readonly string[], columns: number): Line[] =>
  all.flatMap((text, index) =>
    wrapped(text, columns - 2, '', 2).map((line): Line => (index === 0 ? {isStrong: true, text: line} : {text: line})),
  )
