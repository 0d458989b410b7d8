import assert from 'node:assert/strict'

import type {Fact} from '../../../src/model/snapshot.js'

import {factOf, predict, snapshotOf} from '../../helpers/changes.js'

const stack = {name: 'heroku-22'}
const web = {id: 'a1', name: 'web', stack}
const facts = [factOf('apps', [], [web]), factOf('stacks', [], [{name: 'heroku-22'}, {name: 'heroku-24'}])]

const stackAfter = async (name: string, ...others: readonly Fact[]) =>
  (await predict(snapshotOf([...facts, ...others]), `heroku stack:set ${name} -a web`)).bodyOf('apps')?.[0]?.stack

describe('apps:stacks:set', () => {
  const deployed: ReadonlyArray<[what: string, fact: Fact]> = [
    ['built', factOf('builds', ['web'], [{status: 'failed'}, {status: 'succeeded'}])],
    ['released', factOf('releases', ['a1'], [{slug: null}, {slug: {id: 's1'}}])],
    ['released as an image', factOf('releases', ['web'], [{oci_image: {id: 'i1'}}])],
  ]
  for (const [what, fact] of deployed)
    it(`leaves the stack of an app that was ${what} until the next build`, async () =>
      assert.deepEqual(await stackAfter('heroku-24', fact), stack))

  it('does not know the stack of an app that may not be deployed yet', async () =>
    assert.equal(await stackAfter('heroku-24', factOf('builds', ['web'], [])), null))

  it('changes nothing where the app is on the stack already', async () =>
    assert.deepEqual(await stackAfter('heroku-22'), stack))

  it('refuses a stack that does not exist', async () =>
    assert.rejects(stackAfter('heroku-99'), /There is no stack heroku-99/))

  it('takes a variable of the shell', async () => assert.equal(await stackAfter("'$STACK'"), null))
})
