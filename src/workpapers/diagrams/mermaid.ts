import type {Diagram} from './diagram.js'
import type {DiagramEdge, DiagramNode, NodeKind} from './graph.js'

import {sanitizePlainText} from '../../foundation/plain-text.js'
import {classTitle} from '../class-scope.js'
import {edgeStyleTexts, usedClasses, usedStyles} from './diagram.js'
import {classColor} from './svg-style.js'

const shapes: Readonly<Record<NodeKind, readonly [open: string, close: string]>> = {
  app: ['[', ']'],
  outside: ['([', '])'],
  passage: ['{{', '}}'],
  place: ['[', ']'],
  store: ['[(', ')]'],
  unread: ['[', ']'],
  vendor: ['[[', ']]'],
}

/** A diagram as a Mermaid flowchart. A comment before each part has the paths of its facts. */
export function mermaidText({graph, provenance, remarks, title, unseen}: Diagram): string {
  const ids = new Map(graph.nodes.map(({id}, index) => [id, `n${index + 1}`]))
  const nodesOf = (box: string | undefined, indent: string) =>
    graph.nodes.filter(node => node.box === box).flatMap(node => nodeLines(node, ids, indent))
  return [
    '---',
    `title: ${JSON.stringify(sanitizePlainText(title).replaceAll(/[^\p{L}\p{N} .,:()/-]/gu, ' '))}`,
    '---',
    'flowchart LR',
    ...comments([
      ...provenance.map(([name, value]) => `${name}: ${value}`),
      ...usedStyles(graph).map(style => `${style}: ${edgeStyleTexts[style]}`),
      ...remarks,
      ...unseen.map(text => `Not seen: ${text}`),
    ]),
    ...graph.boxes.flatMap((box, index) => [
      ...comments([`b${index + 1} from ${box.facts.join(' ')}`]),
      `subgraph b${index + 1}[${quoted([box.title])}]`,
      ...nodesOf(box.id, '  '),
      'end',
    ]),
    ...nodesOf(undefined, ''),
    ...graph.edges.flatMap(edge => edgeLines(edge, ids)),
    'classDef unseen stroke-dasharray:9 5',
    ...usedClasses(graph).map(
      dataClass => `classDef ${className(dataClass)} stroke:${classColor(dataClass)},stroke-width:3px`,
    ),
    ...unseenLinks(graph.edges),
    '',
  ].join('\n')
}

function nodeLines(node: DiagramNode, ids: ReadonlyMap<string, string>, indent: string): string[] {
  const id = ids.get(node.id) ?? ''
  const [open, close] = shapes[node.kind]
  const marks = node.marks.map(({dataClass, why}) => `${classTitle(dataClass)}: ${why}`)
  const classes = [
    ...(node.isSeen ? [] : ['unseen']),
    ...node.marks.slice(0, 1).map(({dataClass}) => className(dataClass)),
  ]
  return [
    ...comments([`${id} from ${node.facts.join(' ')}`], indent),
    `${indent}${id}${open}${quoted([node.name, ...node.details, ...marks])}${close}`,
    ...classes.map(name => `${indent}class ${id} ${name}`),
  ]
}

const arrows: Readonly<Record<DiagramEdge['style'], string>> = {configured: '-->', inferred: '-.->', unseen: '-.->'}

function edgeLines({facts, from, labels, style, to}: DiagramEdge, ids: ReadonlyMap<string, string>): string[] {
  const [source, target] = [ids.get(from) ?? '', ids.get(to) ?? '']
  const label = labels.length === 0 ? '' : `|${quoted(labels)}|`
  return [
    ...comments([`${source} to ${target} from ${facts.join(' ')}`]),
    `${source} ${arrows[style]}${label} ${target}`,
  ]
}

function unseenLinks(edges: readonly DiagramEdge[]): string[] {
  const unseen = edges.flatMap(({style}, index) => (style === 'unseen' ? [index] : []))
  return unseen.length === 0 ? [] : [`linkStyle ${unseen.join(',')} stroke-dasharray:9 5`]
}

const className = (dataClass: string): string => `data-${dataClass}`

/** Braces in a comment would begin a directive. */
const comments = (texts: readonly string[], indent = ''): string[] =>
  texts.map(text => `${indent}%% ${sanitizePlainText(text).replaceAll('{', '(').replaceAll('}', ')')}`)

/** Untrusted lines as a label: whatever isn't a letter, a digit or harmless is an entity. */
const quoted = (lines: readonly string[]): string =>
  `"${lines
    .map(line => sanitizePlainText(line).replaceAll(/[^\p{L}\p{N} .,:/-]/gu, mark => `#${mark.codePointAt(0) ?? 0};`))
    .join('<br/>')}"`
