import assert from 'node:assert/strict'

import type {Drain, Target} from '../../../src/model/facts.js'
import type {Policy} from '../../../src/model/policy.js'
import type {Fact} from '../../../src/model/snapshot.js'
import type {Subject} from '../../../src/model/subject.js'

import {declared, host, scheme} from '../../../src/subjects/app/drain.js'
import {refused, seen, stage, told} from '../support.js'

const https: Target = {host: 'Logs.example.com', scheme: 'HTTPS'}
const pay = told('app', 'pay', {generation: 'cedar', id: 'a1', name: 'pay', space: null})

describe('the URL of a drain', () => {
  it('is told in lower case', () => {
    assert.deepEqual([seen(scheme(https)), seen(host(https))], ['https', 'logs.example.com'])
  })

  it('is a gap where none was seen, and another where it could not be parsed', () => {
    for (const target of [null, undefined])
      assert.deepEqual(
        [seen(scheme(target)), seen(host(target)), seen(declared(target, ['*']))],
        ['no-statement?', 'no-statement?', 'no-statement?'],
      )
    const unparsed = {host: null, scheme: null}
    assert.deepEqual(
      [seen(scheme(unparsed)), seen(host(unparsed)), seen(declared(unparsed, ['*']))],
      ['unknown-value?', 'unknown-value?', 'unknown-value?'],
    )
  })

  it('leads to a declared host or not', () => {
    assert.equal(seen(declared(https, ['LOGS.example.com'])), true)
    assert.equal(seen(declared(https, ['*.example.com'])), true)
    assert.equal(seen(declared(https, ['example.com'])), false)
    assert.equal(seen(declared(https, undefined)), false)
  })
})

describe('drain', () => {
  const field = (name: string, drain: Partial<Drain>, allow: Policy['allow'] = {}) =>
    seen(
      stage(
        [pay, told('logDrains', 'pay', [{addon: null, id: 'd1', target: https, ...drain}])],
        undefined,
        allow,
      ).field('drain', 'pay/d1', name),
    )

  it("is an add-on's, its own, or does not say", () => {
    assert.deepEqual([field('isOfAddon', {addon: {name: 'x'}}), field('isOfAddon', {})], [true, false])
    assert.equal(
      seen(stage([pay, told('logDrains', 'pay', [{id: 'd1', target: https}])]).field('drain', 'pay/d1', 'isOfAddon')),
      'no-statement?',
    )
  })

  it('tells what the policy says of hosts', () => {
    assert.deepEqual(
      [field('logHostsAreDeclared', {}), field('logHostsAreDeclared', {}, {logHosts: []})],
      [false, true],
    )
    assert.deepEqual(
      [field('hostIsDeclared', {}, {logHosts: []}), field('hostIsDeclared', {}, {logHosts: ['logs.*']})],
      [false, true],
    )
  })

  it("of a space is an add-on's only where the API says so", () => {
    const space = told('space', 'vault', {generation: 'cedar', id: 's1', name: 'vault', shield: true})
    const of = (drain: Drain) =>
      seen(
        stage([space, told('spaceLogDrain', 'vault', drain)], {kind: 'space', name: 'vault'}).field(
          'drain',
          'vault/d1',
          'isOfAddon',
        ),
      )
    assert.deepEqual([of({id: 'd1', target: https}), of({addon: {name: 'x'}, id: 'd1', target: https})], [false, true])
  })

  it('is asked for by generation, and both ways where that is not known', () => {
    const asked = (generation: null | string) => {
      const {of, reader} = stage([told('app', 'pay', {generation, id: 'a1', name: 'pay', space: null})])
      of('drain')
      return reader
        .wanted()
        .map(({kind}) => kind)
        .filter(kind => kind.endsWith('Drains'))
    }
    assert.deepEqual(
      [asked('cedar'), asked('fir'), asked(null)],
      [['logDrains'], ['telemetryDrains'], ['logDrains', 'telemetryDrains']],
    )
  })

  it('waits for the record of its app', () => {
    const {of, reader} = stage([])
    assert.deepEqual(
      of('drain').map(({name}) => name),
      ['account/*', 'pay/*'],
    )
    assert.deepEqual(
      reader.wanted().map(({kind}) => kind),
      ['app'],
    )
  })

  const shown = ({app, fields, id, kind, name, space}: Subject) => ({
    fields: ['host', 'scheme', 'isOfAddon'].map(field => seen(fields[field]?.() ?? {value: null})),
    id,
    kind,
    name,
    owner: app ?? `space ${space ?? ''}`,
  })

  it("of an app on Fir is a telemetry drain, which is no add-on's", () => {
    const {of} = stage([
      told('app', 'pay', {generation: 'fir', id: 'a1', name: 'pay', space: null}),
      told('telemetryDrains', 'pay', [{id: 'd1', target: https}]),
    ])
    assert.deepEqual(of('drain').map(shown), [
      {fields: ['logs.example.com', 'https', false], id: 'd1', kind: 'drain', name: 'pay/d1', owner: 'pay'},
    ])
  })

  describe('of a space', () => {
    const scope = {kind: 'space', name: 'vault'} as const
    const lists = [
      told('team', 'acme', {id: 't1', name: 'acme', role: 'admin'}),
      told('teamApps', 'acme', []),
      told('apps', [], []),
      told('topology', 'vault', {apps: []}),
    ]
    const drainsOf = (generation: null | string, ...facts: Fact[]) => {
      const {of, reader} = stage(
        [
          told('space', 'vault', {generation, id: 's1', name: 'vault', shield: false, team: {id: 't1', name: 'acme'}}),
          ...lists,
          ...facts,
        ],
        scope,
      )
      return [of('drain').map(shown), reader.wanted().map(({kind}) => kind)]
    }

    it('is its one log drain on Cedar, or none', () => {
      const own = {
        fields: ['logs.example.com', 'https', false],
        id: 'log-drain',
        kind: 'drain',
        name: 'vault/log-drain',
        owner: 'space vault',
      }
      assert.deepEqual(drainsOf('cedar', told('spaceLogDrain', 'vault', {target: https})), [[own], []])
      assert.deepEqual(drainsOf('cedar', refused('spaceLogDrain', 'vault', 404)), [[], []])
      assert.deepEqual(drainsOf('cedar')[1], ['spaceLogDrain'])
    })

    it('is each of its telemetry drains on Fir', () => {
      const own = {
        fields: ['logs.example.com', 'https', false],
        id: 'd1',
        kind: 'drain',
        name: 'vault/d1',
        owner: 'space vault',
      }
      assert.deepEqual(drainsOf('fir', told('spaceTelemetryDrains', 'vault', [{id: 'd1', target: https}])), [[own], []])
      assert.deepEqual(drainsOf('fir')[1], ['spaceTelemetryDrains'])
    })

    it('is a placeholder where the space or its generation is not known, and nothing is asked', () => {
      const unknown = {fields: [null, null, null], id: 'vault/*', kind: 'drain', name: 'vault/*', owner: 'space vault'}
      assert.deepEqual(drainsOf('birch'), [[unknown], []])
      const {of, reader} = stage([refused('space', 'vault'), told('apps', [], []), refused('topology', 'vault')], scope)
      assert.deepEqual(
        of('drain')
          .filter(({space}) => space === 'vault')
          .map(({name, placeholder}) => [name, placeholder?.reason]),
        [['vault/*', 'forbidden']],
      )
      assert.deepEqual(reader.wanted(), [])
    })
  })

  it('of a space of no known generation is one placeholder', () => {
    const space = told('space', 'vault', {id: 's1', name: 'vault', shield: true})
    const {of} = stage(
      [space, refused('teamApps', 'acme'), told('apps', [], []), told('topology', 'vault', {apps: []})],
      {kind: 'space', name: 'vault'},
    )
    assert.ok(of('drain').some(({name, placeholder}) => name === 'vault/*' && placeholder))
  })
})
