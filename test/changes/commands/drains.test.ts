import assert from 'node:assert/strict'

import {factOf, predict, refusedFact, snapshotOf} from '../../helpers/changes.js'

const target = {host: 'logs.example.com', scheme: 'https'}
const logs = {addon: null, id: 'd1', target}
const twin = {addon: null, id: 'd2', target}
const plain = {addon: null, id: 'd3', target: {host: 'old.example.com', scheme: 'syslog'}}
const hidden = {addon: {id: 'x1', name: 'papertrail-1'}, id: 'd4', target: null}

const apps = factOf(
  'apps',
  [],
  [
    {generation: 'cedar', id: 'a1', name: 'web'},
    {generation: {name: 'fir'}, id: 'a2', name: 'fir-app'},
  ],
)
const withDrains = (drains: ReadonlyArray<typeof hidden | typeof logs>, key = 'web') =>
  snapshotOf([apps, factOf('logDrains', [key], drains)])

describe('drains:add', () => {
  for (const [url, expected] of [
    ['https://user:secret@Logs.Example.com/path?key=secret', target],
    ['syslog://10.0.0.1:514', {host: '10.0.0.1', scheme: 'syslog'}],
    ["'$DRAIN_URL'", null],
    ["'https://$HOST/path'", {host: null, scheme: 'https'}],
    ["'HTTPS://logs.example.com/$TOKEN'", target],
    ["'$HOST:514'", null],
  ] as const)
    it(`keeps scheme and host of ${url}`, async () => {
      const {bodyOf} = await predict(withDrains([logs], 'a1'), `heroku drains:add ${url} -a web`)
      assert.deepEqual(bodyOf('logDrains', 'a1'), [logs, {addon: null, id: 'not-created-yet-1', target: expected}])
    })

  it('refuses a Fir app', async () =>
    assert.rejects(predict(withDrains([]), 'heroku drains:add https://a.example.com -a fir-app'), /telemetry drains/))
})

describe('drains:remove', () => {
  for (const [key, drains, left] of [
    ['d2', [logs, twin, plain], [logs, plain]],
    ['syslog://old.example.com:514', [logs, plain], [logs]],
    ['d.0a1b', [logs], []],
    ["'$DRAIN_URL'", [logs], []],
    ["'https://$HOST/a'", [logs, plain], [plain]],
    ['https://other.example.com/a', [logs, hidden], [logs]],
  ] as const)
    it(`removes the drain that ${key} names`, async () => {
      const {bodyOf} = await predict(withDrains(drains), `heroku drains:remove ${key} -a web`)
      assert.deepEqual(bodyOf('logDrains', 'web'), left)
    })

  for (const key of ['https://logs.example.com/a', 'd.0a1b', "'$DRAIN_URL'"])
    it(`does not know which of two drains ${key} names`, async () => {
      const {gapOf} = await predict(withDrains([logs, twin]), `heroku drains:remove ${key} -a web`)
      assert.equal(gapOf('logDrains', 'web'), 'not-created-yet')
    })

  it('refuses a drain that the app does not have, without its URL', async () => {
    const removed = predict(withDrains([logs]), 'heroku drains:remove https://u:secret@no.example.com -a web')
    await assert.rejects(removed, {message: 'web has no such drain.'})
  })

  it('leaves a list that could not be read, and says that it is touched', async () => {
    const snapshot = snapshotOf([apps, refusedFact('logDrains', 'web')])
    const {gapOf, touches} = await predict(snapshot, 'heroku drains:remove d1 -a web')
    assert.equal(gapOf('logDrains', 'web'), 'forbidden')
    assert.ok(touches('logDrains', 'web'))
  })
})

describe('spaces:drains:set', () => {
  const spaces = factOf(
    'spaces',
    [],
    [
      {generation: 'cedar', id: 's1', name: 'vault'},
      {generation: 'fir', id: 's2', name: 'fir-space'},
    ],
  )
  const line = 'heroku spaces:drains:set syslog://new.example.com:514 --space vault'

  it('replaces the target of the drain', async () => {
    const {bodyOf} = await predict(snapshotOf([spaces, factOf('spaceLogDrain', ['vault'], logs)]), line)
    assert.deepEqual(bodyOf('spaceLogDrain', 'vault'), {
      addon: null,
      id: 'd1',
      target: {host: 'new.example.com', scheme: 'syslog'},
    })
  })

  it('refuses a space without a drain, and a Fir space', async () => {
    const absent = {...refusedFact('spaceLogDrain', 'vault'), gap: {reason: 'not-found' as const}, status: 404}
    await assert.rejects(predict(snapshotOf([spaces, absent]), line), /vault has no drain to replace/)
    const onFir = 'heroku spaces:drains:set https://a.example.com --space fir-space'
    await assert.rejects(predict(snapshotOf([spaces]), onFir), /fir-space is a Fir space/)
  })

  it('does not make a fact of a gap', async () => {
    const {gapOf} = await predict(snapshotOf([spaces, refusedFact('spaceLogDrain', 'vault')]), line)
    assert.equal(gapOf('spaceLogDrain', 'vault'), 'forbidden')
  })
})
