import assert from 'node:assert/strict'
import {readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'

import type {Remediation} from '../../src/model/remediation.js'

import {readChecks, readFrameworks} from '../../src/catalog/catalog.js'

interface Cli {
  readonly commands: Readonly<Record<string, string>>
}
interface Advice {
  readonly at: string
  readonly commands: readonly string[]
  readonly text: string
}

/** Topics that aren't in the CLI, and the plugin that has to be installed first. */
const pluginTopics: ReadonlyArray<readonly [topic: string, plugin: string]> = [
  ['data:mtls', 'mtls'],
  ['data:privatelink', '@heroku-cli/plugin-data-privatelink'],
  ['enterprise', '@heroku-cli/plugin-enterprise'],
]

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
  ['check single-sign-on-certificate-is-current', 'the Enterprise account exists: single sign-on is set up'],
  ['check single-sign-on-certificate-is-renewed-in-time', 'the Enterprise account exists: single sign-on is set up'],
  ['baseline BASELINE-17', 'says that single sign-on for a team needs no contract'],
])

const cli = JSON.parse(
  readFileSync(new URL('../../../test/fixtures/heroku-cli-11.json', import.meta.url), 'utf8'),
) as Cli

/** The commands of this plugin, by the files of their classes. */
const ownCommands = new Set(
  readdirSync(new URL('../../src/commands', import.meta.url), {encoding: 'utf8', recursive: true})
    .filter(file => file.endsWith('.js'))
    .map(file => file.replace(/\.js$/, '').split(path.sep).join(':')),
)

const adviceOf = (at: string, {commands = [], text}: Remediation): Advice => ({at, commands, text})

const allAdvice: readonly Advice[] = [
  ...readChecks().map(({id, remediation}) => adviceOf(`check ${id}`, remediation)),
  ...readFrameworks().flatMap(({controls, id: framework}) =>
    controls.map(({id, remediation}) => adviceOf(`${framework} ${id}`, remediation)),
  ),
]

const needsEnterprise = ({commands, text}: Advice): boolean =>
  commands.some(command => enterpriseCommand.test(command)) || enterprisePhrases.some(phrase => phrase.test(text))

const pluginOf = (id: string): string | undefined =>
  pluginTopics.find(([topic]) => id === topic || id.startsWith(`${topic}:`))?.[1]

/** The flags in what follows a command, without what is passed on after a lone --. */
const flagsIn = (words: readonly string[]): string[] =>
  words
    .slice(0, words.includes('--') ? words.indexOf('--') : undefined)
    .flatMap(word => /^--?([a-z][\w-]*)/i.exec(word)?.[1] ?? [])

/** What is wrong with a command, or nothing. */
function problemOf(command: string, earlier: readonly string[]): string | undefined {
  const [program, id = '', ...words] = command.split(' ')
  if (program !== 'heroku') return program === 'git' ? undefined : `${command}: neither heroku nor git`
  if (ownCommands.has(id)) return
  const plugin = pluginOf(id)
  if (plugin !== undefined)
    return earlier.includes(`heroku plugins:install ${plugin}`) ? undefined : `${command}: install ${plugin} first`
  const known = cli.commands[id]
  if (known === undefined) return `${command}: the CLI has no such command`
  const unknown = flagsIn(words).filter(flag => !known.split(' ').includes(flag))
  return unknown.length > 0 ? `${command}: no flag ${unknown.join(', ')}` : undefined
}

const problemsOf = ({at, commands}: Advice): string[] =>
  commands.flatMap((command, index) => {
    const problem = problemOf(command, commands.slice(0, index))
    return problem === undefined ? [] : [`${at}: ${problem}`]
  })

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

  it('use commands and flags of the Heroku CLI 11, and name the plugin for others', () => {
    assert.deepEqual(
      allAdvice.flatMap(advice => problemsOf(advice)),
      [],
    )
  })

  it('mention only commands that there are', () => {
    const mentioned = allAdvice.flatMap(({at, text}) =>
      [...text.matchAll(/\bheroku ([a-z]+(?::[a-z-]+)+)/g)].map(([, id = '']) => ({at, id})),
    )
    assert.deepEqual(
      mentioned.filter(({id}) => !(id in cli.commands) && !ownCommands.has(id) && pluginOf(id) === undefined),
      [],
    )
  })

  for (const [command, expected] of [
    ['heroku pg:maintenance -a APP', 'the CLI has no such command'],
    ['heroku drains -z APP', 'no flag z'],
    ['heroku drains --everything', 'no flag everything'],
    ['heroku data:mtls DATABASE -a APP', 'install mtls first'],
    ['rm -rf build', 'neither heroku nor git'],
  ] as const)
    it(`would find what is wrong with: ${command}`, () => {
      assert.equal(problemOf(command, []), `${command}: ${expected}`)
    })

  for (const [command, ...earlier] of [
    ['heroku data:mtls DATABASE -a APP', 'heroku plugins:install mtls'],
    ['heroku addons:create heroku-postgresql:private-0 -a APP -- --encryption-key ARN'],
    ['heroku pg:settings:log-min-duration-statement DATABASE -1 -a APP'],
    ['heroku compliance:check --framework hipaa'],
    ['git push heroku main'],
  ] as const)
    it(`would accept: ${command}`, () => {
      assert.equal(problemOf(command, earlier), undefined)
    })
})
