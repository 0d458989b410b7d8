import assert from 'node:assert/strict'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {restoreCatalog, toSavedCatalog} from '../../src/catalog/saved-catalog.js'

const saved = toSavedCatalog(loadCatalog(['hipaa']))
const restore = (checks: readonly unknown[]) =>
  restoreCatalog(
    saved.frameworks.map(json => ({file: 'framework.json', json})),
    {file: 'checks.json', json: checks},
    {file: 'end-of-life.json', json: saved.endOfLife},
  )
const withoutFailureTitle = (check: object) =>
  Object.fromEntries(Object.entries(check).filter(([key]) => key !== 'failureTitle'))

describe('saved-catalog', () => {
  it('restores what it saves', async () => {
    assert.deepEqual(toSavedCatalog(await restore(saved.checks)), saved)
  })

  it('fills in the failure titles that an older bundle lacks', async () => {
    const {checks} = await restore(saved.checks.map(check => withoutFailureTitle(check)))
    assert.deepEqual(
      checks.map(({failureTitle}) => failureTitle),
      checks.map(({title}) => `not met: ${title}`),
    )
  })

  it('accepts a failure title with the limit of a policy behind it', async () => {
    const failureTitle = `${'x'.repeat(80)} (policy limit: 30)`
    const {checks} = await restore(saved.checks.map(check => ({...check, failureTitle})))
    assert.ok(checks.every(check => check.failureTitle === failureTitle))
  })
})
