import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import type {Catalog} from '../../src/catalog/catalog.js'
import type {RemediationPlan} from '../../src/model/remediation-plan.js'
import type {Report} from '../../src/model/report.js'
import type {World} from '../fixtures/types.js'

import {assessSnapshot} from '../../src/assess/assess-snapshot.js'
import {selectCatalog} from '../../src/catalog/select-frameworks.js'
import {harmlessCommands} from '../../src/changes/effects.js'
import {isBreach} from '../../src/model/observation.js'
import {fixScript} from '../../src/report/fix/script.js'
import {failingWorlds, narrowPolicy, withAllChecks} from '../changes/remediation/failing-worlds.js'
import {execute, executedCommands} from '../fixtures/execute/execute.js'
import {numbers} from '../fixtures/fleet.js'
import {planFor, readRecorded} from '../helpers/remediation-plans.js'
import {collectWith, rememberOutcomes} from './run.js'

const executed = new Set(executedCommands)

/** A command line that records the words it is called with. */
const recorder = `#!/bin/sh
if [ "$1" = auth:whoami ]; then echo "$FAKE_ACCOUNT"; exit; fi
printf '%s\\0' "$@" >> "$FAKE_LOG"
printf '\\0' >> "$FAKE_LOG"
`

const collect = (world: World, catalog: Catalog) =>
  collectWith(rememberOutcomes(world), {kind: 'all'}, catalog, {policy: narrowPolicy})

/** The simulated API revokes the tokens of the caller, and no others of a team. */
const isOwnToken = ({authorizations}: World, id: string | undefined) => authorizations.some(token => token.id === id)

const nameOf = ({check, subject}: {check: string; subject: Report['observations'][number]['subject']}) =>
  `${check} ${subject.kind} ${subject.name}`

describe('the script of a plan, run', () => {
  let folder: string
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'fix-script-'))
    writeFileSync(path.join(folder, 'heroku'), recorder, {mode: 0o700})
  })

  after(() => rmSync(folder, {recursive: true}))

  /** Runs a script by a shell, and gives the calls of the Heroku CLI. */
  function callsOf(plan: RemediationPlan, shell: string): string[][] {
    const log = path.join(folder, 'log')
    writeFileSync(log, '')
    const values = Object.fromEntries(
      plan.inputs.map(({example, name}) => [name, name === 'TEAM' ? 'quillgate' : example]),
    )
    const recent = {...plan, snapshot: {...plan.snapshot, collectedAt: new Date().toISOString()}}
    const {status, stderr} = spawnSync(shell, ['-s'], {
      encoding: 'utf8',
      env: {
        ...values,
        CONFIRM_FINAL_STEPS: 'yes',
        FAKE_ACCOUNT: plan.snapshot.caller?.email ?? '',
        FAKE_LOG: log,
        PATH: `${folder}:${process.env['PATH'] ?? ''}`,
      },
      input: fixScript(recent),
    })
    assert.equal(status, 0, stderr)
    return readFileSync(log, 'utf8')
      .split('\0\0')
      .filter(call => call !== '')
      .map(call => call.split('\0'))
  }

  for (const [name, make] of Object.entries(failingWorlds))
    it(`leaves what the plan said: ${name}`, async () => {
      const catalog = withAllChecks(await selectCatalog(['all'], narrowPolicy))
      const world = make()
      const {options, plan} = await planFor(await collect(world, catalog), catalog, {policy: narrowPolicy})
      const chance = numbers(7)
      const calls = callsOf(plan, 'sh')
      assert.deepEqual(callsOf(plan, 'bash'), calls)
      assert.equal(calls.length, plan.steps.flatMap(({commands}) => commands).length)
      const skipped = new Set<string>()
      for (const call of calls) {
        const command = await readRecorded(call)
        const isForeign = command.id === 'authorizations:revoke' && !isOwnToken(world, command.args['id'])
        if (executed.has(command.id) && !isForeign) execute(world, command, chance)
        else if (!harmlessCommands.has(command.id)) skipped.add(call.join(' '))
      }

      const after = assessSnapshot(await collect(world, catalog), catalog, options)
      const failing = new Set(after.observations.filter(isBreach).map(observation => nameOf(observation)))
      const calledAs = (command: string) => command.replace('heroku ', '').replaceAll(/['"]/g, '')
      const wasRun = ({commands}: RemediationPlan['steps'][number]) =>
        !commands.some(command => skipped.has(calledAs(command)))
      for (const {closes, commands} of plan.steps.filter(step => wasRun(step)))
        for (const finding of closes)
          assert.ok(!failing.has(nameOf(finding)), `${commands.join('; ')}: ${nameOf(finding)}`)
      const {newlyFailing, remaining, undetermined} = plan.outcome
      const least = remaining + newlyFailing.length
      // What wasn't run may have ended more failures than those it was planned for.
      const most = skipped.size > 0 ? Infinity : least + undetermined
      assert.ok(failing.size >= least && failing.size <= most, `${failing.size} of ${least} to ${most}`)
    })
})
