import assert from 'node:assert/strict'

import type {Fact, Scope} from '../../src/model/snapshot.js'

import {pipelinesOf} from '../../src/subjects/pipelines-of.js'
import {refused, stage, told} from './telling.js'

const pay = told('app', 'pay', {generation: 'cedar', id: 'a1', name: 'pay', space: null, team: {id: 't1'}})
const acme = told('team', 'acme', {enterprise_account: null, id: 't1', identity_provider: null, name: 'acme'})
const ofTeam = [acme, told('apps', [], []), told('teamApps', 'acme', []), told('teamSpaces', 'acme', [])]
const [all, team] = [{kind: 'all'}, {kind: 'team', name: 'acme'}] as const
const listed = told('pipelines', [], [{id: 'p1', name: 'flow', owner: null}, {id: 'p2', name: 'line', owner: {id: 't1', type: 'team'}}, {id: 'p3', name: 'away', owner: {id: 'u1', type: 'user'}}])

function found(facts: readonly Fact[], scope?: Scope) {
  const {context, reader, roster} = stage(facts, scope)
  const {pipelines, unread} = pipelinesOf(context, roster)
  return {names: pipelines.map(({name}) => name), unread: unread.map(({gap, parent}) => [parent, gap.reason]), wanted: () => reader.wanted().map(({path}) => path)}
}

describe('pipelinesOf', () => {
  it('is the whole list of an account', () => {
    assert.deepEqual(found([listed], all).names, ['flow', 'line', 'away'])
    assert.deepEqual(found([refused('pipelines', [])], all).unread, [['account', 'forbidden']])
  })

  it('asks for the coupling of an app together with the app', () => {
    const {names, wanted} = found([])
    assert.deepEqual([names, wanted()], [[], ['/apps/pay', '/apps/pay/pipeline-couplings']])
  })

  it('asks for a pipeline and its couplings together, by id', () => {
    const {context, reader, roster} = stage([pay, told('appPipelineCoupling', 'pay', {app: {id: 'a1'}, pipeline: {id: 'p1'}, stage: 'production'})])
    const {pipelines} = pipelinesOf(context, roster)
    for (const {couplings} of pipelines) couplings()
    assert.deepEqual(reader.wanted().map(({path}) => path), ['/pipelines/p1', '/pipelines/p1/pipeline-couplings'])
  })

  it('is nothing where an app that was read is in none', () => {
    assert.deepEqual(found([pay, refused('appPipelineCoupling', 'pay', 404)]).unread, [])
    assert.deepEqual(found([refused('app', 'pay', 500), refused('appPipelineCoupling', 'pay', 404)]).unread, [['pay', 'not-found']])
    assert.deepEqual(found([pay, told('appPipelineCoupling', 'pay', {app: {id: 'a1'}})]).unread, [['pay', 'no-statement']])
  })

  it('is what a team owns and what its apps are in, named by the list', () => {
    const couplings = told('teamPipelineCouplings', 'acme', [{app: {id: 'a1'}, pipeline: {id: 'p1'}}, {app: {id: 'a2'}, pipeline: {id: 'p1'}}])
    const {names, unread, wanted} = found([...ofTeam, listed, couplings], team)
    assert.deepEqual([names, unread, wanted()], [['flow', 'line'], [], []])
  })

  it('waits for the list before it asks for a pipeline on its own, and says so while it waits', () => {
    const couplings = told('teamPipelineCouplings', 'acme', [{app: {id: 'a1'}, pipeline: {id: 'p9'}}])
    const waiting = found([...ofTeam, couplings], team)
    assert.deepEqual([waiting.names, waiting.wanted()], [[], ['/pipelines']])
    assert.ok(waiting.unread.some(([parent, reason]) => parent === 'acme' && reason === 'not-collected'))
    assert.deepEqual(found([...ofTeam, couplings, listed], team).wanted(), ['/pipelines/p9'])
  })
})
