import type {JsonCursor} from '../parsing/json-cursor.js'
import type {Problem} from '../foundation/json-pointer.js'
import type {Check} from '../model/check.js'
import type {FrameworkHead} from '../model/framework.js'

import {items, property, asString, strings} from '../parsing/json-cursor.js'
import {didYouMean} from '../foundation/suggestion.js'

/** The names that a policy may use. */
export interface PolicyVocabulary {
  readonly checks: ReadonlyArray<Pick<Check, 'id'>>
  /** Several may have one alias: under a profile, a policy keeps the answers to the whole framework. */
  readonly frameworks: readonly FrameworkHead[]
  /** Those of files, which a policy chooses by their path, and whose controls it may answer by their names. */
  readonly customFrameworks: readonly FrameworkHead[]
  /** The controls of one of the frameworks. */
  readonly controlIds: (framework: FrameworkHead) => readonly string[]
}

/** What a schema can't check in a policy: names that must exist. */
export function referenceProblems(
  root: JsonCursor,
  {checks, controlIds, customFrameworks, frameworks}: PolicyVocabulary,
  isPath: (name: string) => boolean,
): Problem[] {
  const answerable = [...frameworks, ...customFrameworks]
  const unknownNameProblems = (
    name: JsonCursor<string> | undefined,
    candidates: readonly string[],
    description: string,
  ): Problem[] =>
    name === undefined || candidates.includes(name.value)
      ? []
      : [
          {
            pointer: name.pointer,
            describe: () => `is "${name.value}", which is ${description}${didYouMean(name.value, candidates)}`,
          },
        ]
  return [
    ...strings(property(root, 'frameworks'))
      .filter(({value}) => !isPath(value))
      .flatMap(name =>
        namesOf(customFrameworks).includes(name.value)
          ? [{pointer: name.pointer, describe: () => `is "${name.value}", a custom framework: name its file instead`}]
          : unknownNameProblems(name, ['all', ...namesOf(frameworks)], 'not a framework'),
      ),
    ...items(property(root, 'waivers')).flatMap(waiver =>
      unknownNameProblems(
        asString(property(waiver, 'check')),
        checks.map(({id}) => id),
        'not a check',
      ),
    ),
    ...items(property(root, 'answers')).flatMap(answer => {
      const frameworkName = asString(property(answer, 'framework'))
      const named = answerable.filter(
        ({aliases, id}) => frameworkName && [id, ...aliases].includes(frameworkName.value),
      )
      const control = asString(property(answer, 'control'))
      const [framework] = named
      return framework
        ? unknownNameProblems(
            control,
            named.flatMap(head => controlIds(head)),
            `not a control of ${framework.title} ${framework.version}`,
          )
        : unknownNameProblems(frameworkName, namesOf(answerable), 'not a framework')
    }),
  ]
}

const namesOf = (frameworks: readonly FrameworkHead[]) => frameworks.flatMap(({aliases, id}) => [id, ...aliases])
