import type {Severity, Status} from '../../model/framework.js'
import type {Observation} from '../../model/observation.js'
import type {Question} from '../question.js'
import type {Filter} from './screen-state.js'

/** What a filter looks at. */
interface Filtered {
  readonly frameworks: readonly string[]
  readonly severity: Severity
  readonly status: Status
}

/** Whether a filter lets something through. */
export const matchesFilter = (filtered: Filtered, {framework, severity, status}: Filter): boolean =>
  (framework === undefined || filtered.frameworks.includes(framework)) &&
  (severity === undefined || filtered.severity === severity) &&
  (status === undefined || filtered.status === status)

/** Whether a filter lets an observation through, also as a signal. */
export const observationMatches = ({controls, severity, signals = [], verdict}: Observation, filter: Filter): boolean =>
  matchesFilter(
    {frameworks: [...controls, ...signals].map(({framework}) => framework), severity, status: verdict},
    filter,
  )

/** Whether a filter lets a question through: by the framework of any control that it settles. */
export const questionMatches = ({control, framework, settles = []}: Question, filter: Filter): boolean =>
  matchesFilter({...control, frameworks: [framework, ...settles.map(settled => settled.framework)]}, filter)
