import assert from 'node:assert/strict'

import {MissingFactError} from '../../../src/changes/missing-fact-error.js'
import {factOf, predict, refusedFact, snapshotOf} from '../../helpers/changes.js'

const web = {id: 'a1', name: 'web'}
const jobs = {id: 'a2', name: 'jobs'}
const db = {addon_service: {name: 'heroku-postgresql'}, app: web, id: 'd1', name: 'web-db'}
const own = {addon: {app: web, id: 'd1', name: 'web-db'}, app: web, id: 'x1', name: 'DATABASE', namespace: null}
const snapshot = snapshotOf([
  factOf('apps', [], [web, jobs]),
  factOf('accountAddons', [], [db]),
  factOf('accountAttachments', [], [own]),
  factOf('attachmentsOfAddon', ['d1'], [own]),
  refusedFact('addonAttachments', 'jobs'),
])

describe('addons:attach', () => {
  const added = {...own, app: jobs, id: 'not-created-yet-1'}

  for (const [kind, keys] of [
    ['accountAttachments', []],
    ['attachmentsOfAddon', ['d1']],
  ] as const)
    it(`adds the attachment to ${kind}`, async () =>
      assert.deepEqual((await predict(snapshot, 'heroku addons:attach web-db -a jobs')).bodyOf(kind, ...keys), [
        own,
        added,
      ]))

  const names: ReadonlyArray<[words: string, after: object]> = [
    ['-a jobs --as DB', {...added, name: 'DB'}],
    ['-a jobs --credential ro', {...added, namespace: 'credential:ro'}],
    ['-a jobs --credential default', added],
    // Heroku picks a color for a second database.
    ['-a web', {...added, app: web, name: 'not-created-yet-1'}],
  ]
  for (const [words, after] of names)
    it(`takes ${words}`, async () =>
      assert.deepEqual(
        (await predict(snapshot, `heroku addons:attach web-db ${words}`)).bodyOf('accountAttachments')?.[1],
        after,
      ))

  it('replaces an attachment of that name', async () => {
    const {bodyOf} = await predict(snapshot, 'heroku addons:attach web-db -a web --as DATABASE --credential ro')
    assert.deepEqual(bodyOf('accountAttachments'), [{...own, id: 'not-created-yet-1', namespace: 'credential:ro'}])
  })

  it('leaves a list that could not be read, and says that it is touched', async () => {
    const {gapOf, touches} = await predict(snapshot, 'heroku addons:attach web-db -a jobs')
    assert.equal(gapOf('addonAttachments', 'jobs'), 'forbidden')
    assert.ok(touches('addonAttachments', 'jobs'))
  })

  it('names the fact that is missing where the facts have no such add-on', async () =>
    assert.rejects(
      predict(snapshot, 'heroku addons:attach other-db -a jobs'),
      (error: unknown) => error instanceof MissingFactError && error.request.path === '/addons/other-db',
    ))
})

describe('addons:detach', () => {
  for (const key of ['DATABASE', 'x1'])
    it(`removes the attachment ${key}`, async () => {
      const {bodyOf} = await predict(snapshot, `heroku addons:detach ${key} -a web`)
      assert.deepEqual(bodyOf('accountAttachments'), [])
      assert.deepEqual(bodyOf('attachmentsOfAddon', 'd1'), [])
    })

  it('refuses an attachment that the app does not have', async () =>
    assert.rejects(predict(snapshot, 'heroku addons:detach OTHER -a web'), /web has no attachment OTHER/))
})
