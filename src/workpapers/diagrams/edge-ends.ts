import type {PlacedEdge, PlacedNode, Point} from './drawing.js'

import {groupBy} from '../../foundation/collections.js'

type Side = 'left' | 'right'

/** An end of an edge at a node. */
interface End {
  readonly edge: number
  readonly node: PlacedNode
  readonly side: Side
  /** Where the edge goes to or comes from. */
  readonly toward: Point
}

/**
 * Edges that leave and reach nodes at their sides, spread over the height of a node, and run past the other nodes of
 * the column before they turn: the layout ends them at the outline, on a line to the middle that may cross other nodes.
 */
export function withEnds(edges: readonly PlacedEdge[], nodes: readonly PlacedNode[]): PlacedEdge[] {
  const byId = new Map(nodes.map(node => [node.node.id, node]))
  const columns = columnsOf(nodes)
  const [starts, ends] = [endsOf(edges, byId, 'from'), endsOf(edges, byId, 'to')]
  const places = spread([...starts, ...ends])
  return edges.map((placed, index) => {
    const [start, end] = [starts[index], ends[index]]
    const [first, last] = [start && places.get(start), end && places.get(end)]
    if (!start || !end || first === undefined || last === undefined) return placed
    const middle = placed.points.slice(1, -1)
    return {...placed, points: [...stub(start, first, columns), ...middle, ...stub(end, last, columns).toReversed()]}
  })
}

function endsOf(
  edges: readonly PlacedEdge[],
  byId: ReadonlyMap<string, PlacedNode>,
  which: 'from' | 'to',
): Array<End | undefined> {
  return edges.map(({edge, points}, index) => {
    const node = byId.get(edge[which])
    const toward = which === 'from' ? points[1] : points.at(-2)
    return node && toward && {edge: index, node, side: toward.x < node.x + node.width / 2 ? 'left' : 'right', toward}
  })
}

/** The height at which each end is: those at the same side in the order of where they go, so that none cross there. */
function spread(ends: ReadonlyArray<End | undefined>): ReadonlyMap<End, number> {
  const known = ends.filter(end => end !== undefined)
  const places = new Map<End, number>()
  for (const group of groupBy(known, ({node, side}) => JSON.stringify([node.node.id, side])).values()) {
    const ordered = group.toSorted((a, b) => a.toward.y - b.toward.y || a.edge - b.edge)
    ordered.forEach((end, index) => {
      const {height, y} = end.node
      const room = Math.min(height - 10, ordered.length * 14)
      places.set(end, y + height / 2 + room * ((index + 0.5) / ordered.length - 0.5))
    })
  }

  return places
}

/** The edges of each column of nodes, by the middle of the column. */
type Columns = ReadonlyMap<number, Readonly<Record<Side, number>>>

const middleOf = ({width, x}: PlacedNode): number => Math.round(x + width / 2)

function columnsOf(nodes: readonly PlacedNode[]): Columns {
  const columns = new Map<number, Readonly<Record<Side, number>>>()
  for (const [middle, ofColumn] of groupBy(nodes, middleOf))
    columns.set(middle, {
      left: Math.min(...ofColumn.map(({x}) => x)),
      right: Math.max(...ofColumn.map(({width, x}) => x + width)),
    })
  return columns
}

/** From the side of a node straight to where the column ends. */
function stub({node, side}: End, y: number, columns: Columns): Point[] {
  const column = columns.get(middleOf(node))
  return side === 'left'
    ? [
        {x: node.x, y},
        {x: Math.min(node.x, column?.left ?? node.x) - 12, y},
      ]
    : [
        {x: node.x + node.width, y},
        {x: Math.max(node.x + node.width, column?.right ?? 0) + 4, y},
      ]
}
