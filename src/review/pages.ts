import type {Status} from '../model/framework.js'
import type {Observation} from '../model/observation.js'
import type {Colour, Filter, Line, Page, Screen, State} from './screens.js'
import type {World} from './world.js'

import {counts} from '../model/observation.js'
import {distinct} from '../model/order.js'
import {wordOf} from '../report/terminal-paint.js'
import {harmless, shortened, width, wrapped} from '../report/terminal-text.js'
import {observationLine, observationText, questionText} from './details.js'
import {cellText, matrixOf, restOf} from './matrix.js'
import {current} from './plain.js'
import {here} from './screens.js'
import {byStatus, isOf, observationsOf, openPlaces, progressOf, troubles, worseFirst} from './world.js'

const cellWidth = 14
const nameWidth = 24

/** How many frameworks the matrix shows beside each other. */
export const columnsShown = (columns: number): number => Math.max(1, Math.floor((columns - nameWidth - 2) / cellWidth))

/** What the screen shows where a person is. */
export function pageOf(world: World, state: State, columns: number): Page {
  const {screen} = here(state)
  switch (screen.kind) {
    case 'choose': return {keys: 'enter choose  i questions  ? keys  q quit', lines: parts(world), title: 'What is reviewed?'}
    case 'control': return {keys: 'y/n/x answer  o note  d document  esc back  ? keys', lines: controlLines(world, screen, columns), title: `${screen.framework} ${screen.control}`}
    case 'matrix': return {keys: 'enter open  <-/-> frameworks  i questions  t failures  / search  ? keys', lines: matrix(world, state, columns), title: 'Apps by frameworks: x failures, ? unknown, o open'}
    case 'observation': {
      const one = observed(world, screen)
      return {keys: 'w waive  o note  esc back  ? keys', lines: one ? texts(observationText(world, one), columns) : [{text: 'It is not there any more.'}], title: screen.check}
    }

    case 'place': return {keys: 'enter open  s status  v severity  g framework  / search  ? keys', lines: placeLines(world, screen.place, state), title: harmless(screen.place ?? 'People, teams, and what several share')}
    case 'questions': {
      const question = current(world, state.interview)
      const {done, of} = progressOf(world)
      const lines = question ? texts(questionText(world, question), columns) : [{text: state.interview.skipped.length > 0 ? 'All others are answered; c asks again what was put off.' : 'Nothing is open.'}]
      return {keys: 'y yes  n no  x not applicable  p put off  d document  o note  ? keys', lines, title: `Open questions: ${done} of ${of} answered`}
    }

    case 'troubles': return {keys: 'enter open  w waive  v severity  s status  g framework  / search  ? keys', lines: troubles(world, state.interview.within).filter(one => isShown(one, state.filter)).map(lineOf).filter(line => holds(line, state.filter)), title: 'What fails, and what is not known'}
  }
}

/** The observation that a screen is about. */
export const observed = ({report}: World, {check, subject}: {readonly check: string; readonly subject: string}): Observation | undefined =>
  report.observations.find(one => one.check === check && keyOf(one) === subject)

const keyOf = ({subject: {id, kind, name}}: Observation) => JSON.stringify([kind, id, name])

function parts({places}: World): Line[] {
  const named = (kind: 'space' | 'team') => distinct(places.flatMap(place => place[kind] ?? [])).map((name): Line => ({open: {kind: 'matrix'}, text: `${kind} ${harmless(name)}`, within: {kind, name}}))
  return [{open: {kind: 'matrix'}, text: 'all', within: {kind: 'all'}}, ...named('team'), ...named('space')]
}

function matrix(world: World, {column, filter, interview}: State, columns: number): Line[] {
  const most = columnsShown(columns)
  const shown = <T>(all: readonly T[]) => all.slice(column, column + most)
  const row = (name: string, cells: readonly string[]) => [padded(name, nameWidth), ...cells.map(cell => padded(cell, cellWidth - 1))].join(' ').trimEnd()
  const {frameworks} = world.report
  const head: Line = {isStrong: true, text: row(`${column > 0 ? '< ' : ''}${column + most < frameworks.length ? '> ' : ''}${Math.min(column + 1, frameworks.length)}-${Math.min(column + most, frameworks.length)} of ${frameworks.length}`, shown(frameworks).map(({id}) => id))}
  const lines = matrixOf(world, interview.within).map(({cells, name, place}): Line => {
    const sum = (key: 'fail' | 'open' | 'unknown') => cells.reduce((all, one) => all + one[key], 0)
    const colour = colourOf(sum('fail') > 0 ? 'fail' : sum('unknown') > 0 ? 'unknown' : sum('open') > 0 ? 'manual' : 'pass')
    return {...colour, open: {kind: 'place', ...place ? {place: name} : {}}, text: row(name, shown(cells).map(cellText))}
  })
  return [head, ...lines.filter(line => holds(line, filter))]
}

const padded = (text: string, most: number): string => {
  const short = shortened(harmless(text), most)
  return short + ' '.repeat(Math.max(0, most - width(short)))
}

const colourOf = (status: Status): {readonly colour?: Colour} => status === 'fail' ? {colour: 'fail'} : status === 'unknown' || status === 'waived' ? {colour: 'unknown'} : status === 'manual' ? {colour: 'open'} : {}

/** The controls of a place, worst first, as they stand for it. */
function placeLines(world: World, name: string | undefined, {filter, interview}: State): Line[] {
  const place = world.places.find(one => one.name === name)
  const own = place ? world.report.observations.filter(one => isOf(one.subject, place)) : restOf(world, interview.within)
  const rows = world.report.frameworks.filter(({id}) => filter.framework === undefined || id === filter.framework).flatMap(framework => framework.controls.map(control => {
    const seen = own.filter(one => one.controls.some(ref => ref.framework === framework.id && ref.control === control.id))
    const status: Status = seen.some(one => counts(one, 'fail')) ? 'fail' : seen.some(one => counts(one, 'unknown')) ? 'unknown'
      : place && openPlaces(control, framework, [place]).length > 0 ? 'manual' : control.status === 'fail' || control.status === 'unknown' ? seen.length > 0 ? 'pass' : 'not-applicable' : control.status
    return {control, framework: framework.id, severity: control.severity, status}
  }))
  return rows.filter(({severity, status}) => (filter.status === undefined || status === filter.status) && (filter.severity === undefined || severity === filter.severity))
    .sort((a, b) => byStatus(a, b) || worseFirst(a, b))
    .map(({control, framework, severity, status}): Line => ({...colourOf(status), open: {control: control.id, framework, kind: 'control', ...name === undefined ? {} : {place: name}}, text: `${status === 'manual' ? 'OPEN' : wordOf[status]} ${severity}  ${framework} ${control.id}  ${control.title}`}))
    .filter(line => holds(line, filter))
}

function controlLines(world: World, {control: id, framework, place: name}: Extract<Screen, {kind: 'control'}>, columns: number): Line[] {
  const result = world.report.frameworks.find(one => one.id === framework)
  const control = result?.controls.find(one => one.id === id)
  if (!result || !control) return [{text: 'It is not there any more.'}]
  const place = world.places.find(one => one.name === name)
  const seen = observationsOf(world, framework, id, place)
  const text = questionText(world, {control, framework, open: openPlaces(control, result, world.places)}).filter(line => !line.startsWith('- '))
  const status = `Status: ${wordOf[control.status]}${place ? `; here: ${harmless(place.name)}` : ''}`
  return [...texts([...text.slice(0, 1), status, ...text.slice(1)], columns), ...seen.length > 0 ? [{text: ''}, {isStrong: true, text: 'Observations (enter opens one)'}] : [], ...seen.map(lineOf)]
}

const lineOf = (one: Observation): Line => ({
  ...colourOf(counts(one, 'fail') ? 'fail' : counts(one, 'unknown') ? 'unknown' : 'pass'), open: {check: one.check, kind: 'observation', subject: keyOf(one)}, text: observationLine(one),
})

const isShown = (one: Observation, {framework, severity, status}: Filter) =>
  (severity === undefined || one.severity === severity) && (framework === undefined || one.controls.some(ref => ref.framework === framework)) && (status === undefined || one.verdict === status)

const holds = ({text}: Line, {search = ''}: Filter) => text.toLowerCase().includes(search.toLowerCase())

const texts = (all: readonly string[], columns: number): Line[] =>
  all.flatMap((text, index) => wrapped(text, columns - 2, '', 2).map((line): Line => index === 0 ? {isStrong: true, text: line} : {text: line}))
