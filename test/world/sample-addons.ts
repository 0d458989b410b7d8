import {addon, attach} from './build-addon.js'
import {advancedPostgres, kafka, postgres, redis} from './build-data.js'
import type {AddonWorld, AttachmentRecord} from './types.js'

/** The invented company's add-ons, each with the app that pays for it. */
export const addons: AddonWorld[] = [
  addon('citation-pay-db', {app: 'citation-pay', plan: 'heroku-postgresql:shield-2', team: 'quillgate'}),
  addon('citation-pay-cache', {app: 'citation-pay', plan: 'heroku-redis:shield-7', team: 'quillgate'}),
  addon('citation-pay-crm', {app: 'citation-pay', plan: 'herokuconnect:shield', team: 'quillgate'}),
  addon('staging-db', {app: 'citation-pay-staging', plan: 'heroku-postgresql:standard-0', team: 'quillgate'}),
  addon('records-db', {app: 'records-desk', plan: 'heroku-postgresql:private-2', compliance: ['HIPAA']}),
  addon('records-cache', {app: 'records-desk', plan: 'heroku-redis:private-7'}),
  addon('records-desk-logs', {app: 'records-desk', plan: 'logtarn:county', as: 'LOGTARN'}),
  addon('evidence-index', {app: 'evidence-locker', plan: 'heroku-postgresql:shield-0'}),
  addon('fee-ledger', {app: 'fee-tables', plan: 'heroku-postgresql:standard-0'}),
  addon('fee-tables-jobs', {app: 'fee-tables', plan: 'scheduler:standard'}),
  addon('fee-tables-model', {app: 'fee-tables', plan: 'heroku-inference:claude-4-sonnet', as: 'INFERENCE'}),
  addon('site-cache', {app: 'quillgate-www', plan: 'heroku-redis:mini'}),
  addon('site-db', {app: 'quillgate-www', plan: 'heroku-postgresql:essential-0'}),
  addon('intake-db', {app: 'intake-stream', plan: 'heroku-postgresql:advanced-private'}),
  addon('intake-log', {app: 'intake-stream', plan: 'heroku-kafka:private-standard-0'}),
  addon('court-feed-db', {app: 'court-feed', plan: 'heroku-postgresql:private-0'}),
]

/** Add-ons used by an app that does not pay for them. */
export const attachments: AttachmentRecord[] = [
  attach('settlement-worker', 'DATABASE', 'citation-pay-db'),
  attach('settlement-worker', 'FEES', 'fee-ledger'),
  attach('citation-pay-staging', 'CACHE', 'citation-pay-cache'),
  attach('records-desk', 'COURT', 'court-feed-db'),
]

/** What the data services say of these add-ons. */
export const data: Record<string, unknown> = {
  ...postgres('citation-pay-db', {
    plan: 'shield-2',
    info: {'Customer Encryption Key': 'arn:aws:kms:us-east-1:123456789012:key/quill'},
  }),
  ...postgres('staging-db', {plan: 'standard-0', version: '16.9', region: 'us', forkedFrom: 'citation-pay-db'}),
  ...postgres('records-db', {
    plan: 'private-2',
    version: '14.18',
    schedules: 0,
    settings: {log_connections: false, log_statement: 'all'},
    mtls: {
      app: {name: 'records-desk'},
      addon: {name: 'records-db'},
      status: 'Operational',
      enabled_by: 'tom.varga@example.com',
      active_ip_rules: [],
    },
  }),
  ...postgres('fee-ledger', {
    plan: 'standard-0',
    version: '13.21',
    region: 'us',
    schedules: 0,
    settings: {log_min_duration_statement: 0},
  }),
  ...postgres('site-db', {plan: 'essential-0', version: '17.5', region: 'eu'}),
  ...advancedPostgres('intake-db', {region: 'oregon'}),
  ...redis('citation-pay-cache', {plan: 'shield-7'}),
  ...redis('records-cache', {plan: 'private-7', prefer_native_tls: false}),
  ...redis('site-cache', {plan: 'mini', prefer_native_tls: undefined}),
  ...kafka('intake-log'),
}
