import assert from 'node:assert/strict'

import {readChecks} from '../../src/catalog/catalog.js'
import {createRedosDetector} from '../../src/catalog/redos.js'

/** Every pattern within a predicate. */
function patternsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, child]) =>
    key === 'pattern' && typeof child === 'string' ? [child] : patternsIn(child),
  )
}

const unsafePatterns = [
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
const safePatterns = [
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

describe('createRedosDetector', () => {
  for (const pattern of unsafePatterns)
    it(`refuses ${pattern}`, async () =>
      assert.match((await createRedosDetector())(pattern) ?? '', /^could backtrack without end: /))

  for (const pattern of safePatterns)
    it(`takes ${pattern}`, async () => assert.equal((await createRedosDetector())(pattern), undefined))

  for (const pattern of ['(?<name>a)', '(?i:a)'])
    it(`refuses what it cannot read: ${pattern}`, async () => {
      assert.match((await createRedosDetector())(pattern) ?? '', /^can't be proven safe from catastrophic backtracking/)
    })

  it('takes the patterns of the bundled checks', async () => {
    const unsafePatternReason = await createRedosDetector()
    const all = readChecks().flatMap(check => patternsIn([check.must, check.when]))
    assert.ok(all.length > 0)
    assert.deepEqual(
      all.filter(pattern => unsafePatternReason(pattern) !== undefined),
      [],
    )
  })

  it('gives up after many, so that a file cannot make it search for hours', async () => {
    const unsafePatternReason = await createRedosDetector()
    for (let index = 1; index <= 10; index += 1)
      assert.match(unsafePatternReason(`[a-z]+x{${index}}`) ?? '', /^could backtrack without end/)
    assert.equal(
      unsafePatternReason('^a$'),
      'is not checked: too many patterns of this file could backtrack without end',
    )
    assert.match(unsafePatternReason('[a-z]+x{1}') ?? '', /^could backtrack without end/)
  })
})
