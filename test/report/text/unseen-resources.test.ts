import assert from 'node:assert/strict'

import {HOSTILE} from '../../fixtures/hostile.js'
import {unseenText} from '../../../src/report/text/unseen-resources.js'

const unseen = (...paths: string[]) =>
  unseenText(
    paths.map(path => ({path})),
    id => (id === '4bac' ? 'pay-db' : undefined),
  )

describe('what requests could not show', () => {
  it('is a resource where the request was for it, else a part of one', () => {
    assert.equal(unseen('/apps/pay-web'), "the app pay-web can't be seen")
    assert.equal(unseen('/apps/pay-web', '/apps/pay-web/builds'), "the app pay-web can't be seen")
    assert.equal(unseen('/apps/pay-web/builds'), "the app pay-web can't be read in full")
    assert.equal(unseen('/apps/pay-web', '/apps/shop/builds'), "the apps pay-web, shop can't be read in full")
    assert.equal(unseen('/data/maintenances/v1/apps/a1'), "the app a1 can't be read in full")
  })

  it('has the names of resources, each once, by kind', () => {
    assert.equal(
      unseen('/client/v11/databases/4bac', '/client/v11/databases/4bac/transfers', '/data/postgres/v1/4bac/info'),
      "the add-on pay-db can't be read in full",
    )
    assert.equal(unseen('/teams/apps/badge'), "the app badge can't be read in full")
    assert.equal(unseen('/teams/acme', '/spaces/vault'), "the team acme and the space vault can't be seen")
    assert.equal(
      unseen('/apps/a', '/apps/b', '/apps/c', '/apps/d', '/apps/e'),
      "the apps a, b, c and 2 more can't be seen",
    )
  })

  it('is not told where a request is about no resource', () => {
    assert.equal(unseen(), undefined)
    assert.equal(unseen('/account/keys'), undefined)
    assert.equal(unseen('/apps'), undefined)
    assert.equal(unseen('/apps/a', '/regions'), undefined)
    assert.equal(unseen('/toString/a'), undefined)
  })

  it('is harmless whatever the names', () => {
    for (const name of Object.values(HOSTILE))
      // eslint-disable-next-line no-control-regex -- what must not be there
      assert.doesNotMatch(unseen(`/apps/${name}`) ?? '', /[\u0000-\u001F\u007F-\u009F\u2028\u202E]/)
  })
})
