import type {FactTypes} from '../../model/facts.js'
import type {FieldValue, LazyField} from '../../model/subject.js'
import type {SubjectContext, SpaceHandle} from '../context.js'

import {distinct} from '../../foundation/collections.js'
import {fieldFrom, unknown, value} from '../field-value.js'

type Peering = FactTypes['peerings'][number]
type Vpns = FactTypes['vpnConnections']

/** The peerings and VPN connections of a space, and which of them the policy doesn't name. */
export function connectionFields(
  {facts, policy: {allow}}: SubjectContext,
  space: SpaceHandle,
): Record<string, LazyField> {
  const fromPeerings = (use: (peerings: readonly Peering[]) => FieldValue) => (): FieldValue =>
    fieldFrom(facts.read('peerings', space.ref), peerings => use(peerings.filter(mayBeOpen)))
  const fromVpns = (use: (vpns: Vpns) => FieldValue) => (): FieldValue =>
    fieldFrom(facts.read('vpnConnections', space.ref), use)
  return {
    ikev1Vpns: fromVpns(vpns => value(namesOf(vpns.filter(({ike_version: version}) => version === 1)))),
    lowestIkeVersion: fromVpns(lowestIkeVersion),
    peeringCount: fromPeerings(peeringCount),
    undeclaredPeeringIds: fromPeerings(peerings =>
      value(
        undeclaredOf(peerings, allow.peerings).flatMap(peering =>
          isCertainlyOpen(peering) && peering.pcx_id ? [peering.pcx_id] : [],
        ),
      ),
    ),
    undeclaredPeerings: fromPeerings(peerings => undeclaredPeerings(peerings, allow.peerings)),
    undeclaredVpnNames: fromVpns(vpns =>
      value(namesOf(vpns.filter(vpn => isUndeclaredVpn(vpn, allow.vpns) && vpn.status && vpn.public_ip))),
    ),
    undeclaredVpns: fromVpns(vpns => undeclaredVpns(vpns, allow.vpns)),
    vpnCount: fromVpns(vpns => value(vpns.length)),
  }
}

const endedStatuses: readonly unknown[] = ['deleted', 'expired', 'failed', 'rejected']

/** Whether a peering isn't Heroku's own and hasn't ended, as far as it says. */
export const mayBeOpen = ({status, type}: Peering): boolean =>
  !type?.startsWith('heroku-') && !endedStatuses.includes(status)

/** Whether the peering says enough to be certain. */
const isCertainlyOpen = ({status, type}: Peering): boolean => Boolean(type) && Boolean(status)

function peeringCount(peerings: readonly Peering[]): FieldValue {
  const certain = peerings.filter(isCertainlyOpen).length
  const counts = Array.from({length: peerings.length - certain + 1}, (_, extra) => certain + extra)
  return certain === peerings.length
    ? value(certain)
    : unknown('no-statement', "a peering doesn't state its type or status", counts)
}

const namesOf = (vpns: Vpns): string[] => vpns.flatMap(({id, name}) => name ?? id ?? [])

const undeclaredOf = (peerings: readonly Peering[], declared: readonly string[] = []): Peering[] =>
  peerings.filter(({aws_account_id: account}) => !account || !declared.includes(account))

const isUndeclaredVpn = ({public_ip: address, status}: Vpns[number], declared: readonly string[] = []): boolean =>
  status !== 'failed' && !(address && declared.includes(address))

/** AWS accounts that the policy doesn't name. A peering that may be Heroku's own or may have ended fails nothing. */
function undeclaredPeerings(peerings: readonly Peering[], declared: readonly string[] = []): FieldValue {
  const undeclared = undeclaredOf(peerings, declared)
  const accounts = distinct(
    undeclared.flatMap(peering => (isCertainlyOpen(peering) && peering.aws_account_id ? [peering.aws_account_id] : [])),
  )
  return accounts.length > 0 || undeclared.length === 0
    ? value(accounts)
    : unknown('no-statement', "a peering doesn't state its AWS account or status")
}

/** Public IP addresses that the policy doesn't name. */
function undeclaredVpns(vpns: Vpns, declared: readonly string[] = []): FieldValue {
  const undeclared = vpns.filter(vpn => isUndeclaredVpn(vpn, declared))
  const addresses = distinct(undeclared.flatMap(vpn => (vpn.status && vpn.public_ip ? [vpn.public_ip] : [])))
  return addresses.length > 0 || undeclared.length === 0
    ? value(addresses)
    : unknown('no-statement', "a VPN connection doesn't state its public address or status")
}

function lowestIkeVersion(vpns: Vpns): FieldValue {
  const versions = vpns.flatMap(vpn => (typeof vpn.ike_version === 'number' ? [vpn.ike_version] : []))
  const lowest = Math.min(...versions)
  if (versions.length === vpns.length)
    return vpns.length > 0 ? value(lowest) : unknown('no-statement', 'the space has no VPN connection')
  return lowest < 2 ? value(lowest) : unknown('no-statement', "a VPN connection doesn't state its IKE version")
}
