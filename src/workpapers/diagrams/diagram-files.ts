import type {Report} from '../../model/report.js'
import type {Components} from '../components.js'
import type {ClassScope} from '../class-scope.js'
import type {Unseen} from '../unseen.js'
import type {WorkpaperFile, WorkpaperInputs} from '../workpaper.js'
import type {Diagram} from './diagram.js'
import type {Graph} from './graph.js'
import type {ReadableShare} from './pages.js'

import {scopeText} from '../../report/text/scope-text.js'
import {provenanceRows} from '../provenance.js'
import {dataFlowGraph} from './data-flow-graph.js'
import {diagramFacts} from './diagram-facts.js'
import {scopeRemarks, unseenLines} from './diagram.js'
import {forgetDrawing, layoutGraph, leastHeight} from './layout.js'
import {mermaidText} from './mermaid.js'
import {networkGraph} from './network-graph.js'
import {overviewOf} from './overview.js'
import {maxNodes, overviewPages, pagesOf} from './pages.js'
import {svgDocument, svgSize} from './svg.js'

/** A diagram before it is known whether it fits on a page. */
interface WholeDiagram {
  readonly graph: Graph
  readonly name: string
  readonly title: string
}

/** What the diagrams show: the network, and the flows of data. */
export function wholeDiagrams(
  {report, snapshot}: Pick<WorkpaperInputs, 'report' | 'snapshot'>,
  components: Components,
  scopes: readonly ClassScope[],
): readonly WholeDiagram[] {
  const facts = diagramFacts(components, scopes, snapshot.facts)
  const about = scopeText(report)
  return [
    {graph: networkGraph(facts), name: 'network', title: `Network of ${about}`},
    {graph: dataFlowGraph(facts), name: 'data-flow', title: `Data flow of ${about}`},
  ]
}

/** The library leaves much behind. */
const layoutsPerCollection = 64

/** The diagrams as they are drawn: what couldn't be read on a page is several. */
export async function legibleDiagrams(
  diagrams: readonly WholeDiagram[],
  report: Report,
  scopes: readonly ClassScope[],
  unseen: readonly Unseen[],
  collectGarbage: () => void,
): Promise<readonly Diagram[]> {
  const about = {
    provenance: provenanceRows(report),
    remarks: scopeRemarks(scopes),
    unseen: unseenLines(unseen),
  }
  const parts: Diagram[] = []
  let tried = 0
  for (const whole of diagrams) {
    const readable: ReadableShare = graph => {
      tried += 1
      if (tried % layoutsPerCollection === 0) collectGarbage()
      return readableShare({...about, ...whole, graph})
    }
    for (const part of await partsOf(whole, readable)) parts.push({...about, ...part})
  }

  return parts
}

/** Each diagram as SVG, and as text for Mermaid. */
export async function diagramFiles(diagrams: readonly Diagram[]): Promise<readonly WorkpaperFile[]> {
  const files: WorkpaperFile[] = []
  for (const diagram of diagrams) {
    const svg = svgDocument(diagram, await layoutGraph(diagram.graph))
    forgetDrawing(diagram.graph)
    // As bytes, which take half of the memory where a name isn't in Latin letters.
    files.push(
      {content: Buffer.from(svg), name: `${diagram.name}.svg`},
      {content: Buffer.from(mermaidText(diagram)), name: `${diagram.name}.mmd`},
    )
  }

  return files
}

/** One diagram, or an overview and a diagram for each box or part of one where it couldn't be read on a page. */
async function partsOf(diagram: WholeDiagram, readable: ReadableShare): Promise<readonly WholeDiagram[]> {
  const {graph, name, title} = diagram
  if ((await readable(graph)) >= 1) return [diagram]
  const pages = await pagesOf(graph, readable)
  const taken = new Set(['overview'])
  const named = graph.boxes.flatMap(({id, title: boxTitle}) =>
    numbered(
      pages.filter(({box}) => box === id).map(page => page.graph),
      `${name}-${uniqueSlug(boxTitle, taken)}`,
      `${title}: ${boxTitle}`,
    ).map(part => ({...part, box: id})),
  )
  const filesOf = (box: string) => named.filter(part => part.box === box).map(part => `${part.name}.svg`)
  const detailed = overviewOf(graph, filesOf, false)
  const overview = (await readable(detailed)) >= 1 ? detailed : overviewOf(graph, filesOf, true)
  const [first, ...more] = numbered(await overviewPages(overview, readable), `${name}-overview`, `${title}: overview`)
  return [...(first ? [{...first, name}] : []), ...more, ...named]
}

/** Graphs as diagrams; from the second on, names are numbered. */
const numbered = (graphs: readonly Graph[], name: string, title: string): WholeDiagram[] =>
  graphs.map((graph, index) => ({
    graph,
    name: index === 0 ? name : `${name}-${index + 1}`,
    title: graphs.length === 1 ? title : `${title} (${index + 1} of ${graphs.length})`,
  }))

/** A part of a file's name that no other has and that every file system takes. */
function uniqueSlug(title: string, taken: Set<string>): string {
  const base = title
    .toLowerCase()
    .replace(/^(?:shield )?(?:private )?space /, '')
    .replaceAll(/[^\da-z]+/g, '-')
    .slice(0, 40)
    .replaceAll(/^-+|-+$/g, '')
  const name = base === '' ? 'space' : base
  let slug = name
  for (let number = 1; taken.has(slug); number += 1) slug = `${name}-part-${number}`
  taken.add(slug)
  return slug
}

/** A page of A4 in pixels of which 12 are 6 points, without its margins. */
const [shortEdge, longEdge] = [1080, 1570]

/** Which share of a diagram is legible on A4, upright or on its side: with text of 12 pixels of at least 6 points. */
async function readableShare(diagram: Diagram): Promise<number> {
  const {graph} = diagram
  const estimate = Math.min(maxNodes / graph.nodes.length, longEdge / leastHeight(graph))
  if (estimate < 1) return estimate
  const {height, width} = svgSize(diagram, await layoutGraph(graph))
  const isReadable = (width <= shortEdge && height <= longEdge) || (width <= longEdge && height <= shortEdge)
  return isReadable ? 1 : Math.min(0.99, (width <= shortEdge ? longEdge : shortEdge) / height)
}
