import assert from 'node:assert/strict'

import type {FactTypes} from '../../src/model/facts.js'
import type {Policy} from '../../src/model/policy.js'
import type {Fact} from '../../src/model/snapshot.js'

import {parse} from 'csv-parse/sync'

import {loadSample} from '../../src/snapshot/load-snapshots.js'
import {papersOf, textOf} from './support.js'

type Row = Readonly<Record<string, string>>

async function providersOf(policy: Partial<Policy> = {}): Promise<readonly Row[]> {
  return parse(textOf(await papersOf({policy}), 'providers.csv'), {bom: true, columns: true})
}

const rowsOf = (rows: readonly Row[], provider: string, role: string) =>
  rows.filter(row => row['provider'] === provider && row['role'] === role)
const cells = (row: Row | undefined, ...names: readonly string[]) => names.map(name => row?.[name])

describe('the list of vendors', () => {
  it('has Heroku, its own services, and every vendor by the role that the facts show', async () => {
    const rows = await providersOf()
    assert.deepEqual(cells(rows[0], 'provider', 'role', 'provided_by_heroku', 'document_state'), [
      'Heroku (Salesforce)',
      'platform',
      'yes',
      'none on file',
    ])
    const [redis] = rowsOf(rows, 'heroku-redis', 'add-on')
    assert.deepEqual(cells(redis, 'provided_by_heroku', 'plans', 'declared'), [
      'yes',
      'heroku-redis:mini; heroku-redis:private-7; heroku-redis:shield-7',
      '',
    ])
    const [logs] = rowsOf(rows, 'logtarn', 'add-on')
    assert.deepEqual(cells(logs, 'provided_by_heroku', 'used_by', 'declared'), ['no', 'records-desk', 'no'])
    assert.equal(rowsOf(rows, 'otel.quillgate.example.com', 'telemetry drain').length, 1)
    assert.equal(rowsOf(rows, 'hooks.quillgate.example.com', 'webhook').length, 1)
    const [drain] = rowsOf(rows, 'logs.quillgate.example.com', 'log drain')
    // A drain of a space belongs to no app.
    assert.equal(drain?.['used_by'], 'citation-pay; citation-pay-staging; quill-vault')
  })

  it('has the third parties that hold tokens, once each, and no token that a person made', async () => {
    const sampled = loadSample()
    const facts = sampled.facts.map((fact): Fact => {
      if (fact.kind !== 'authorizations') return fact
      const tokens = [{name: 'ci-bot'}, {name: 'ci-bot'}, {name: 'pager'}, null, undefined]
      const body: FactTypes['authorizations'] = tokens.map((client, index) => ({
        id: `token-${index}`,
        ...(client === undefined ? {} : {client}),
      }))
      return {...fact, body}
    })
    const papers = await papersOf({policy: {allow: {oauthClients: ['pager']}}, snapshot: {...sampled, facts}})
    const rows = (parse(textOf(papers, 'providers.csv'), {bom: true, columns: true}) as readonly Row[]).filter(
      row => row['role'] === 'OAuth client' && !row['provider']?.startsWith('the tokens of'),
    )
    assert.deepEqual(
      rows.map(row => cells(row, 'provider', 'used_by', 'declared', 'seen')),
      [
        ['ci-bot', 'account', 'no', 'yes'],
        ['pager', 'account', 'yes', 'yes'],
        [
          'the vendor of the token token-4',
          'account',
          '',
          "not seen: the API doesn't say whether a third party holds the token",
        ],
      ],
    )
  })

  it('has a row for each vendor that could not be seen', async () => {
    const rows = (await providersOf()).filter(({seen}) => seen !== 'yes')
    const names = rows.map(({provider}) => provider)
    for (const name of ['the vendor of the add-on court-feed-db', 'the drains of quill-annex'])
      assert.ok(names.includes(name), names.join('; '))
    assert.ok(
      rows.every(row => row['seen']?.startsWith('not seen: ') && row['document_state'] === '' && row['plans'] === ''),
    )
  })

  it('says whether the policy declares a vendor, and until when', async () => {
    const rows = await providersOf({
      allow: {
        addonServices: [{expires: '2027-01-31', name: 'logtarn'}],
        logHosts: ['logs.*'],
        oauthClients: [],
        webhookHosts: ['hooks.quillgate.example.com'],
      },
    })
    const declared = (provider: string, role: string) =>
      cells(rowsOf(rows, provider, role)[0], 'declared', 'declared_until')
    assert.deepEqual(declared('logtarn', 'add-on'), ['yes', 'through 2027-01-31'])
    assert.deepEqual(declared('logs.quillgate.example.com', 'log drain'), ['yes', ''])
    assert.deepEqual(declared('otel.quillgate.example.com', 'telemetry drain'), ['no', ''])
    assert.deepEqual(declared('hooks.quillgate.example.com', 'webhook'), ['yes', ''])
    assert.deepEqual(declared('builds.quillgate.example.com', 'webhook'), ['no', ''])
  })

  it('has a row for each document on file, with its last day and what is wrong with it', async () => {
    const contract = {issued: '2026-01-01', issuer: 'Logtarn', services: ['nothing known']}
    const rows = await providersOf({
      allow: {addonServices: [{document: 'logtarn-dpa', name: 'logtarn'}]},
      documents: [
        {...contract, expires: '2026-12-31', id: 'logtarn-dpa'},
        {...contract, expires: '2026-02-01', id: 'logtarn-soc2', services: [' Logtarn ']},
        {id: 'heroku-soc2', issued: '2026-05-01', issuer: 'Salesforce', services: ['*']},
        {...contract, id: 'unrelated'},
      ],
    })
    const shown = ['document', 'issuer', 'issued', 'valid_until', 'document_state']
    assert.deepEqual(
      rowsOf(rows, 'logtarn', 'add-on').map(row => cells(row, ...shown)),
      [
        ['logtarn-dpa', 'Logtarn', 'on 2026-01-01', 'through 2026-12-31', 'on file, in date'],
        ['logtarn-soc2', 'Logtarn', 'on 2026-01-01', 'through 2026-02-01', 'logtarn-soc2 was valid until 2026-02-01'],
      ],
    )
    for (const [provider, role] of [
      ['Heroku (Salesforce)', 'platform'],
      ['heroku-kafka', 'add-on'],
    ] as const)
      assert.deepEqual(
        rowsOf(rows, provider, role).map(row => cells(row, ...shown)),
        [['heroku-soc2', 'Salesforce', 'on 2026-05-01', '', 'on file, in date']],
      )
  })
})
