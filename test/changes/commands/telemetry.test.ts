import assert from 'node:assert/strict'

import {factOf, predict, refusedFact, snapshotOf} from '../../helpers/changes.js'

const target = {host: 'otel.example.com', scheme: 'https'}
const all = ['traces', 'metrics', 'logs']
const first = {id: 't1', signals: all, target}
const second = {id: 't2', signals: ['traces'], target}

const account = snapshotOf([
  factOf(
    'apps',
    [],
    [
      {generation: 'fir', id: 'a1', name: 'web'},
      {generation: 'cedar', id: 'a2', name: 'old'},
    ],
  ),
  factOf('spaces', [], [{generation: 'fir', id: 's1', name: 'vault'}]),
  factOf('telemetryDrains', ['web'], [first, second]),
  factOf('spaceTelemetryDrains', ['vault'], [{...first, id: 't3'}]),
])

describe('telemetry:add', () => {
  it('adds a drain for all signals to an app', async () => {
    const {bodyOf} = await predict(account, 'heroku telemetry:add https://otel.example.com/v1?key=secret -a web')
    assert.deepEqual(bodyOf('telemetryDrains', 'web'), [first, second, {...first, id: 'not-created-yet-1'}])
  })

  for (const [signals, expected] of [
    ['logs,traces', ['logs', 'traces']],
    ['all', all],
    ["'$SIGNALS'", null],
  ] as const)
    it(`adds a drain for ${signals} to a space`, async () => {
      const line = `heroku telemetry:add '$ENDPOINT' --space vault --signals ${signals}`
      const {bodyOf} = await predict(account, line)
      assert.deepEqual(bodyOf('spaceTelemetryDrains', 'vault')?.at(-1), {
        id: 'not-created-yet-1',
        signals: expected,
        target: null,
      })
    })

  it('refuses an unknown signal, and an app of the Cedar generation', async () => {
    const line = 'heroku telemetry:add https://otel.example.com'
    await assert.rejects(predict(account, `${line} -a web --signals logs,noise`), /noise is no signal/)
    await assert.rejects(predict(account, `${line} -a old`), /old is of the Cedar generation/)
  })
})

describe('telemetry:remove', () => {
  it('removes one drain by its id', async () => {
    const {bodyOf, touches} = await predict(account, 'heroku telemetry:remove t2')
    assert.deepEqual(bodyOf('telemetryDrains', 'web'), [first])
    assert.ok(!touches('spaceTelemetryDrains', 'vault'))
  })

  it('removes all drains of an app or a space', async () => {
    const {bodyOf} = await predict(account, 'heroku telemetry:remove -a web', 'heroku telemetry:remove --space vault')
    assert.deepEqual(bodyOf('telemetryDrains', 'web'), [])
    assert.deepEqual(bodyOf('spaceTelemetryDrains', 'vault'), [])
  })

  for (const id of ['t9', "'$ID'"])
    it(`refuses ${id}, which is nowhere among the facts`, async () =>
      assert.rejects(predict(account, `heroku telemetry:remove ${id}`), /No telemetry drain/))

  it('leaves a list that could not be read, and says that it is touched', async () => {
    const snapshot = snapshotOf([...account.facts.slice(0, 2), refusedFact('telemetryDrains', 'web')])
    const {gapOf, touches} = await predict(snapshot, 'heroku telemetry:remove -a web')
    assert.equal(gapOf('telemetryDrains', 'web'), 'forbidden')
    assert.ok(touches('telemetryDrains', 'web'))
  })
})

describe('telemetry:update', () => {
  for (const [flags, changed] of [
    ['--signals logs', {signals: ['logs']}],
    ['--endpoint http://10.0.0.1', {target: {host: '10.0.0.1', scheme: 'http'}}],
    ['--transport grpc', {}],
  ] as const)
    it(`changes what ${flags} says`, async () => {
      const {bodyOf} = await predict(account, `heroku telemetry:update t3 ${flags}`)
      assert.deepEqual(bodyOf('spaceTelemetryDrains', 'vault'), [{...first, id: 't3', ...changed}])
    })
})
