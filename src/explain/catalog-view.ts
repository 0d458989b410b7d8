import type {Check, Dictionary, Examples} from '../model/check.js'
import type {Framework} from '../model/framework.js'

/** What the catalogue holds, to be put into words. */
export interface CatalogView {
  readonly frameworks: readonly Framework[]
  readonly checks: readonly Check[]
  readonly examples: Examples
  readonly fields: Dictionary
}

export const line = (text = ''): string => `${text}\n`

/** A head and what belongs to it; nothing where there is nothing. */
export const section = (heading: string, body: string): string => (body === '' ? '' : line() + line(heading) + body)

/** Commands with capitals where a report has the subject's own names. */
export const commandLines = (commands: readonly string[] = []): string =>
  commands
    .map(command => line(`    ${command.replaceAll(/\{(\w+)\}/g, (_, name: string) => name.toUpperCase())}`))
    .join('')

/** The name that is shorter to type. */
export const shortestName = ({aliases, id}: Framework): string =>
  [id, ...aliases].reduce((short, name) => (name.length < short.length ? name : short))

/** The controls that a failure of a check breaches, or those that it is a mere signal of, by framework. */
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
