import type {EndOfLife} from '../../model/end-of-life.js'
import type {App, FactTypes} from '../../model/facts.js'
import type {LazyField, FieldValue} from '../../model/subject.js'
import type {AppHandle, SubjectContext} from '../context.js'

import {daysUntil} from '../../foundation/date.js'
import {endOfLifeDate} from '../../model/end-of-life.js'
import {fieldFrom, required, unknown, value} from '../field-value.js'

type Stacks = FactTypes['stacks']

/** What is told of an app's stack: by its record, by `/stacks`, and by the dated table of the package. */
export function stackFields(
  {endOfLife, facts, now}: SubjectContext,
  {record}: AppHandle,
): Record<'daysUntilStackEnds' | 'stack' | 'stackState' | 'stackSupport', LazyField> {
  const fromStackName = (use: (name: string) => FieldValue): FieldValue =>
    fieldFrom(record, ({stack}: App) =>
      stack?.name ? use(stack.name) : required(undefined, 'which stack the app is on'),
    )
  return {
    daysUntilStackEnds: () =>
      fromStackName(name => fieldFrom(now, today => daysUntilEnd(endOfLife.stacks, name, today))),
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

/** A deprecated stack is supported until its end, and one whose end nobody has announced yet is, too. */
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
