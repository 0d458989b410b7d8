import type {Catalog} from '../catalog/catalog.js'
import type {Control} from '../model/framework.js'
import type {Place} from '../model/policy.js'
import type {SubjectKind} from '../model/subject.js'

import {checksOfControl} from '../model/framework.js'

/** What a team has beside its apps and spaces. */
const teamKinds: readonly string[] = ['authorization', 'invitation', 'member', 'team'] satisfies readonly SubjectKind[]

/**
 * The places that an answer to a control has to cover: each app; each space and each team without apps in scope, which
 * nothing else stands for; and each team where the control is about teams or people.
 */
export function mustBeAnsweredFor(control: Control, catalog: Catalog): (place: Place) => boolean {
  const controlChecks = new Set(checksOfControl(control))
  const listsTeams = control.facts?.some(({subject}) => teamKinds.includes(subject)) ?? false
  const concernsTeams =
    listsTeams || catalog.checks.some(({id, subject}) => controlChecks.has(id) && teamKinds.includes(subject))
  // Only of spaces and teams is it said whether they hold apps.
  return ({holdsApps, space}) => holdsApps !== true || (concernsTeams && space === undefined)
}
