import type {History} from '../../model/history.js'

import {dayStates} from '../../model/history.js'
import {byteOrderMark, escapeCell} from '../csv/cell.js'
import {controlKey} from '../text/control-text.js'

const fixed = ['scope', 'from', 'to', 'framework', 'control', 'title', 'readings', 'readings_held'] as const
const failure = ['first_failure', 'last_failure', 'exposure_at_least_h', 'exposure_at_most_h', 'waived_checks'] as const

/** A row for each control of each scope, and one for each file that can't be relied on. */
export function historyCsv({period, problems, series}: History): string {
  const states = dayStates.map(state => `days_${state.replaceAll('-', '_')}`)
  const rows = series.flatMap(({controls, scope}) =>
    controls.map(control => {
      const {
        days,
        firstFailure = '',
        framework,
        id,
        lastFailure = '',
        longestExposure,
        readings,
        readingsHeld,
      } = control
      return [
        ...[scope, period.from, period.to, framework, controlKey(framework, id), control.title],
        ...[readings, readingsHeld, ...dayStates.map(state => days[state])],
        ...[firstFailure, lastFailure, longestExposure?.atLeastHours, longestExposure?.atMostHours],
        control.waivedChecks.join(' '),
      ]
    }),
  )
  const unreliable = problems.map(({file, problem}) => ['', period.from, period.to, '', '', `${file} ${problem}`])
  const lines = [[...fixed, ...states, ...failure], ...rows, ...unreliable]
  const width = lines[0]?.length ?? 0
  const text = lines.map(cells => Array.from({length: width}, (_, index) => cellOf(cells[index])).join(','))
  return `${byteOrderMark}${text.join('\r\n')}\r\n`
}

/** Numbers are to be summed. */
const cellOf = (cell: number | string | undefined): string =>
  typeof cell === 'number' ? String(cell) : escapeCell(cell ?? '')
