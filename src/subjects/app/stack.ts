import type {EndOfLife} from '../../model/end-of-life.js'
import type {App, FactTypes} from '../../model/facts.js'
import type {Field, Known} from '../../model/subject.js'
import type {AppHandle, Context} from '../context.js'

import {daysUntil} from '../../foundation/date.js'
import {endOfLifeOf} from '../../model/end-of-life.js'
import {from, stated, unknown, value} from '../field-value.js'

type Stacks = FactTypes['stacks']

/** What is told of an app's stack: by its record, by `/stacks`, and by the dated table of the package. */
export function stackFields(
  {endOfLife, facts, now}: Context,
  {record}: AppHandle,
): Record<'daysUntilStackEnds' | 'stack' | 'stackState' | 'stackSupport', Field> {
  const named = (use: (name: string) => Known): Known =>
    from(record, ({stack}: App) => (stack?.name ? use(stack.name) : stated(undefined, 'which stack the app is on')))
  return {
    daysUntilStackEnds: () => named(name => from(now, today => daysUntilEnd(endOfLife.stacks, name, today))),
    stack: () => named(value),
    stackState: () => named(name => from(facts.read('stacks'), all => stackState(all, name))),
    stackSupport: () => named(name => from(facts.read('stacks'), all => support(all, name, endOfLife.stacks, now))),
  }
}

const states = ['beta', 'deprecated', 'public']

function stackState(all: Stacks, name: string): Known {
  const listed = all.find(one => one.name === name)
  if (!listed) return value('not listed')
  if (!listed.state) return unknown('no-statement', `/stacks does not say the state of ${name}`)
  return states.includes(listed.state)
    ? value(listed.state)
    : unknown('unknown-value', `"${listed.state}" is no known state of a stack`)
}

function daysUntilEnd(rows: readonly EndOfLife[], name: string, now: number): Known {
  const end = endOfLifeOf(rows, name)
  return end === undefined
    ? unknown('unknown-value', `when the support of ${name} ends is not known`)
    : value(daysUntil(end, now))
}

/** A deprecated stack is supported until its end, and one whose end nobody has announced yet is, too. */
function support(all: Stacks, name: string, rows: readonly EndOfLife[], now: Context['now']): Known {
  if (!all.some(one => one.name === name)) return value('not listed')
  const end = endOfLifeOf(rows, name)
  if (end === undefined) return value('supported')
  return from(now, today => value(daysUntil(end, today) < 0 ? 'ended' : 'supported'))
}
