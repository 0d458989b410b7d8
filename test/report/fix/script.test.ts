import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import type {RemediationPlan} from '../../../src/model/remediation-plan.js'

import {fixScript} from '../../../src/report/fix/script.js'
import {HOSTILE} from '../../fixtures/hostile.js'
import {finding, planOf, stepOf} from '../../helpers/remediation-plans.js'

const soon = {...planOf().snapshot, collectedAt: new Date().toISOString()}
const inputs = [{about: 'the URL of your log store', example: 'https://logs.example.com/', name: 'DRAIN_URL'}]

describe('the script of a plan', () => {
  let folder: string
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'fix-'))
    writeFileSync(
      path.join(folder, 'heroku'),
      '#!/bin/sh\n' +
        'if [ "$1" = auth:whoami ]; then echo "${FAKE_ACCOUNT:-ann@example.com}"; exit; fi\n' +
        'for word in "$@"; do printf "%s\\n" "$word" >> "$FAKE_LOG"; done\n' +
        '[ "$1" != fails ]\n',
      {mode: 0o700},
    )
  })

  after(() => rmSync(folder, {recursive: true}))

  function run(plan: RemediationPlan, env: Record<string, string> = {}, shell = 'sh') {
    const log = path.join(folder, 'log')
    writeFileSync(log, '')
    const {status, stderr} = spawnSync(shell, ['-s'], {
      encoding: 'utf8',
      env: {FAKE_LOG: log, PATH: `${folder}:${process.env['PATH'] ?? ''}`, ...env},
      input: fixScript(plan),
    })
    return {called: readFileSync(log, 'utf8'), status, stderr}
  }

  const plan = planOf({inputs, snapshot: soon, steps: [stepOf('pay')]})
  const drain = {DRAIN_URL: 'https://logs.example.com/a b'}

  it('runs the steps with what was filled in', () => {
    for (const shell of ['sh', 'bash']) {
      const {called, status, stderr} = run(plan, drain, shell)
      assert.equal(status, 0, stderr)
      assert.equal(called, 'drains:add\nhttps://logs.example.com/a b\n-a\npay\n')
    }
  })

  it('changes nothing where something is not filled in', () => {
    const {called, status, stderr} = run(plan)
    assert.notEqual(status, 0)
    assert.match(stderr, /DRAIN_URL: is not set/)
    assert.equal(called, '')
  })

  it('changes nothing of another account', () => {
    const {called, status, stderr} = run(plan, {...drain, FAKE_ACCOUNT: 'kim@example.com'})
    assert.equal(status, 1)
    assert.match(stderr, /another account than kim@example\.com/)
    assert.equal(called, '')
  })

  it('changes nothing where the facts are older than a day', () => {
    const old = {...soon, collectedAt: '2020-01-01T00:00:00.000Z'}
    const {called, status, stderr} = run(planOf({inputs, snapshot: old, steps: [stepOf('pay')]}), drain)
    assert.equal(status, 1)
    assert.match(stderr, /more than a day old/)
    assert.equal(called, '')
  })

  it('takes back nothing that is final without a word', () => {
    const final = planOf({
      snapshot: soon,
      steps: [stepOf('pay', {commands: ['heroku addons:destroy db -a pay --confirm pay'], isFinal: true})],
    })
    assert.notEqual(run(final).status, 0)
    const refused = run(final, {CONFIRM_FINAL_STEPS: 'no'})
    assert.equal(refused.status, 1)
    assert.equal(refused.called, '')
    assert.equal(run(final, {CONFIRM_FINAL_STEPS: 'yes'}).status, 0)
  })

  it('stops at the first command that fails', () => {
    const steps = [stepOf('pay', {commands: ['heroku fails', 'heroku apps:lock -a pay']}), stepOf('web')]
    const {called, status} = run(planOf({inputs, snapshot: soon, steps}), drain)
    assert.equal(status, 1)
    assert.equal(called, 'fails\n')
  })

  it('runs nothing that a name says', () => {
    for (const name of [...Object.values(HOSTILE), 'x\nheroku apps:destroy', '$(heroku apps:destroy)', '`id`']) {
      const hostile = finding(name, {title: name})
      const steps = [stepOf('pay', {closes: [hostile], undetermined: [hostile], undo: [name], inputs: []})]
      const {called, status, stderr} = run(
        planOf({
          inputs: [{about: name, example: '', name: 'DRAIN_URL'}],
          scope: {apps: [], kind: 'app', name},
          snapshot: soon,
          steps,
        }),
        drain,
      )
      assert.equal(status, 0, stderr)
      assert.equal(called, 'drains:add\nhttps://logs.example.com/a b\n-a\npay\n')
    }
  })

  it('knows no account where the snapshot has none', () => {
    const {collectedAt, sha256} = soon
    assert.doesNotMatch(fixScript(planOf({snapshot: {collectedAt, sha256}})), /whoami/)
  })
})
