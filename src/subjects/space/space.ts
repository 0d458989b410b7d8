import type {FieldValue, Subject} from '../../model/subject.js'
import type {SubjectContext, ScopeInventory, SpaceHandle} from '../context.js'

import {distinct} from '../../foundation/collections.js'
import {spaceHasLogDrain} from '../app/log-drains.js'
import {recordedGeneration, spaceClass} from '../app/runtime-class.js'
import {lazyFields, fieldFrom, required, unknown, value} from '../field-value.js'
import {policyFields} from '../policy-fields.js'
import {notStated} from '../read-result.js'
import {fieldFromRegion} from '../region.js'
import {connectionFields} from './connections.js'
import {opennessIsDeclared} from './public-access.js'
import {trustedRangeFields} from './trusted-ranges.js'

/** One subject for each space in scope. */
export function spaceSubjects(context: SubjectContext, inventory: ScopeInventory): Subject[] {
  return inventory.spaces.map(space => spaceSubject(context, inventory, space))
}

function spaceSubject(context: SubjectContext, inventory: ScopeInventory, space: SpaceHandle): Subject {
  const {record} = space
  return {
    apps: inventory.wholeScope.apps
      .filter(app => app.name !== app.id && 'body' in app.record && app.record.body.space?.id === space.id)
      .map(({name}) => name),
    fields: lazyFields({
      generation: () => recordedGeneration(record),
      hasLogDrain: () => spaceHasLogDrain(context, space),
      natAddresses: () => natAddresses(context, space),
      opennessIsDeclared: () => opennessIsDeclared(context, inventory, space),
      region: () => fieldFrom(record, ({region}) => required(region?.name, 'which region the space is in')),
      regionCountry: () =>
        fieldFrom(record, ({region}) =>
          fieldFromRegion(context, region?.name, listedRegion =>
            required(listedRegion.country, 'which country the region is in'),
          ),
        ),
      runtimeClass: () => fieldFrom(record, spaceClass),
      ...connectionFields(context, space),
      ...policyFields(context.policy, 'space'),
      ...trustedRangeFields(context, space),
    }),
    id: space.id,
    kind: 'space',
    name: space.name,
    space: space.name,
    ...('body' in record && record.body.team?.name ? {team: record.body.team.name} : {}),
  }
}

/** The outbound IP addresses of the space. */
function natAddresses({facts}: SubjectContext, space: SpaceHandle): FieldValue {
  const generationField = recordedGeneration(space.record)
  if ('gap' in generationField) return generationField
  if (generationField.value === 'fir') return unknown('unsupported', 'a Fir space has no stable IP addresses')
  return fieldFrom(facts.read('spaceNat', space.ref), ({sources, state}) => {
    if (state === 'disabled') return value([])
    if (state !== 'enabled')
      return unknown('unknown-value', `the state of the space's outbound addresses is "${state ?? ''}"`)
    return sources ? value(distinct(sources)) : notStated('which addresses the space connects from')
  })
}
