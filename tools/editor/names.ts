import type {Check} from '../../src/model/check.js'
import type {Control, Framework, FrameworkHead} from '../../src/model/framework.js'

import {frameworkHeads, readChecks, readFrameworks} from '../../src/catalog/catalog.js'
import {saqProfile} from '../../src/catalog/chosen-profiles.js'

export type Schema = Readonly<Record<string, unknown>>

/** Names that may be written, each with its description, and what is said of any other name. */
export interface Names {
  readonly names: ReadonlyArray<readonly [name: string, description: string]>
  readonly otherwise?: string
}

/** A schema that accepts the names alone; editors show the descriptions. */
export const oneOfNames = ({names, otherwise}: Names): Schema => ({
  enum: names.map(([name]) => name),
  enumDescriptions: names.map(([, description]) => description),
  ...(otherwise === undefined ? {} : {errorMessage: otherwise}),
})

/** The names of the bundled checks. */
export const checkNames = (checks: readonly Check[] = readChecks()): Names['names'] =>
  checks.map(({id, severity, subject, title}) => [id, `${title} (${subject}, ${severity})`])

const headText = ({profileOf, title, version}: FrameworkHead) =>
  profileOf === undefined ? `${title} ${version}` : `${title} ${version}, a profile of ${profileOf}`

/** The ids and aliases of the bundled frameworks. */
export const frameworkNames = (): Names['names'] =>
  readFrameworks().flatMap(framework =>
    [framework.id, ...framework.aliases].map(name => [name, headText(framework)] as const),
  )

const everyProfile = [
  ...(['5.9.5', '6.0'] as const).map(version => ({cjis: {version}})),
  ...['A', 'A-EP', 'D-merchant', 'D-service-provider'].map(saq => ({pci: {saq}})),
]

/** The names of frameworks that a policy's answers may have, with the controls that each may mean. */
export interface AnswerableFramework {
  readonly names: readonly string[]
  readonly title: string
  readonly controls: readonly Control[]
}

/** An alias means other controls where the policy chooses a profile; then it keeps those that it has without one. */
export function answerableFrameworks(): AnswerableFramework[] {
  const frameworks = readFrameworks()
  const byId = new Map(frameworks.map(framework => [framework.id, framework]))
  const heads = [{}, ...everyProfile].flatMap(profile => frameworkHeads({profile}))
  const moved = [...new Set(movedAliases(heads, byId))]
  const meanings = moved.map((alias): AnswerableFramework => {
    const ids = new Set(heads.filter(({aliases}) => aliases.includes(alias)).map(({id}) => id))
    const meant = [...ids].flatMap(id => byId.get(id) ?? [])
    return {controls: distinctControls(meant), names: [alias], title: meant.slice(0, 1).map(headText).join('')}
  })
  return [
    ...meanings,
    ...frameworks.map(framework => ({
      controls: framework.controls,
      names: [framework.id, ...framework.aliases].filter(name => !moved.includes(name)),
      title: headText(framework),
    })),
  ]
}

/** The aliases that some framework has under a profile, and not without. */
const movedAliases = (heads: readonly FrameworkHead[], byId: ReadonlyMap<string, Framework>): string[] =>
  heads.flatMap(({aliases, id}) => aliases.filter(alias => byId.get(id)?.aliases.includes(alias) !== true))

const distinctControls = (frameworks: readonly Framework[]): Control[] => [
  ...new Map(frameworks.flatMap(({controls}) => controls).map(control => [control.id, control])).values(),
]

/** The documents that some bundled framework asks for. */
export const documentNames = (): Names['names'] => [
  ...new Map(
    readFrameworks().flatMap(({documents}) =>
      Object.entries(documents).map(([id, {from, title}]) => [id, `${title}; from: ${from}`] as const),
    ),
  ),
]

/** The questionnaires that choose a profile of PCI DSS. */
export const questionnaireNames = (): Names['names'] =>
  ['A', 'A-EP', 'D', 'D-merchant', 'D-service-provider'].map(saq => {
    const profile = saqProfile({entity: 'merchant', saq})
    const framework = readFrameworks().find(({id}) => id === profile)
    return [saq, framework ? headText(framework) : '']
  })

/** A pattern for exactly these texts. */
export const patternOf = (texts: readonly string[]): string =>
  `^(?:${texts.map(text => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)).join('|')})$`

/** A pattern for every text but these. */
export const patternOfOthers = (texts: readonly string[]): string =>
  patternOf(texts).replace('^(?:', '^(?!(?:').concat(')')
