import type {ClassScope} from '../class-scope.js'
import type {Unseen} from '../unseen.js'
import type {EdgeStyle, Graph} from './graph.js'

import {lowerFirst} from '../../foundation/text.js'

/** A diagram with what its reader has to know besides. */
export interface Diagram {
  /** The file without its ending; names within a drawing begin with it. */
  readonly name: string
  readonly title: string
  readonly graph: Graph
  /** Where it comes from, as names and values. */
  readonly provenance: ReadonlyArray<readonly [name: string, value: string]>
  /** What isn't drawn, or only dashed, because it couldn't be seen. */
  readonly unseen: readonly string[]
  /** What holds for everything in it, such as that nobody declared which apps hold a class of data. */
  readonly remarks: readonly string[]
}

export const edgeStyleTexts: Readonly<Record<EdgeStyle, string>> = {
  configured: 'set up: this can connect, or is sent',
  inferred: 'access: that traffic flows is inferred',
  unseen: 'not seen: there may be something or not',
}

/** The styles and classes of data that a diagram uses, which its legend explains. */
export const usedStyles = ({edges}: Graph): EdgeStyle[] =>
  (Object.keys(edgeStyleTexts) as EdgeStyle[]).filter(style => edges.some(edge => edge.style === style))

export const usedClasses = ({nodes}: Graph): string[] => [
  ...new Set(nodes.flatMap(({marks}) => marks.map(({dataClass}) => dataClass))),
]

export const unseenLines = (unseen: readonly Unseen[]): string[] =>
  unseen.map(({needs, what, why}) => `${what}: ${why}${needs === undefined ? '' : `; needs ${needs}`}`)

/** What the declarations of data say of all nodes at once. */
export const scopeRemarks = (scopes: readonly ClassScope[]): string[] =>
  scopes.flatMap(({dataClass, isDeclared, ofAll}) =>
    dataClass === undefined || (isDeclared && ofAll.isInScope) ? [] : [`Data: ${lowerFirst(ofAll.why)}`],
  )
