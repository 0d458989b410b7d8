import assert from 'node:assert/strict'

import type {App} from '../../../src/model/facts.js'

import {factOf, predict, refusedFact, snapshotOf} from '../../helpers/changes.js'

const space = {id: 's1', name: 'vault', shield: true}
const apps: readonly App[] = [
  {generation: 'cedar', id: 'a1', name: 'web', space: null},
  {generation: 'cedar', id: 'a2', name: 'pay', space},
  {generation: {name: 'fir'}, id: 'a3', name: 'next', space},
  {id: 'a4', name: 'odd', space},
  {id: 'a5', name: 'hidden'},
]
const web = {dyno_size: {name: 'Standard-1X'}, quantity: 1, size: 'Standard-1X', type: 'web'}
const worker = {quantity: 2, size: 'Standard-1X', type: 'worker'}
const snapshot = snapshotOf([
  factOf('apps', [], apps),
  factOf('formation', ['web'], [web, worker]),
  factOf('formation', ['pay'], [web]),
  factOf('formation', ['next'], [web]),
  factOf('formation', ['odd'], [{...web, quantity: null}]),
  factOf('formation', ['a5'], []),
])

const formationAfter = async (line: string, app: string) => (await predict(snapshot, line)).bodyOf('formation', app)

const sized = (size: string) => ({...web, dyno_size: {name: size}, size})

describe('ps:scale', () => {
  const cases: ReadonlyArray<[words: string, app: string, after: unknown]> = [
    ['web=3', 'web', [{...web, quantity: 3}, worker]],
    [
      'web+2 worker-1',
      'web',
      [
        {...web, quantity: 3},
        {...worker, quantity: 1},
      ],
    ],
    ['web-2', 'web', [{...web, quantity: 0}, worker]],
    ['web=0:performance-m', 'web', [{...sized('Performance-M'), quantity: 0}, worker]],
    ['web=1:Shield-M', 'pay', [sized('Private-M')]],
    ['web=1:2X', 'web', [{quantity: 1, type: 'web'}, worker]],
    ['web+1', 'odd', [{...web, quantity: null}]],
    ['web', 'web', [web, worker]],
    ['', 'web', [web, worker]],
  ]
  for (const [words, app, after] of cases)
    it(`says what runs after ${words || 'nothing'} on ${app}`, async () =>
      assert.deepEqual(await formationAfter(`heroku ps:scale ${words} -a ${app}`, app), after))

  it('is not known for a variable of the shell', async () => {
    const {gapOf} = await predict(snapshot, "heroku ps:scale 'web=$COUNT' -a web")
    assert.equal(gapOf('formation', 'web'), 'not-created-yet')
  })

  it('leaves a formation that could not be read, and touches it', async () => {
    const refused = snapshotOf([factOf('apps', [], apps), refusedFact('formation', 'web')])
    for (const words of ['web=2', "'web=$COUNT'"]) {
      const {gapOf, touches} = await predict(refused, `heroku ps:scale ${words} -a web`)
      assert.equal(gapOf('formation', 'web'), 'forbidden')
      assert.ok(touches('formation', 'web'))
    }
  })

  it('refuses a process that the app does not have', async () =>
    assert.rejects(predict(snapshot, 'heroku ps:scale clock=1 -a web'), {
      hint: /web, worker/,
      message: /web has no process clock/,
    }))

  it('refuses a process before the first deployment', async () =>
    assert.rejects(predict(snapshot, 'heroku ps:scale web=1 -a hidden'), {hint: /before its first deployment/}))
})

describe('ps:type', () => {
  const cases: ReadonlyArray<[words: string, app: string, after: unknown]> = [
    ['performance-l', 'web', [sized('Performance-L'), {...sized('Performance-L'), quantity: 2, type: 'worker'}]],
    ['web=basic', 'web', [sized('Basic'), worker]],
    ['web=shield-s', 'pay', [sized('Private-S')]],
    ['dyno-2c-4gb', 'next', [sized('dyno-2c-4gb')]],
    ['web=standard-1x', 'odd', [{...web, quantity: null}]],
    ['', 'web', [web, worker]],
  ]
  for (const [words, app, after] of cases)
    it(`says what runs after ${words || 'nothing'} on ${app}`, async () =>
      assert.deepEqual(await formationAfter(`heroku ps:type ${words} -a ${app}`, app), after))

  it('touches a formation that could not be read', async () => {
    const {touches} = await predict(
      snapshotOf([factOf('apps', [], apps), refusedFact('formation', 'web')]),
      'heroku resize standard-2x -a web',
    )
    assert.ok(touches('formation', 'web'))
  })

  const refused: ReadonlyArray<[words: string, app: string, message: RegExp, hint?: RegExp]> = [
    ['web=private-m', 'web', /web can't run on private-m dynos/, /Performance-2XL/],
    ['web=standard-2x', 'pay', /pay can't run on standard-2x dynos/, /Private-M/],
    ['private-m', 'next', /next can't run on private-m dynos/, /dyno-1c-0\.5gb/],
    ['clock=basic', 'web', /web has no process clock/],
    ['web=', 'web', /web= names no process and size/],
  ]
  for (const [words, app, message, hint = /./] of refused)
    it(`refuses ${words} on ${app}`, async () =>
      assert.rejects(predict(snapshot, `heroku ps:type ${words} -a ${app}`), {hint, message}))
})
