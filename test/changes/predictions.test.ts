import assert from 'node:assert/strict'

import type {Policy} from '../../src/model/policy.js'
import type {Scope, Snapshot} from '../../src/model/snapshot.js'
import type {World} from '../fixtures/types.js'
import type {Trial} from './reality.js'

import {selectCatalog} from '../../src/catalog/select-frameworks.js'
import {effects} from '../../src/changes/effects.js'
import {UserError} from '../../src/foundation/user-error.js'
import {NOW} from '../fixtures/build.js'
import {executedCommands} from '../fixtures/execute/execute.js'
import {randomCommands} from '../fixtures/execute/random-commands.js'
import {numbers} from '../fixtures/fleet.js'
import {richFleet} from '../fixtures/rich-fleet.js'
import {herokuCommand} from '../helpers/commands.js'
import {isExhaustive} from '../helpers/sweep.js'
import {collectTrial, tryCommand} from './reality.js'

const policy: Policy = {
  allow: {
    addonServices: [{name: 'papertrail', reason: 'logs'}],
    buildpacks: ['https://github.com/example/buildpack'],
    emailDomains: ['example.com'],
    logHosts: ['logs.example.com'],
    peerings: ['111122223330'],
    publicApps: ['app-00000'],
    vpns: ['vpn-0'],
    webhookHosts: ['hooks.example.com'],
  },
  data: {cardholder: {apps: ['app-00001'], by: 'lead@example.com', on: '2026-11-01'}},
}

const fleets = isExhaustive ? 1000 : 20
/** How many commands are tried on each fleet: so many that each command has its turn. */
const commandsPerFleet = isExhaustive ? 1 : 5

const modeled = executedCommands.filter(id => Object.hasOwn(effects, id)).sort()

/** Fleets of two to nine apps, so that all kinds of neighbors occur. */
const worldOf = (seed: number): World => richFleet(2 + (seed % 8), seed)

function scopeOf(world: World, roll: () => number): Scope {
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(roll() * list.length)]
  const named = (kind: Exclude<Scope['kind'], 'all'>, name: string | undefined): Scope =>
    name === undefined ? {kind: 'all'} : {kind, name}
  const scopes: ReadonlyArray<() => Scope> = [
    () => ({kind: 'all'}),
    () => named('team', pick(world.teams)?.record.name),
    () => named('space', pick(world.spaces)?.record.name),
    () => named('app', pick(world.apps)?.record.name),
    () => named('pipeline', pick(world.pipelines)?.record.name),
  ]
  return (pick(scopes) ?? (() => ({kind: 'all' as const})))()
}

async function trialOf(seed: number, roll: () => number): Promise<Trial> {
  const world = worldOf(seed)
  return {
    catalog: await selectCatalog(seed % 5 === 0 ? ['all'] : ['baseline', 'pci'], policy),
    options: {
      allowUnknown: false,
      failOn: 'high',
      now: NOW,
      scopeKind: 'snapshot',
      version: '0.0.0',
      ...(seed % 2 === 0 ? {policy: {files: [], policy, sha256: ''}} : {}),
    },
    scope: scopeOf(world, roll),
    world,
  }
}

async function problemsOf(trial: Trial, snapshot: Snapshot, line: string, roll: () => number): Promise<string[]> {
  const at = `${trial.scope.kind} ${trial.scope.name ?? ''}: ${line}`
  try {
    const {differences, isFalseHold, isMissed} = await tryCommand(trial, snapshot, await herokuCommand(line), roll)
    return [
      ...(isFalseHold ? [`${at}: held, though nothing gets worse`] : []),
      ...(isMissed ? [`${at}: gets worse, and is not held`] : []),
      ...differences.map(
        ({predicted, real}) => `${at}:\n    predicted ${predicted ?? 'nothing'}\n    real      ${real ?? 'nothing'}`,
      ),
    ]
  } catch (error) {
    // What the command names may be outside the scope, or the scope may be gone afterwards.
    if (error instanceof UserError && /among the facts|no access to it/.test(error.message)) return []
    if (error instanceof UserError) return [`${at}: refused: ${error.message}`]
    throw error
  }
}

describe('predictions on random fleets', () => {
  for (let start = 1; start <= fleets; start += 20)
    it(`agree with what the simulated API has after the command, fleets ${start} to ${start + 19}`, async () => {
      const problems: string[] = []
      for (let seed = start; seed < start + 20; seed++) {
        const roll = numbers(seed)
        const trial = await trialOf(seed, roll)
        const snapshot = await collectTrial(trial.world, trial)
        for (let count = 0; count < commandsPerFleet; count++) {
          const id = modeled[(seed * commandsPerFleet + count) % modeled.length] ?? ''
          const line = randomCommands[id]?.(trial.world, roll)
          if (line !== undefined)
            problems.push(
              ...(await problemsOf(trial, snapshot, line, roll)).map(problem => `fleet ${seed}, ${problem}`),
            )
        }
      }

      assert.deepEqual(problems, [])
    })
})
