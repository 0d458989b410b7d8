import type {Catalog} from '../catalog/catalog.js'
import type {Control} from '../model/framework.js'
import type {Place} from '../model/policy.js'
import type {SubjectKind} from '../model/subject.js'

import {namedChecks} from '../model/framework.js'

/** What a team has beside its apps and spaces. */
const ofTeams: readonly string[] = ['authorization', 'invitation', 'member', 'team'] satisfies readonly SubjectKind[]

/**
 * The places that an answer to a control has to cover: each app; each space and each team without apps in scope, which
 * nothing else stands for; and each team where the control is about teams or people.
 */
export function askedOf(control: Control, catalog: Catalog): (place: Place) => boolean {
  const {facts = []} = control
  const named = new Set(namedChecks(control))
  const kinds = [...catalog.checks.flatMap(({id, subject}) => named.has(id) ? [subject] : []), ...facts.map(({subject}) => subject)]
  const isOfTeams = kinds.some(kind => ofTeams.includes(kind))
  return ({app, holdsApps, space, team}) => app !== undefined || holdsApps !== true || (isOfTeams && space === undefined && team !== undefined)
}
