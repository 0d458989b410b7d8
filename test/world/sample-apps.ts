import {app} from './build-app.js'
import {annex, desk, stream, vault} from './sample-spaces.js'
import type {AppWorld} from './types.js'

const team = 'quillgate'

/** Takes card payments of traffic fines: Shield, and all well but for a forgotten certificate. */
const citationPay = app('citation-pay', {
  team,
  space: vault,
  web: 3,
  domains: [
    {hostname: 'pay.quillgate.example.com', certificate: 'ceratops-4821'},
    {hostname: 'citations.quillgate.example.com', certificate: 'triassic-1907'},
  ],
  certificates: [
    {name: 'ceratops-4821', covers: ['pay.quillgate.example.com'], expiresInDays: 140},
    {name: 'triassic-1907', covers: ['citations.quillgate.example.com'], expiresInDays: -12},
  ],
  logDrains: ['https://logs.quillgate.example.com/citation-pay'],
  webhooks: ['https://hooks.quillgate.example.com/releases'],
  collaborators: [
    {email: 'mara.ellison@example.com', role: 'admin', permissions: ['view', 'deploy', 'operate', 'manage']},
    {email: 'ines.okafor@example.com', role: 'member', federated: true},
  ],
  builds: [6, 41],
})

/** Settles payments at night: no web dyno, and reads fees from a database outside the boundary. */
const settlementWorker = app('settlement-worker', {
  team,
  space: vault,
  formation: {worker: {quantity: 2, size: 'Private-L'}},
  collaborators: [{email: 'tom.varga@example.com', role: 'member'}],
  builds: [52],
})

/** Where payments are tried out, on the Common Runtime. */
const citationPayStaging = app('citation-pay-staging', {
  team,
  web: 1,
  features: {'runtime-heroku-exec': true},
  logDrains: ['https://logs.quillgate.example.com/staging'],
  collaborators: [{email: 'tom.varga@example.com', role: 'member'}],
  builds: [1, {daysAgo: 0.2, status: 'failed'}],
})

/** Officers look up records here; its logs leave in the clear. */
const recordsDesk = app('records-desk', {
  team,
  space: desk,
  web: 2,
  internal: false,
  acm: true,
  domains: [
    {hostname: 'records.quillgate.example.com', acm: 'ok', certificate: 'permian-3310'},
    {hostname: 'warrants.quillgate.example.com', acm: 'failing', reason: 'CDN not returning HTTP challenge'},
    {hostname: 'roster.quillgate.example.com', acm: 'verified'},
  ],
  certificates: [{name: 'permian-3310', covers: ['*.quillgate.example.com'], expiresInDays: 61, acm: true}],
  features: {'spaces-strict-tls': false},
  logDrains: ['syslog://collector.quillgate.example.com:514', {addon: 'records-desk-logs'}],
  webhooks: ['http://builds.quillgate.example.com/notify'],
  collaborators: [
    {email: 'ines.okafor@example.com', role: 'member', federated: true},
    {email: 'sam.reyes@contractor.example.org', permissions: ['view', 'deploy', 'operate']},
  ],
  builds: [9],
})

/** Evidence photographs; closed for maintenance, in a space that may not be looked into. */
const evidenceLocker = app('evidence-locker', {
  team,
  space: annex,
  internal: true,
  maintenance: true,
  web: 0,
  builds: [{daysAgo: 12, status: 'failed'}],
  collaborators: [{email: 'mara.ellison@example.com', role: 'admin'}],
})

/** The public site, in Europe for the sake of a partner agency. */
const site = app('quillgate-www', {
  team,
  region: 'eu',
  web: 2,
  acm: true,
  domains: [
    {hostname: 'www.quillgate.example.com', acm: 'cert issued', certificate: 'jurassic-5540'},
    {hostname: 'quillgate.example.com', certificate: 'jurassic-5541'},
    {hostname: 'blog.quillgate.example.com'},
  ],
  certificates: [
    {name: 'jurassic-5540', covers: ['www.quillgate.example.com'], expiresInDays: 55, acm: true},
    {name: 'jurassic-5541', covers: ['quillgate.test'], selfSigned: true, expiresInDays: 9},
  ],
  collaborators: [{email: 'ops@example.com', role: 'member'}],
  builds: [15],
})

/** Fee tables for every county: an old app that nobody has looked after. */
const feeTables = app('fee-tables', {
  team,
  locked: false,
  stack: 'heroku-20',
  formation: {web: {quantity: 1, size: 'Basic'}},
  buildpacks: ['heroku/python', 'https://github.com/tarnlight/heroku-buildpack-wkhtml'],
  collaborators: [{email: 'tom.varga@example.com', role: 'member'}],
  builds: [310],
})

/** Takes in citations from handheld devices: Fir, with telemetry. */
const intakeStream = app('intake-stream', {
  team,
  space: stream,
  buildpacks: ['heroku/nodejs', 'heroku/procfile'],
  formation: {web: {quantity: 2, size: 'dyno-2c-4gb'}, consumer: {quantity: 1, size: 'dyno-1c-4gb'}},
  telemetryDrains: [{endpoint: 'https://otel.quillgate.example.com/v1', signals: ['traces', 'logs']}],
  collaborators: [{email: 'mara.ellison@example.com', role: 'admin'}],
  builds: [2],
})

/** The lead's own experiment, in no team, shipped as a container. */
const badgeDemo = app('badge-demo', {
  owner: 'mara.ellison@example.com',
  stack: 'container',
  buildpacks: [],
  web: 1,
  builds: [75],
})

/** Exists, but its owners show it to nobody. */
const courtFeed = app('court-feed', {team: 'quillgate-labs', space: desk, invisible: 404})

/** The invented company's apps. */
export const apps: AppWorld[] = [
  citationPay,
  settlementWorker,
  citationPayStaging,
  recordsDesk,
  evidenceLocker,
  site,
  feeTables,
  intakeStream,
  badgeDemo,
  courtFeed,
]
