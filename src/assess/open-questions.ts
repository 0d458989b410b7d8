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
  const named = new Set(namedChecks(control))
  const listsTeams = control.facts?.some(({subject}) => ofTeams.includes(subject)) ?? false
  const isOfTeams = listsTeams || catalog.checks.some(({id, subject}) => named.has(id) && ofTeams.includes(subject))
  // Only of spaces and teams is it said whether they hold apps.
  return ({holdsApps, space}) => holdsApps !== true || (isOfTeams && space === undefined)
}
