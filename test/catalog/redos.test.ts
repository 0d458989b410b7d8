import assert from 'node:assert/strict'

import {readChecks} from '../../src/catalog/catalog.js'
import {runawayFinder} from '../../src/catalog/redos.js'

/** Every pattern within a predicate. */
function patterns(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, one]) =>
    key === 'pattern' && typeof one === 'string' ? [one] : patterns(one),
  )
}

const slow = [
  '(a+)+$',
  '^(a|a)*$',
  '(x+x+)+y',
  '.*a.*',
  '[a-z]+$',
  '^(.*?,){11}P',
  '^(a{1,50}){1,50}$',
  '^x{200000}',
  '^(a?){50}a{50}$',
  '^([a-z]+)*$',
  '^(([a-z])+.)+[A-Z]([a-z])+$',
  '^(.{0,100})*$',
]
const quick = [
  '^a+$',
  '^heroku-(?:22|24)$',
  'example\\.com$',
  '^[^@]+@example\\.com$',
  '^https?://[a-z.]+(?::[0-9]+)?/?$',
  '^(?:shield|private) in ',
  '(?:eu|us)-(?:west|east)',
  '^(?!.*test)',
  '\\bprod\\b',
  '^\\p{L}+$',
  '^[a-z0-9]+(?:-[a-z0-9]+)*$',
]

describe('runawayFinder', () => {
  for (const pattern of slow)
    it(`refuses ${pattern}`, async () => assert.match((await runawayFinder())(pattern) ?? '', /^could run away: /))

  for (const pattern of quick)
    it(`takes ${pattern}`, async () => assert.equal((await runawayFinder())(pattern), undefined))

  for (const pattern of ['(?<name>a)', '(?i:a)'])
    it(`refuses what it cannot read: ${pattern}`, async () => {
      assert.match((await runawayFinder())(pattern) ?? '', /^is a pattern that cannot be proved not to run away/)
    })

  it('takes the patterns of the bundled checks', async () => {
    const runaway = await runawayFinder()
    const all = readChecks().flatMap(check => patterns([check.must, check.when]))
    assert.ok(all.length > 0)
    assert.deepEqual(
      all.filter(pattern => runaway(pattern) !== undefined),
      [],
    )
  })

  it('gives up after many, so that a file cannot make it search for hours', async () => {
    const runaway = await runawayFinder()
    for (let index = 1; index <= 10; index += 1) assert.match(runaway(`[a-z]+x{${index}}`) ?? '', /^could run away/)
    assert.equal(runaway('^a$'), 'is one of too many patterns that could run away')
    assert.match(runaway('[a-z]+x{1}') ?? '', /^could run away/)
  })
})
