import assert from 'node:assert/strict'

import type {SubjectKind} from '../../src/model/subject.js'

import type {noPolicy} from '../../src/model/policy.js'
import {subjectKinds} from '../../src/model/subject.js'
import {derivations, derive} from '../../src/subjects/derive.js'
import {refused, stage, told} from './telling.js'

const pay = told('app', 'pay', {generation: 'cedar', id: 'a1', name: 'pay', space: null})

describe('derive', () => {
  it('derives the kinds asked for, and asks for the facts of no others', () => {
    const {context, reader, roster} = stage([pay])
    derive(context, roster, new Set<SubjectKind>(['webhook']))
    assert.deepEqual(reader.wanted().map(({path}) => path), ['/apps/pay/webhooks'])
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
    const {of} = stage([refused('account', []), refused('authorizations', [], 500), refused('pipelines', [])], {kind: 'all'})
    for (const kind of ['account', 'authorization', 'pipeline'] as const) {
      assert.deepEqual(of(kind).map(({name, placeholder}) => [name, placeholder?.reason]), [['account/*', kind === 'authorization' ? 'server-error' : 'forbidden']])
    }
  })

  it('gives one placeholder for the lists of an app, however many are missing', () => {
    const {of} = stage([pay, refused('addons', 'pay'), refused('addonAttachments', 'pay', 500)])
    assert.deepEqual(of('addon').map(({app, id, name, placeholder}) => [app, id, name, placeholder?.reason]), [['pay', 'pay/*', 'pay/*', 'server-error']])
    assert.deepEqual(of('attachment').map(({name}) => name), ['pay/*'])
  })

  it('lets a placeholder know what the policy alone decides, and nothing more', () => {
    const facts = [pay, ...(['collaborators', 'logDrains', 'webhooks', 'domains'] as const).map(kind => refused(kind, 'pay'))]
    const known = (kind: SubjectKind, allow: typeof noPolicy.allow) => stage(facts, undefined, allow).of(kind).map(({fields}) => Object.fromEntries(Object.entries(fields).map(([name, compute]) => [name, compute()])))
    for (const [kind, field, allow] of [['collaborator', 'emailDomainsAreDeclared', {emailDomains: []}], ['drain', 'logHostsAreDeclared', {logHosts: []}], ['webhook', 'webhookHostsAreDeclared', {webhookHosts: []}]] as const) {
      assert.deepEqual(known(kind, {}), [{[field]: {value: false}}])
      assert.deepEqual(known(kind, allow), [{[field]: {value: true}}])
    }

    assert.deepEqual(known('domain', {}), [{}])
  })

  it('gives a placeholder for an app that is only known to exist', () => {
    const {of, reader} = stage([told('pipeline', 'flow', {id: 'p1', name: 'flow'}), told('pipelineCouplings', 'p1', [{app: {id: 'a9'}}]), refused('app', 'a9', 404)], {kind: 'pipeline', name: 'flow'})
    for (const kind of ['addon', 'attachment', 'certificate', 'collaborator', 'domain', 'drain', 'webhook'] as const) assert.ok(of(kind).some(({name}) => name === 'a9/*'), kind)
    const [app] = of('app')
    assert.deepEqual([app?.name, app?.placeholder?.reason, Object.keys(app?.fields ?? {})], ['a9', 'not-found', ['publicAppsAreDeclared']])
    assert.deepEqual(reader.wanted(), [])
  })
})
