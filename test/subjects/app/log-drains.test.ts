import assert from 'node:assert/strict'

import type {App, Space} from '../../../src/model/facts.js'
import type {Fact} from '../../../src/model/snapshot.js'

import {appHasLogDrain} from '../../../src/subjects/app/log-drains.js'
import {refusedFact, valueOrGap, fixture, factOf} from '../support.js'

const drain = {addon: null, id: 'd1', target: {host: 'x.test', scheme: 'https'}}
const app = (more: Partial<App> = {}) =>
  factOf('app', 'pay', {generation: 'cedar', id: 'a1', name: 'pay', space: null, ...more})
const home = (more: Partial<Space> = {}) =>
  factOf('space', 'vault', {generation: 'cedar', id: 's1', name: 'vault', shield: true, ...more})
const inVault = {space: {id: 's1', name: 'vault'}}
const has = (...facts: Fact[]) => valueOrGap(fixture(facts).field('app', 'pay', 'hasLogDrain'))
const spaceHas = (...facts: Fact[]) =>
  valueOrGap(fixture(facts, {kind: 'space', name: 'vault'}).field('space', 'vault', 'hasLogDrain'))

describe('log-drains', () => {
  it('are found on the app without reading its space', () => {
    const {field, reader} = fixture([app(inVault), factOf('logDrains', 'pay', [drain])])
    assert.deepEqual(field('app', 'pay', 'hasLogDrain'), {value: true})
    assert.ok(!reader.wantedFacts().some(({kind}) => kind === 'spaceLogDrain'))
  })

  it("are not requested before the app's record is known", () => {
    const {context, reader, inventory} = fixture([])
    const [pay] = inventory.apps
    assert.ok(pay)
    assert.equal(valueOrGap(appHasLogDrain(context, inventory, pay)), 'not-collected?')
    assert.deepEqual([...reader.requestedPaths()], ['/apps/pay'])
  })

  it("count on the space when the app has none or can't say", () => {
    assert.equal(
      has(app(inVault), factOf('logDrains', 'pay', []), home(), factOf('spaceLogDrain', 'vault', drain)),
      true,
    )
    assert.equal(
      has(app(inVault), refusedFact('logDrains', 'pay'), home(), factOf('spaceLogDrain', 'vault', drain)),
      true,
    )
  })

  it('are missing only if all places were read', () => {
    assert.equal(has(app(), factOf('logDrains', 'pay', [])), false)
    assert.equal(
      has(app(inVault), factOf('logDrains', 'pay', []), home(), refusedFact('spaceLogDrain', 'vault', 404)),
      false,
    )
    assert.equal(
      has(app(inVault), factOf('logDrains', 'pay', []), home(), refusedFact('spaceLogDrain', 'vault', 403)),
      'forbidden?',
    )
    assert.equal(
      has(
        app(inVault),
        factOf('logDrains', 'pay', []),
        refusedFact('space', 'vault', 404),
        refusedFact('spaceLogDrain', 'vault', 404),
      ),
      'not-found?',
    )
    assert.equal(
      has(app(inVault), refusedFact('logDrains', 'pay'), home(), refusedFact('spaceLogDrain', 'vault', 404)),
      'forbidden?',
    )
    assert.equal(
      has(factOf('app', 'pay', {generation: 'cedar', id: 'a1', name: 'pay'}), factOf('logDrains', 'pay', [])),
      'no-statement?',
    )
  })

  it('are telemetry drains that carry logs on Fir', () => {
    const fir = app({generation: 'fir', ...inVault})
    const firHome = home({generation: 'fir', shield: false})
    const carrying = (...signals: string[]) => [{id: 't1', signals}]
    assert.equal(has(fir, factOf('telemetryDrains', 'pay', carrying('logs'))), true)
    assert.equal(
      has(
        fir,
        factOf('telemetryDrains', 'pay', carrying('traces')),
        firHome,
        factOf('spaceTelemetryDrains', 'vault', carrying('metrics', 'logs')),
      ),
      true,
    )
    assert.equal(
      has(
        fir,
        factOf('telemetryDrains', 'pay', carrying('traces')),
        firHome,
        factOf('spaceTelemetryDrains', 'vault', []),
      ),
      false,
    )
    assert.equal(
      has(
        fir,
        factOf('telemetryDrains', 'pay', [{id: 't1', signals: null}]),
        firHome,
        factOf('spaceTelemetryDrains', 'vault', []),
      ),
      'no-statement?',
    )
    assert.equal(
      has(fir, factOf('telemetryDrains', 'pay', []), firHome, refusedFact('spaceTelemetryDrains', 'vault')),
      'forbidden?',
    )
  })

  it('are found for an app of unknown generation, but never missing', () => {
    assert.equal(has(app({generation: null}), factOf('logDrains', 'pay', [drain])), true)
    assert.equal(has(app({generation: null}), factOf('logDrains', 'pay', [])), 'no-statement?')
  })

  it('are found on a space itself', () => {
    assert.equal(spaceHas(home(), factOf('spaceLogDrain', 'vault', drain)), true)
    assert.equal(spaceHas(home(), refusedFact('spaceLogDrain', 'vault', 404)), false)
    assert.equal(spaceHas(home(), refusedFact('spaceLogDrain', 'vault', 410, 'not-found')), 'not-found?')
    assert.equal(spaceHas(home({generation: null})), 'no-statement?')
    assert.equal(spaceHas(home(), factOf('spaceLogDrain', 'vault', {})), 'no-statement?')
    assert.equal(spaceHas(home(), factOf('spaceLogDrain', 'vault', {id: 'd1'})), true)
    assert.equal(spaceHas(home(), factOf('spaceLogDrain', 'vault', {target: drain.target})), true)
    assert.equal(
      spaceHas(home({generation: 'fir'}), factOf('spaceTelemetryDrains', 'vault', [{id: 't1', signals: ['logs']}])),
      true,
    )
  })
})
