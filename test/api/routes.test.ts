import assert from 'node:assert/strict'

import {routes} from '../../src/api/routes.js'
import {needText} from '../../src/model/need.js'

/** What a gap of each kind says that it needs: reports and saved snapshots hold these sentences. */
const sentences: Readonly<Record<string, readonly string[]>> = {
  'a token of scope identity': ['account'],
  'a token of scope read': ['accountAddons', 'accountAttachments', 'apps'],
  'a token of scope global': ['accountKeys', 'authorizations', 'pipelines', 'spaces', 'teams'],
  'view permission on the app that pays for the add-on': ['addon', 'attachmentsOfAddon'],
  'view permission on the app': [
    'addonAttachments',
    'addons',
    'app',
    'appFeatures',
    'appPipelineCoupling',
    'buildpackInstallations',
    'collaborators',
    'domains',
    'formation',
    'releases',
  ],
  'deploy permission on the app': ['builds'],
  'access to the app that pays for the add-on, and a token of scope global': [
    'dataMaintenances',
    'kafkaCluster',
    'kafkaIpRules',
    'keyValueStore',
    'postgres',
    'postgresAdvanced',
    'postgresAdvancedSettings',
    'postgresBackupSchedules',
    'postgresIpRules',
    'postgresSettings',
    'postgresTlsEndpoint',
    'postgresTransfers',
    'privateLink',
  ],
  'view permission on the enterprise account': ['enterpriseAccount', 'enterpriseMembers'],
  'manage permission on the enterprise account': ['enterpriseArchives'],
  'the role admin in the team, and a token of scope global': [
    'identityProvider',
    'invitations',
    'members',
    'spaceMembers',
    'teamAllowedServices',
    'teamPermissions',
    'teamPreferences',
  ],
  'membership of the team that owns the space, and a token of scope global': [
    'inboundRuleset',
    'peerings',
    'space',
    'spaceLogDrain',
    'spaceNat',
    'spaceTelemetryDrains',
    'topology',
    'vpnConnections',
  ],
  'operate permission on the app': ['logDrains', 'sniEndpoints', 'telemetryDrains'],
  'access to an app of the pipeline, or membership of its team': ['pipeline', 'pipelineCouplings', 'reviewAppConfig'],
  'any token': ['regions', 'stacks'],
  'membership of the team, and a token of scope global': ['team', 'teamPipelineCouplings', 'teamSpaces'],
  "membership of the app's team": ['teamApp'],
  'membership of the team': ['teamApps'],
  'the capability manage_tokens in the team, and a token of scope global': ['teamAuthorizations'],
  'deploy permission on the app, and a token of scope global': ['webhooks'],
}

describe('what routes need', () => {
  it('is said in the same words for every kind of fact as it always was', () => {
    const expected = Object.entries(sentences).flatMap(([sentence, kinds]) => kinds.map(kind => [kind, sentence]))
    const actual = Object.entries(routes).map(([kind, {needs}]) => [kind, needText(needs)])
    assert.deepEqual(Object.fromEntries(actual), Object.fromEntries(expected))
  })
})
