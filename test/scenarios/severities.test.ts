import assert from 'node:assert/strict'

import type {Severity} from '../../src/model/framework.js'
import type {SubjectKind} from '../../src/model/subject.js'

import {catalog} from './assess-world.js'

const expected: Readonly<Partial<Record<SubjectKind, Partial<Record<Severity, readonly string[]>>>>> = {
  account: {critical: ['account-uses-mfa'], medium: ['ssh-keys-are-strong']},
  addon: {
    critical: [
      'data-is-stored-in-ismap-regions',
      'data-is-stored-in-the-eea',
      'data-is-stored-in-the-united-states-or-canada',
    ],
    high: [
      'addons-stay-inside-one-boundary',
      'external-endpoints-are-narrow',
      'postgres-backups-stay-in-the-eea',
      'postgres-backups-succeed',
      'postgres-can-be-rolled-back',
      'postgres-copies-stay-inside-the-boundary',
      'postgres-does-not-log-every-statement',
      'postgres-is-encrypted-at-rest',
      'postgres-runs-a-supported-version',
    ],
    medium: [
      'data-maintenances-are-on-time',
      'key-value-store-is-highly-available',
      'postgres-has-a-backup-schedule',
      'postgres-has-no-external-endpoint',
      'postgres-is-highly-available',
      'postgres-logs-connections',
      'postgres-logs-no-statement-text',
    ],
    low: ['postgres-uses-a-customer-managed-key'],
  },
  app: {
    critical: [
      'apps-run-in-a-shield-space',
      'apps-run-in-ismap-regions',
      'apps-run-in-the-eea',
      'apps-run-in-the-united-states-or-canada',
      'dynos-are-shield-dynos',
    ],
    high: [
      'apps-have-a-log-drain',
      'apps-run-in-a-private-space',
      'apps-run-on-a-supported-stack',
      'public-apps-are-declared',
    ],
    medium: [
      'apps-belong-to-a-team',
      'apps-use-official-buildpacks',
      'production-releases-are-promoted',
      'strict-tls-is-on',
      'team-apps-are-locked',
    ],
    low: ['apps-have-two-web-dynos', 'apps-were-built-recently', 'heroku-exec-is-off'],
  },
  attachment: {
    critical: ['heroku-connect-is-shield', 'kafka-is-shield', 'key-value-store-is-shield', 'postgres-is-shield'],
    high: [
      'addons-come-from-heroku-or-an-allowed-vendor',
      'kafka-is-in-a-private-network',
      'key-value-store-is-in-a-private-network',
      'postgres-is-in-a-private-network',
      'services-are-in-the-ismap-list',
      'services-are-named-in-the-pci-attestation',
    ],
    medium: ['borrowed-databases-use-a-credential-of-their-own', 'data-plans-claim-hipaa', 'data-plans-claim-pci'],
  },
  authorization: {
    high: ['authorizations-expire', 'third-party-grants-are-declared'],
    medium: ['authorizations-are-scoped'],
  },
  certificate: {
    critical: ['certificates-are-not-expired'],
    high: ['certificates-are-ca-signed', 'certificates-cover-their-domains'],
    medium: ['certificates-are-renewed-in-time', 'certificates-use-strong-keys'],
  },
  collaborator: {high: ['collaborators-are-team-members'], medium: ['collaborators-are-from-allowed-domains']},
  domain: {high: ['automated-certificates-are-healthy', 'custom-domains-have-a-certificate']},
  drain: {
    high: ['log-drains-are-encrypted'],
    medium: ['log-drains-go-to-declared-hosts'],
    low: ['vendor-log-drains-are-encrypted'],
  },
  invitation: {low: ['invitations-are-answered-in-time']},
  member: {
    critical: ['team-members-use-mfa'],
    medium: [
      'members-are-from-allowed-domains',
      'members-are-named-people',
      'members-of-single-sign-on-teams-are-federated',
      'members-signed-in-recently',
    ],
  },
  pipeline: {
    high: ['production-copies-stay-in-production', 'review-apps-stay-inside-the-boundary', 'stages-do-not-share-data'],
    medium: ['promotions-come-from-the-same-boundary', 'stages-do-not-share-a-space'],
  },
  space: {
    critical: ['shield-spaces-have-private-space-logging', 'trusted-ips-are-not-open'],
    high: ['peerings-are-declared', 'trusted-ips-are-applied', 'vpns-are-declared'],
    medium: ['trusted-ips-are-narrow', 'vpn-uses-ikev2'],
  },
  team: {
    high: ['audit-trail-is-kept-a-year', 'single-sign-on-certificate-is-current'],
    medium: [
      'allowed-add-ons-are-declared',
      'platform-audit-trail-is-available',
      'single-sign-on-certificate-is-renewed-in-time',
      'teams-default-to-least-privilege',
      'teams-restrict-add-ons',
    ],
    low: ['teams-have-few-admins', 'teams-use-single-sign-on'],
  },
  webhook: {high: ['webhooks-are-encrypted'], medium: ['webhooks-go-to-declared-hosts']},
}

describe('severities', () => {
  for (const [kind, bySeverity] of Object.entries(expected))
    for (const [severity, ids] of Object.entries(bySeverity)) {
      it(`of checks on a ${kind} are ${severity} for ${ids.length}`, () => {
        assert.deepEqual(
          catalog.checks
            .filter(check => check.subject === kind && check.severity === severity)
            .map(({id}) => id)
            .sort(),
          ids,
        )
      })
    }
})
