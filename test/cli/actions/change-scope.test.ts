import assert from 'node:assert/strict'

import type {NamedResource} from '../../../src/changes/named-resources.js'
import type {Fact} from '../../../src/model/snapshot.js'

import {changeScopes} from '../../../src/cli/actions/change-scope.js'
import {factOf, refusedFact} from '../../helpers/changes.js'

const app = (name: string): NamedResource => ({kind: 'app', name})
const acme = {id: 't1', name: 'acme'}
const facts: readonly Fact[] = [
  factOf('app', ['web'], {id: 'a1', name: 'web', team: acme}),
  factOf('app', ['jobs'], {id: 'a2', name: 'jobs', team: acme}),
  factOf('app', ['own'], {id: 'a3', name: 'own', team: null}),
  factOf('space', ['desk'], {id: 's1', name: 'desk', team: acme}),
  factOf('team', ['t1'], acme),
  factOf('addon', ['db'], {app: {id: 'a2', name: 'jobs'}, id: 'd1', name: 'db'}),
  refusedFact('addon', 'unseen'),
]

async function scopes(named: readonly NamedResource[], removed: readonly string[] = []): Promise<string[]> {
  const found = await changeScopes(
    named,
    ({name}) => removed.includes(name),
    async requests => facts.filter(({path}) => requests.some(request => request.path === path)),
  )
  return found.map(({kind, name = ''}) => `${kind} ${name}`.trim())
}

describe('the scope of a change', () => {
  for (const [what, named, removed, expected] of [
    ['one app, though nothing can be read', [app('elsewhere')], [], ['app elsewhere']],
    ['the team of several', [app('web'), app('jobs'), {kind: 'space', name: 'desk'}], [], ['team acme']],
    ['the team that is named, by its name', [app('web'), {kind: 'team', name: 't1'}], [], ['team acme']],
    ['all of several without a common team', [app('web'), app('own')], [], ['app web', 'app own']],
    [
      'an app and the app that pays for an add-on',
      [app('own'), {kind: 'addon', name: 'db'}],
      [],
      ['app own', 'app jobs'],
    ],
    ['an app alone with its own add-on', [app('jobs'), {kind: 'addon', name: 'db'}], [], ['app jobs']],
    ['the app of an add-on', [{kind: 'addon', name: 'db'}], [], ['app jobs']],
    ['an app with an attachment', [app('web'), {kind: 'addon', name: 'unseen'}], [], ['app web']],
    ['the account of an add-on that is unseen', [{kind: 'addon', name: 'unseen'}], [], ['all']],
    ['the team of an app that goes', [app('web')], ['web'], ['team acme']],
    ['the account of an app that goes and has no team', [app('own')], ['own'], ['all']],
  ] as const)
    it(`is ${what}`, async () => assert.deepEqual(await scopes(named, removed), expected))
})
