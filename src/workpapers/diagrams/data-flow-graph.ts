import type {Subject, SubjectKind} from '../../model/subject.js'
import type {DiagramFacts} from './diagram-facts.js'
import type {Graph, GraphBuilder} from './graph.js'
import type {Places} from './places.js'

import {groupBy} from '../../foundation/collections.js'
import {pluralize} from '../../foundation/text.js'
import {herokuServices} from '../../model/services.js'
import {notSeenText} from '../gap-text.js'
import {appFacts, hiddenBy} from './app-facts.js'
import {addonNode, drawCopies} from './copies.js'
import {known, marksOf} from './diagram-facts.js'
import {graphBuilder} from './graph.js'
import {drawDrain, drawWebhook, drawOauthClient, logsOf} from './outflows.js'
import {placesOf} from './places.js'
import {storeText} from './store-text.js'
import {drawUnreadLists} from './unread-lists.js'

type Draw = (builder: GraphBuilder, inputs: FlowFacts, places: Places, subject: Subject) => void

interface FlowFacts extends DiagramFacts {
  /** The domains of each app. */
  readonly domains: ReadonlyMap<string | undefined, readonly Subject[]>
}

/** Where data can flow: from clients to apps, to stores and vendors, to the hosts of drains and webhooks. */
export function dataFlowGraph(inputs: DiagramFacts): Graph {
  const {subjects} = inputs.components
  const places = placesOf(inputs)
  const builder = graphBuilder()
  for (const box of places.boxes) builder.addBox(box)
  const domains = groupBy(
    subjects.filter(({kind, placeholder}) => kind === 'domain' && !placeholder),
    ({app}) => app,
  )
  for (const subject of subjects) draw[subject.kind]?.(builder, {...inputs, domains}, places, subject)
  drawAttachments(builder, inputs)
  drawCopies(builder, inputs)
  drawUnreadLists(
    builder,
    subjects,
    ['addon', 'app', 'attachment', 'authorization', 'drain', 'space', 'webhook'],
    ({app, kind, space}) => {
      if (app !== undefined) return inputs.appNode(app)
      const box = kind === 'drain' && space !== undefined ? places.boxOfSpace(space) : undefined
      return box === undefined ? undefined : logsOf(builder, inputs, box, space ?? '')
    },
  )
  return builder.graph()
}

function drawApp(builder: GraphBuilder, inputs: FlowFacts, places: Places, app: Subject): void {
  const [box, node] = [places.boxOfApp(app.name), inputs.appNode(app.name)]
  if (box === undefined || node === undefined) return
  const hidden = hiddenBy(inputs, app)
  const facts = appFacts(inputs, app)
  const to = builder.addNode({
    box,
    details: hidden ? [notSeenText(hidden)] : [],
    facts,
    id: node,
    isSeen: !hidden,
    kind: 'app',
    marks: marksOf(inputs.scopes, app),
    name: app.name,
  })
  const own = inputs.domains.get(app.name) ?? []
  const exposure = known(app, 'exposure')
  if (own.length === 0 || exposure === 'internal' || exposure === 'no web dyno') return
  const from = builder.addNode({id: 'clients', kind: 'outside', name: 'Clients on the Internet'})
  builder.addEdge({
    facts: own.flatMap(({id}) => inputs.factsOf(id)),
    from,
    labels: [pluralize(own.length, 'domain')],
    style: 'inferred',
    to,
  })
}

/** How each kind of subject is drawn. */
const draw: Readonly<Partial<Record<SubjectKind, Draw>>> = {
  addon: drawAddon,
  app: drawApp,
  authorization: (builder, inputs, _, authorization) => {
    drawOauthClient(builder, inputs, authorization)
  },
  drain: drawDrain,
  webhook: (builder, inputs, _, webhook) => {
    drawWebhook(builder, inputs, webhook)
  },
}

/** A store of data in the box of the app that pays for it, or a vendor's service outside of all boxes. */
function drawAddon(builder: GraphBuilder, {factsOf, scopes}: DiagramFacts, {boxOfAddon}: Places, addon: Subject): void {
  if (addon.placeholder) return
  const service = known(addon, 'service')
  const isHeroku = service !== undefined && herokuServices.includes(service)
  const box = boxOfAddon(addon)
  builder.addNode({
    box: isHeroku ? box : undefined,
    details: [
      ...storeText(addon),
      ...(isHeroku && box === undefined
        ? [`paid for by ${addon.app ?? 'an app'}, which isn't in this assessment`]
        : []),
    ],
    facts: factsOf(addon.id),
    id: addonNode(addon.id),
    isSeen: service !== undefined,
    kind: isHeroku ? 'store' : 'vendor',
    marks: marksOf(scopes, addon),
    name: addon.name,
  })
}

/** What an attachment gives is access: the flow is inferred. */
function drawAttachments(builder: GraphBuilder, {appNode, components: {subjects}, factsOf}: DiagramFacts): void {
  const addons = new Map(
    subjects.flatMap(({id, kind, name}) => (kind === 'addon' ? [[name, addonNode(id)] as const] : [])),
  )
  for (const subject of subjects) {
    if (subject.kind !== 'attachment' || subject.placeholder) continue
    const [from, to] = [appNode(subject.app ?? ''), addons.get(known(subject, 'addon') ?? '')]
    if (from === undefined || to === undefined) continue
    builder.addEdge({facts: factsOf(subject.id), from, labels: [attachmentText(subject)], style: 'inferred', to})
  }
}

function attachmentText(attachment: Subject): string {
  const credential = known(attachment, 'namespace')
  return [
    attachment.name.slice(attachment.name.lastIndexOf('/') + 1),
    ...(known(attachment, 'isBorrowed') === 'true' ? ['borrowed'] : []),
    ...(credential === undefined || credential === 'default' ? [] : [credential]),
  ].join(', ')
}
