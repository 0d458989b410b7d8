/** What an account needs beside its token, those that most accounts have first. */
export const permissions = [
  'app-view',
  'app-deploy',
  'app-operate',
  'billed-app-view',
  'billed-app-access',
  'pipeline-access',
  'app-team-member',
  'team-member',
  'space-member',
  'team-admin',
  'team-manage-tokens',
  'enterprise-view',
  'enterprise-manage',
] as const
export type Permission = (typeof permissions)[number]

/** OAuth scopes that matter to a tool that only reads; `global` includes the others, which include nothing else. */
export const tokenScopes = ['identity', 'read', 'global'] as const
export type TokenScope = (typeof tokenScopes)[number]

/** What it takes to read a kind of fact. */
export interface Need {
  /** Absent where a token is enough. */
  readonly permission?: Permission
  /** Absent where any token will do, or where nothing is documented: see `scopeOf`. */
  readonly scope?: TokenScope
}

/** Each permission as a report names it. */
export const permissionText: Readonly<Record<Permission, string>> = {
  'app-view': 'view permission on the app',
  'app-deploy': 'deploy permission on the app',
  'app-operate': 'operate permission on the app',
  'billed-app-view': 'view permission on the app that pays for the add-on',
  'billed-app-access': 'access to the app that pays for the add-on',
  'pipeline-access': 'access to an app of the pipeline, or membership of its team',
  'app-team-member': "membership of the app's team",
  'team-member': 'membership of the team',
  'space-member': 'membership of the team that owns the space',
  'team-admin': 'the role admin in the team',
  'team-manage-tokens': 'the capability manage_tokens in the team',
  'enterprise-view': 'view permission on the enterprise account',
  'enterprise-manage': 'manage permission on the enterprise account',
}

const ofApp = ['app-view', 'pipeline-access'] as const
const ofMember = ['app-team-member', 'pipeline-access', 'space-member'] as const

/**
 * What each permission includes, where both are about the same app, team or enterprise account. Deploy and operate each
 * include view, but not each other; members don't see locked apps; an admin of a team has every permission on its apps.
 * Nothing says whether an admin may manage the team's tokens.
 */
export const impliedPermissions: Readonly<Record<Permission, readonly Permission[]>> = {
  'app-view': ['pipeline-access'],
  'app-deploy': ofApp,
  'app-operate': ofApp,
  'billed-app-view': ['billed-app-access'],
  'billed-app-access': [],
  'pipeline-access': [],
  'app-team-member': [],
  'team-member': ofMember,
  'space-member': [],
  'team-admin': [
    'app-deploy',
    'app-operate',
    'billed-app-access',
    'billed-app-view',
    'team-member',
    ...ofApp,
    ...ofMember,
  ],
  'team-manage-tokens': [],
  'enterprise-view': [],
  'enterprise-manage': ['enterprise-view'],
}

/** What would close a gap, in words. The scope read goes without saying where a permission is needed as well. */
export function needText({permission, scope}: Need): string {
  const token = scope === undefined ? 'any token' : `a token of scope ${scope}`
  if (permission === undefined) return token
  return scope === 'global' ? `${permissionText[permission]}, and ${token}` : permissionText[permission]
}

/**
 * The scope that certainly suffices. Nothing says which one the routes of enterprise accounts need, so they count as
 * needing the widest; without a permission, any token will do.
 */
export function scopeOf({permission, scope}: Need): TokenScope | undefined {
  return scope ?? (permission === undefined ? undefined : 'global')
}
