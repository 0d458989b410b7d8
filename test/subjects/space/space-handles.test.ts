import assert from 'node:assert/strict'

import {factReader} from '../../../src/subjects/fact-reader.js'
import {spacesOfTeam} from '../../../src/subjects/space/space-handles.js'
import {refusedFact} from '../support.js'

describe('spacesOfTeam', () => {
  it("keeps the gap of the account's list if the team's own list may not be read", () => {
    const fact = refusedFact('spaces', [])
    const {facts} = factReader(new Map([[fact.path, fact]]))
    const team = {id: 'acme', name: 'acme', record: {gap: {reason: 'forbidden'}}, ref: 'acme'} as const
    const {list, spaces} = spacesOfTeam(facts, team, undefined, [])
    assert.deepEqual(list, {gap: {path: '/spaces', reason: 'forbidden', status: 403}})
    assert.deepEqual(spaces, [])
  })
})
