import assert from 'node:assert/strict'

import type {App} from '../../../src/model/facts.js'

import {factOf, predict, refusedFact, snapshotOf} from '../../helpers/changes.js'

const apps: readonly App[] = [
  {generation: 'cedar', id: 'a1', name: 'web'},
  {generation: 'fir', id: 'a2', name: 'next'},
  {id: 'a3', name: 'hidden'},
]
const installed = (url: string, name = url) => ({buildpack: {name, url}})
const node = installed('urn:buildpack:heroku/nodejs', 'heroku/nodejs')
const own = installed('https://example.com/pack')
const registered = installed('urn:buildpack:acme/tool', 'acme/tool')
const stored = installed('https://buildpack-registry.s3.amazonaws.com/buildpacks/acme/tool.tgz', 'acme/tool')
const other = installed('https://example.com/other')
const snapshot = snapshotOf([
  factOf('apps', [], apps),
  factOf('buildpackInstallations', ['web'], [node, own]),
  refusedFact('buildpackInstallations', 'hidden'),
])

const after = async (words: string) =>
  (await predict(snapshot, `heroku buildpacks:${words} -a web`)).bodyOf('buildpackInstallations', 'web')

describe('buildpacks', () => {
  const cases: ReadonlyArray<[words: string, buildpacks: unknown]> = [
    ['add https://example.com/other', [node, own, other]],
    ['add https://user:secret@example.com/other --index 1', [other, node, own]],
    ['add https://example.com/other --index 9', [node, own, other]],
    ['add acme/tool', [node, own, registered]],
    ["add '$PACK'", [node, own, {buildpack: {}}]],
    ['set https://example.com/other', [other, own]],
    ['set https://example.com/other --index 2', [node, other]],
    ['set https://example.com/other --index 3', [node, own, other]],
    ['remove heroku/nodejs', [own]],
    ['remove https://example.com/pack', [node]],
    ['remove --index 1', [own]],
    ['clear', []],
  ]
  for (const [words, buildpacks] of cases)
    it(`are as ${words} leaves them`, async () => assert.deepEqual(await after(words), buildpacks))

  it('are named as the API names them elsewhere', async () => {
    const {bodyOf} = await predict(
      snapshotOf([
        factOf('apps', [], apps),
        factOf('buildpackInstallations', ['web'], [node, stored]),
        factOf('buildpackInstallations', ['a3'], []),
      ]),
      'heroku buildpacks:add heroku/nodejs -a hidden',
      'heroku buildpacks:add acme/tool -a hidden',
    )
    assert.deepEqual(bodyOf('buildpackInstallations', 'a3'), [node, stored])
  })

  for (const words of ["remove '$PACK'", "remove --index '$N'", "add heroku/ruby --index '$N'"])
    it(`aren't known after ${words}`, async () => {
      const {gapOf} = await predict(snapshot, `heroku buildpacks:${words} -a web`)
      assert.equal(gapOf('buildpackInstallations', 'web'), 'not-created-yet')
    })

  it('are touched where they could not be read', async () => {
    for (const words of ['add heroku/ruby', 'remove heroku/ruby']) {
      const {touches} = await predict(snapshot, `heroku buildpacks:${words} -a hidden`)
      assert.ok(touches('buildpackInstallations', 'hidden'))
    }
  })

  const refused: ReadonlyArray<[words: string, message: RegExp]> = [
    ['add heroku/nodejs -a web', /web has the buildpack heroku\/nodejs already/],
    ['add heroku/ruby --index 0 -a web', /The index 0 isn't the position of a buildpack/],
    ['remove heroku/ruby -a web', /web has no such buildpack/],
    ['remove --index 3 -a web', /web has no such buildpack/],
    ['remove -a web', /Which buildpack is to be removed isn't said/],
    ['remove heroku/nodejs --index 1 -a web', /Which buildpack is to be removed isn't said/],
    ['add heroku/ruby -a next', /buildpacks of next are set in its source code/],
    ['clear -a next', /buildpacks of next are set in its source code/],
  ]
  for (const [words, message] of refused)
    it(`refuse ${words}`, async () => assert.rejects(predict(snapshot, `heroku buildpacks:${words}`), message))
})
