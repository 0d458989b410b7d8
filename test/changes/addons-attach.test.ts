import assert from 'node:assert/strict'

import type {Fact, Snapshot} from '../../src/model/snapshot.js'

import {applyCommands} from '../../src/changes/apply.js'
import {MissingFactError} from '../../src/changes/missing-fact-error.js'
import {herokuCommand} from '../helpers/commands.js'

const at = '2026-11-20T12:00:00.000Z'
const web = {id: 'a1', name: 'web'}
const jobs = {id: 'a2', name: 'jobs'}
const db = {app: web, id: 'd1', name: 'web-db'}
const own = {addon: db, app: web, id: 'x1', name: 'DATABASE', namespace: null}

const fact = (kind: Fact['kind'], path: string, body: unknown): Fact => ({
  at,
  body: body as never,
  kind,
  path,
  status: 200,
})

const snapshot: Snapshot = {
  facts: [
    fact('apps', '/apps', [web, jobs]),
    fact('accountAddons', '/addons', [db]),
    fact('accountAttachments', '/addon-attachments', [own]),
    fact('attachmentsOfAddon', '/addons/d1/addon-attachments', [own]),
    {at, gap: {reason: 'forbidden'}, kind: 'addonAttachments', path: '/apps/jobs/addon-attachments', status: 403},
  ],
  frameworks: [],
  scopes: [{kind: 'all'}],
  snapshotVersion: 1,
  tool: {name: 'heroku-compliance', version: '0.0.0'},
}

const bodyAfter = async (line: string, path: string) => {
  const prediction = applyCommands(snapshot, [await herokuCommand(line)])
  return prediction.snapshot.facts.find(other => other.path === path)?.body
}

describe('addons:attach', () => {
  const added = {
    addon: db,
    app: jobs,
    id: 'not-created-yet-1',
    name: 'WEB_DB',
    namespace: null,
  }

  for (const path of ['/addon-attachments', '/addons/d1/addon-attachments'])
    it(`adds the attachment to ${path}`, async () =>
      assert.deepEqual(await bodyAfter('heroku addons:attach web-db -a jobs', path), [own, added]))

  it('names it by --as, and takes its credential', async () =>
    assert.deepEqual(
      (
        (await bodyAfter(
          'heroku addons:attach web-db -a jobs --as DB --credential ro',
          '/addon-attachments',
        )) as object[]
      )[1],
      {...added, name: 'DB', namespace: 'credential:ro'},
    ))

  it('leaves a list that could not be read, and says that it is touched', async () => {
    const {snapshot: predicted, touched} = applyCommands(snapshot, [
      await herokuCommand('heroku addons:attach web-db -a jobs'),
    ])
    assert.deepEqual(
      predicted.facts.find(({path}) => path === '/apps/jobs/addon-attachments'),
      snapshot.facts[4],
    )
    assert.ok(touched.has('/apps/jobs/addon-attachments'))
  })

  it('names the fact that is missing where the facts have no such add-on', async () => {
    const command = await herokuCommand('heroku addons:attach other-db -a jobs')
    assert.throws(
      () => applyCommands(snapshot, [command]),
      (error: unknown) => error instanceof MissingFactError && error.request.path === '/addons/other-db',
    )
  })
})

describe('addons:detach', () => {
  it('removes the attachment', async () =>
    assert.deepEqual(await bodyAfter('heroku addons:detach DATABASE -a web', '/addon-attachments'), []))

  it('refuses an attachment that the app does not have', async () => {
    const command = await herokuCommand('heroku addons:detach OTHER -a web')
    assert.throws(() => applyCommands(snapshot, [command]), /web has no attachment OTHER/)
  })
})
