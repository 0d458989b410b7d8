/** A place that the library has found: the middle of a node or label, and the bends of an edge. */
interface Placed {
  readonly height?: number
  readonly points?: ReadonlyArray<{readonly x: number; readonly y: number}>
  readonly width?: number
  readonly x: number
  readonly y: number
}

interface Size {
  readonly height?: number
  readonly width?: number
}

/** A graph of the library. */
export interface Plan {
  edge(edge: {readonly name: string; readonly v: string; readonly w: string}): Placed
  node(id: string): Placed
  setEdge(from: string, to: string, label: Size & {readonly labelpos: 'c'}, name: string): void
  setGraph(options: Readonly<Record<string, number | string>>): void
  setNode(id: string, size: Size): void
  setParent(id: string, box: string): void
}

/** What is used of `@dagrejs/dagre`, whose own types don't resolve in modules of Node.js. */
export interface LayoutLibrary {
  readonly graphlib: {readonly Graph: new (options: {readonly compound: boolean; readonly multigraph: boolean}) => Plan}
  layout(plan: Plan): void
}

/** Loads the library: only what draws diagrams pays for it. */
export async function loadLayoutLibrary(): Promise<LayoutLibrary> {
  const {default: library} = (await import('@dagrejs/dagre')) as unknown as {readonly default: LayoutLibrary}
  return library
}
