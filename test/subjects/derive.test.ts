import assert from 'node:assert/strict'

import type {Scope} from '../../src/model/snapshot.js'
import type {SubjectKind} from '../../src/model/subject.js'

import type {noPolicy} from '../../src/model/policy.js'
import {subjectKinds} from '../../src/model/subject.js'
import {derivations, derive} from '../../src/subjects/derive.js'
import {refused, stage, told} from './support.js'

const pay = told('app', 'pay', {generation: 'cedar', id: 'a1', name: 'pay', space: null})

describe('derive', () => {
  it('derives the kinds asked for, and asks for the facts of no others', () => {
    const {context, reader, roster} = stage([pay])
    derive(context, roster, new Set<SubjectKind>(['webhook']))
    assert.deepEqual(
      reader.wanted().map(({path}) => path),
      ['/apps/pay/webhooks'],
    )
  })

  it('asks for no field by itself', () => {
    const {context, reader, roster} = stage([pay])
    assert.equal(derive(context, roster, new Set<SubjectKind>(['app'])).length, 1)
    assert.deepEqual(reader.wanted(), [])
  })

  it('derives every kind of subject', () => {
    assert.deepEqual(Object.keys(derivations).sort(), [...subjectKinds].sort())
  })

  it('gives one placeholder for what the account alone has', () => {
    const {of} = stage([refused('account', []), refused('authorizations', [], 500), refused('pipelines', [])], {
      kind: 'all',
    })
    for (const kind of ['account', 'authorization', 'pipeline'] as const) {
      assert.deepEqual(
        of(kind).map(({name, placeholder}) => [name, placeholder?.reason]),
        [['account/*', kind === 'authorization' ? 'server-error' : 'forbidden']],
      )
    }
  })

  it('gives one placeholder for the lists of an app, however many are missing', () => {
    const {of} = stage([pay, refused('addons', 'pay'), refused('addonAttachments', 'pay', 500)])
    assert.deepEqual(
      of('addon').map(({app, id, name, placeholder}) => [app, id, name, placeholder?.reason]),
      [['pay', 'pay/*', 'pay/*', 'server-error']],
    )
    assert.deepEqual(
      of('attachment').map(({name}) => name),
      ['pay/*'],
    )
  })

  it('lets a placeholder know what the policy alone decides, and nothing more', () => {
    const facts = [
      pay,
      ...(['collaborators', 'logDrains', 'webhooks', 'domains'] as const).map(kind => refused(kind, 'pay')),
    ]
    const known = (kind: SubjectKind, allow: typeof noPolicy.allow) =>
      stage(facts, undefined, allow)
        .of(kind)
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

  it('lets a placeholder of the account know what the policy alone decides, too', () => {
    const facts = (['apps', 'spaces', 'teams', 'authorizations', 'pipelines'] as const).map(kind => refused(kind, []))
    const known = (kind: SubjectKind, allow: typeof noPolicy.allow) =>
      stage(facts, {kind: 'all'}, allow)
        .of(kind)
        .map(({fields, name}) => [
          name,
          Object.fromEntries(Object.entries(fields).map(([field, compute]) => [field, compute()])),
        ])
    const all: Array<[SubjectKind, Record<string, keyof typeof noPolicy.allow>]> = [
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

  it('gives placeholders only for what the list that is missing would have told', () => {
    const {of} = stage([told('apps', [], []), told('spaces', [], []), refused('teams', [])], {kind: 'all'})
    assert.deepEqual(
      (['app', 'invitation', 'member', 'space', 'team'] as const).map(kind => of(kind).map(({name}) => name)),
      [['account/*'], ['account/*'], ['account/*'], [], ['account/*']],
    )
  })

  it('gives a placeholder for the drains of a space, which belongs to that space', () => {
    const space = told('space', 'vault', {id: 's1', name: 'vault', shield: true, team: {id: 't1', name: 'acme'}})
    const {of} = stage(
      [
        space,
        told('team', 'acme', {id: 't1', name: 'acme', role: 'admin'}),
        told('teamApps', 'acme', []),
        told('apps', [], []),
        told('topology', 'vault', {apps: []}),
      ],
      {kind: 'space', name: 'vault'},
    )
    assert.deepEqual(
      of('drain').map(({app, name, placeholder, space: home}) => [app, name, placeholder?.reason, home]),
      [[undefined, 'vault/*', 'no-statement', 'vault']],
    )
    assert.deepEqual(of('webhook'), [])
  })

  it('asks for the lists of the whole account at once, wherever add-ons or attachments are judged', () => {
    const asked = (kinds: SubjectKind[], scope: Scope) => {
      const {context, reader, roster} = stage([], scope)
      derive(context, roster, new Set(kinds))
      return reader
        .wanted()
        .map(({kind}) => kind)
        .filter(kind => kind.startsWith('account'))
    }

    for (const kind of ['addon', 'attachment'] as const)
      assert.deepEqual(asked([kind], {kind: 'all'}), ['accountAddons', 'accountAttachments'])
    assert.deepEqual([asked(['webhook'], {kind: 'all'}), asked(['addon'], {kind: 'app', name: 'pay'})], [[], []])
  })

  it('gives a placeholder for an app that is only known to exist', () => {
    const {of, reader} = stage(
      [
        told('pipeline', 'flow', {id: 'p1', name: 'flow'}),
        told('pipelineCouplings', 'p1', [{app: {id: 'a9'}}]),
        refused('app', 'a9', 404),
      ],
      {kind: 'pipeline', name: 'flow'},
    )
    for (const kind of ['addon', 'attachment', 'certificate', 'collaborator', 'domain', 'drain', 'webhook'] as const)
      assert.ok(
        of(kind).some(({name}) => name === 'a9/*'),
        kind,
      )
    const [app] = of('app')
    assert.deepEqual(
      [app?.name, app?.placeholder?.reason, Object.keys(app?.fields ?? {})],
      ['a9', 'not-found', ['publicAppsAreDeclared']],
    )
    assert.deepEqual(reader.wanted(), [])
  })
})
