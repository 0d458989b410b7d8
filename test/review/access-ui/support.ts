import type {AccessRow} from '../../../src/review/access-ui/access-state.js'

const roles = ['admin', 'member', 'viewer']

export const row = (who: string, place: string, more: Partial<AccessRow> = {}): AccessRow => ({
  choices: roles,
  details: [`${who} signed in last on 2026-11-01.`],
  holds: 'member',
  id: `${place} ${who}`,
  isSet: false,
  place,
  remarks: [],
  who,
  ...more,
})

const permissions = {choices: ['view', 'deploy', 'operate', 'manage'], holds: 'deploy', isSet: true} as const

/** Three members of a team, one of them gone, and two collaborators of an app, one of them from outside. */
export const rows: readonly AccessRow[] = [
  row('ann@own.example', 'team acme', {holds: 'admin', remarks: ['no MFA']}),
  row('bob@own.example', 'team acme', {remarks: ['left']}),
  row('cem@own.example', 'team acme'),
  row('bob@own.example', 'app pay', permissions),
  row('eve@vendor.example', 'app pay', {...permissions, remarks: ['external']}),
]
