import assert from 'node:assert/strict'

import type {Addon, AddonAttachment} from '../../../src/model/facts.js'

import {factOf, predict, refusedFact, snapshotOf} from '../../helpers/changes.js'

const web = {id: 'a1', name: 'web'}
const jobs = {id: 'a2', name: 'jobs'}
const db: Addon = {
  addon_service: {name: 'heroku-postgresql'},
  app: web,
  id: 'd1',
  name: 'web-db',
  plan: {compliance: ['HIPAA'], name: 'heroku-postgresql:shield-0'},
}
const own: AddonAttachment = {addon: {app: web, id: 'd1', name: 'web-db'}, app: web, id: 'x1', name: 'DATABASE'}
const drain = {addon: null, id: 'l1', target: null}
const keyLine = {name: 'Customer Encryption Key', values: ['arn:aws:kms:us-east-1:1:key/k']}
const facts = [
  factOf('apps', [], [web, jobs]),
  factOf('accountAddons', [], [db]),
  factOf('addons', ['jobs'], []),
  factOf('accountAttachments', [], [own]),
  factOf('addonAttachments', ['jobs'], []),
  factOf('logDrains', ['jobs'], [drain]),
  factOf('postgres', ['d1'], {info: [keyLine]}),
]
const snapshot = snapshotOf(facts)

describe('addons:create', () => {
  const line = 'heroku addons:create heroku-postgresql:shield-0 -a jobs --name jobs-db'
  const created = {...db, app: jobs, id: 'not-created-yet-1', name: 'jobs-db'}
  const attachment = {
    addon: {app: jobs, id: 'not-created-yet-1', name: 'jobs-db'},
    app: jobs,
    id: 'not-created-yet-2',
    name: 'DATABASE',
    namespace: null,
  }

  it('adds the add-on to the list of the account, with what is known of its plan', async () =>
    assert.deepEqual((await predict(snapshot, line)).bodyOf('accountAddons'), [db, created]))

  it("adds the add-on to the app's own list", async () =>
    assert.deepEqual((await predict(snapshot, line)).bodyOf('addons', 'jobs'), [created]))

  it('attaches it', async () => {
    const {bodyOf} = await predict(snapshot, line)
    assert.deepEqual(bodyOf('accountAttachments'), [own, attachment])
    assert.deepEqual(bodyOf('addonAttachments', 'jobs'), [attachment])
    assert.deepEqual(bodyOf('attachmentsOfAddon', 'jobs-db'), [attachment])
  })

  it('says that it is new', async () =>
    assert.deepEqual(
      [...(await predict(snapshot, line)).prediction.created],
      ['/addons/not-created-yet-1', '/addons/jobs-db'],
    ))

  it('refuses a name that is taken', async () =>
    assert.rejects(
      predict(snapshot, 'heroku addons:create scheduler:standard -a web --name web-db'),
      /There is an add-on web-db already/,
    ))

  const attachmentNames: ReadonlyArray<[words: string, name: string]> = [
    ['heroku-redis:mini -a web', 'REDIS'],
    ['heroku-kafka:basic-0 -a web', 'KAFKA'],
    ['heroku-postgresql:essential-0 -a web', 'not-created-yet-2'],
    ['heroku-postgresql:essential-0 -a web --as REPORTS', 'REPORTS'],
    ['scheduler:standard -a web', 'not-created-yet-2'],
    ["'$SERVICE' -a web", 'not-created-yet-2'],
  ]
  for (const [words, name] of attachmentNames)
    it(`names the attachment ${name} for ${words}`, async () =>
      assert.equal(
        (await predict(snapshot, `heroku addons:create ${words}`)).bodyOf('accountAttachments')?.[1]?.name,
        name,
      ))

  it('does not know the name of the attachment where those of the app could not be read', async () => {
    const unread = snapshotOf([factOf('apps', [], [web]), factOf('addons', ['web'], [])])
    const {bodyOf} = await predict(unread, 'heroku addons:create heroku-redis:mini -a web --name store')
    assert.equal(bodyOf('attachmentsOfAddon', 'store')?.[0]?.name, 'not-created-yet-2')
  })

  it('replaces an attachment of that name', async () => {
    const {bodyOf} = await predict(snapshot, 'heroku addons:create heroku-redis:mini -a web --as DATABASE')
    assert.deepEqual(
      bodyOf('accountAttachments')?.map(({id}) => id),
      ['not-created-yet-2'],
    )
  })

  const plans: ReadonlyArray<[word: string, service: string | undefined, plan: unknown]> = [
    ['heroku-redis', 'heroku-redis', null],
    ['heroku-redis:mini', 'heroku-redis', {name: 'heroku-redis:mini'}],
    ["'heroku-redis:$SIZE'", 'heroku-redis', null],
    ["'$SERVICE:mini'", undefined, null],
  ]
  for (const [word, service, plan] of plans)
    it(`knows no more of ${word} than it says`, async () => {
      const {bodyOf} = await predict(snapshot, `heroku addons:create ${word} -a jobs`)
      const addon = bodyOf('addons', 'jobs')?.[0]
      assert.equal(addon?.addon_service?.name, service)
      assert.deepEqual(addon?.plan, plan)
    })
})

describe('a new database', () => {
  const databaseAfter = async (words: string) => {
    const line = `heroku addons:create heroku-postgresql:standard-0 -a web --name copy ${words}`
    return (await predict(snapshot, line)).bodyOf('postgres', 'not-created-yet-1')
  }

  const cases: ReadonlyArray<[words: string, database: unknown]> = [
    ['', {info: []}],
    ['-- --fork DATABASE', {forked_from: 'd1', info: [keyLine]}],
    ['-- --fork=web-db', {forked_from: 'd1', info: [keyLine]}],
    ['-- --rollback DATABASE_URL --to 2026-11-19', {forked_from: 'd1', info: [keyLine]}],
    ['-- --follow web::DATABASE', {info: [keyLine], leader: {addon_id: 'd1', name: 'web-db'}}],
    ['-- --fork elsewhere', {forked_from: 'elsewhere', info: [{name: keyLine.name, values: []}]}],
    [
      '-- --follow postgres://u:secret@host/db',
      {info: [{name: keyLine.name, values: []}], leader: {addon_id: null, name: 'another database'}},
    ],
    ["-- --fork '$SOURCE'", {forked_from: 'another database', info: [{name: keyLine.name, values: []}]}],
    ['-- --fork', {forked_from: 'another database', info: [{name: keyLine.name, values: []}]}],
    [
      '-- --encryption-key arn:aws:kms:eu-west-1:2:key/x',
      {info: [{name: keyLine.name, values: ['arn:aws:kms:eu-west-1:2:key/x']}]},
    ],
    ["-- --encryption-key '$KEY'", {info: [{name: keyLine.name, values: []}]}],
    ['-- --encryption-key --version 16', {info: [{name: keyLine.name, values: []}]}],
  ]
  for (const [words, database] of cases)
    it(`is known as far as the command says it: ${words || 'nothing'}`, async () =>
      assert.deepEqual(await databaseAfter(words), database))

  it('has no backup schedule and no endpoint outside its network', async () => {
    const {bodyOf, gapOf} = await predict(snapshot, 'heroku addons:create heroku-postgresql:shield-0 -a web --name new')
    assert.deepEqual(bodyOf('postgresBackupSchedules', 'not-created-yet-1'), [])
    assert.equal(gapOf('postgresTlsEndpoint', 'new'), 'not-found')
    assert.equal(gapOf('privateLink', 'new'), 'not-found')
  })

  for (const word of ['heroku-postgresql:advanced', 'heroku-postgresql', 'heroku-redis:mini'])
    it(`is not described for ${word}`, async () =>
      assert.equal(
        (await predict(snapshot, `heroku addons:create ${word} -a web`)).bodyOf('postgres', 'not-created-yet-1'),
        undefined,
      ))
})

describe('the log drains of an app with a new add-on', () => {
  const gapAfter = async (word: string) =>
    (await predict(snapshot, `heroku addons:create ${word} -a jobs`)).gapOf('logDrains', 'jobs')

  it("are not known where the service is another vendor's", async () =>
    assert.equal(await gapAfter('papertrail:choklad'), 'not-created-yet'))

  it('are not known where the service is not', async () =>
    assert.equal(await gapAfter("'$SERVICE'"), 'not-created-yet'))

  it("stay as they are where the service is Heroku's own", async () =>
    assert.equal(await gapAfter('heroku-redis:mini'), undefined))

  it('stay refused', async () => {
    const refused = snapshotOf([factOf('apps', [], [jobs]), refusedFact('logDrains', 'jobs')])
    const {gapOf} = await predict(refused, 'heroku addons:create papertrail:choklad -a jobs')
    assert.equal(gapOf('logDrains', 'jobs'), 'forbidden')
  })
})
