import type {Check, Dictionary, Examples} from '../model/check.js'
import type {Crosswalk} from '../model/crosswalk.js'
import type {Framework} from '../model/framework.js'

/** What compliance:controls prints from. */
export interface CatalogView {
  readonly frameworks: readonly Framework[]
  readonly checks: readonly Check[]
  readonly examples: Examples
  readonly fields: Dictionary
  readonly crosswalks: readonly Crosswalk[]
}

/** A line with its newline. */
export const line = (text = ''): string => `${text}\n`

/** A heading and what belongs to it; nothing if the body is empty. */
export const section = (heading: string, body: string): string => (body === '' ? '' : line() + line(heading) + body)

/** Commands with capitals in place of the subject's own names. */
export const commandLines = (commands: readonly string[] = []): string =>
  commands
    .map(command => line(`    ${command.replaceAll(/\{(\w+)\}/g, (_, name: string) => name.toUpperCase())}`))
    .join('')

/** The shortest of the names of a framework. */
export const shortestName = ({aliases, id}: Framework): string =>
  [id, ...aliases].reduce((short, name) => (name.length < short.length ? name : short))

/** The controls that a failure of a check violates, or those that it is only a signal for, by framework. */
export function controlsUsing(
  id: string,
  frameworks: readonly Framework[],
  list: 'checks' | 'signals' = 'checks',
): Array<{readonly framework: Framework; readonly controls: readonly string[]}> {
  return frameworks
    .map(framework => ({
      controls: framework.controls.filter(control => control[list]?.includes(id)).map(control => control.id),
      framework,
    }))
    .filter(({controls}) => controls.length > 0)
}
