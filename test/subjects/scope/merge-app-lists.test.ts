import assert from 'node:assert/strict'

import type {App, TeamApp} from '../../../src/model/facts.js'
import type {Fact} from '../../../src/model/snapshot.js'

import {gapOf} from '../../../src/subjects/read-result.js'
import {refusedFact, fixture, factOf} from '../support.js'

const team = {id: 't1', name: 'acme'}
const pay: App = {generation: 'cedar', id: 'a1', name: 'pay', space: null, team}
const jobs: TeamApp = {id: 'a2', locked: true, name: 'jobs', space: null, team: {name: 'acme'}}
const acme = [
  factOf('team', 'acme', {...team, enterprise_account: null, identity_provider: null, role: 'admin'}),
  factOf('teamSpaces', 'acme', []),
]

function fixtureOf(...facts: Fact[]) {
  const {reader, inventory} = fixture([...acme, ...facts], {kind: 'team', name: 'acme'})
  const shown = inventory.apps.map(app => [
    app.name,
    gapOf(app.record)?.reason ?? 'read',
    gapOf(app.teamRecord())?.reason ?? 'read',
  ])
  return {seen: shown, wanted: reader.wantedFacts().map(({path}) => path)}
}

describe('merge-app-lists', () => {
  const [whole, ofTeam] = [factOf('apps', [], [pay]), factOf('teamApps', 'acme', [jobs])]

  it('reads an app individually only for what neither list states', () => {
    assert.deepEqual(fixtureOf(whole, ofTeam), {
      seen: [
        ['jobs', 'not-collected', 'read'],
        ['pay', 'read', 'not-collected'],
      ],
      wanted: ['/apps/jobs', '/teams/apps/pay'],
    })
  })

  it('reads no app individually while a list is pending', () => {
    assert.deepEqual(fixtureOf(ofTeam), {seen: [['jobs', 'not-collected', 'read']], wanted: ['/apps']})
    assert.deepEqual(fixtureOf(whole), {seen: [['pay', 'read', 'not-collected']], wanted: ['/teams/acme/apps']})
  })

  it('reads apps individually when a list is refused', () => {
    assert.deepEqual(fixtureOf(ofTeam, refusedFact('apps', [])).wanted, ['/apps/jobs'])
    assert.deepEqual(fixtureOf(whole, refusedFact('teamApps', 'acme')).wanted, ['/teams/apps/pay'])
  })

  it("uses account-wide lists for apps that the account's list shows, and those of a team in scope", () => {
    const lone: App = {...pay, id: 'a3', name: 'lone', team: null}
    const lists = (scope: 'all' | 'team') => {
      const facts = [
        ...acme,
        factOf('teams', [], [{...team, role: 'admin'}]),
        factOf('spaces', [], []),
        factOf('apps', [], [pay, lone]),
        ofTeam,
      ]
      const {
        context: {facts: reads},
        inventory,
      } = fixture(facts, scope === 'all' ? {kind: 'all'} : {kind: 'team', name: 'acme'})
      return inventory.apps.map(({accountLists, name}) => {
        const paths = accountLists && [accountLists.addons(), accountLists.attachments()].map(list => gapOf(list)?.path)
        assert.ok(
          paths === undefined ||
            [reads.read('accountAddons'), reads.read('accountAttachments')].every(
              (list, index) => gapOf(list)?.path === paths[index],
            ),
        )
        return [
          name,
          accountLists !== undefined,
          accountLists?.teamAccess?.team,
          accountLists?.teamAccess && gapOf(accountLists.teamAccess.accessLists())?.path,
        ]
      })
    }

    assert.deepEqual(lists('all'), [
      ['jobs', false, undefined, undefined],
      ['pay', true, 'acme', '/teams/acme/permissions'],
      ['lone', true, undefined, undefined],
    ])
    assert.deepEqual(
      lists('team').map(([name]) => name),
      ['jobs', 'pay'],
    )
  })
})
