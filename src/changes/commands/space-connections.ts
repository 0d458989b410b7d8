import type {FactTypes, Space} from '../../model/facts.js'
import type {CommandEffect} from '../command-effect.js'
import type {FactEditor} from '../fact-editor.js'

import {UserError} from '../../foundation/user-error.js'
import {generationName} from '../../model/generation.js'
import {flagText, isVariable, requiredArgument, requiredFlag, spaceOf} from '../command-effect.js'
import {bodyByEitherKey, forget, updateByEitherKey} from '../lookups.js'

type Peering = FactTypes['peerings'][number]
type Vpn = FactTypes['vpnConnections'][number]

/** Statuses of peerings that connect nothing anymore. */
const endedStatuses: ReadonlyArray<null | string | undefined> = ['deleted', 'expired', 'failed', 'rejected']

/** A pending request becomes a connection. */
export const acceptPeering: CommandEffect = (editor, command) => {
  const space = spaceOf(editor, command)
  const id = flagText(command, 'pcxid') ?? requiredArgument(command, 'pcxid')
  if (isVariable(id)) {
    forget(editor, 'peerings', space)
    return
  }
  if (endedStatuses.includes(findPeering(editor, space, id)?.status))
    throw new UserError(`The peering ${id} has ended.`, 'Request a new one in AWS, and accept that.')
  updateByEitherKey(editor, 'peerings', space, peerings =>
    peerings.map(peering => (peering.pcx_id === id ? accepted(peering) : peering)),
  )
}

const accepted = (peering: Peering): Peering =>
  peering.status === 'active' ? peering : {...peering, status: 'provisioning'}

/** A peering that is destroyed connects nothing. */
export const destroyPeering: CommandEffect = (editor, command) => {
  const space = spaceOf(editor, command)
  const id = flagText(command, 'pcxid') ?? requiredArgument(command, 'pcxid')
  if (isVariable(id)) {
    forget(editor, 'peerings', space)
    return
  }
  findPeering(editor, space, id)
  updateByEitherKey(editor, 'peerings', space, peerings => peerings.filter(({pcx_id: other}) => other !== id))
}

/** Undefined where the list isn't known. */
function findPeering(editor: FactEditor, space: Space, id: string): Peering | undefined {
  const peerings = bodyByEitherKey(editor, 'peerings', space)
  const found = peerings?.find(({pcx_id: other}) => other === id)
  if (peerings && !found)
    throw new UserError(
      `${space.name} has no peering ${id}.`,
      `heroku spaces:peerings --space ${space.name} lists them.`,
    )
  return found
}

/** A new VPN connection. Which version of IKE it uses, the command doesn't say. */
export const connectVpn: CommandEffect = (editor, command) => {
  const space = spaceOf(editor, command)
  if (generationName(space.generation) === 'fir')
    throw new UserError(`${space.name} is a Fir space, which can't have a VPN.`, 'Connect a Cedar space.')
  const address = requiredFlag(command, 'ip')
  const connection = {
    id: editor.newId(),
    name: requiredArgument(command, 'name'),
    public_ip: isVariable(address) ? null : address,
    status: 'pending',
  }
  updateByEitherKey(editor, 'vpnConnections', space, connections => [...connections, connection])
}

/** A VPN connection that is destroyed is in no list. */
export const destroyVpn: CommandEffect = (editor, command) => {
  const space = spaceOf(editor, command)
  const key = requiredArgument(command, 'name')
  if (isVariable(key)) {
    forget(editor, 'vpnConnections', space)
    return
  }
  const isMeant = ({id, name}: Vpn) => id === key || name === key
  if (bodyByEitherKey(editor, 'vpnConnections', space)?.every(connection => !isMeant(connection)))
    throw new UserError(
      `${space.name} has no VPN connection ${key}.`,
      `heroku spaces:vpn:connections --space ${space.name} lists them.`,
    )
  updateByEitherKey(editor, 'vpnConnections', space, connections =>
    connections.filter(connection => !isMeant(connection)),
  )
}
