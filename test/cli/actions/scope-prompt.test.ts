import assert from 'node:assert/strict'

import {scopeOptions, findOption} from '../../../src/cli/actions/scope-prompt.js'

describe('the scope prompt', () => {
  const options = scopeOptions([{name: 'quill'}, {name: 'both'}], [{name: 'both'}, {name: 'vault\u001B[2J'}, {}])

  it('offers teams, spaces and everything', () => {
    assert.deepEqual(
      options.map(({label}) => label),
      ['team quill', 'team both', 'space both', 'space vault\uFFFD[2J', 'everything the account can see'],
    )
    assert.deepEqual(
      scopeOptions(undefined, undefined).map(({scope}) => scope),
      [{kind: 'all'}],
    )
  })

  it('accepts a number, a name, or a kind and a name', () => {
    assert.deepEqual(
      ['1', ' quill ', 'space both', '5'].map(input => findOption(options, input)),
      [{kind: 'team', name: 'quill'}, {kind: 'team', name: 'quill'}, {kind: 'space', name: 'both'}, {kind: 'all'}],
    )
  })

  it('accepts nothing that matches no option or several', () => {
    assert.deepEqual(
      ['both', '0', '6', '', 'nobody'].map(input => findOption(options, input)),
      [undefined, undefined, undefined, undefined, undefined],
    )
  })
})
