import type {Policy} from '../../../src/model/policy.js'
import type {Scope, Snapshot} from '../../../src/model/snapshot.js'
import type {Diagram} from '../../../src/workpapers/diagrams/diagram.js'
import type {DiagramEdge, DiagramNode, Graph} from '../../../src/workpapers/diagrams/graph.js'
import type {WorkpaperInputs} from '../../../src/workpapers/workpaper.js'
import type {World} from '../../fixtures/types.js'

import {classScopes} from '../../../src/workpapers/class-scope.js'
import {readComponents} from '../../../src/workpapers/components.js'
import {legibleDiagrams, wholeDiagrams} from '../../../src/workpapers/diagrams/diagram-files.js'
import {unseenOf} from '../../../src/workpapers/unseen.js'
import {collectWorld} from '../../../tools/sample.js'
import {paperInputs} from '../support.js'

export interface Drawn {
  readonly diagrams: readonly Diagram[]
  readonly inputs: WorkpaperInputs
  readonly network: Graph
  readonly dataFlow: Graph
}

/** The diagrams of a snapshot, as they are drawn and as they are before they are split. */
export async function drawn(snapshot: Snapshot, policy: Partial<Policy> = {}): Promise<Drawn> {
  const inputs = paperInputs({policy, snapshot})
  const components = readComponents(inputs)
  const scopes = classScopes(inputs.report, inputs.policy)
  const whole = wholeDiagrams(inputs, components, scopes)
  const [network, dataFlow] = whole.map(({graph}) => graph)
  if (!network || !dataFlow) throw new Error('there are two diagrams')
  const diagrams = await legibleDiagrams(whole, inputs.report, scopes, unseenOf(components), () => {})
  return {dataFlow, diagrams, inputs, network}
}

export const drawnWorld = async (
  world: World,
  policy: Partial<Policy> = {},
  scope: Scope = {kind: 'all'},
): Promise<Drawn> => drawn(await collectWorld(world, scope), policy)

/** A node as its name and what it says. */
export const nodeNamed = ({nodes}: Graph, name: string): DiagramNode => {
  const node = nodes.find(candidate => candidate.name === name)
  if (!node) throw new Error(`there is no ${name} among ${nodes.map(candidate => candidate.name).join(', ')}`)
  return node
}

/** The edges as text: `from -> to: labels (style)`. */
export const edgeTexts = ({edges, nodes}: Graph): string[] => {
  const nameOf = (id: string) => nodes.find(node => node.id === id)?.name ?? id
  return edges.map(
    ({from, labels, style, to}: DiagramEdge) => `${nameOf(from)} -> ${nameOf(to)}: ${labels.join('; ')} (${style})`,
  )
}
