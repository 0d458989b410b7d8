import assert from 'node:assert/strict'

import type {Drain} from '../../../src/model/facts.js'
import type {UrlOrigin} from '../../../src/model/resource-ref.js'
import type {Policy} from '../../../src/model/policy.js'
import type {Fact} from '../../../src/model/snapshot.js'
import type {Subject} from '../../../src/model/subject.js'

import {isDeclaredHost, targetHost, targetScheme} from '../../../src/subjects/app/drain.js'
import {refusedFact, valueOrGap, fixture, factOf} from '../support.js'

const https: UrlOrigin = {host: 'Logs.example.com', scheme: 'HTTPS'}
const pay = factOf('app', 'pay', {generation: 'cedar', id: 'a1', name: 'pay', space: null})

describe('drain: URL', () => {
  it('is reported in lowercase', () => {
    assert.deepEqual([valueOrGap(targetScheme(https)), valueOrGap(targetHost(https))], ['https', 'logs.example.com'])
  })

  it("is a gap when it isn't shown, and a different gap when it can't be parsed", () => {
    for (const target of [null, undefined])
      assert.deepEqual(
        [valueOrGap(targetScheme(target)), valueOrGap(targetHost(target)), valueOrGap(isDeclaredHost(target, ['*']))],
        ['no-statement?', 'no-statement?', 'no-statement?'],
      )
    const unparsed = {host: null, scheme: null}
    assert.deepEqual(
      [
        valueOrGap(targetScheme(unparsed)),
        valueOrGap(targetHost(unparsed)),
        valueOrGap(isDeclaredHost(unparsed, ['*'])),
      ],
      ['unknown-value?', 'unknown-value?', 'unknown-value?'],
    )
  })

  it('is matched against the declared hosts', () => {
    assert.equal(valueOrGap(isDeclaredHost(https, ['LOGS.example.com'])), true)
    assert.equal(valueOrGap(isDeclaredHost(https, ['*.example.com'])), true)
    assert.equal(valueOrGap(isDeclaredHost(https, ['example.com'])), false)
    assert.equal(valueOrGap(isDeclaredHost(https, undefined)), false)
  })
})

describe('drain', () => {
  const field = (name: string, drain: Partial<Drain>, allow: Policy['allow'] = {}) =>
    valueOrGap(
      fixture(
        [pay, factOf('logDrains', 'pay', [{addon: null, id: 'd1', target: https, ...drain}])],
        undefined,
        allow,
      ).field('drain', 'pay/d1', name),
    )

  it("belongs to an add-on, doesn't, or doesn't say", () => {
    assert.deepEqual([field('isOfAddon', {addon: {name: 'x'}}), field('isOfAddon', {})], [true, false])
    assert.equal(
      valueOrGap(
        fixture([pay, factOf('logDrains', 'pay', [{id: 'd1', target: https}])]).field('drain', 'pay/d1', 'isOfAddon'),
      ),
      'no-statement?',
    )
  })

  it('derives from the policy whether log hosts are declared', () => {
    assert.deepEqual(
      [field('logHostsAreDeclared', {}), field('logHostsAreDeclared', {}, {logHosts: []})],
      [false, true],
    )
    assert.deepEqual(
      [field('hostIsDeclared', {}, {logHosts: []}), field('hostIsDeclared', {}, {logHosts: ['logs.*']})],
      [false, true],
    )
  })

  it('belongs to an add-on only if the API says so, for a space', () => {
    const space = factOf('space', 'vault', {generation: 'cedar', id: 's1', name: 'vault', shield: true})
    const isOfAddon = (drain: Drain) =>
      valueOrGap(
        fixture([space, factOf('spaceLogDrain', 'vault', drain)], {kind: 'space', name: 'vault'}).field(
          'drain',
          'vault/d1',
          'isOfAddon',
        ),
      )
    assert.deepEqual(
      [isOfAddon({id: 'd1', target: https}), isOfAddon({addon: {name: 'x'}, id: 'd1', target: https})],
      [false, true],
    )
  })

  it('is read by generation, and in both ways when that is unknown', () => {
    const requestsFor = (generation: null | string) => {
      const {subjectsOf, reader} = fixture([factOf('app', 'pay', {generation, id: 'a1', name: 'pay', space: null})])
      subjectsOf('drain')
      return reader
        .wantedFacts()
        .map(({kind}) => kind)
        .filter(kind => kind.endsWith('Drains'))
    }
    assert.deepEqual(
      [requestsFor('cedar'), requestsFor('fir'), requestsFor(null)],
      [['logDrains'], ['telemetryDrains'], ['logDrains', 'telemetryDrains']],
    )
  })

  it('waits for the record of its app', () => {
    const {subjectsOf, reader} = fixture([])
    assert.deepEqual(
      subjectsOf('drain').map(({name}) => name),
      ['account/*', 'pay/*'],
    )
    assert.deepEqual(
      reader.wantedFacts().map(({kind}) => kind),
      ['app'],
    )
  })

  const plainSubject = ({app, fields, id, kind, name, space}: Subject) => ({
    fields: ['host', 'scheme', 'isOfAddon'].map(field => valueOrGap(fields[field]?.() ?? {value: null})),
    id,
    kind,
    name,
    owner: app ?? `space ${space ?? ''}`,
  })

  it('is a telemetry drain, which no add-on creates, for an app on Fir', () => {
    const {subjectsOf} = fixture([
      factOf('app', 'pay', {generation: 'fir', id: 'a1', name: 'pay', space: null}),
      factOf('telemetryDrains', 'pay', [{id: 'd1', target: https}]),
    ])
    assert.deepEqual(subjectsOf('drain').map(plainSubject), [
      {fields: ['logs.example.com', 'https', false], id: 'd1', kind: 'drain', name: 'pay/d1', owner: 'pay'},
    ])
  })

  describe('of a space', () => {
    const scope = {kind: 'space', name: 'vault'} as const
    const lists = [
      factOf('team', 'acme', {id: 't1', name: 'acme', role: 'admin'}),
      factOf('teamApps', 'acme', []),
      factOf('apps', [], []),
      factOf('topology', 'vault', {apps: []}),
    ]
    const drainsFor = (generation: null | string, ...facts: Fact[]) => {
      const {subjectsOf, reader} = fixture(
        [
          factOf('space', 'vault', {
            generation,
            id: 's1',
            name: 'vault',
            shield: false,
            team: {id: 't1', name: 'acme'},
          }),
          ...lists,
          ...facts,
        ],
        scope,
      )
      return [subjectsOf('drain').map(plainSubject), reader.wantedFacts().map(({kind}) => kind)]
    }

    it('is its single log drain on Cedar, or none', () => {
      const own = {
        fields: ['logs.example.com', 'https', false],
        id: 'log-drain',
        kind: 'drain',
        name: 'vault/log-drain',
        owner: 'space vault',
      }
      assert.deepEqual(drainsFor('cedar', factOf('spaceLogDrain', 'vault', {target: https})), [[own], []])
      assert.deepEqual(drainsFor('cedar', refusedFact('spaceLogDrain', 'vault', 404)), [[], []])
      assert.deepEqual(drainsFor('cedar')[1], ['spaceLogDrain'])
    })

    it('is each of its telemetry drains on Fir', () => {
      const own = {
        fields: ['logs.example.com', 'https', false],
        id: 'd1',
        kind: 'drain',
        name: 'vault/d1',
        owner: 'space vault',
      }
      assert.deepEqual(drainsFor('fir', factOf('spaceTelemetryDrains', 'vault', [{id: 'd1', target: https}])), [
        [own],
        [],
      ])
      assert.deepEqual(drainsFor('fir')[1], ['spaceTelemetryDrains'])
    })

    it('is a placeholder when space or generation is unknown, without any request', () => {
      const unknown = {fields: [null, null, null], id: 'vault/*', kind: 'drain', name: 'vault/*', owner: 'space vault'}
      assert.deepEqual(drainsFor('birch'), [[unknown], []])
      const {subjectsOf, reader} = fixture(
        [refusedFact('space', 'vault'), factOf('apps', [], []), refusedFact('topology', 'vault')],
        scope,
      )
      assert.deepEqual(
        subjectsOf('drain')
          .filter(({space}) => space === 'vault')
          .map(({name, placeholder}) => [name, placeholder?.reason]),
        [['vault/*', 'forbidden']],
      )
      assert.deepEqual(reader.wantedFacts(), [])
    })
  })

  it('is one placeholder for a space of unknown generation', () => {
    const space = factOf('space', 'vault', {id: 's1', name: 'vault', shield: true})
    const {subjectsOf} = fixture(
      [space, refusedFact('teamApps', 'acme'), factOf('apps', [], []), factOf('topology', 'vault', {apps: []})],
      {kind: 'space', name: 'vault'},
    )
    assert.ok(subjectsOf('drain').some(({name, placeholder}) => name === 'vault/*' && placeholder))
  })
})
