import type {Drawing, PlacedBox, PlacedEdge, PlacedNode, Rectangle} from './drawing.js'
import type {DiagramEdge, DiagramNode, Graph} from './graph.js'
import type {Plan} from './layout-library.js'
import type {TextLine} from './text-box.js'

import {withEnds} from './edge-ends.js'
import {loadLayoutLibrary} from './layout-library.js'
import {nodeText} from './node-text.js'
import {cellsOf, wrapText} from './text-box.js'

/** The sizes of text. A character of the monospaced fonts that the drawing names is as wide as a cell, or narrower. */
export const typography = {cell: 7.3, labelCell: 6.7, labelLine: 13, line: 15, padding: 9} as const

const titleHeight = 24
const labelCells = 22
const margin = 8
const nodeGap = 16

/** Drawings by their graphs: whether one fits is asked before it is written. */
const drawings = new WeakMap<Graph, Promise<Drawing>>()

/** Places the parts of a diagram from left to right. Loads the library for it on first use. */
export function layoutGraph(graph: Graph): Promise<Drawing> {
  const known = drawings.get(graph) ?? placed(graph)
  drawings.set(graph, known)
  return known
}

/** Gives the memory of a drawing back. */
export const forgetDrawing = (graph: Graph): void => {
  drawings.delete(graph)
}

/** A height that a graph certainly has: its apps, and the labels of what leads away from them, are columns. */
export function leastHeight({edges, nodes}: Graph): number {
  const apps = new Set(nodes.flatMap(({id, kind}) => (kind === 'app' ? [id] : [])))
  const heights = (sizes: ReadonlyArray<{readonly height: number}>) =>
    sizes.reduce((sum, {height}) => sum + height + nodeGap, 0)
  return Math.max(
    heights(nodes.filter(({id}) => apps.has(id)).map(node => sizedNode(node))),
    heights(edges.filter(({from}) => apps.has(from)).flatMap(edge => sizedLabel(edge) ?? [])),
  )
}

async function placed(graph: Graph): Promise<Drawing> {
  const library = await loadLayoutLibrary()
  const plan = new library.graphlib.Graph({compound: true, multigraph: true})
  // Columns by a tight tree: shortening edges further takes a third of the time, and these graphs have few to shorten.
  plan.setGraph({
    edgesep: 10,
    marginx: margin,
    marginy: margin,
    nodesep: nodeGap,
    rankdir: 'LR',
    ranker: 'tight-tree',
    ranksep: 36,
  })
  for (const {id} of graph.boxes) plan.setNode(id, {})
  const sizes = new Map(graph.nodes.map(node => [node.id, sizedNode(node)]))
  for (const {node, ...size} of sizes.values()) {
    plan.setNode(node.id, {height: size.height, width: size.width})
    if (node.box !== undefined) plan.setParent(node.id, node.box)
  }

  const labels = graph.edges.map(edge => sizedLabel(edge))
  graph.edges.forEach(({from, to}, index) => {
    const {height = 0, width = 0} = labels[index] ?? {}
    plan.setEdge(from, to, {height, labelpos: 'c', width}, String(index))
  })
  library.layout(plan)
  return drawingOf(plan, graph, sizes, labels)
}

/** A node or label is asked for on each page that is tried. */
const nodeSizes = new WeakMap<DiagramNode, Omit<PlacedNode, 'x' | 'y'>>()
const labelSizes = new WeakMap<DiagramEdge, ReturnType<typeof measuredLabel>>()

function sizedNode(node: DiagramNode): Omit<PlacedNode, 'x' | 'y'> {
  const known = nodeSizes.get(node) ?? measuredNode(node)
  nodeSizes.set(node, known)
  return known
}

function sizedLabel(edge: DiagramEdge): ReturnType<typeof measuredLabel> {
  if (!labelSizes.has(edge)) labelSizes.set(edge, measuredLabel(edge))
  return labelSizes.get(edge)
}

function measuredNode(node: DiagramNode): Omit<PlacedNode, 'x' | 'y'> {
  const {cell, line, padding} = typography
  const text = nodeText(node)
  const lines = [...text.name, ...text.details, ...text.marks]
  return {
    height: lines.length * line + 2 * padding,
    node,
    text,
    width: Math.max(12, ...lines.map(({cells}) => cells)) * cell + 2 * padding,
  }
}

function measuredLabel({labels}: DiagramEdge): undefined | {height: number; width: number; lines: readonly TextLine[]} {
  const shown = labels.length <= 3 ? labels : [...labels.slice(0, 2), `and ${labels.length - 2} more`]
  const lines = shown.flatMap(label => wrapText(label, labelCells, 2))
  if (lines.length === 0) return undefined
  const {labelCell, labelLine} = typography
  return {
    height: lines.length * labelLine + 4,
    lines,
    width: Math.max(...lines.map(({cells}) => cells)) * labelCell + 8,
  }
}

/** Reads the places; room for the titles of boxes is made above each box. */
function drawingOf(
  plan: Plan,
  graph: Graph,
  sizes: ReadonlyMap<string, Omit<PlacedNode, 'x' | 'y'>>,
  labels: ReadonlyArray<ReturnType<typeof sizedLabel>>,
): Drawing {
  const tops = graph.boxes.map(({id}) => topOf(plan.node(id)))
  const shifted = (y: number): number => y + titleHeight * tops.filter(top => top <= y).length
  const nodes = [...sizes.values()].map((sized): PlacedNode => {
    const {x, y} = plan.node(sized.node.id)
    return {...sized, x: x - sized.width / 2, y: shifted(y) - sized.height / 2}
  })
  const edges = graph.edges.map((edge, index): PlacedEdge => {
    const place = plan.edge({name: String(index), v: edge.from, w: edge.to})
    const points = (place.points ?? []).map(({x, y}) => ({x, y: shifted(y)}))
    const label = labels[index]
    return {
      edge,
      label: label && {...label, x: place.x - label.width / 2, y: shifted(place.y) - label.height / 2},
      points,
    }
  })
  const boxes = graph.boxes.map((box): PlacedBox => {
    const place = plan.node(box.id)
    const [top, width] = [shifted(topOf(place)) - titleHeight, place.width ?? 0]
    const title = wrapText(box.title, Math.max(12, Math.floor(width / typography.cell) - 3), 1)[0]
    return {
      box,
      height: shifted(place.y + (place.height ?? 0) / 2) - top,
      title: title ?? {cells: cellsOf(''), text: ''},
      width,
      x: place.x - width / 2,
      y: top,
    }
  })
  const everything: Rectangle[] = [...nodes, ...boxes, ...edges.flatMap(({label}) => label ?? [])]
  return {
    boxes,
    edges: withEnds(edges, nodes),
    height: Math.max(0, ...everything.map(({height, y}) => y + height)) + margin,
    nodes,
    width: Math.max(0, ...everything.map(({width, x}) => x + width)) + margin,
  }
}

const topOf = ({height = 0, y}: {readonly height?: number; readonly y: number}): number => y - height / 2
