import {PERMISSIONS} from './build-people.js'
import {enterpriseMember} from './build-team.js'
import {generations} from './catalogue.js'
import {teamAppView, visibleApps} from './respond-apps.js'
import {forbidden, notFound, one, pick} from './route.js'
import {spaceView, visibleSpaces} from './respond-spaces.js'
import type {Call, Route} from './route.js'
import type {AppWorld, EnterpriseWorld, Named, Raw, TeamWorld} from './types.js'

/** A team by id or name. */
export function teamOf(call: Call, key: string): TeamWorld {
  return pick(call.world.teams, key, 'team', team => team.record)
}

/** A team by id or name, for what only its admins may read. */
export function administered(call: Call, key: string): TeamWorld {
  const team = teamOf(call, key)
  if (!['admin', 'owner'].includes(team.record.role ?? '')) {
    throw forbidden(`You do not have permission to administer the team ${team.record.name}.`)
  }
  return team
}

function appsOf(call: Call, team: TeamWorld): AppWorld[] {
  return visibleApps(call.world).filter(app => app.record.team?.id === team.record.id)
}

/** Every app's and every space's access list, one row each. */
function permissions(call: Call, team: TeamWorld): Raw[] {
  const {id} = team.record
  const rights = (rows: Raw[]) =>
    rows
      .map(row => ({
        ...(row.user as {id: string; email: string}),
        permissions: (row.permissions as Array<{name: string}>).map(p => p.name),
      }))
      .map(({id: userId, email, permissions: names}) => ({id: userId, email, permissions: names}))
  const spaces = visibleSpaces(call.world).filter(space => space.record.team.id === id)
  return [
    ...appsOf(call, team).map(({record, collaborators}) => ({
      id: record.id,
      name: record.name,
      team_id: id,
      type: 'app',
      users: rights(collaborators),
    })),
    ...spaces.map(({record, members}) => ({
      id: record.id,
      name: record.name,
      team_id: id,
      type: 'space',
      users: rights(members),
    })),
  ]
}

function enterpriseOf(call: Call, key: string, permission?: string): EnterpriseWorld {
  const found = pick(call.world.enterpriseAccounts, key, 'enterprise_account', e => e.record)
  if (permission && !found.record.permissions.includes(permission)) {
    throw forbidden(`You do not have the permission ${permission} on ${found.record.name}.`)
  }
  return found
}

/** Those that a test names, or else everybody in its teams. */
function membersOfEnterprise({world}: Call, {members, record: {id, name}}: EnterpriseWorld): Raw[] {
  if (members.length > 0) return members
  const people = world.teams
    .filter(team => team.record.enterprise_account?.id === id)
    .flatMap(team => team.members.map(row => (row.user as {email?: string} | undefined)?.email))
  return [...new Set(people)].flatMap(email => (email === undefined ? [] : [enterpriseMember(name, {email})]))
}

function providersOf(call: Call, team: TeamWorld): Named[] {
  return call.world.identityProviders.filter(provider => (provider.owner as Named).id === team.record.id)
}

const sdk = {versions: ['3.sdk']}

/** Teams, enterprise accounts and identity providers. */
export const teamRoutes: Route[] = [
  ['/teams', call => call.world.teams.map(team => team.record)],
  ['/teams/:', (call, key) => teamOf(call, key).record],
  [
    '/teams/:/apps',
    (call, key) => appsOf(call, teamOf(call, key)).map(app => teamAppView(call, app)),
    {keys: ['id', 'name', 'updated_at']},
  ],
  [
    '/teams/:/spaces',
    (call, key) => {
      const {id} = teamOf(call, key).record
      return visibleSpaces(call.world)
        .filter(space => space.record.team.id === id)
        .map(space => spaceView(call, space))
    },
  ],
  ['/teams/:/members', (call, key) => administered(call, key).members, {keys: ['email']}],
  [
    '/teams/:/members/:/apps',
    (call, key, member) => {
      const team = administered(call, key)
      const {email} = one(team.members, member, 'member', 'email')
      return appsOf(call, team)
        .filter(app => app.collaborators.some(row => (row.user as {email: string}).email === email))
        .map(app => teamAppView(call, app))
    },
  ],
  [
    '/teams/:/invitations',
    (call, key) => administered(call, key).invitations,
    {versions: ['3.team-invitations', '3.sdk']},
  ],
  [
    '/teams/invitations/:',
    (call, token) =>
      one(
        call.world.teams.flatMap(t => t.invitations),
        token,
        'invitation',
      ),
  ],
  ['/teams/:/preferences', (call, key) => administered(call, key).preferences],
  ['/teams/:/features', (call, key) => teamOf(call, key).features],
  ['/teams/:/features/:', (call, key, name) => one(teamOf(call, key).features, name, 'feature', 'name')],
  ['/teams/:/permissions', (call, key) => permissions(call, administered(call, key)), sdk],
  ['/teams/permissions', () => Object.entries(PERMISSIONS).map(([name, description]) => ({name, description}))],
  ['/teams/:/allowed-addon-services', (call, key) => administered(call, key).allowedAddonServices, sdk],
  ['/teams/:/oauth/authorizations', (call, key) => administered(call, key).authorizations, sdk],
  ['/teams/:/identity-providers', (call, key) => providersOf(call, administered(call, key)), {versions: ['3']}],
  ['/teams/:/available-generations', (call, key) => (teamOf(call, key), generations()), sdk],
  [
    '/teams/:/delinquency',
    (call, key) => (teamOf(call, key), {scheduled_deletion_time: null, scheduled_suspension_time: null}),
  ],
  [
    '/teams/:/usage',
    (call, key) =>
      appsOf(call, administered(call, key)).map(({record}) => ({id: record.id, name: record.name, addons: []})),
    sdk,
  ],
  ['/identity-providers/:', (call, key) => pick(call.world.identityProviders, key, 'identity_provider', p => p), sdk],
  ['/enterprise-accounts', call => call.world.enterpriseAccounts.map(e => e.record)],
  ['/enterprise-accounts/:', (call, key) => enterpriseOf(call, key, 'view').record],
  [
    '/enterprise-accounts/:/teams',
    (call, key) => {
      const {id} = enterpriseOf(call, key, 'view').record
      return call.world.teams.filter(team => team.record.enterprise_account?.id === id).map(team => team.record)
    },
  ],
  ['/enterprise-accounts/:/members', (call, key) => membersOfEnterprise(call, enterpriseOf(call, key, 'view'))],
  ['/enterprise-accounts/:/archives', (call, key) => enterpriseOf(call, key, 'manage').archives],
  [
    '/enterprise-accounts/:/archives/:/:',
    (call, key, year, month) => {
      const {archives} = enterpriseOf(call, key, 'manage')
      const found = archives.find(archive => String(archive.year) === year && archive.month === month)
      if (!found) throw notFound('archive')
      return found
    },
  ],
  [
    '/enterprise-accounts/:/events',
    (call, key) => {
      const day = call.query.get('day') ?? '2026-11-20'
      return enterpriseOf(call, key, 'manage').events.filter(event => String(event.created_at).startsWith(day))
    },
  ],
]
