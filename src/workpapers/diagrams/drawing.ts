import type {DiagramEdge, DiagramNode, Graph} from './graph.js'
import type {NodeText} from './node-text.js'
import type {TextLine} from './text-box.js'

/** A place on a drawing, in pixels from its upper left corner. */
export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

export interface PlacedNode extends Rectangle {
  readonly node: DiagramNode
  readonly text: NodeText
}

export interface PlacedEdge {
  readonly edge: DiagramEdge
  readonly points: readonly Point[]
  /** Where the label is; undefined without one. */
  readonly label: (Rectangle & {readonly lines: readonly TextLine[]}) | undefined
}

/** A box is drawn from the upper edge of its title. */
export interface PlacedBox extends Rectangle {
  readonly title: TextLine
  readonly box: Graph['boxes'][number]
}

export interface Drawing {
  readonly width: number
  readonly height: number
  readonly boxes: readonly PlacedBox[]
  readonly nodes: readonly PlacedNode[]
  readonly edges: readonly PlacedEdge[]
}
