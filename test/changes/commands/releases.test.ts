import assert from 'node:assert/strict'

import {factOf, predict, readAt, snapshotOf} from '../../helpers/changes.js'

const release = (version: number, status = 'succeeded') => ({
  created_at: '2026-11-01T00:00:00Z',
  description: `Deploy ${version}`,
  slug: {id: `s${version}`},
  status,
  version,
})
const releases = [release(3), release(2, 'failed'), release(1)]
const snapshot = snapshotOf([factOf('apps', [], [{id: 'a1', name: 'web'}]), factOf('releases', ['web'], releases)])

describe('releases:rollback', () => {
  const rolledBack = {...release(1), created_at: readAt, description: 'Rollback to v1', version: 4}
  for (const words of ['releases:rollback v1', 'rollback 1'])
    it(`releases the older code again for ${words}`, async () => {
      const {bodyOf} = await predict(snapshot, `heroku ${words} -a web`)
      assert.deepEqual(bodyOf('releases', 'web'), [rolledBack, ...releases])
    })

  for (const words of ['', 'v0'])
    it(`is not known for ${words || 'no version'}`, async () => {
      const {gapOf} = await predict(snapshot, `heroku releases:rollback ${words} -a web`)
      assert.equal(gapOf('releases', 'web'), 'not-created-yet')
    })

  it('refuses a release that failed', async () =>
    assert.rejects(predict(snapshot, 'heroku rollback v2 -a web'), /Release v2 of web failed/))

  it('keeps as many releases as are read', async () => {
    const many = Array.from({length: 30}, (_, index) => release(30 - index))
    const {bodyOf} = await predict(
      snapshotOf([factOf('apps', [], [{id: 'a1', name: 'web'}]), factOf('releases', ['a1'], many)]),
      'heroku rollback v7 -a web',
    )
    assert.equal(bodyOf('releases', 'a1')?.length, 30)
  })
})

describe('releases:retry', () => {
  it('leaves open what is released', async () => {
    const {gapOf} = await predict(snapshot, 'heroku releases:retry -a web')
    assert.equal(gapOf('releases', 'web'), 'not-created-yet')
  })
})
