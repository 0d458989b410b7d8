import type {DiagramEdge, DiagramNode, Graph, GraphBuilder} from './graph.js'

import {groupBy} from '../../foundation/collections.js'
import {pluralize} from '../../foundation/text.js'
import {graphBuilder} from './graph.js'

/**
 * A graph with a node for each box, and what is outside of them.
 *
 * @param filesOf the files that show what is in a box
 * @param isMerged whether what is outside is one node for each kind
 */
export function overviewOf(graph: Graph, filesOf: (box: string) => readonly string[], isMerged: boolean): Graph {
  const outside = graph.nodes.filter(({box}) => box === undefined)
  const builder = graphBuilder()
  for (const {facts, id, isSeen, title} of graph.boxes) {
    const inside = graph.nodes.filter(({box}) => box === id)
    builder.addNode({
      details: [...contentTexts(inside), ...filesOf(id).map(file => `drawn in ${file}`)],
      facts,
      id: `place:${id}`,
      isSeen,
      kind: 'place',
      name: title,
    })
  }

  const nodeIds = new Map(graph.nodes.map(node => [node.id, isMerged ? mergedId(node) : ownId(node)]))
  for (const node of outside)
    builder.addNode(isMerged ? mergedNode(node.kind, outside) : {...node, id: nodeIds.get(node.id) ?? node.id})
  for (const {from, labels, style, to, edges} of mergedEdges(graph.edges, nodeIds))
    builder.addEdge({facts: edges.flatMap(({facts}) => facts), from, labels, style, to})
  return builder.graph()
}

const ownId = ({box, id}: DiagramNode): string => (box === undefined ? id : `place:${box}`)

const mergedId = (node: DiagramNode): string => (node.box === undefined ? `all:${node.kind}` : ownId(node))

const kindNames: Readonly<Record<DiagramNode['kind'], string>> = {
  app: 'app',
  outside: 'host and network outside',
  passage: 'way in',
  place: 'place',
  store: 'store outside of the scope',
  unread: 'list that could not be read',
  vendor: 'service of a vendor',
}

const kindPlurals: Readonly<Record<DiagramNode['kind'], string>> = {
  app: 'apps',
  outside: 'hosts and networks outside',
  passage: 'ways in',
  place: 'places',
  store: 'stores outside of the scope',
  unread: 'lists that could not be read',
  vendor: 'services of vendors',
}

function mergedNode(
  kind: DiagramNode['kind'],
  outside: readonly DiagramNode[],
): Parameters<GraphBuilder['addNode']>[0] {
  const all = outside.filter(node => node.kind === kind)
  return {
    details: all.map(({name}) => name),
    facts: all.flatMap(({facts}) => facts),
    id: `all:${kind}`,
    isSeen: all.every(({isSeen}) => isSeen),
    kind,
    name: `${all.length} ${all.length === 1 ? kindNames[kind] : kindPlurals[kind]}`,
  }
}

function contentTexts(inside: readonly DiagramNode[]): string[] {
  const apps = inside.filter(({kind}) => kind === 'app')
  const stores = inside.filter(({kind}) => kind === 'store')
  const hidden = inside.filter(({isSeen}) => !isSeen)
  const marks = groupBy(
    apps.flatMap(app => app.marks),
    ({dataClass}) => dataClass,
  )
  return [
    [pluralize(apps.length, 'app'), ...(stores.length > 0 ? [pluralize(stores.length, 'store')] : [])].join(', '),
    ...[...marks].map(([dataClass, all]) => `${pluralize(all.length, 'app')} in scope for ${dataClass} data`),
    ...(hidden.length > 0 ? [`${hidden.length} not seen whole`] : []),
  ]
}

interface MergedEdge extends Omit<DiagramEdge, 'facts'> {
  readonly edges: readonly DiagramEdge[]
}

/** The edges between different nodes of the overview; more than one says how many. */
function mergedEdges(edges: readonly DiagramEdge[], nodeIds: ReadonlyMap<string, string>): MergedEdge[] {
  const groups = groupBy(edges, ({from, style, to}) =>
    JSON.stringify([nodeIds.get(from) ?? from, nodeIds.get(to) ?? to, style]),
  )
  return [...groups.values()].flatMap(group => {
    const [first] = group
    if (!first) return []
    const [from, to] = [nodeIds.get(first.from) ?? first.from, nodeIds.get(first.to) ?? first.to]
    if (from === to) return []
    return [
      {
        edges: group,
        from,
        labels: group.length === 1 ? first.labels : [`${group.length} connections`],
        style: first.style,
        to,
      },
    ]
  })
}
