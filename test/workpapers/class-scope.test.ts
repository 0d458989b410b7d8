import assert from 'node:assert/strict'

import type {Policy} from '../../src/model/policy.js'

import {parse} from 'csv-parse/sync'

import {classScopes} from '../../src/workpapers/class-scope.js'
import {paperInputs, papersOf, textOf} from './support.js'

const declared = (apps: readonly string[]): Partial<Policy> => ({
  data: {cardholder: {apps, by: 'lead@example.com', on: '2026-10-01'}},
})

type Row = Readonly<Record<string, string>>

async function inventoryOf(policy: Partial<Policy>, frameworks: readonly string[] = ['pci']): Promise<readonly Row[]> {
  return parse(textOf(await papersOf({frameworks, policy}), 'inventory.csv'), {bom: true, columns: true})
}

const verdictOn = (rows: readonly Row[], kind: string, name: string): ReadonlyArray<string | undefined> => {
  const row = rows.find(candidate => candidate['kind'] === kind && candidate['name'] === name)
  return [row?.['in_scope'], row?.['in_scope_for'], row?.['why']]
}

describe('the scope of the documents', () => {
  it('is the apps that hold a class of data, those that share something, and all that belongs to these', async () => {
    const rows = await inventoryOf(declared(['citation-pay']))
    assert.deepEqual(verdictOn(rows, 'app', 'citation-pay'), ['yes', 'cardholder', 'cardholder: holds cardholder data'])
    assert.deepEqual(verdictOn(rows, 'app', 'settlement-worker').slice(0, 2), ['yes', 'cardholder'])
    assert.match(verdictOn(rows, 'app', 'settlement-worker')[2] ?? '', /^cardholder: it (?:shares|runs in|pays for) /)
    assert.deepEqual(verdictOn(rows, 'app', 'quillgate-www'), [
      'no',
      '',
      'cardholder: ruled out by lead@example.com on 2026-10-01',
    ])
    assert.deepEqual(verdictOn(rows, 'space', 'quill-vault'), [
      'yes',
      'cardholder',
      'cardholder: citation-pay: holds cardholder data',
    ])
    assert.deepEqual(verdictOn(rows, 'domain', 'www.quillgate.example.com').slice(0, 2), ['no', ''])
    assert.deepEqual(verdictOn(rows, 'team', 'quillgate'), [
      'yes',
      'cardholder',
      'cardholder: it belongs to no single app',
    ])
  })

  it('is nothing where no app holds the data, by whose word', async () => {
    const papers = await papersOf({policy: declared([])})
    const rows = await inventoryOf(declared([]))
    const why = 'lead@example.com declared on 2026-10-01 that no app holds cardholder data'
    assert.deepEqual(verdictOn(rows, 'team', 'quillgate'), ['no', '', `cardholder: ${why}`])
    assert.deepEqual(verdictOn(rows, 'app', 'citation-pay'), [
      'no',
      '',
      'cardholder: ruled out by lead@example.com on 2026-10-01',
    ])
    assert.match(textOf(papers, 'scope.md'), /^Lead@<!-- -->example\.com declared on 2026-10-01 that no app/m)
    assert.match(textOf(papers, 'scope.md'), /^In scope: nothing\./m)
    assert.match(
      textOf(papers, 'summary.html'),
      /nothing in scope, 10 apps ruled out, as declared by lead@example\.com on 2026-10-01\./,
    )
  })

  it('is everything where nobody declared, or the declaration matches nothing', async () => {
    const [undeclared] = classScopes(paperInputs().report, undefined)
    assert.equal(undeclared?.ofAll.why, 'nobody declared which apps hold cardholder data, so everything is in scope')
    const rows = await inventoryOf(declared(['misspelled-*']))
    assert.deepEqual(verdictOn(rows, 'app', 'quillgate-www'), [
      'yes',
      'cardholder',
      'cardholder: the declaration by lead@example.com on 2026-10-01 matches no app, so everything is in scope',
    ])
  })

  it('is said for each class of data, and for frameworks that are about everything', async () => {
    const rows = await inventoryOf(declared(['citation-pay']), ['pci', 'soc2', 'pci-saq-a', 'hipaa'])
    const [inScope, classes, why] = verdictOn(rows, 'app', 'quillgate-www')
    assert.deepEqual([inScope, classes], ['yes', 'all; health'])
    assert.match(
      why ?? '',
      /cardholder: ruled out by .*; every component is in scope of SOC 2 .*; health: nobody declared/,
    )
  })

  it('is told in words: who declared it, what is in it by which path, and what was ruled out', async () => {
    const papers = await papersOf({policy: declared(['citation-pay'])})
    const text = textOf(papers, 'scope.md')
    assert.match(
      text,
      /^## Cardholder data\n\nAsked for by PCI DSS 4\.0\.1\.\n\nDeclared by lead@<!-- -->example\.com on 2026-10-01\./m,
    )
    assert.match(text, /^\| `citation-pay` \| holds cardholder data \|$/m)
    assert.match(text, /^\| `quillgate-www` \| lead@<!-- -->example\.com \| 2026-10-01 \|$/m)
    assert.match(
      textOf(papers, 'summary.html'),
      /ruled out, as declared by lead@example\.com.*; apps: .*citation-pay, /,
    )
  })
})
