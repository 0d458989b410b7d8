import type {Part} from '../parsing/json-cursor.js'
import type {Problem} from '../foundation/json-pointer.js'
import type {Check} from '../model/check.js'
import type {Framework} from '../model/framework.js'

import {list, part, text, texts} from '../parsing/json-cursor.js'
import {missing} from '../catalog/custom-framework-rules.js'

/** What names in a policy may mean. */
export interface Vocabulary {
  readonly checks: ReadonlyArray<Pick<Check, 'id'>>
  readonly frameworks: readonly Framework[]
}

/** What no schema can say of a policy: names that must mean something. */
export function policyProblems(
  root: Part,
  {checks, frameworks}: Vocabulary,
  isPath: (name: string) => boolean,
): Problem[] {
  const names = ['all', ...frameworks.flatMap(({aliases, id}) => [id, ...aliases])]
  const unknown = (one: Part<string> | undefined, known: readonly string[], what: string): Problem[] =>
    one === undefined || known.includes(one.value)
      ? []
      : [{at: one.at, say: () => `is "${one.value}", which is ${what}${missing(one.value, known)}`}]
  return [
    ...texts(part(root, 'frameworks'))
      .filter(({value}) => !isPath(value))
      .flatMap(one => unknown(one, names, 'no framework')),
    ...list(part(root, 'waivers')).flatMap(waiver =>
      unknown(
        text(part(waiver, 'check')),
        checks.map(({id}) => id),
        'no check',
      ),
    ),
    ...list(part(root, 'answers')).flatMap(answer => {
      const named = text(part(answer, 'framework'))
      const framework = frameworks.find(({aliases, id}) => named && [id, ...aliases].includes(named.value))
      const control = text(part(answer, 'control'))
      return framework
        ? unknown(
            control,
            framework.controls.map(({id}) => id),
            `no control of ${framework.title} ${framework.version}`,
          )
        : unknown(named, names.slice(1), 'no framework')
    }),
  ]
}
