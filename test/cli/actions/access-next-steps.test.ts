import assert from 'node:assert/strict'

import type {AccessFlags} from '../../../src/cli/access-flags.js'
import type {Scope} from '../../../src/model/snapshot.js'

import {accessNextSteps, scopeArgs} from '../../../src/cli/actions/access-next-steps.js'
import {leeOnApp, reviewOf} from '../../access/support.js'

const flags = {all: false, full: false, json: false, sample: false} as AccessFlags
const by = {by: 'ann@example.com', on: '2026-11-20T12:30:00.000Z', reason: 'left'}
const completed = {by: 'ann@example.com', on: by.on}
const removing = {[leeOnApp.id]: {...by, action: 'remove'}} as const
const commandsOf = (given: Parameters<typeof reviewOf>[0], file?: string, undone?: number) =>
  accessNextSteps(reviewOf({completed, ...given}), {file, flags, undone}).map(({command}) => command)

describe('what follows an open review of access', () => {
  const commands = (given: Partial<AccessFlags>, file?: string) =>
    accessNextSteps(reviewOf(), {file, flags: {...flags, ...given}, undone: undefined}).map(({command}) => command)

  it('is a document to fill in, for which the sample is begun once', () => {
    const review = 'heroku compliance:access --review access-review.json'
    assert.deepEqual(commands({sample: true}), [
      'heroku compliance:access --sample --review access-review.json --output access.csv',
      `${review} --decisions access.csv`,
      'heroku compliance:access --sample --full',
    ])
    assert.deepEqual(commands({full: true, review: 'a.json', sample: true}, 'a.json'), [
      'heroku compliance:access --review a.json --output access.csv',
      'heroku compliance:access --review a.json --decisions access.csv',
    ])
  })

  it('is of the policy that was named', () => {
    assert.ok(
      commands({policy: 'p.yml'}, 'x').every(command => command.startsWith('heroku compliance:access --policy p.yml')),
    )
  })
})

describe('what follows a completed review of access', () => {
  it('is to carry it out, and then to put it into evidence', () => {
    const fix = 'heroku compliance:fix --access-review a.json'
    const evidence = 'heroku compliance:evidence --team crew --access-review a.json --output evidence.zip'
    assert.deepEqual(commandsOf({decisions: removing}, 'a.json'), [fix, 'heroku compliance:access --verify'])
    assert.deepEqual(commandsOf({decisions: removing}, 'a.json', 1), [fix])
    assert.deepEqual(commandsOf({decisions: removing}, 'a.json', 0), [evidence])
    assert.deepEqual(commandsOf({}, 'a.json'), [evidence])
    assert.deepEqual(commandsOf({}), [])
  })

  it('is of what the review is of', () => {
    const argsOf = (...scopes: readonly Scope[]) => scopeArgs(reviewOf({scopes}))
    const team = {kind: 'team', name: "o'neil"} as const
    assert.deepEqual(
      [argsOf(team), argsOf({kind: 'all'}), argsOf(team, {kind: 'all'})],
      [String.raw`--team 'o'\''neil'`, '--all', '--snapshot FILE'],
    )
  })
})
