import type {AccessReview} from '../../src/access/access-review.js'
import type {Grant} from '../../src/access/grant.js'

import {aboutReview} from '../../src/access/access-review.js'
import {populationDigest} from '../../src/access/population.js'

export const web = {id: 'a1', kind: 'app', name: 'web'} as const
export const crew = {id: 't1', kind: 'team', name: 'crew'} as const
export const vault = {id: 's1', kind: 'space', name: 'vault'} as const
export const kimsAccount = {id: 'u1', kind: 'account', name: 'kim@example.com'} as const

export const kimOnTeam: Grant = {
  holds: ['admin'],
  id: 'member:t1/u1',
  kind: 'member',
  person: {email: 'kim@example.com', id: 'u1'},
  place: crew,
}
export const leeOnApp: Grant = {
  holds: ['deploy', 'view'],
  id: 'collaborator:a1/u2',
  kind: 'collaborator',
  person: {email: 'lee@example.com', id: 'u2'},
  place: web,
}
export const leeOnSpace: Grant = {
  holds: ['create_apps'],
  id: 'space-member:s1/u2',
  kind: 'space-member',
  person: {email: 'lee@example.com', id: 'u2'},
  place: vault,
}
export const token: Grant = {
  holds: ['global'],
  id: 'token:k1',
  kind: 'token',
  person: {email: 'kim@example.com'},
  place: kimsAccount,
}
export const grants: readonly Grant[] = [leeOnApp, kimOnTeam, leeOnSpace, token]

export const frozenAt = '2026-11-20T12:00:00.000Z'

/** A review of a few grants; what is given takes the place of what it has. */
export function reviewOf(given: Partial<Omit<AccessReview, 'population'>> = {}, population = {}): AccessReview {
  const parts = {grants, notSeen: [], places: [kimsAccount, web, vault, crew], ...population}
  return {
    about: aboutReview,
    decisions: {},
    findings: {},
    frozenAt,
    population: {...parts, digest: populationDigest(parts)},
    reviewVersion: 1,
    scopes: [{kind: 'team', name: 'crew'}],
    tool: {name: 'heroku-compliance', version: '0.0.0'},
    ...given,
  }
}
