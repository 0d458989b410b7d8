import assert from 'node:assert/strict'
import {readdirSync, readFileSync} from 'node:fs'

import type {Check} from '../../../src/model/check.js'

import {failureTitleOf, findingTitle} from '../../../src/report/text/finding-text.js'

const titles = {failureTitle: 'the app accepts TLS 1.0', title: 'the app rejects TLS 1.0'}

describe('finding-text', () => {
  it('gives the failure title of what fails, and the title of what passes', () => {
    assert.equal(findingTitle({...titles, verdict: 'fail'}), 'The app accepts TLS 1.0')
    assert.equal(findingTitle({...titles, verdict: 'pass'}), 'The app rejects TLS 1.0')
    assert.equal(findingTitle({...titles, verdict: 'not-applicable'}), 'The app rejects TLS 1.0')
  })

  it('says that it is unknown whether a check passes', () => {
    assert.equal(findingTitle({...titles, verdict: 'unknown'}), 'Unknown whether the app rejects TLS 1.0')
  })

  it('marks the title of a failure that has no failure title', () => {
    const {title} = titles
    assert.equal(findingTitle({title, verdict: 'fail'}), 'Not met: the app rejects TLS 1.0')
  })

  it('uses the failure title of every bundled check', () => {
    const folder = new URL('../../../../src/catalog/checks/', import.meta.url)
    const checks = readdirSync(folder).map(name => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Check)
    assert.ok(checks.length > 80)
    for (const check of checks) assert.equal(failureTitleOf(check), check.failureTitle, check.id)
  })
})
