import type {Observation} from '../../model/observation.js'
import type {Filter} from './screen-state.js'

export const matchesFilter = (observation: Observation, {framework, severity, status}: Filter): boolean =>
  (severity === undefined || observation.severity === severity) &&
  (framework === undefined ||
    [...observation.controls, ...(observation.signals ?? [])].some(ref => ref.framework === framework)) &&
  (status === undefined || observation.verdict === status)
