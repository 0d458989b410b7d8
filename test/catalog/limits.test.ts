import assert from 'node:assert/strict'

import {loadCatalog, readChecks} from '../../src/catalog/catalog.js'
import {applyLimits, ineffectiveLimits} from '../../src/catalog/limits.js'

const check = (id: string) => readChecks().find(candidate => candidate.id === id) ?? assert.fail(id)
const rows = [
  ['admins', 'teams-have-few-admins', 'adminCount', 'maximum', 3, 3, 6],
  ['buildAgeDays', 'apps-were-built-recently', 'buildAgeDays', 'maximum', 7, 7, 31],
  ['certificateDays', 'certificates-are-renewed-in-time', 'daysLeft', 'minimum', 30, 30, 13],
  ['tokenDays', 'authorizations-expire', 'lifetimeSeconds', 'maximum', 30, 30 * 86_400, 367],
] as const

describe('limits', () => {
  for (const [name, id, field, keyword, stricter, demanded, looser] of rows)
    it(`tighten ${id}, and never loosen it`, () => {
      const own = check(id)
      const tight = applyLimits(own, {limits: {[name]: stricter}})
      assert.deepEqual(tight.must, {...own.must, [field]: {...own.must[field], [keyword]: demanded}})
      for (const title of [tight.title, tight.failureTitle])
        assert.match(title, new RegExp(`\\(policy limit: ${stricter}\\)$`))
      assert.deepEqual(applyLimits(own, {limits: {[name]: looser}}), own)
      assert.equal(
        applyLimits(own, {limits: {[name]: name === 'tokenDays' ? 366 : (own.must[field]?.[keyword] as number)}}),
        own,
        'the same is no stricter',
      )
      assert.deepEqual(ineffectiveLimits({limits: {[name]: stricter}}), [])
      assert.match(
        ineffectiveLimits({limits: {[name]: looser}}).join(),
        new RegExp(`^The limit ${name}: ${looser} has no effect`),
      )
      const ownThreshold = own.must[field]?.[keyword] as number
      assert.deepEqual(
        ineffectiveLimits({limits: {[name]: name === 'tokenDays' ? ownThreshold / 86_400 : ownThreshold}}),
        [],
      )
    })

  it('leave other checks as they are', () => {
    const limits = {admins: 1, buildAgeDays: 1, certificateDays: 99, tokenDays: 1}
    const changedIds = readChecks()
      .filter(check => applyLimits(check, {limits}) !== check)
      .map(({id}) => id)
    assert.deepEqual(changedIds.sort(), rows.map(([, id]) => id).sort())
  })

  it('are judged by', () => {
    const {checks} = loadCatalog(['all'], [], {limits: {admins: 2}})
    const test = checks.find(({id}) => id === 'teams-have-few-admins')?.tests.must[0]?.[1] ?? assert.fail()
    assert.deepEqual(
      [2, 3, 5].map(n => test(n)),
      [true, false, false],
    )
  })
})
