import assert from 'node:assert/strict'

import type {AccessPopulation, Grant} from '../../src/access/grant.js'
import type {Snapshot} from '../../src/model/snapshot.js'

import {parse} from 'csv-parse/sync'

import {accessPopulation} from '../../src/access/population.js'
import {loadCatalog} from '../../src/catalog/catalog.js'
import {accessGaps, accessHeader, accessRows} from '../../src/workpapers/access-list.js'
import {classScopes} from '../../src/workpapers/class-scope.js'
import {readComponents} from '../../src/workpapers/components.js'
import {sample} from '../fixtures/sample.js'
import {collectWith, rememberOutcomes} from '../integration/run.js'
import {paperInputs, papersOf, textOf} from './support.js'

const place = {id: 'a', kind: 'app', name: 'web'} as const
const grants: readonly Grant[] = [
  {
    holds: ['read'],
    id: 'token:3',
    kind: 'token',
    person: {email: 'ann@example.com', id: 'p1'},
    client: 'ci-bot',
    place,
  },
  {holds: ['global'], id: 'team-token:2', kind: 'team-token', place},
  {holds: ['member'], id: 'invitation:4', kind: 'invitation', place},
  {
    federated: true,
    holds: ['deploy', 'view'],
    id: 'collaborator:1',
    kind: 'collaborator',
    lastLogin: '2026-10-01T00:00:00Z',
    mfa: false,
    person: {id: 'p2'},
    place,
    since: '2026-01-01T00:00:00Z',
  },
  {holds: ['view'], id: 'collaborator:0', kind: 'collaborator', person: {email: 'Ann@example.com'}, place},
]
const population: AccessPopulation = {
  digest: 'd1',
  places: [place],
  grants,
  notSeen: [
    {detail: 'only its admins see all of the list', kind: 'member', place: 'acme', reason: 'not-visible'},
    {kind: 'collaborator', path: '/apps/web/collaborators', place: 'web', reason: 'forbidden'},
  ],
}

describe('the list of access', () => {
  let snapshot: Snapshot
  before(async () => {
    const ports = {access: true}
    snapshot = await collectWith(rememberOutcomes(sample()), {kind: 'all'}, loadCatalog(['all']), ports)
  })

  it('has a row for each grant, by person, in words', () => {
    const inputs = paperInputs()
    const rows = accessRows(population, readComponents(inputs), classScopes(inputs.report, undefined))
    assert.deepEqual(
      rows.map(row => row.slice(0, -1)).slice(0, grants.length),
      [
        ['a token without a client', '', 'token of a team', 'app', 'web', 'global', 'not said', 'not said', '', ''],
        ['Ann@example.com', '', 'collaborator of an app', 'app', 'web', 'view', 'not said', 'not said', '', ''],
        ['ci-bot', 'p1', 'token of the account', 'app', 'web', 'read', 'not said', 'not said', '', ''],
        ['not named', '', 'invited to a team', 'app', 'web', 'member', 'not said', 'not said', '', ''],
        [
          ...['p2', 'p2', 'collaborator of an app', 'app', 'web', 'deploy; view', 'no', 'yes'],
          ...['on 2026-10-01T00:00:00Z', 'since 2026-01-01T00:00:00Z'],
        ],
      ].map((cells, index) => [
        ...cells,
        'yes',
        'cardholder',
        ['team-token:2', 'collaborator:0', 'token:3', 'invitation:4', 'collaborator:1'][index],
        'yes',
      ]),
    )
    assert.ok(rows.every(row => row.length === accessHeader.length && row.at(-1) === 'd1'))
  })

  it('has a row for each list that was not seen, and those are gaps of all documents', () => {
    const inputs = paperInputs()
    const rows = accessRows(population, readComponents(inputs), [])
    assert.deepEqual(
      rows.slice(grants.length).map(row => [row[0], row.at(-2)]),
      [
        ['the members of acme', "not seen: it isn't visible, only its admins see all of the list"],
        ['the collaborators of web', 'not seen: the API denied access'],
      ],
    )
    assert.deepEqual(
      accessGaps(population).map(({path, reason}) => [path, reason]),
      [
        ['the members of acme', 'not-visible'],
        ['/apps/web/collaborators', 'forbidden'],
      ],
    )
  })

  it('says which grants are to what is in scope', async () => {
    const policy = {data: {cardholder: {apps: ['citation-pay'], by: 'lead@example.com', on: '2026-10-01'}}}
    const text = textOf(await papersOf({policy, snapshot}), 'access.csv')
    const rows = parse(text, {bom: true, columns: true}) as ReadonlyArray<Readonly<Record<string, string>>>
    const scopesOf = (kind: string, name: string) => [
      ...new Set(
        rows.filter(row => row['place_kind'] === kind && row['place'] === name).map(row => row['in_scope_for']),
      ),
    ]
    assert.deepEqual(scopesOf('app', 'citation-pay'), ['cardholder'])
    assert.deepEqual(scopesOf('app', 'badge-demo'), [''])
    assert.deepEqual(scopesOf('space', 'quill-vault'), ['cardholder'])
    assert.deepEqual(scopesOf('team', 'quillgate'), ['cardholder'])
  })

  it('loses no grant of the population, and says its digest', async () => {
    const {
      digest,
      grants: all,
      notSeen,
    } = accessPopulation(new Map(snapshot.facts.map(fact => [fact.path, fact])), snapshot.scopes)
    const text = textOf(await papersOf({snapshot}), 'access.csv')
    const rows = parse(text, {bom: true, columns: true}) as ReadonlyArray<Readonly<Record<string, string>>>
    assert.deepEqual(
      rows.flatMap(row => (row['seen'] === 'yes' ? [row['grant']] : [])).sort(),
      all.map(({id}) => id).sort(),
    )
    assert.equal(rows.length, all.length + notSeen.length)
    assert.ok(rows.every(row => row['population_sha256'] === digest))
    assert.ok(all.length > 10)
  })
})
