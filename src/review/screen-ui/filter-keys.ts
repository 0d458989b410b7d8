import type {ReviewModel} from '../review-model.js'
import type {Filter, ScreenState} from './screen-state.js'

import {severities, statuses} from '../../model/framework.js'
import {withCursorAtTop} from './navigation.js'

/** The keys that filter lists, as the help lists them. */
export const filterHelp: readonly [keys: string, help: string] = [
  's, v, f, 0',
  'only one status, severity, framework; 0 clears all filters',
]

/** The state after a key that filters; undefined for every other key. A filter key goes on to the next value. */
export function changeFilter(model: ReviewModel, state: ScreenState, key: string): ScreenState | undefined {
  const {framework, severity, status} = state.filter
  const changed = (filter: Filter) => withCursorAtTop({...state, filter: {...state.filter, ...filter}})
  switch (key) {
    case 's':
      return changed({status: nextValue(statuses, status)})
    case 'v':
      return changed({severity: nextValue(severities, severity)})
    case 'f':
      return changed({
        framework: nextValue(
          model.report.frameworks.map(({id}) => id),
          framework,
        ),
      })
    case '0':
      return withCursorAtTop({
        ...state,
        filter: {},
        history: state.history.map(view => ({...view, search: undefined})),
      })
    default:
      return undefined
  }
}

/** The value after another, the first after none, and none after the last. */
const nextValue = <T>(values: readonly T[], value: T | undefined): T | undefined =>
  values[value === undefined ? 0 : values.indexOf(value) + 1]

/** Whether any of the filters is set. */
export const isFiltered = ({framework, severity, status}: Filter): boolean =>
  (framework ?? severity ?? status) !== undefined
