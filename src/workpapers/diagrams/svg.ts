import type {Diagram} from './diagram.js'
import type {EdgeStyle, NodeKind} from './graph.js'
import type {Drawing, PlacedBox, PlacedEdge, PlacedNode} from './drawing.js'

import {firstFew} from '../../foundation/text.js'
import {escapeHtml} from '../../report/html/markup.js'
import {sanitizeForTerminal} from '../../report/text/sanitize.js'
import {captionOf} from './caption.js'
import {typography} from './layout.js'
import {nodeTitle} from './node-text.js'
import {dashes, classFill, fill, line, shape, svgStyle} from './svg-style.js'
import {fixed, lineMarkup} from './svg-text.js'

const fonts = 'ui-monospace, Menlo, Consolas, DejaVu Sans Mono, Liberation Mono, monospace'

const corners: Readonly<Record<NodeKind, number>> = {
  app: 4,
  outside: 16,
  passage: 0,
  place: 4,
  store: 10,
  unread: 4,
  vendor: 16,
}

const fills = {
  app: 'node',
  outside: 'outside',
  passage: 'node',
  place: 'box',
  store: 'store',
  unread: 'node',
  vendor: 'outside',
} as const satisfies Readonly<Record<NodeKind, string>>

/**
 * A diagram as an SVG document that needs nothing else. Each part carries the paths of its facts in `data-fact` and
 * says what it is in its title.
 */
export function svgDocument(diagram: Diagram, drawing: Drawing): string {
  const caption = captionOf(diagram, drawing.width)
  const {height, width} = svgSize(diagram, drawing)
  const id = (part: string) => `${diagram.name}-${part}`
  const names = new Map(diagram.graph.nodes.map(({id: node, name}) => [node, sanitizeForTerminal(name, 100)]))
  const parts = [
    ...drawing.boxes.map((box, index) => boxMarkup(box, id(`b${index + 1}`))),
    ...drawing.edges.map((edge, index) => edgeMarkup(edge, id(`e${index + 1}`), id('arrow'), names)),
    ...drawing.nodes.map((node, index) => nodeMarkup(node, id(`n${index + 1}`))),
    ...drawing.edges.flatMap(edge => labelMarkup(edge)),
  ]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
    ` role="graphics-document document" aria-labelledby="${id('title')}" aria-describedby="${id('about')}"`,
    ` font-family="${fonts}" font-size="12" lang="en">\n`,
    `<title id="${id('title')}">${escapeHtml(diagram.title)}</title>\n`,
    `<desc id="${id('about')}">${escapeHtml(caption.description)}</desc>\n`,
    `<style>${svgStyle(width > height)}</style>\n`,
    `<defs><marker id="${id('arrow')}" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8"`,
    ` orient="auto" markerUnits="userSpaceOnUse"><path d="M0 0L8 4L0 8z" ${fill('edge')}/></marker></defs>\n`,
    `<rect width="${width}" height="${height}" ${fill('page')}/>\n`,
    caption.head,
    `<g transform="translate(0 ${caption.top})">\n${parts.join('\n')}\n</g>\n`,
    `<g transform="translate(0 ${caption.top + Math.ceil(drawing.height)})">\n${caption.foot}</g>\n`,
    '</svg>\n',
  ].join('')
}

/** How large the document of a diagram is, in pixels. */
export function svgSize(diagram: Diagram, drawing: Drawing): {readonly height: number; readonly width: number} {
  const {bottom, top, width} = captionOf(diagram, drawing.width)
  return {height: Math.ceil(top + drawing.height + bottom), width: Math.ceil(width)}
}

/** The attributes of a group that is one part to a reader, and its title. */
const partStart = (kind: string, id: string, facts: readonly string[], title: string): string =>
  `<g data-part="${kind}" data-fact="${escapeHtml(facts.join(' '))}" role="img" aria-labelledby="${id}">` +
  `<title id="${id}">${escapeHtml(title)}</title>`

function boxMarkup({box, height, title, width, x, y}: PlacedBox, id: string): string {
  const frame = `x="${fixed(x)}" y="${fixed(y)}" width="${fixed(width)}" height="${fixed(height)}" rx="6"`
  return [
    partStart('box', id, box.facts, titleWithFacts(sanitizeForTerminal(box.title, 100), box.facts)),
    `<rect ${frame} ${shape('box', 'boxEdge')} ${box.isSeen ? '' : dashes.unseen}/>`,
    lineMarkup(title, x + typography.padding, y + 17, `${fill('ink')} font-weight="700"`, typography.cell),
    '</g>',
  ].join('')
}

function nodeMarkup({height, node, text, width, x, y}: PlacedNode, id: string): string {
  const {cell, line: lineHeight, padding} = typography
  const frame = `x="${fixed(x)}" y="${fixed(y)}" width="${fixed(width)}" height="${fixed(height)}"`
  const classes = [...new Set(text.marks.map(({dataClass}) => dataClass))]
  const corner = corners[node.kind] / 2
  const stripe = (height - 2 * corner) / Math.max(1, classes.length)
  const lines = [
    ...text.name.map(shown => ({attributes: `${fill('ink')} font-weight="700"`, shown})),
    ...text.details.map(shown => ({attributes: fill('soft'), shown})),
    ...text.marks.map(shown => ({attributes: classFill(shown.dataClass), shown})),
  ]
  return [
    partStart(node.kind, id, node.facts, titleWithFacts(nodeTitle(node), node.facts)),
    `<rect ${frame} rx="${corners[node.kind]}" ${shape(fills[node.kind], 'nodeEdge')} `,
    `${node.isSeen ? '' : dashes.unseen}/>`,
    ...classes.map((dataClass, index) => {
      const place = `x="${fixed(x + 1)}" y="${fixed(y + corner + 1 + stripe * index)}"`
      return `<rect ${place} width="5" height="${fixed(stripe - 2)}" ${classFill(dataClass)}/>`
    }),
    ...lines.map(({attributes, shown}, index) =>
      lineMarkup(shown, x + padding, y + padding + lineHeight * index + 11, attributes, cell),
    ),
    '</g>',
  ].join('')
}

function edgeMarkup(
  {edge: {facts, from, labels, style, to}, points}: PlacedEdge,
  id: string,
  arrow: string,
  names: ReadonlyMap<string, string>,
): string {
  const said = labels.map(label => sanitizeForTerminal(label, 100)).join('; ')
  const title = `${names.get(from) ?? ''} to ${names.get(to) ?? ''}: ${said} (${styleWords[style]})`
  return [
    partStart('edge', id, facts, titleWithFacts(title, facts)),
    `<path d="${pathOf(points)}" ${line('edge')} stroke-width="1.4" ${dashes[style]} marker-end="url(#${arrow})"/>`,
    '</g>',
  ].join('')
}

const styleWords: Readonly<Record<EdgeStyle, string>> = {
  configured: 'set up',
  inferred: 'access; that traffic flows is inferred',
  unseen: 'not seen',
}

/** The first facts in words; `data-fact` has all of them. */
function titleWithFacts(title: string, facts: readonly string[]): string {
  return `${title}. From ${firstFew(
    facts.map(fact => sanitizeForTerminal(fact, 200)),
    3,
  )}`
}

/** A curve through the middles between the points. */
function pathOf(points: PlacedEdge['points']): string {
  const [first, ...rest] = points
  if (!first) return ''
  const at = ({x, y}: PlacedEdge['points'][number]) => `${fixed(x)} ${fixed(y)}`
  const curves = rest.map((point, index) => {
    const next = rest[index + 1]
    if (!next) return `L${at(point)}`
    return `Q${at(point)} ${at({x: (point.x + next.x) / 2, y: (point.y + next.y) / 2})}`
  })
  return `M${at(first)}${curves.join('')}`
}

function labelMarkup({label}: PlacedEdge): string[] {
  if (!label) return []
  const {labelCell, labelLine} = typography
  const {height, lines, width, x, y} = label
  const frame = `x="${fixed(x)}" y="${fixed(y)}" width="${fixed(width)}" height="${fixed(height)}"`
  return [
    `<rect ${frame} rx="3" ${fill('page')}/>`,
    ...lines.map((shown, index) => {
      const place = x + (width - shown.cells * labelCell) / 2
      const attributes = `${fill('ink')} font-size="11" aria-hidden="true"`
      return lineMarkup(shown, place, y + 11 + labelLine * index, attributes, labelCell)
    }),
  ]
}
