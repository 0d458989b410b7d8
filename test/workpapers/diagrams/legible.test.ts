import assert from 'node:assert/strict'

import {XmlDocument} from 'libxml2-wasm'

import type {Snapshot} from '../../../src/model/snapshot.js'
import type {Drawing, Rectangle} from '../../../src/workpapers/diagrams/drawing.js'
import type {Drawn} from './support.js'

import {loadCatalog} from '../../../src/catalog/catalog.js'
import {layoutGraph} from '../../../src/workpapers/diagrams/layout.js'
import {mermaidText} from '../../../src/workpapers/diagrams/mermaid.js'
import {svgDocument, svgSize} from '../../../src/workpapers/diagrams/svg.js'
import {loadSample} from '../../../src/snapshot/load-snapshots.js'
import {clinic, policeVendor, startUp} from '../../fixtures/companies.js'
import {fleet} from '../../fixtures/fleet.js'
import {hostile} from '../../fixtures/hostile.js'
import {collectWith, rememberOutcomes} from '../../integration/run.js'
import {collectWorld} from '../../../tools/sample.js'
import {drawn} from './support.js'

const cardholder = {apps: ['*pay*', '*-1*'], by: 'lead@example.com', on: '2026-10-01'}
const personal = {apps: ['*'], by: 'lead@example.com', on: '2026-10-01'}

const worlds: Readonly<Record<string, () => Promise<Snapshot> | Snapshot>> = {
  '50 apps': () => collectWorld(fleet(50), {kind: 'all'}),
  'a clinic': () => collectWorld(clinic(), {kind: 'all'}),
  'a police vendor': () => collectWorld(policeVendor(), {kind: 'all'}),
  'a start-up': () => collectWorld(startUp(), {kind: 'all'}),
  'hostile names': () => collectWith(rememberOutcomes(hostile()), {kind: 'all'}, loadCatalog(['all'])),
  'the sample': () => loadSample(),
}

for (const [name, snapshotOf] of Object.entries(worlds))
  describe(`diagrams of ${name}`, () => {
    let all: Drawn
    let drawings: ReadonlyArray<{readonly name: string; readonly drawing: Drawing}>
    before(async () => {
      all = await drawn(await snapshotOf(), {data: {cardholder, personal}})
      drawings = await Promise.all(
        all.diagrams.map(async diagram => ({drawing: await layoutGraph(diagram.graph), name: diagram.name})),
      )
    })

    it('have a fact for each part', () => {
      const {inputs} = all
      const requests = new Set(inputs.snapshot.facts.map(({path}) => path))
      for (const {graph, name: diagram} of all.diagrams)
        for (const part of [...graph.nodes, ...graph.edges, ...graph.boxes]) {
          assert.ok(part.facts.length > 0, `${diagram}: ${JSON.stringify(part)}`)
          assert.deepEqual(
            part.facts.filter(path => !requests.has(path)),
            [],
            `${diagram}: ${JSON.stringify(part).slice(0, 300)}`,
          )
        }
    })

    it('show each part of the whole', () => {
      for (const [kind, whole] of [
        ['network', all.network],
        ['data-flow', all.dataFlow],
      ] as const) {
        const shown = all.diagrams.filter(diagram => diagram.name.startsWith(kind)).map(({graph}) => graph)
        const nodes = new Set(shown.flatMap(graph => graph.nodes.map(({id}) => id)))
        const edges = new Set(shown.flatMap(graph => graph.edges.map(({from, to}) => `${from} ${to}`)))
        if (shown.length === 1) assert.equal(shown[0], whole)
        // Where an overview had to merge what is outside, each box has what it is connected to.
        const isMerged = [...nodes].some(id => id.startsWith('all:'))
        const loose = whole.nodes.filter(({box, id}) => box === undefined && !nodes.has(id))
        assert.ok(isMerged || loose.length === 0, JSON.stringify(loose))
        assert.deepEqual(
          whole.nodes.filter(({box, id}) => box !== undefined && !nodes.has(id)),
          [],
        )
        const boxed = new Set(whole.nodes.flatMap(({box, id}) => (box === undefined ? [] : [id])))
        assert.deepEqual(
          whole.edges.filter(
            ({from, to}) => !edges.has(`${from} ${to}`) && (boxed.has(from) || boxed.has(to) || !isMerged),
          ),
          [],
        )
      }
    })

    it('have at most 60 nodes, and fit on A4 with text of 6 points', () => {
      for (const [index, diagram] of all.diagrams.entries()) {
        const drawing = drawings[index]?.drawing
        assert.ok(drawing)
        const {height, width} = svgSize(diagram, drawing)
        assert.ok(diagram.graph.nodes.length <= 60, `${diagram.name}: ${diagram.graph.nodes.length} nodes`)
        const scale = Math.max(Math.min(190 / width, 277 / height), Math.min(277 / width, 190 / height))
        const points = (12 * scale * 72) / 25.4
        // What a single app is connected to can't be split.
        const isSingle = diagram.graph.nodes.filter(({kind}) => kind === 'app').length === 1
        assert.ok(points >= (isSingle ? 5 : 5.95), `${diagram.name}: ${width} x ${height}, ${points} points`)
      }
    })

    it('have nothing that overlaps', () => {
      for (const {drawing, name: diagram} of drawings) {
        const boxes = drawing.boxes.map(box => named(box.box.id, box))
        const labels = drawing.edges.flatMap(({edge, label}) =>
          label ? [named(`${edge.from} ${edge.to}`, label)] : [],
        )
        const nodes = drawing.nodes.map(node => named(node.node.id, node))
        const titles = drawing.boxes.map(box => named(`title of ${box.box.id}`, {...box, height: 24}))
        assert.deepEqual(overlaps([...labels, ...nodes, ...titles]), [], diagram)
        assert.deepEqual(overlaps(boxes), [], diagram)
        const whole = named(diagram, {...drawing, x: 0, y: 0})
        assert.deepEqual(outsideOf(whole, [...boxes, ...labels, ...nodes]), [], diagram)
      }
    })

    it('have each node in its box', () => {
      for (const {drawing, name: diagram} of drawings)
        for (const {node, ...place} of drawing.nodes) {
          const box = drawing.boxes.find(candidate => candidate.box.id === node.box)
          assert.equal(box === undefined, node.box === undefined)
          if (box) assert.deepEqual(outsideOf(box, [named(node.id, place)]), [], diagram)
        }
    })

    it('are well-formed, with names that differ', () => {
      const names = all.diagrams.map(diagram => diagram.name)
      assert.deepEqual(
        names.filter(candidate => !/^(?:network|data-flow)(?:-[\da-z]+)*$/.test(candidate)),
        [],
      )
      assert.equal(new Set(names).size, names.length)
      for (const [index, diagram] of all.diagrams.entries()) {
        const drawing = drawings[index]?.drawing
        assert.ok(drawing)
        const svg = XmlDocument.fromString(svgDocument(diagram, drawing))
        const parts = svg.find('//svg:g[@data-part]', {svg: 'http://www.w3.org/2000/svg'})
        assert.equal(parts.length, diagram.graph.nodes.length + diagram.graph.edges.length + diagram.graph.boxes.length)
        svg.dispose()
        for (const line of mermaidText(diagram).split('\n').slice(4))
          assert.match(line, mermaidLine, `${diagram.name}: ${line}`)
      }
    })
  })

/** What a line of a flowchart is: nothing from a name is outside of quotes. */
const quoted = String.raw`"[\p{L}\p{N} .,:/#;<>-]*"`
const mermaidLine = new RegExp(
  String.raw`^(?: *%% [^{}]*|subgraph b\d+\[${quoted}\]|end| *n\d+[[({]{1,2}${quoted}[\])}]{1,2}` +
    String.raw`| *class n\d+ [a-z-]+` +
    String.raw`|n\d+ (?:-->|-\.->)(?:\|${quoted}\|)? n\d+|classDef [a-z-]+ [a-z-]+:[^;]+` +
    String.raw`|linkStyle [\d,]+ [a-z-]+:9 5|)$`,
  'u',
)

type Named = Rectangle & {readonly name: string}

const named = (name: string, {height, width, x, y}: Rectangle): Named => ({height, name, width, x, y})

const doOverlap = (a: Rectangle, b: Rectangle): boolean =>
  a.x + a.width > b.x + 1 && b.x + b.width > a.x + 1 && a.y + a.height > b.y + 1 && b.y + b.height > a.y + 1

const overlaps = (parts: readonly Named[]): string[] =>
  parts.flatMap((a, index) =>
    parts
      .slice(index + 1)
      .filter(b => doOverlap(a, b))
      .map(b => `${a.name} and ${b.name}`),
  )

const outsideOf = (frame: Rectangle, parts: readonly Named[]): string[] =>
  parts
    .filter(
      ({height, width, x, y}) =>
        x < frame.x || y < frame.y || x + width > frame.x + frame.width || y + height > frame.y + frame.height,
    )
    .map(({name}) => name)
