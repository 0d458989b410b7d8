import {daysAgo, uuid} from './ids.js'
import type {AppRecord, Raw} from './types.js'

/** A person in a team, or a collaborator of an app. */
export interface Person {
  email: string
  role?: string | null
  mfa?: boolean
  federated?: boolean
  permissions?: string[]
  /** Fields over all else; undefined ones are dropped. */
  record?: Raw
}

/** Drops fields given as undefined, so that a test can take a field away. */
export function compact<T extends Raw>(record: T): T {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T
}

/** A member of a team. */
export function member(team: string, person: string | Person, provider: Raw | null): Raw {
  const init: Person = typeof person === 'string' ? {email: person} : person
  return compact({
    id: uuid('member', `${team}/${init.email}`),
    created_at: daysAgo(500),
    email: init.email,
    federated: init.federated ?? false,
    identity_provider: init.federated && provider ? {...provider, redacted: false} : null,
    role: init.role === undefined ? 'member' : init.role,
    two_factor_authentication: init.mfa ?? !init.federated,
    updated_at: daysAgo(20),
    user: {id: uuid('user', init.email), email: init.email, name: null},
    ...init.record,
  })
}

/** What each permission of an app allows. */
export const PERMISSIONS: Record<string, string> = {
  view: 'can view app',
  deploy: 'can deploy code',
  operate: 'can operate app',
  manage: 'can manage app',
}

/** The collaborators of an app, after its owner (a team shows as a pseudo-user). */
export function collaborators(app: AppRecord, people: Array<string | Person>): Raw[] {
  const owner: Person = {email: (app['owner'] as {email: string}).email, role: 'owner', permissions: []}
  const rows = people.map((person): Person => (typeof person === 'string' ? {email: person} : person))
  return [owner, ...rows].map(person =>
    compact({
      id: uuid('collaborator', `${app.name}/${person.email}`),
      app: {id: app.id, name: app.name},
      created_at: daysAgo(300),
      permissions: (person.permissions ?? ['view', 'deploy']).map(name => ({
        name,
        description: Object.hasOwn(PERMISSIONS, name) ? PERMISSIONS[name] : '',
      })),
      role: person.role === undefined ? 'collaborator' : person.role,
      updated_at: daysAgo(300),
      user: {id: uuid('user', person.email), email: person.email, federated: person.federated ?? false},
      ...person.record,
    }),
  )
}
