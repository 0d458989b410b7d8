import assert from 'node:assert/strict'

import type {Get} from '../../../src/api/http.js'

import {withSimilarScopes} from '../../../src/cli/actions/similar-scopes.js'
import {UnreadableScopeError} from '../../../src/snapshot/unreadable-scope-error.js'

type Kind = 'app' | 'pipeline' | 'space' | 'team'

/** An API that lists names, and notes what was asked. */
function api(lists: Readonly<Record<string, readonly string[]>>, status = 200): {get: Get; paths: string[]} {
  const paths: string[] = []
  return {
    paths,
    async get({path}) {
      paths.push(path)
      const json = (lists[path] ?? []).map((name, index) => ({
        id: `01234567-89ab-cdef-0123-${String(index).padStart(12, '0')}`,
        name,
      }))
      return {response: {headers: status === 206 ? {'next-range': 'name x..'} : {}, json, status}}
    },
  }
}

const suggest = async (kind: Kind, name: string, get: Get) =>
  withSimilarScopes(new UnreadableScopeError({kind, name}, `There is no ${kind} ${name}.`, 'You need X.'), get)

describe('the error for a scope that is not there', () => {
  it('suggests the name of its kind that is nearly the same', async () => {
    const {get, paths} = api({'/teams': ['quillgate', 'tarnlight']})
    const {hint, message} = await suggest('team', 'qilgate', get)
    assert.equal(message, 'There is no team qilgate.')
    assert.equal(hint, 'Did you mean --team quillgate? You need X.')
    assert.deepEqual(paths.sort(), ['/apps', '/pipelines', '/spaces', '/teams'])
  })

  it('suggests the other kind that has this very name', async () => {
    const {get} = api({'/apps': ['quill-vaults'], '/spaces': ['quill-vault']})
    assert.equal((await suggest('app', 'quill-vault', get)).hint, 'Did you mean --space quill-vault? You need X.')
  })

  it('lists a few names where none is near, and none of many', async () => {
    const few = api({'/teams': ['quillgate', 'tarnlight']})
    assert.equal((await suggest('team', 'x', few.get)).hint, 'You can see the teams quillgate, tarnlight. You need X.')
    const many = api({'/teams': Array.from({length: 9}, (_, index) => `quillgate-${index}`)})
    assert.equal((await suggest('team', 'x', many.get)).hint, 'You need X.')
  })

  it('never suggests what was given: the account may list what it cannot read', async () => {
    const {get} = api({'/teams': ['quillgate']})
    assert.equal((await suggest('team', 'quillgate', get)).hint, 'You need X.')
  })

  it('reads one page of each list, and goes without the lists that are refused', async () => {
    const paged = api({'/apps': ['citation-pay']}, 206)
    assert.match((await suggest('app', 'citation-pai', paged.get)).hint, /^Did you mean --app citation-pay\?/)
    assert.equal(paged.paths.length, 4)
    assert.equal((await suggest('app', 'citation-pai', api({'/apps': ['citation-pay']}, 403).get)).hint, 'You need X.')
    assert.equal((await suggest('app', 'x', async () => ({failure: 'unreachable'}))).hint, 'You need X.')
  })
})
