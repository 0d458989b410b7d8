import assert from 'node:assert/strict'

import type {Remediation} from '../../src/model/remediation.js'
import type {Usages} from '../../tools/host-commands.js'

import {catalogCommandProblems, placedRemediations} from '../../tools/command-problems.js'
import {readOwnCommands, recordedHostCommands} from '../../tools/host-commands.js'

interface Advice {
  readonly at: string
  readonly commands: readonly string[]
  readonly text: string
}

/** Half a sentence that tells new customers that they can't follow the advice. */
const soldToNobodyNew = 'existing Enterprise contract: Heroku has sold none to new customers since February 2026'

const enterpriseCommand = /spaces:create|--shield\b|--internal-routing|apps:create .*--space\b|[:=]shield\b|enterprise:/
const enterprisePhrases = [
  /enterprise account/i,
  /audit trail/i,
  /internal routing/i,
  /\b(?:create|new|another|second|separate) (?:Private |Shield |Private or Shield )*(?:Private )?spaces?\b/i,
  /\b(?:run|move|moving|create) [^.;:]{0,60}\b(?:Private|Shield)(?: Private)? space/i,
]

/** Advice that names such a thing and still needs no contract, each with the reason. */
const needNoContract = new Map([
  ['checks/single-sign-on-certificate-is-current.json', 'the Enterprise account exists: single sign-on is set up'],
  [
    'checks/single-sign-on-certificate-is-renewed-in-time.json',
    'the Enterprise account exists: single sign-on is set up',
  ],
  ['frameworks/baseline.json BASELINE-17', 'says that single sign-on for a team needs no contract'],
])

const adviceOf = (at: string, {commands = [], text}: Remediation): Advice => ({at, commands, text})

const allAdvice: readonly Advice[] = placedRemediations().map(({at, remediation}) => adviceOf(at, remediation))

const needsEnterprise = ({commands, text}: Advice): boolean =>
  commands.some(command => enterpriseCommand.test(command)) || enterprisePhrases.some(phrase => phrase.test(text))

describe('remediations', () => {
  it('say that new customers get no Enterprise contract where one is needed', () => {
    const silent = allAdvice.filter(
      advice => needsEnterprise(advice) && !advice.text.includes(soldToNobodyNew) && !needNoContract.has(advice.at),
    )
    assert.deepEqual(
      silent.map(({at, text}) => `${at}: ${text}`),
      [],
    )
  })

  it('have no exception from that without a use', () => {
    const used = allAdvice.filter(
      advice => needsEnterprise(advice) && !advice.text.includes(soldToNobodyNew) && needNoContract.has(advice.at),
    )
    assert.deepEqual(new Set(used.map(({at}) => at)), new Set(needNoContract.keys()))
  })

  for (const [what, advice] of Object.entries<Pick<Advice, 'commands' | 'text'>>({
    'a new space': {commands: [], text: 'Create a new Shield Private Space.'},
    'a move to a space': {commands: [], text: 'Run the apps in a Private Space.'},
    'an app in a space': {commands: ['heroku apps:create APP --space SPACE'], text: 'Start over.'},
    'a space on the command line': {commands: ['heroku spaces:create SPACE --team TEAM'], text: 'Start over.'},
    'a Shield plan': {commands: ['heroku addons:create heroku-postgresql:shield-0 -a APP'], text: 'Start over.'},
    'the audit trail': {commands: [], text: 'Export the audit trail.'},
    'an Enterprise account': {commands: [], text: 'Join an enterprise account.'},
    'internal routing': {commands: [], text: 'Use internal routing.'},
  }))
    it(`recognize ${what} as something that needs an Enterprise contract`, () => {
      assert.ok(needsEnterprise({at: '', ...advice}))
    })

  it('need no contract for what every team can do', () => {
    assert.ok(!needsEnterprise({at: '', commands: ['heroku drains -a APP'], text: 'In a Shield space, set its drain.'}))
  })

  it('use commands as the Heroku CLI 11 takes them, and name the plugin for others', () => {
    assert.deepEqual(catalogCommandProblems(), [])
  })

  it('mention only commands that there are', () => {
    const host = recordedHostCommands()
    const known = Object.assign(
      {},
      host.commands,
      readOwnCommands(),
      ...host.plugins.map(({commands}) => commands),
    ) as Usages
    const mentioned = allAdvice.flatMap(({at, text}) =>
      [...text.matchAll(/\bheroku ([a-z]+(?::[a-z-]+)+)/g)].map(([, id = '']) => ({at, id})),
    )
    assert.deepEqual(
      mentioned.filter(({id}) => !(id in known)),
      [],
    )
  })
})
