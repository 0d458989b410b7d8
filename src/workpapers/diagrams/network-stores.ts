import type {Subject} from '../../model/subject.js'
import type {DiagramFacts} from './diagram-facts.js'
import type {DiagramEdge, GraphBuilder} from './graph.js'
import type {Places} from './places.js'

import {paths} from '../../model/paths.js'
import {dataServices} from '../../model/services.js'
import {fieldOf} from '../components.js'
import {gapFacts, known, marksOf, missing} from './diagram-facts.js'
import {internet, networkId} from './passages.js'
import {isCommonRuntime} from './places.js'
import {storeText} from './store-text.js'

type Access = Omit<DiagramEdge, 'to'>

/** A store of data, and who may connect to it besides the apps: by its plan, and by endpoints outside its network. */
export function drawStoreAccess(
  builder: GraphBuilder,
  {factsOf, scopes}: DiagramFacts,
  {boxOfAddon}: Places,
  addon: Subject,
): void {
  const service = known(addon, 'service')
  const box = boxOfAddon(addon)
  if (box === undefined || service === undefined || !dataServices.includes(service)) return
  const facts = factsOf(addon.id)
  const access = [planAccess(addon, service, box, facts), ...endpointAccess(addon, facts)].flat()
  const to = builder.addNode({
    box,
    details: storeText(addon),
    facts,
    id: `store:${addon.id}`,
    isSeen: access.every(({style}) => style !== 'unseen'),
    kind: 'store',
    marks: marksOf(scopes, addon),
    name: addon.name,
  })
  if (access.some(({from}) => from === privateLinkOf(addon)))
    builder.addNode({
      facts: [paths.privateLink(addon.name)],
      id: privateLinkOf(addon),
      kind: 'outside',
      name: 'AWS PrivateLink',
    })
  for (const edge of access) builder.addEdge({...edge, to})
}

const privateLinkOf = ({id}: Subject): string => `private-link:${id}`

/**
 * What the plan says of the network that a store is in. Stores with public plans accept connections from any address
 * with their credentials (Dev Center, "Connecting to Heroku Postgres Databases from Outside of Heroku").
 */
function planAccess(addon: Subject, service: string, box: string, facts: readonly string[]): Access[] {
  if (service === 'herokuconnect') return []
  const planClass = known(addon, 'planClass')
  if (planClass === undefined)
    return [{facts, from: internet.id, labels: ["network of the plan isn't known"], style: 'unseen'}]
  if (planClass === 'public')
    return [{facts, from: internet.id, labels: ['any address, with credentials'], style: 'configured'}]
  return isCommonRuntime(box) || !box.startsWith('space:')
    ? []
    : [{facts, from: networkId(box), labels: ['private'], style: 'configured'}]
}

/** The endpoints of a store outside of its network. */
function endpointAccess(addon: Subject, facts: readonly string[]): Access[] {
  const {name} = addon
  const gap = missing(fieldOf(addon, 'hasExternalEndpoint'))
  if (gap) {
    const ofGap = gapFacts(gap)
    return [
      {facts: ofGap.length > 0 ? ofGap : facts, from: internet.id, labels: ['endpoint not seen'], style: 'unseen'},
    ]
  }

  if (known(addon, 'hasExternalEndpoint') !== 'true') return []
  const configured: Pick<Access, 'style'> = {style: 'configured'}
  const hasMutualTls = known(addon, 'hasMutualTls') === 'true'
  const hasPrivateLink = known(addon, 'hasPrivateLink') === 'true'
  return [
    ...(hasMutualTls
      ? [{...configured, facts: [paths.postgresTlsEndpoint(name)], from: internet.id, labels: ['mutual TLS']}]
      : []),
    ...(hasPrivateLink
      ? [{...configured, facts: [paths.privateLink(name)], from: privateLinkOf(addon), labels: ['PrivateLink']}]
      : []),
    ...(!hasMutualTls && !hasPrivateLink
      ? [{...configured, facts: endpointFacts(addon, facts), from: internet.id, labels: ['external endpoint']}]
      : []),
  ]
}

const endpointFacts = (addon: Subject, facts: readonly string[]): readonly string[] =>
  known(addon, 'service') === 'heroku-kafka' ? [paths.kafkaIpRules(addon.name)] : facts
