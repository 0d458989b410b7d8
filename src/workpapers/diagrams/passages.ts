import type {FactTypes} from '../../model/facts.js'
import type {Gap, ReadResult} from '../../model/gap.js'
import type {FieldValue, Subject} from '../../model/subject.js'
import type {SpaceHandle} from '../../subjects/context.js'
import type {DiagramFacts} from './diagram-facts.js'
import type {DiagramEdge, GraphBuilder} from './graph.js'
import type {Places} from './places.js'

import {pluralize} from '../../foundation/text.js'
import {paths} from '../../model/paths.js'
import {mayBeOpen} from '../../subjects/space/connections.js'
import {fieldOf} from '../components.js'
import {notSeenText} from '../gap-text.js'
import {gapFacts, known, missing} from './diagram-facts.js'
import {isCommonRuntime} from './places.js'

/** Everybody outside. */
export const internet = {id: 'internet', kind: 'outside', name: 'Internet'} as const

/** The node of what leads from the Internet to the public apps of a box. */
export const routerId = (box: string): string => `router:${box}`

/** The node of what connects the apps of a box with each other, and with networks that are joined to it. */
export const networkId = (box: string): string => `network:${box}`

const anyAddress: readonly string[] = ['0.0.0.0/0', '::/0']

/** The ways into each box: its router with the trusted ranges, and its private network with what is joined to it. */
export function drawPassages(builder: GraphBuilder, inputs: DiagramFacts, {boxes, boxOfSpace}: Places): void {
  const {apps, spaces, subjects} = inputs.components
  const spacesByBox = new Map(spaces.map(space => [boxOfSpace(space.name), space]))
  for (const {id: box} of boxes) {
    const space = spacesByBox.get(box)
    if (space) {
      drawRouter(builder, box, space, subjectOf(subjects, space))
      drawNetwork(builder, inputs, box, space)
    } else if (isCommonRuntime(box)) {
      const facts = apps.flatMap(({id, record}) =>
        'body' in record && record.body.space === null ? inputs.factsOf(id) : [],
      )
      if (facts.length === 0) continue
      builder.addNode({box, facts, id: routerId(box), kind: 'passage', name: "Heroku's router"})
      builder.addEdge({facts, from: internet.id, labels: ['any address'], style: 'configured', to: routerId(box)})
    }
  }
}

const subjectOf = (subjects: readonly Subject[], {id}: SpaceHandle): Subject | undefined =>
  subjects.find(subject => subject.kind === 'space' && subject.id === id)

function drawRouter(builder: GraphBuilder, box: string, {name, ref}: SpaceHandle, subject: Subject | undefined): void {
  const ranges = subject && fieldOf(subject, 'trustedIpRanges')
  const gap = ranges && 'gap' in ranges ? ranges.gap : undefined
  const facts = gap ? factsOfGap(gap, ref) : [paths.inboundRuleset(ref)]
  const trusted = listIn(ranges)
  const isApplied = subject && known(subject, 'trustedIpsAreApplied')
  const to = builder.addNode({
    box,
    details: [
      ...(gap ? [`trusted IP ranges ${notSeenText(gap)}`] : rangeTexts(trusted)),
      ...(isApplied === 'false' ? ['not applied yet'] : []),
    ],
    facts,
    id: routerId(box),
    isSeen: !gap,
    kind: 'passage',
    name: `Router of ${name}`,
  })
  const edge = {facts, from: internet.id, to}
  if (gap) builder.addEdge({...edge, labels: ['ranges not seen'], style: 'unseen'})
  else if (trusted.length > 0) builder.addEdge({...edge, labels: [rangeLabel(trusted)], style: 'configured'})
}

/** The items of a field that is a list; none where it couldn't be read. */
const listIn = (field: FieldValue | undefined): readonly string[] =>
  field && 'value' in field && Array.isArray(field.value) ? (field.value as readonly string[]) : []

/** The request that gave nothing, or the record of the space where there was none. */
function factsOfGap(gap: Gap, ref: string): string[] {
  const facts = gapFacts(gap)
  return facts.length > 0 ? facts : [paths.space(ref)]
}

function rangeTexts(ranges: readonly string[]): string[] {
  if (ranges.length === 0) return ['no trusted IP range: nobody can connect']
  return ranges.some(range => anyAddress.includes(range))
    ? ['open to any address']
    : ranges.map(range => `trusts ${range}`)
}

const rangeLabel = (ranges: readonly string[]): string =>
  ranges.some(range => anyAddress.includes(range)) ? 'any address' : `from ${pluralize(ranges.length, 'range')}`

function drawNetwork(
  builder: GraphBuilder,
  {components: {facts, subjects}}: DiagramFacts,
  box: string,
  space: SpaceHandle,
): void {
  const {name, ref} = space
  const id = networkId(box)
  const subject = subjectOf(subjects, space)
  const outbound = subject && fieldOf(subject, 'natAddresses')
  const outboundGap = missing(outbound)
  const peerings = facts.read('peerings', ref)
  const vpns = facts.read('vpnConnections', ref)
  const unread = [
    ...unreadText('outbound addresses', outboundGap ? {gap: outboundGap} : {body: undefined}),
    ...unreadText('peerings', peerings),
    ...unreadText('VPNs', vpns),
  ]
  builder.addNode({
    box,
    details: [...listIn(outbound).map(address => `outbound from ${address}`), ...unread],
    facts: [
      // A Fir space has no addresses of its own, and they aren't read.
      ...(outbound && (outboundGap || 'value' in outbound) ? [paths.spaceNat(ref)] : []),
      paths.peerings(ref),
      paths.vpnConnections(ref),
    ],
    id,
    isSeen: unread.length === 0,
    kind: 'passage',
    name: `Private network of ${name}`,
  })
  for (const node of [...joinedAccounts(peerings, ref), ...joinedOffices(vpns, ref)]) {
    builder.addNode({...node, kind: 'outside'})
    builder.addEdge({facts: node.facts, from: node.id, labels: [node.label], style: node.style, to: id})
  }
}

const unreadText = (what: string, result: ReadResult<unknown>): string[] =>
  'gap' in result ? [`${what} ${notSeenText(result.gap)}`] : []

interface JoinedNetwork extends Pick<DiagramEdge, 'facts' | 'style'> {
  readonly details: readonly string[]
  readonly id: string
  readonly label: string
  readonly name: string
}

/** The networks that are peered with a space; Heroku's own aren't, nor those that have ended. */
function joinedAccounts(peerings: ReadResult<FactTypes['peerings']>, ref: string): JoinedNetwork[] {
  if ('gap' in peerings) return []
  return peerings.body.filter(mayBeOpen).map(({aws_account_id: account, pcx_id: connection, status}, index) => ({
    details: [connection ?? 'connection not stated', status ?? 'state not stated'],
    facts: [paths.peerings(ref)],
    id: `peering:${ref}:${connection ?? index}`,
    label: 'VPC peering',
    name: account ? `AWS account ${account}` : 'AWS account not stated',
    style: 'configured',
  }))
}

function joinedOffices(vpns: ReadResult<FactTypes['vpnConnections']>, ref: string): JoinedNetwork[] {
  if ('gap' in vpns) return []
  return vpns.body.map(({id, ike_version: version, name, public_ip: address, status}, index) => ({
    details: [
      address ? `gateway ${address}` : 'gateway not stated',
      version ? `IKEv${version}` : 'IKE version not stated',
      status ?? 'state not stated',
    ],
    facts: [paths.vpnConnections(ref)],
    id: `vpn:${ref}:${id ?? name ?? index}`,
    label: 'VPN',
    name: name ?? id ?? 'VPN connection',
    style: 'configured',
  }))
}
