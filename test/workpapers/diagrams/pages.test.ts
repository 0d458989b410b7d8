import assert from 'node:assert/strict'

import type {DiagramNode, Graph} from '../../../src/workpapers/diagrams/graph.js'

import {graphBuilder} from '../../../src/workpapers/diagrams/graph.js'
import {overviewOf} from '../../../src/workpapers/diagrams/overview.js'
import {overviewPages, pagesOf} from '../../../src/workpapers/diagrams/pages.js'

const facts = ['/apps']

/** Apps in a box, each with a store of its own and all with the same host. */
function boxOf(apps: number, box = 'common'): Graph {
  const builder = graphBuilder()
  builder.addBox({facts, id: box, isSeen: true, title: box})
  builder.addNode({facts, id: 'host', kind: 'outside', name: 'logs.example.com'})
  for (let index = 0; index < apps; index += 1) {
    builder.addNode({box, facts, id: `app${index}`, kind: 'app', name: `app-${index}`})
    builder.addNode({box, facts, id: `db${index}`, kind: 'store', name: `db-${index}`})
    builder.addEdge({facts, from: `app${index}`, labels: ['DATABASE'], style: 'inferred', to: `db${index}`})
    builder.addEdge({facts, from: `app${index}`, labels: ['logs'], style: 'configured', to: 'host'})
  }

  return builder.graph()
}

const names = (nodes: readonly DiagramNode[], kind: DiagramNode['kind']) =>
  nodes.filter(node => node.kind === kind).map(({name}) => name)

describe('a graph as pages', () => {
  it('splits apps that are too many, each with what it is connected to', async () => {
    const pages = await pagesOf(boxOf(10), async ({nodes}) => 9 / nodes.length)
    assert.deepEqual(
      pages.map(({graph}) => names(graph.nodes, 'app').length),
      [3, 4, 3],
    )
    for (const {graph} of pages) {
      assert.deepEqual(
        names(graph.nodes, 'store'),
        names(graph.nodes, 'app').map(name => name.replace('app', 'db')),
      )
      assert.deepEqual(names(graph.nodes, 'outside'), ['logs.example.com'])
    }
  })

  it('keeps apps that share a store together where a page has more than 60 nodes', async () => {
    const graph = boxOf(40)
    const shared = {facts, from: 'app39', labels: [], style: 'inferred' as const, to: 'db0'}
    const pages = await pagesOf({...graph, edges: [...graph.edges, shared]}, async () => 1)
    assert.equal(pages.length, 2)
    const first = names(pages[0]?.graph.nodes ?? [], 'app')
    assert.ok(first.includes('app-0') && first.includes('app-39'), first.join())
  })

  it('draws a connection between boxes on a page that has room, or on one of its own', async () => {
    const [left, right] = [boxOf(1, 'left'), boxOf(1, 'right')]
    const renamed = (graph: Graph): Graph => ({
      ...graph,
      edges: graph.edges.map(edge => ({
        ...edge,
        from: `${edge.from}r`,
        to: edge.to === 'host' ? 'host' : `${edge.to}r`,
      })),
      nodes: graph.nodes.filter(({id}) => id !== 'host').map(node => ({...node, id: `${node.id}r`})),
    })
    const other = renamed(right)
    const copy = {facts, from: 'db0', labels: ['replication'], style: 'configured' as const, to: 'db0r'}
    const whole = {
      boxes: [...left.boxes, ...other.boxes],
      edges: [...left.edges, ...other.edges, copy],
      nodes: [...left.nodes, ...other.nodes],
    }
    const isOn = (graph: Graph) => graph.edges.includes(copy)
    const roomy = await pagesOf(whole, async () => 1)
    assert.deepEqual(
      roomy.map(({graph}) => isOn(graph)),
      [true, false],
    )
    const full = await pagesOf(whole, async ({nodes}) => 3 / nodes.length)
    assert.deepEqual(
      full.map(({box, graph}) => [box, isOn(graph)]),
      [
        ['left', false],
        ['right', false],
        ['left', true],
      ],
    )
  })
})

describe('an overview', () => {
  it('has a node for each box that says what is in it and where it is drawn', () => {
    const {edges, nodes} = overviewOf(boxOf(3), () => ['network-common.svg'], false)
    assert.deepEqual(
      nodes.map(({details, kind, name}) => [kind, name, details]),
      [
        ['place', 'common', ['3 apps, 3 stores', 'drawn in network-common.svg']],
        ['outside', 'logs.example.com', []],
      ],
    )
    assert.deepEqual(
      edges.map(({labels, style}) => [labels, style]),
      [[['3 connections'], 'configured']],
    )
  })

  it('counts what is in scope and what was not seen whole', () => {
    const {boxes, edges, nodes} = boxOf(2)
    const marked = nodes.map(node => ({
      ...node,
      isSeen: node.name !== 'db-1',
      marks: node.name === 'app-0' ? [{dataClass: 'health', why: 'holds health data'}] : [],
    }))
    const [place] = overviewOf({boxes, edges, nodes: marked}, () => [], false).nodes
    assert.deepEqual(place?.details, ['2 apps, 2 stores', '1 app in scope for health data', '1 not seen whole'])
  })

  it('merges what is outside by kind where it is told to', () => {
    const builder = graphBuilder()
    for (const name of ['a', 'b']) builder.addNode({facts, id: name, isSeen: name === 'a', kind: 'outside', name})
    builder.addNode({facts, id: 'v', kind: 'vendor', name: 'logtarn'})
    const {nodes} = overviewOf(builder.graph(), () => [], true)
    assert.deepEqual(
      nodes.map(({details, isSeen, name}) => [name, details, isSeen]),
      [
        ['2 hosts and networks outside', ['a', 'b'], false],
        ['1 service of a vendor', ['logtarn'], true],
      ],
    )
  })

  it('is several pages where one cannot be read, and what is connected to nothing is on one of them', async () => {
    const builder = graphBuilder()
    for (const name of ['one', 'two']) {
      builder.addNode({facts, id: name, kind: 'place', name})
      builder.addEdge({facts, from: name, labels: [], style: 'configured', to: 'host'})
    }

    builder.addNode({facts, id: 'host', kind: 'outside', name: 'host'})
    builder.addNode({facts, id: 'alone', kind: 'unread', name: 'alone'})
    const overview = builder.graph()
    assert.deepEqual(await overviewPages(overview, async () => 1), [overview])
    const pagesWhere = async (isReadable: (nodes: readonly DiagramNode[]) => boolean) =>
      (await overviewPages(overview, async ({nodes}) => (isReadable(nodes) ? 1 : 0.5))).map(({nodes}) =>
        nodes.map(({name}) => name),
      )
    assert.deepEqual(await pagesWhere(nodes => names(nodes, 'place').length < 2), [
      ['one', 'host', 'alone'],
      ['two', 'host'],
    ])
    assert.deepEqual(await pagesWhere(nodes => nodes.length < 3), [['one', 'host'], ['two', 'host'], ['alone']])
  })
})
