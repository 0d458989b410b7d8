import assert from 'node:assert/strict'

import {effects, harmlessCommands} from '../../src/changes/effects.js'
import {guardedByDefault} from '../../src/guard/guarded-by-default.js'
import {guardSettings, isGuarded} from '../../src/guard/settings.js'

describe('the settings of a guard', () => {
  it('are those of the policy', () => {
    assert.deepEqual(guardSettings({guard: {commands: ['pg:*'], level: 'refuse', maxAge: '90m'}}), {
      commands: ['pg:*'],
      level: 'refuse',
      maxAge: 5_400_000,
    })
  })

  it('advise on what is known, by facts of a day, where the policy says nothing', () => {
    assert.deepEqual(guardSettings({guard: {}}), {commands: guardedByDefault, level: 'advise', maxAge: 86_400_000})
    assert.equal(guardSettings({}), undefined)
  })

  it('cover by default each command whose effect is known and matters, and promotions', () => {
    assert.ok(guardedByDefault.includes('pipelines:promote'))
    assert.deepEqual(
      guardedByDefault.filter(id => id !== 'pipelines:promote'),
      Object.keys(effects)
        .filter(id => !harmlessCommands.has(id) && id !== 'pipelines:promote')
        .sort(),
    )
    assert.deepEqual(
      guardedByDefault.filter(id => /^(?:ci:)?config/.test(id)),
      [],
    )
  })

  it('never cover commands with secrets, nor those by which facts are refreshed', () => {
    const never = [
      'config',
      'config:set',
      'ci:config:set',
      'compliance:collect',
      'auth:login',
      'plugins:install',
      'repl',
    ]
    assert.deepEqual(
      never.filter(id => isGuarded(id, {commands: ['*']})),
      [],
    )
    for (const id of ['addons:create', 'auth:2fa:disable', 'configure', 'pg:reset'])
      assert.equal(isGuarded(id, {commands: ['*']}), true, id)
    assert.equal(isGuarded('pg:reset', {commands: ['addons:*']}), false)
  })
})
