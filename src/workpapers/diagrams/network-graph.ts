import type {Subject} from '../../model/subject.js'
import type {DiagramFacts} from './diagram-facts.js'
import type {DiagramEdge, Graph, GraphBuilder} from './graph.js'
import type {Places} from './places.js'

import {groupBy} from '../../foundation/collections.js'
import {notSeenText} from '../gap-text.js'
import {appFacts, hiddenBy} from './app-facts.js'
import {gapFacts, known, marksOf} from './diagram-facts.js'
import {graphBuilder} from './graph.js'
import {drawStoreAccess} from './network-stores.js'
import {drawPassages, internet, networkId, routerId} from './passages.js'
import {placesOf} from './places.js'
import {drawUnreadLists} from './unread-lists.js'

/** What can connect to what: the ways into spaces and the Common Runtime, apps with their domains, and stores. */
export function networkGraph(inputs: DiagramFacts): Graph {
  const {subjects} = inputs.components
  const places = placesOf(inputs)
  const builder = graphBuilder()
  for (const box of places.boxes) builder.addBox(box)
  builder.addNode(internet)
  drawPassages(builder, inputs, places)
  const domains = groupBy(
    subjects.filter(({kind}) => kind === 'domain'),
    ({app}) => app,
  )
  for (const subject of subjects) {
    if (subject.kind === 'app') drawApp(builder, inputs, places, subject, domains.get(subject.name) ?? [])
    if (subject.kind === 'addon') drawStoreAccess(builder, inputs, places, subject)
  }

  drawUnreadLists(builder, subjects, ['addon', 'app', 'space'], ({app}) =>
    app === undefined ? undefined : inputs.appNode(app),
  )
  return builder.graph()
}

/** An app with its domains, behind the router that leads to it. */
function drawApp(
  builder: GraphBuilder,
  inputs: DiagramFacts,
  places: Places,
  app: Subject,
  domains: readonly Subject[],
): void {
  const [box, node] = [places.boxOfApp(app.name), inputs.appNode(app.name)]
  if (box === undefined || node === undefined) return
  const hidden = hiddenBy(inputs, app)
  const unread = hidden ? undefined : domains.find(({placeholder}) => placeholder)?.placeholder
  const seen = domains.filter(({placeholder}) => !placeholder)
  const facts = appFacts(inputs, app)
  const id = builder.addNode({
    box,
    details: [
      ...(hidden ? [notSeenText(hidden)] : []),
      ...seen.map(domain => domainText(domain)),
      ...(unread ? [`domains ${notSeenText(unread)}`] : []),
      ...(known(app, 'exposure') === 'no web dyno' ? ['no web dyno'] : []),
    ],
    facts: [...facts, ...seen.flatMap(domain => inputs.factsOf(domain.id)), ...(unread ? gapFacts(unread) : [])],
    id: node,
    isSeen: !hidden && !unread,
    kind: 'app',
    marks: marksOf(inputs.scopes, app),
    name: app.name,
  })
  builder.addEdge({...routeTo(app, box), facts, to: id})
}

function routeTo(app: Subject, box: string): Pick<DiagramEdge, 'from' | 'labels' | 'style'> {
  const isInternal = known(app, 'internalRouting')
  if (isInternal === undefined) return {from: routerId(box), labels: ['routing not seen'], style: 'unseen'}
  return isInternal === 'true'
    ? {from: networkId(box), labels: ['internal'], style: 'configured'}
    : {from: routerId(box), labels: ['public'], style: 'configured'}
}

function domainText(domain: Subject): string {
  const host = domain.name
  if (known(domain, 'kind') === 'heroku') return `${host} (Heroku's domain)`
  const hasCertificate = known(domain, 'hasCertificate')
  if (hasCertificate === undefined) return `${host} (certificate not seen)`
  return `${host} (${hasCertificate === 'true' ? 'TLS' : 'no certificate'})`
}
