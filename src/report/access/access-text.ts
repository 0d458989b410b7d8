import type {AccessReview} from '../../access/access-review.js'
import type {VerifiedRemoval} from '../../access/access-removals.js'
import type {Grant, GrantKind, UnreadAccess} from '../../access/grant.js'
import type {GrantFinding} from '../../access/roster.js'
import type {NextStep} from '../text/next-steps.js'

/** What a review of access is shown with. */
export interface AccessDocument {
  readonly review: AccessReview
  /** What became of the decisions that end or change access, by a later reading. */
  readonly verified?: {readonly on: string; readonly removals: readonly VerifiedRemoval[]} | undefined
}

export interface AccessOptions {
  readonly color: boolean
  readonly columns: number
  readonly isAscii?: boolean
  readonly isFull?: boolean
  readonly nextSteps?: readonly NextStep[]
}

export const kindTitles: Readonly<Record<GrantKind, readonly [one: string, many: string]>> = {
  collaborator: ['person on an app', 'people on apps'],
  'enterprise-member': ['member of the enterprise account', 'members of enterprise accounts'],
  invitation: ['invitation to a team', 'invitations to teams'],
  member: ['member of a team', 'members of teams'],
  'space-member': ['person on a space', 'people on spaces'],
  'team-token': ['token of a team', 'tokens of teams'],
  token: ['token of the reader', 'tokens of the reader'],
}

export const findingTitles: Readonly<Record<GrantFinding, string>> = {
  duplicate: 'the same person with two addresses',
  external: 'from another domain',
  inactive: 'no sign-in for 90 days',
  leaver: 'left, by the roster',
  'no-mfa': 'no multi-factor authentication',
  'not-on-roster': 'not on the roster',
}

const listTitles: Readonly<Record<UnreadAccess['kind'], string>> = {
  apps: 'the apps of',
  collaborator: 'who has access to',
  'enterprise-member': 'the members of the enterprise account of',
  invitation: 'the invitations to',
  member: 'the members of',
  'space-member': 'who may create apps in',
  spaces: 'the spaces of',
  'team-token': 'the tokens of',
  teams: 'the teams of',
  token: 'the tokens of',
}

/** What couldn't be listed, and why. */
export const unreadText = ({detail, kind, needs, place, reason}: UnreadAccess): string =>
  `${listTitles[kind]} ${place}: ${detail ?? reason}${needs === undefined ? '' : ` (needs ${needs})`}`

/** Whose access it is. */
export const holderText = ({client, id, person}: Grant): string =>
  person?.email ?? (client === undefined ? (person?.id ?? id.slice(id.indexOf(':') + 1)) : `token of ${client}`)
