import type {DiagramNode, Graph, NodeKind} from './graph.js'

import {byCodeUnit, groupBy} from '../../foundation/collections.js'

/** More nodes than this aren't legible as one drawing. */
export const maxNodes = 60

/** A part of a graph that is drawn on its own. */
export interface GraphPage {
  /** The box that it is about. */
  readonly box: string
  readonly graph: Graph
}

/** Which share of a graph can be read as one drawing: at least 1 where all of it can. */
export type ReadableShare = (page: Graph) => Promise<number>

/** The nodes of a page before it is drawn, and the box that it is about. */
interface PagePlan {
  readonly box: string
  readonly ids: ReadonlySet<string>
}

interface Relations {
  readonly byId: ReadonlyMap<string, DiagramNode>
  readonly neighbors: (id: string) => ReadonlySet<string>
}

/** What several apps share because they are one system; hosts, routers and clients are shared by all. */
const joiningKinds: ReadonlySet<NodeKind> = new Set<NodeKind>(['store', 'vendor'])

/**
 * A graph as pages, each about a box or a part of one, with everything that its apps are connected to. Every part is on
 * a page, except for what is outside of all boxes and connected to none.
 */
export async function pagesOf(graph: Graph, readable: ReadableShare): Promise<readonly GraphPage[]> {
  const relations = relationsOf(graph)
  const pages: PagePlan[] = []
  for (const {id: box} of graph.boxes)
    for (const ids of await partsOf(graph, unitsOf(graph, relations, box), readable)) pages.push({box, ids})
  const whole = await withEveryEdge(graph, pages, readable)
  return whole.map(({box, ids}) => ({box, graph: pageGraph(graph, ids)}))
}

/** An overview as one page, or as several with some of the places each; what is connected to none is on one of them. */
export async function overviewPages(overview: Graph, readable: ReadableShare): Promise<readonly Graph[]> {
  if ((await readable(overview)) >= 1) return [overview]
  const places = overview.nodes.filter(({kind}) => kind === 'place').map(({id}) => id)
  const pages = await partsOf(overview, places, readable)
  const shown = new Set(pages.flatMap(ids => [...ids]))
  const others = overview.nodes.map(({id}) => id).filter(id => !shown.has(id))
  const [first = new Set<string>(), ...rest] = pages
  const filled = new Set([...first, ...others])
  const isFirstFull = pages.length === 0 || (await readable(pageGraph(overview, filled))) < 1
  const whole = isFirstFull && others.length > 0 ? [first, ...rest, new Set(others)] : [filled, ...rest]
  return whole.filter(({size}) => size > 0).map(ids => pageGraph(overview, ids))
}

/** What is on each page about some of the units. */
async function partsOf(
  graph: Graph,
  units: readonly string[],
  readable: ReadableShare,
): Promise<ReadonlyArray<ReadonlySet<string>>> {
  const relations = relationsOf(graph)
  const shareOf = (part: readonly string[]) => readable(pageGraph(graph, closure(part, relations)))
  const parts: Array<ReadonlySet<string>> = []
  for (const chunk of chunks(units, relations))
    for (const part of await fitting(chunk, shareOf)) parts.push(closure(part, relations))
  return parts
}

function relationsOf({edges, nodes}: Graph): Relations {
  const neighbors = new Map<string, Set<string>>(nodes.map(({id}) => [id, new Set()]))
  for (const {from, to} of edges) {
    neighbors.get(from)?.add(to)
    neighbors.get(to)?.add(from)
  }

  const none: ReadonlySet<string> = new Set()
  return {byId: new Map(nodes.map(node => [node.id, node])), neighbors: id => neighbors.get(id) ?? none}
}

/** What pages are made of: the apps of a box, and what in it is connected to no app. */
function unitsOf({nodes}: Graph, relations: Relations, box: string): readonly string[] {
  const isApp = (id: string) => relations.byId.get(id)?.kind === 'app'
  return nodes
    .filter(node => node.box === box && (isApp(node.id) || ![...relations.neighbors(node.id)].some(isApp)))
    .map(({id}) => id)
}

/** Units that share a store or a vendor's service are drawn together as far as there is room. */
function chunks(units: readonly string[], relations: Relations): readonly string[][] {
  const result: string[][] = []
  let current: string[] = []
  for (const system of systemsOf(units, relations)) {
    if (current.length > 0 && closure([...current, ...system], relations).size > maxNodes) {
      result.push(current)
      current = []
    }

    current.push(...system)
  }

  return current.length > 0 ? [...result, current] : result
}

function systemsOf(units: readonly string[], {byId, neighbors}: Relations): readonly string[][] {
  const systemOf = new Map(units.map(unit => [unit, unit]))
  const rootOf = (unit: string): string => {
    const parent = systemOf.get(unit) ?? unit
    return parent === unit ? unit : rootOf(parent)
  }
  for (const unit of units)
    for (const shared of neighbors(unit)) {
      const kind = byId.get(shared)?.kind
      if (kind === undefined || !joiningKinds.has(kind)) continue
      for (const other of neighbors(shared)) if (systemOf.has(other)) systemOf.set(rootOf(other), rootOf(unit))
    }
  return [...groupBy(units, rootOf).values()]
}

/** Splits units into equal parts until each can be read, or is a single unit. */
async function fitting(
  units: readonly string[],
  shareOf: (units: readonly string[]) => Promise<number>,
): Promise<ReadonlyArray<readonly string[]>> {
  const share = units.length <= 1 ? 1 : await shareOf(units)
  if (share >= 1) return [units]
  const count = Math.min(units.length, Math.max(2, Math.ceil(1 / share)))
  const parts = Array.from({length: count}, (_, index) =>
    units.slice(Math.round((units.length * index) / count), Math.round((units.length * (index + 1)) / count)),
  )
  const fittingParts: Array<readonly string[]> = []
  for (const part of parts) fittingParts.push(...(await fitting(part, shareOf)))
  return fittingParts
}

/** The units, what they are connected to, and what leads to the ways into their boxes. */
function closure(units: readonly string[], {byId, neighbors}: Relations): ReadonlySet<string> {
  const ids = new Set(units)
  const kindOf = (id: string) => byId.get(id)?.kind
  // What a way in leads to are units of their own.
  const around = (id: string) =>
    [...neighbors(id)].filter(other =>
      kindOf(id) === 'passage' ? kindOf(other) === 'outside' : kindOf(other) !== 'app',
    )
  for (const unit of units) for (const id of around(unit)) ids.add(id)
  for (const id of [...ids]) if (kindOf(id) === 'passage') for (const other of around(id)) ids.add(other)
  return ids
}

/**
 * Adds what is at the other end of an edge that no page has, such as a follower in another space: to a page about one
 * end that has room for it, or as a page of its own.
 */
async function withEveryEdge(
  graph: Graph,
  pages: readonly PagePlan[],
  readable: ReadableShare,
): Promise<readonly PagePlan[]> {
  const boxOf = new Map(graph.nodes.map(({box, id}) => [id, box]))
  const planned = [...pages]
  for (const {from, to} of graph.edges) {
    if (planned.some(({ids}) => ids.has(from) && ids.has(to))) continue
    const box = boxOf.get(from) ?? boxOf.get(to)
    if (box === undefined) continue
    const about = planned.findIndex(({ids}) => ids.has(from) || ids.has(to))
    const page = planned[about]
    const ids = new Set([...(page?.ids ?? []), from, to])
    if (page && (await readable(pageGraph(graph, ids))) >= 1) planned[about] = {...page, ids}
    else planned.push({box, ids: new Set([from, to])})
  }

  return planned
}

/** Parts by the nodes that they have: each is the same object however often it is asked for. */
const parts = new WeakMap<Graph, Map<string, Graph>>()

function pageGraph(graph: Graph, ids: ReadonlySet<string>): Graph {
  const ofGraph = parts.get(graph) ?? new Map<string, Graph>()
  parts.set(graph, ofGraph)
  const key = JSON.stringify([...ids].sort(byCodeUnit))
  const part = ofGraph.get(key) ?? partOf(graph, ids)
  ofGraph.set(key, part)
  return part
}

function partOf({boxes, edges, nodes}: Graph, ids: ReadonlySet<string>): Graph {
  const shown = nodes.filter(({id}) => ids.has(id))
  return {
    boxes: boxes.filter(({id}) => shown.some(({box}) => box === id)),
    edges: edges.filter(({from, to}) => ids.has(from) && ids.has(to)),
    nodes: shown,
  }
}
