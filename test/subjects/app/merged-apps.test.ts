import assert from 'node:assert/strict'

import type {App, TeamApp} from '../../../src/model/facts.js'
import type {Fact} from '../../../src/model/snapshot.js'

import {gapOf} from '../../../src/subjects/field-value.js'
import {refused, stage, told} from '../support.js'

const team = {id: 't1', name: 'acme'}
const pay: App = {generation: 'cedar', id: 'a1', name: 'pay', space: null, team}
const jobs: TeamApp = {id: 'a2', locked: true, name: 'jobs', space: null, team: {name: 'acme'}}
const acme = [
  told('team', 'acme', {...team, enterprise_account: null, identity_provider: null, role: 'admin'}),
  told('teamSpaces', 'acme', []),
]

function held(...facts: Fact[]) {
  const {reader, roster} = stage([...acme, ...facts], {kind: 'team', name: 'acme'})
  const seen = roster.apps.map(app => [
    app.name,
    gapOf(app.record)?.reason ?? 'read',
    gapOf(app.teamRecord())?.reason ?? 'read',
  ])
  return {seen, wanted: reader.wanted().map(({path}) => path)}
}

describe('the apps of two lists', () => {
  const [whole, ofTeam] = [told('apps', [], [pay]), told('teamApps', 'acme', [jobs])]

  it('are asked alone for what neither list tells of them', () => {
    assert.deepEqual(held(whole, ofTeam), {
      seen: [
        ['jobs', 'not-collected', 'read'],
        ['pay', 'read', 'not-collected'],
      ],
      wanted: ['/apps/jobs', '/teams/apps/pay'],
    })
  })

  it('are asked nothing alone while a list is still to come', () => {
    assert.deepEqual(held(ofTeam), {seen: [['jobs', 'not-collected', 'read']], wanted: ['/apps']})
    assert.deepEqual(held(whole), {seen: [['pay', 'read', 'not-collected']], wanted: ['/teams/acme/apps']})
  })

  it('are asked alone where a list is refused', () => {
    assert.deepEqual(held(ofTeam, refused('apps', [])).wanted, ['/apps/jobs'])
    assert.deepEqual(held(whole, refused('teamApps', 'acme')).wanted, ['/teams/apps/pay'])
  })

  it('are told of by the lists of the account where its own list shows them, and by those of a team in scope', () => {
    const lone: App = {...pay, id: 'a3', name: 'lone', team: null}
    const lists = (scope: 'all' | 'team') => {
      const facts = [
        ...acme,
        told('teams', [], [{...team, role: 'admin'}]),
        told('spaces', [], []),
        told('apps', [], [pay, lone]),
        ofTeam,
      ]
      const {
        context: {facts: reads},
        roster,
      } = stage(facts, scope === 'all' ? {kind: 'all'} : {kind: 'team', name: 'acme'})
      return roster.apps.map(({listed, name}) => {
        const all = listed && [listed.addons(), listed.attachments()].map(one => gapOf(one)?.path)
        assert.ok(
          all === undefined ||
            [reads.read('accountAddons'), reads.read('accountAttachments')].every(
              (one, index) => gapOf(one)?.path === all[index],
            ),
        )
        return [name, listed !== undefined, listed?.people?.team, listed?.people && gapOf(listed.people.lists())?.path]
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
