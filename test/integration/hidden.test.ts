import assert from 'node:assert/strict'

import type {HiddenFields, HiddenFieldsResult} from './hidden-fields.js'

import {isExhaustive, sampleName} from '../helpers/sweep.js'
import {runInThreads} from '../helpers/threads.js'
import {facts, settings} from './hidden-fields.js'

/** How many fields are hidden in each setting, unless all are. */
const sampledFields = 41
const parts = isExhaustive ? 8 : 1

describe('a run in which one field is missing', function () {
  this.timeout(isExhaustive ? 1_800_000 : 120_000)
  let results: HiddenFieldsResult[]

  before(async () => {
    const cases = settings.flatMap((_, setting) =>
      Array.from({length: parts}, (_item, part): HiddenFields => ({fields: sampledFields, part, parts, setting})),
    )
    results = await runInThreads<HiddenFieldsResult>(new URL('hidden-fields.js', import.meta.url), cases)
  })

  for (const [setting, {scope, world}] of settings.entries())
    it(`claims no more about ${world.name}, ${scope.kind} ${scope.name ?? ''}`, () => {
      const own = results.slice(setting * parts, (setting + 1) * parts)
      const tried = own.reduce((sum, result) => sum + result.tried, 0)
      assert.ok(tried > 40, `${tried} fields were hidden`)
      assert.deepEqual(
        own.flatMap(({claims}) => claims),
        [],
        sampleName,
      )
    })

  if (isExhaustive)
    it('takes absence for a fact only where a run needs it', () => {
      const needed = new Set(results.flatMap(({reasons}) => reasons))
      assert.deepEqual(
        facts.map(([, , why]) => why).filter(why => !needed.has(why)),
        [],
      )
    })
})
