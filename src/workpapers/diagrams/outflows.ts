import type {Subject} from '../../model/subject.js'
import type {DiagramFacts} from './diagram-facts.js'
import type {GraphBuilder} from './graph.js'
import type {Places} from './places.js'

import {paths} from '../../model/paths.js'
import {fieldOf} from '../components.js'
import {notSeenText} from '../gap-text.js'
import {known} from './diagram-facts.js'

/** The node of the logs of everything in a space, which the drain of a space gets. */
export const logsOf = (builder: GraphBuilder, {factsOf}: DiagramFacts, box: string, space: string): string =>
  builder.addNode({
    box,
    facts: factsOf(box.replace(/^space:/, '')),
    id: `logs:${box}`,
    kind: 'passage',
    name: `Logs of all apps in ${space}`,
  })

/** A drain: what an app or a whole space logs goes to its host. */
export function drawDrain(builder: GraphBuilder, inputs: DiagramFacts, places: Places, drain: Subject): void {
  const source = drain.placeholder ? undefined : sourceOf(builder, inputs, places, drain)
  if (source === undefined) return
  const listed = inputs.factsOf(drain.id)
  // The drain of a space may have no ID.
  const facts = listed.length > 0 ? listed : [source.list]
  const signals = known(drain, 'isTelemetry') === 'true' ? 'telemetry' : 'logs'
  const label = [
    byScheme(drain, signals),
    ...(known(drain, 'isOfAddon') === 'true' ? ['set up by an add-on'] : []),
  ].join(', ')
  const to = drawHost(builder, drain, facts)
  builder.addEdge({facts, from: source.node, labels: [label], style: 'configured', to})
}

/** The node that drains lead away from, and the path of the list of its drains. */
function sourceOf(
  builder: GraphBuilder,
  inputs: DiagramFacts,
  places: Places,
  {app, space}: Subject,
): undefined | {readonly list: string; readonly node: string} {
  const node = app === undefined ? undefined : inputs.appNode(app)
  if (node !== undefined) return {list: paths.logDrains(app ?? ''), node}
  const box = space === undefined ? undefined : places.boxOfSpace(space)
  if (box === undefined || space === undefined) return undefined
  return {list: paths.spaceLogDrain(space), node: logsOf(builder, inputs, box, space)}
}

/** A webhook: Heroku tells its host what happens to the app. */
export function drawWebhook(builder: GraphBuilder, inputs: DiagramFacts, webhook: Subject): void {
  const from = webhook.placeholder ? undefined : inputs.appNode(webhook.app ?? '')
  if (from === undefined) return
  const facts = inputs.factsOf(webhook.id)
  const labels = [byScheme(webhook, 'webhook')]
  builder.addEdge({facts, from, labels, style: 'configured', to: drawHost(builder, webhook, facts)})
}

/** What is sent, with the scheme that says whether it is encrypted. */
function byScheme(subject: Subject, sent: string): string {
  const scheme = known(subject, 'scheme')
  return scheme === undefined ? sent : `${sent} by ${scheme}`
}

/** The host of a drain or webhook, once for all that lead to it. */
function drawHost(builder: GraphBuilder, subject: Subject, facts: readonly string[]): string {
  const host = known(subject, 'host')
  if (host !== undefined) return builder.addNode({facts, id: `host:${host}`, kind: 'outside', name: host})
  const field = fieldOf(subject, 'host')
  return builder.addNode({
    details: [field && 'gap' in field ? notSeenText(field.gap) : 'not seen'],
    facts,
    id: `host-of:${subject.id}`,
    isSeen: false,
    kind: 'outside',
    name: `Host of the ${subject.kind} ${subject.id.slice(0, 8)}`,
  })
}

/** An OAuth client of somebody else may call Heroku's API for the account or team that authorized it. */
export function drawOauthClient(builder: GraphBuilder, {factsOf}: DiagramFacts, authorization: Subject): void {
  const client = known(authorization, 'client')
  if (client === undefined) return
  const facts = factsOf(authorization.id)
  const from = builder.addNode({
    details: ['OAuth client'],
    facts,
    id: `client:${client}`,
    kind: 'vendor',
    name: client,
  })
  const to = builder.addNode({
    details: ['settings and data of what was authorized'],
    facts,
    id: 'api',
    kind: 'passage',
    name: "Heroku's API",
  })
  const scopes = known(authorization, 'scopes')
  builder.addEdge({facts, from, labels: [scopes?.replaceAll(',', ', ') ?? 'access not seen'], style: 'inferred', to})
}
