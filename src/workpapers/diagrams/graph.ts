import {distinct} from '../../foundation/collections.js'

/**
 * What a node stands for: an app or everything that an app logs; a store of data; a vendor's service; a host or network
 * outside; the way into or between apps; a whole place on an overview; or a list that couldn't be read.
 */
export type NodeKind = 'app' | 'outside' | 'passage' | 'place' | 'store' | 'unread' | 'vendor'

/** A class of data that a node is in scope for, and why. */
export interface ScopeMark {
  readonly dataClass: string
  readonly why: string
}

export interface DiagramNode {
  readonly id: string
  readonly kind: NodeKind
  readonly name: string
  /** What else is known, a statement each. */
  readonly details: readonly string[]
  /** The box that it is drawn in; undefined outside of all. */
  readonly box: string | undefined
  /** The paths of the facts that it comes from. */
  readonly facts: readonly string[]
  readonly marks: readonly ScopeMark[]
  /** Whether it was seen whole: what wasn't is drawn dashed. */
  readonly isSeen: boolean
}

/**
 * What an arrow says: that something is set up to flow; that access is there, from which a flow is only inferred; or
 * that nobody could see whether it is there.
 */
export type EdgeStyle = 'configured' | 'inferred' | 'unseen'

export interface DiagramEdge {
  readonly from: string
  readonly to: string
  readonly style: EdgeStyle
  /** A few words each. */
  readonly labels: readonly string[]
  readonly facts: readonly string[]
}

/** A space, or the Common Runtime: what is in it shares a network. */
export interface DiagramBox {
  readonly id: string
  readonly title: string
  readonly facts: readonly string[]
  readonly isSeen: boolean
}

/** What a diagram shows. Every part has the path of a fact. */
export interface Graph {
  readonly boxes: readonly DiagramBox[]
  readonly nodes: readonly DiagramNode[]
  readonly edges: readonly DiagramEdge[]
}

/** Collects the parts of a diagram; what is added twice is one part with the facts of both. */
export interface GraphBuilder {
  readonly addBox: (box: DiagramBox) => void
  /** Returns the ID of the node. */
  readonly addNode: (node: Pick<DiagramNode, 'id' | 'kind' | 'name'> & Partial<DiagramNode>) => string
  readonly addEdge: (edge: DiagramEdge) => void
  /** The parts. A node or box without a fact of its own, such as the Internet, has those of what is at or in it. */
  readonly graph: () => Graph
}

export function graphBuilder(): GraphBuilder {
  const boxes = new Map<string, DiagramBox>()
  const nodes = new Map<string, DiagramNode>()
  const edges = new Map<string, DiagramEdge>()
  return {
    addBox(box) {
      boxes.set(box.id, box)
    },
    addEdge({facts, from, labels, style, to}) {
      const key = JSON.stringify([from, to, style])
      const known = edges.get(key) ?? {facts: [], from, labels: [], style, to}
      edges.set(key, {
        ...known,
        facts: distinct([...known.facts, ...facts]),
        labels: [...new Set([...known.labels, ...labels])],
      })
    },
    addNode(node) {
      const known = nodes.get(node.id) ?? {box: undefined, details: [], facts: [], isSeen: true, marks: [], ...node}
      nodes.set(node.id, {
        ...known,
        details: [...new Set([...known.details, ...(node.details ?? [])])],
        facts: distinct([...known.facts, ...(node.facts ?? [])]),
      })
      return node.id
    },
    graph: () => withFacts([...boxes.values()], [...nodes.values()], [...edges.values()]),
  }
}

/** Boxes without a node are left out. */
function withFacts(boxes: readonly DiagramBox[], nodes: readonly DiagramNode[], edges: readonly DiagramEdge[]): Graph {
  const ofNode = factsByKey(edges.flatMap(({facts, from, to}) => [from, to].map(key => ({facts, key}))))
  const known = nodes.map(node =>
    node.facts.length > 0 ? node : {...node, facts: distinct(ofNode.get(node.id) ?? [])},
  )
  const ofBox = factsByKey(known.flatMap(({box, facts}) => (box === undefined ? [] : [{facts, key: box}])))
  return {
    boxes: boxes
      .filter(({id}) => ofBox.has(id))
      .map(box => (box.facts.length > 0 ? box : {...box, facts: distinct(ofBox.get(box.id) ?? [])})),
    edges,
    nodes: known,
  }
}

function factsByKey(parts: ReadonlyArray<{readonly facts: readonly string[]; readonly key: string}>) {
  const byKey = new Map<string, string[]>()
  for (const {facts, key} of parts) {
    const known = byKey.get(key)
    if (known) known.push(...facts)
    else byKey.set(key, [...facts])
  }

  return byKey
}
