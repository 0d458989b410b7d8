import type {EndOfLife} from '../../model/end-of-life.js'
import type {App, FactTypes} from '../../model/facts.js'
import type {LazyField, FieldValue} from '../../model/subject.js'
import type {AppHandle, SubjectContext} from '../context.js'

import {byCodeUnit} from '../../foundation/collections.js'
import {daysUntil} from '../../foundation/date.js'
import {endOfLifeDate} from '../../model/end-of-life.js'
import {fieldFrom, unknown, value} from '../field-value.js'
import {notStated} from '../read-result.js'
import {recordedGeneration} from './runtime-class.js'

type Stacks = FactTypes['stacks']

/** Fields of an app's stack, from its record, from `/stacks`, and from the dated table in this plugin. */
export function stackFields(
  {endOfLife, facts, now}: SubjectContext,
  {record}: AppHandle,
): Record<'daysUntilStackEnds' | 'newestStack' | 'stack' | 'stackState' | 'stackSupport', LazyField> {
  const fromStackName = (use: (name: string) => FieldValue): FieldValue =>
    fieldFrom(record, ({stack}: App) => (stack?.name ? use(stack.name) : notStated('which stack the app is on')))
  return {
    daysUntilStackEnds: () =>
      fromStackName(name => fieldFrom(now, today => daysUntilEnd(endOfLife.stacks, name, today))),
    newestStack: () =>
      fieldFrom(record, () => {
        const generation = recordedGeneration(record)
        if ('gap' in generation) return generation
        if (generation.value === 'fir') return value('cnb')
        return fieldFrom(now, today =>
          fieldFrom(facts.read('stacks'), stacks => newestStack(stacks, endOfLife.stacks, today)),
        )
      }),
    stack: () => fromStackName(value),
    stackState: () => fromStackName(name => fieldFrom(facts.read('stacks'), stacks => stackState(stacks, name))),
    stackSupport: () =>
      fromStackName(name =>
        fieldFrom(facts.read('stacks'), stacks => stackSupport(stacks, name, endOfLife.stacks, now)),
      ),
  }
}

const knownStates = ['beta', 'deprecated', 'public']

function stackState(stacks: Stacks, name: string): FieldValue {
  const stack = stacks.find(candidate => candidate.name === name)
  if (!stack) return value('not listed')
  if (!stack.state) return unknown('no-statement', `/stacks doesn't give the state of ${name}`)
  return knownStates.includes(stack.state)
    ? value(stack.state)
    : unknown('unknown-value', `"${stack.state}" isn't a known stack state`)
}

function daysUntilEnd(table: readonly EndOfLife[], name: string, now: number): FieldValue {
  const end = endOfLifeDate(table, name)
  return end === undefined
    ? unknown('unknown-value', `when support for ${name} ends is unknown`)
    : value(daysUntil(end, now))
}

/** The listed stack of Cedar that is supported for longest, by the dated table. */
function newestStack(stacks: Stacks, table: readonly EndOfLife[], now: number): FieldValue {
  const [newest] = stacks
    .filter(({name, state}) => state === 'public' && /^heroku-\d+$/.test(name))
    .map(({name}) => ({end: endOfLifeDate(table, name) ?? '', name}))
    .filter(({end}) => end !== '' && daysUntil(end, now) >= 0)
    .sort((a, b) => byCodeUnit(b.end, a.end))
  return newest ? value(newest.name) : unknown('unknown-value', 'no listed stack is known to be supported')
}

/** A deprecated stack is supported until its end of life. A stack without an announced end is supported, too. */
function stackSupport(
  stacks: Stacks,
  name: string,
  table: readonly EndOfLife[],
  now: SubjectContext['now'],
): FieldValue {
  if (!stacks.some(stack => stack.name === name)) return value('not listed')
  const end = endOfLifeDate(table, name)
  if (end === undefined) return value('supported')
  return fieldFrom(now, today => value(daysUntil(end, today) < 0 ? 'ended' : 'supported'))
}
