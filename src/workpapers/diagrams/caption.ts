import type {Diagram} from './diagram.js'
import type {TextLine} from './text-box.js'

import {pluralize} from '../../foundation/text.js'
import {classTitle} from '../class-scope.js'
import {edgeStyleTexts, usedClasses, usedStyles} from './diagram.js'
import {typography} from './layout.js'
import {classFill, dashes, fill, line, shape} from './svg-style.js'
import {lineMarkup} from './svg-text.js'
import {wrapText} from './text-box.js'

/** What stands above and below a drawing. */
export interface Caption {
  readonly width: number
  readonly top: number
  readonly bottom: number
  readonly head: string
  readonly foot: string
  /** The diagram in words. */
  readonly description: string
}

const [left, lineHeight, minWidth, shownLines] = [12, 16, 720, 14] as const

/** The title, the legend, what couldn't be seen, and where the facts come from. */
export function captionOf(diagram: Diagram, drawingWidth: number): Caption {
  const width = Math.max(drawingWidth, minWidth)
  const cells = Math.floor((width - 2 * left) / typography.cell)
  const titles = wrapText(diagram.title, Math.floor(cells * 0.75), 2)
  const rows = [...legendRows(diagram), ...textRows(diagram, cells)]
  return {
    bottom: rows.length * lineHeight + 2 * left,
    description: descriptionOf(diagram),
    foot: rows.map((row, index) => row((index + 1) * lineHeight)).join('\n') + '\n',
    head: titles
      .map(title =>
        lineMarkup(
          title,
          left,
          26 + 20 * titles.indexOf(title),
          `${fill('ink')} font-size="16" font-weight="700"`,
          titleCell,
        ),
      )
      .join('\n'),
    top: 20 * titles.length + 18,
    width,
  }
}

const titleCell = (typography.cell * 16) / 12

/** A row of the foot, drawn at a height. */
type Row = (y: number) => string

function legendRows({graph}: Diagram): Row[] {
  const styles = usedStyles(graph).map((style): Row => y => {
    const sample = `<path d="M${left} ${y - 4}h44" ${line('edge')} stroke-width="1.4" ${dashes[style]}/>`
    return sample + plainLine(edgeStyleTexts[style], left + 56, y)
  })
  const unseenNodes: Row[] = graph.nodes.every(({isSeen}) => isSeen)
    ? []
    : [
        y =>
          `<rect x="${left}" y="${y - 10}" width="44" height="11" ${shape('node', 'nodeEdge')} ${dashes.unseen}/>` +
          plainLine('not seen, or not seen whole', left + 56, y),
      ]
  const classes = usedClasses(graph).map((dataClass): Row => y => {
    const sample = `<rect x="${left}" y="${y - 10}" width="44" height="11" ${classFill(dataClass)}/>`
    return sample + plainLine(`${classTitle(dataClass)}: in scope`, left + 56, y)
  })
  return [...styles, ...unseenNodes, ...classes]
}

const plainLine = (text: string, x: number, y: number): string =>
  lineMarkup(wrapText(text, 200, 1)[0] ?? {cells: 0, text: ''}, x, y, fill('soft'), typography.cell)

const textRows = (diagram: Diagram, cells: number): Row[] =>
  textLines(diagram, cells).map((shown): Row => {
    return y => lineMarkup(shown, left, y, fill('soft'), typography.cell)
  })

/** The lines by their width: the diagrams of a report have the same below them. */
const linesByCells = new WeakMap<Diagram['unseen'], Map<number, readonly TextLine[]>>()

function textLines({provenance, remarks, unseen}: Diagram, cells: number): readonly TextLine[] {
  const ofReport = linesByCells.get(unseen) ?? new Map<number, readonly TextLine[]>()
  linesByCells.set(unseen, ofReport)
  const unseenText = unseen.map(text => `Not seen: ${text}`)
  const paragraphs = [
    ...remarks,
    ...unseenText.slice(0, shownLines),
    ...(unseenText.length > shownLines ? [`and ${unseenText.length - shownLines} more, which index.md lists`] : []),
    ...provenance.map(([name, value]) => `${name}: ${value}`),
  ]
  const lines = ofReport.get(cells) ?? paragraphs.flatMap(text => wrapText(text, cells, 3))
  ofReport.set(cells, lines)
  return lines
}

function descriptionOf({graph, remarks, unseen}: Diagram): string {
  const {boxes, edges, nodes} = graph
  const hidden = nodes.filter(({isSeen}) => !isSeen).length
  return [
    `${pluralize(nodes.length, 'part')} in ${boxes.length === 1 ? '1 box' : `${boxes.length} boxes`} and ` +
      `${pluralize(edges.length, 'connection')}; ${hidden} not seen whole.`,
    ...usedStyles(graph).map(style => `${style} connections are ${edgeStyleTexts[style]}.`),
    ...remarks.map(remark => `${remark}.`),
    ...unseen.map(text => `Not seen: ${text}.`),
    'Each part has a title, and the same diagram is in the Mermaid file of the same name as text.',
  ].join(' ')
}
