import assert from 'node:assert/strict'

import type {Catalog} from '../../src/catalog/catalog.js'
import type {Control, Framework} from '../../src/model/framework.js'

import {readChecks, readFields, readEndOfLife} from '../../src/catalog/catalog.js'
import {createCheckCompiler} from '../../src/catalog/compile.js'
import {assessSnapshot} from '../../src/assess/assess-snapshot.js'
import {app, world} from '../fixtures/build.js'
import {collectWith, rememberOutcomes} from './run.js'

const control = (id: string, more: Partial<Control> = {}): Control => ({
  checks: ['apps-run-in-a-private-space'],
  id,
  kind: 'fail-only',
  question: 'Who?',
  remediation: {text: 'x'},
  responsibility: 'customer',
  severity: 'high',
  source: {document: 's', section: id},
  title: id,
  ...more,
})

const framework = (controls: readonly Control[], more: Partial<Framework> = {}): Framework => ({
  aliases: [],
  controls,
  documents: {},
  id: 'f',
  sources: {s: {title: 'S'}},
  title: 'F',
  version: '1',
  ...more,
})

function catalogOf(...frameworks: readonly Framework[]): Catalog {
  const compile = createCheckCompiler(readFields())
  return {
    checks: readChecks()
      .filter(({id}) => id === 'apps-run-in-a-private-space')
      .map(check => compile(check)),
    answeredFrameworks: [],
    sharedQuestions: {},
    endOfLife: readEndOfLife(),
    frameworks,
  }
}

async function assess(catalog: Catalog) {
  const snapshot = await collectWith(rememberOutcomes(world({apps: [app('pay')]})), {kind: 'app', name: 'pay'}, catalog)
  return assessSnapshot(snapshot, catalog, {allowUnknown: false, failOn: 'high', scopeKind: 'app', version: '0.0.0'})
}

describe('a control about a class of data', () => {
  it('is open until somebody declares which apps hold it, whatever its checks say', async () => {
    const report = await assess(catalogOf(framework([control('IDS', {dataClass: 'government-id'}), control('ALL')])))
    const [ids, all] = report.frameworks[0]?.controls ?? []
    assert.deepEqual([ids?.status, ids?.dataClass, all?.status], ['manual', 'government-id', 'fail'])
    assert.match(ids?.reason ?? '', /no policy file says which apps hold government-id data/)
    assert.deepEqual(
      report.observations.map(({controls, verdict}) => ({controls, verdict})),
      [{controls: [{control: 'ALL', framework: 'f'}], verdict: 'fail'}],
    )
  })
})

describe('a control whose source does not cover the scope', () => {
  const beyond = (is: string) =>
    control('LISTED', {unknownWhere: [{field: 'runtimeClass', is, reason: 'newer than the list', subject: 'app'}]})
  const status = async (...controls: readonly Control[]) =>
    (await assess(catalogOf(framework(controls)))).frameworks[0]?.controls.map(({reason, status: found}) => ({
      reason,
      status: found,
    }))

  it('is unknown, and names what is not covered', async () => {
    assert.deepEqual(await status({...beyond('common'), checks: []}), [
      {reason: 'newer than the list: pay', status: 'unknown'},
    ])
    assert.deepEqual(
      (await status({...beyond('shield'), checks: []}))?.map(item => item.status),
      ['manual'],
    )
  })

  it('still fails if a check fails', async () => {
    assert.deepEqual(
      (await status(beyond('common')))?.map(item => item.status),
      ['fail'],
    )
  })
})

describe('frameworks that restrict where things run', () => {
  const residency = (id: string): Framework => framework([control('A')], {id, residency: true, title: id.toUpperCase()})

  it('are reported as mutually exclusive only if several are selected', async () => {
    const conflicts = async (...ids: readonly string[]) =>
      (await assess(catalogOf(...ids.map(residency)))).notices
        .filter(({id}) => id === 'residency-conflict')
        .map(({text}) => text)
    assert.deepEqual(await conflicts('one'), [])
    assert.deepEqual(await conflicts('one', 'two'), [
      'ONE, TWO each restrict where apps run: no app can meet all of them.',
    ])
  })
})
