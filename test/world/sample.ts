import {addons, attachments, data} from './sample-addons.js'
import {apps} from './sample-apps.js'
import {annex, desk, refusals, stream, vault} from './sample-spaces.js'
import {account, authorization, enterprise, identityProvider, pipeline, team, world} from './build.js'
import type {World} from './types.js'

const LEAD = 'mara.ellison@example.com'

/** Signs people in at the parent company; its certificate runs out soon. */
const badge = identityProvider('quill-badge', {enterprise: 'quill-holdings'}, 21)

const parent = enterprise('quill-holdings', {
  identityProvider: badge,
  members: [{email: LEAD, permissions: ['view', 'manage']}, 'ines.okafor@example.com'],
})

const main = team('quillgate', {
  role: 'admin',
  enterprise: 'quill-holdings',
  identityProvider: badge,
  members: [
    {email: LEAD, role: 'admin'},
    {email: 'ines.okafor@example.com', role: 'member', federated: true},
    {email: 'tom.varga@example.com', role: 'admin', mfa: false},
    {email: 'ops@example.com', role: 'member'},
    {email: 'jo.lindqvist@example.com', role: 'viewer'},
    {email: 'sam.reyes@contractor.example.org', role: 'collaborator'},
  ],
  invitations: [
    {email: 'new.clerk@example.com', daysAgo: 4},
    {email: 'former.vendor@example.org', daysAgo: 47, role: 'admin'},
  ],
  preferences: {'default-permission': 'member', 'addons-controls': false},
  allowedAddonServices: ['heroku-postgresql', 'heroku-redis'],
})

/** A second team, which the lead has joined but does not run. */
const labs = team('quillgate-labs', {role: 'member'})

const citations = pipeline('citations', {
  team: 'quillgate',
  stages: {'citation-pay-staging': 'staging', 'citation-pay': 'production', 'settlement-worker': 'production'},
  reviewApps: {space: 'quill-vault'},
})

const records = pipeline('records', {
  team: 'quillgate',
  stages: {'records-desk': 'production', 'court-feed': 'staging'},
})

/**
 * Quillgate, an invented company: it takes card payments of citations for counties (PCI DSS) and gives
 * their officers a records search (CJIS). Some of it is run well.
 */
export function sample(): World {
  return structuredClone(
    world({
      account: account(LEAD, {name: 'Mara Ellison', default_team: {id: main.record.id, name: 'quillgate'}}),
      teams: [main, labs],
      enterpriseAccounts: [parent],
      identityProviders: [badge],
      spaces: [vault, desk, annex, stream],
      apps,
      addons,
      attachments,
      pipelines: [citations, records],
      authorizations: [
        authorization('heroku-cli session', {scope: ['global'], session: true, expiresIn: 864_000, email: LEAD}),
        authorization('county export job', {scope: ['global'], expiresIn: null, email: LEAD}),
        authorization('dashboards', {scope: ['read', 'identity'], expiresIn: 7_776_000, email: LEAD}),
      ],
      data,
      faults: refusals,
    }),
  )
}
