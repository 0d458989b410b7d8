import assert from 'node:assert/strict'

import {factOf, predict, snapshotOf} from '../../helpers/changes.js'

const old = {bits: 1024, comment: 'me@old', type: 'ssh-rsa'}
const current = {bits: 256, comment: 'me@new', type: 'ssh-ed25519'}
const facts = [factOf('accountKeys', [], [old, current])]
const keysAfter = async (line: string) => (await predict(snapshotOf(facts), line)).bodyOf('accountKeys')

describe('keys:add', () => {
  it('adds a key of which nothing is known', async () =>
    assert.deepEqual(await keysAfter('heroku keys:add id.pub'), [old, current, {}]))
})

describe('keys:remove', () => {
  it('removes the key with the comment', async () =>
    assert.deepEqual(await keysAfter('heroku keys:remove me@old'), [current]))

  it("refuses a comment that no key has, and one that isn't known", async () => {
    await assert.rejects(keysAfter('heroku keys:remove me@other'), /You have no SSH key me@other/)
    await assert.rejects(keysAfter('heroku keys:remove $KEY'), /depends on \$KEY/)
  })
})

describe('keys:clear', () => {
  it('leaves no key', async () => assert.deepEqual(await keysAfter('heroku keys:clear'), []))
})
