import assert from 'node:assert/strict'

import type {Scope} from '../../src/model/snapshot.js'
import type {SubjectKind} from '../../src/model/subject.js'

import type {emptyPolicy} from '../../src/model/policy.js'
import {subjectKinds} from '../../src/model/subject.js'
import {derivations, deriveSubjects} from '../../src/subjects/derive.js'
import {refusedFact, fixture, factOf} from './support.js'

const pay = factOf('app', 'pay', {generation: 'cedar', id: 'a1', name: 'pay', space: null})

describe('derive', () => {
  it('derives the requested kinds, and requests the facts of no others', () => {
    const {context, reader, inventory} = fixture([pay])
    deriveSubjects(context, inventory, new Set<SubjectKind>(['webhook']))
    assert.deepEqual(
      reader.wantedFacts().map(({path}) => path),
      ['/apps/pay/webhooks'],
    )
  })

  it('requests no field before it is asked for', () => {
    const {context, reader, inventory} = fixture([pay])
    assert.equal(deriveSubjects(context, inventory, new Set<SubjectKind>(['app'])).length, 1)
    assert.deepEqual(reader.wantedFacts(), [])
  })

  it('derives every kind of subject', () => {
    assert.deepEqual(Object.keys(derivations).sort(), [...subjectKinds].sort())
  })

  it('adds one placeholder for what only the account has', () => {
    const {subjectsOf} = fixture(
      [refusedFact('account', []), refusedFact('authorizations', [], 500), refusedFact('pipelines', [])],
      {
        kind: 'all',
      },
    )
    for (const kind of ['account', 'authorization', 'pipeline'] as const) {
      assert.deepEqual(
        subjectsOf(kind).map(({name, placeholder}) => [name, placeholder?.reason]),
        [['account/*', kind === 'authorization' ? 'server-error' : 'forbidden']],
      )
    }
  })

  it('adds one placeholder for the lists of an app, however many are missing', () => {
    const {subjectsOf} = fixture([pay, refusedFact('addons', 'pay'), refusedFact('addonAttachments', 'pay', 500)])
    assert.deepEqual(
      subjectsOf('addon').map(({app, id, name, placeholder}) => [app, id, name, placeholder?.reason]),
      [['pay', 'pay/*', 'pay/*', 'server-error']],
    )
    assert.deepEqual(
      subjectsOf('attachment').map(({name}) => name),
      ['pay/*'],
    )
  })

  it('gives placeholders the fields that the policy alone decides, and no others', () => {
    const facts = [
      pay,
      ...(['collaborators', 'logDrains', 'webhooks', 'domains'] as const).map(kind => refusedFact(kind, 'pay')),
    ]
    const known = (kind: SubjectKind, allow: typeof emptyPolicy.allow) =>
      fixture(facts, undefined, allow)
        .subjectsOf(kind)
        .map(({fields}) => Object.fromEntries(Object.entries(fields).map(([name, compute]) => [name, compute()])))
    for (const [kind, field, allow] of [
      ['collaborator', 'emailDomainsAreDeclared', {emailDomains: []}],
      ['drain', 'logHostsAreDeclared', {logHosts: []}],
      ['webhook', 'webhookHostsAreDeclared', {webhookHosts: []}],
    ] as const) {
      assert.deepEqual(known(kind, {}), [{[field]: {value: false}}])
      assert.deepEqual(known(kind, allow), [{[field]: {value: true}}])
    }

    assert.deepEqual(known('domain', {}), [{}])
  })

  it("gives the account's placeholder the fields that the policy alone decides", () => {
    const facts = (['apps', 'spaces', 'teams', 'authorizations', 'pipelines'] as const).map(kind =>
      refusedFact(kind, []),
    )
    const known = (kind: SubjectKind, allow: typeof emptyPolicy.allow) =>
      fixture(facts, {kind: 'all'}, allow)
        .subjectsOf(kind)
        .map(({fields, name}) => [
          name,
          Object.fromEntries(Object.entries(fields).map(([field, compute]) => [field, compute()])),
        ])
    const all: Array<[SubjectKind, Record<string, keyof typeof emptyPolicy.allow>]> = [
      ['app', {publicAppsAreDeclared: 'publicApps'}],
      ['authorization', {oauthClientsAreDeclared: 'oauthClients'}],
      ['collaborator', {emailDomainsAreDeclared: 'emailDomains'}],
      ['member', {emailDomainsAreDeclared: 'emailDomains'}],
      ['space', {peeringsAreDeclared: 'peerings', vpnsAreDeclared: 'vpns'}],
      ['team', {addonServicesAreDeclared: 'addonServices'}],
      ['invitation', {}],
      ['pipeline', {}],
    ]
    for (const [kind, fields] of all)
      for (const allow of [{}, ...Object.values(fields).map(key => ({[key]: []}))]) {
        assert.deepEqual(
          known(kind, allow),
          [
            [
              'account/*',
              Object.fromEntries(Object.entries(fields).map(([field, key]) => [field, {value: key in allow}])),
            ],
          ],
          kind,
        )
      }
  })

  it('adds placeholders only for what the missing list would have contained', () => {
    const {subjectsOf} = fixture([factOf('apps', [], []), factOf('spaces', [], []), refusedFact('teams', [])], {
      kind: 'all',
    })
    assert.deepEqual(
      (['app', 'invitation', 'member', 'space', 'team'] as const).map(kind => subjectsOf(kind).map(({name}) => name)),
      [['account/*'], ['account/*'], ['account/*'], [], ['account/*']],
    )
  })

  it('adds a placeholder for the drains of a space that belongs to that space', () => {
    const space = factOf('space', 'vault', {id: 's1', name: 'vault', shield: true, team: {id: 't1', name: 'acme'}})
    const {subjectsOf} = fixture(
      [
        space,
        factOf('team', 'acme', {id: 't1', name: 'acme', role: 'admin'}),
        factOf('teamApps', 'acme', []),
        factOf('apps', [], []),
        factOf('topology', 'vault', {apps: []}),
      ],
      {kind: 'space', name: 'vault'},
    )
    assert.deepEqual(
      subjectsOf('drain').map(({app, name, placeholder, space: home}) => [app, name, placeholder?.reason, home]),
      [[undefined, 'vault/*', 'no-statement', 'vault']],
    )
    assert.deepEqual(subjectsOf('webhook'), [])
  })

  it('requests account-wide lists immediately if add-ons or attachments are derived', () => {
    const requestedLists = (kinds: SubjectKind[], scope: Scope) => {
      const {context, reader, inventory} = fixture([], scope)
      deriveSubjects(context, inventory, new Set(kinds))
      return reader
        .wantedFacts()
        .map(({kind}) => kind)
        .filter(kind => kind.startsWith('account'))
    }

    for (const kind of ['addon', 'attachment'] as const)
      assert.deepEqual(requestedLists([kind], {kind: 'all'}), ['accountAddons', 'accountAttachments'])
    assert.deepEqual(
      [requestedLists(['webhook'], {kind: 'all'}), requestedLists(['addon'], {kind: 'app', name: 'pay'})],
      [[], []],
    )
  })

  it('adds a placeholder for an app that is only known to exist', () => {
    const {subjectsOf, reader} = fixture(
      [
        factOf('pipeline', 'flow', {id: 'p1', name: 'flow'}),
        factOf('pipelineCouplings', 'p1', [{app: {id: 'a9'}}]),
        refusedFact('app', 'a9', 404),
      ],
      {kind: 'pipeline', name: 'flow'},
    )
    for (const kind of ['addon', 'attachment', 'certificate', 'collaborator', 'domain', 'drain', 'webhook'] as const)
      assert.ok(
        subjectsOf(kind).some(({name}) => name === 'a9/*'),
        kind,
      )
    const [app] = subjectsOf('app')
    assert.deepEqual(
      [app?.name, app?.placeholder?.reason, Object.keys(app?.fields ?? {})],
      ['a9', 'not-found', ['publicAppsAreDeclared']],
    )
    assert.deepEqual(reader.wantedFacts(), [])
  })
})
