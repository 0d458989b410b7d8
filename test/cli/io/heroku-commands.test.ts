import assert from 'node:assert/strict'

import type {Config} from '@oclif/core/config'

import {commandFinder, definitionOf, parseCommand} from '../../../src/cli/io/heroku-commands.js'
import {UserError} from '../../../src/foundation/user-error.js'

/** The commands of a host, each also under its aliases, as oclif loads them. */
function hostWith(commands: ReadonlyArray<{readonly id: string; readonly aliases: readonly string[]}>) {
  const loaded = commands.flatMap(command => [command, ...command.aliases.map(id => ({...command, id}))])
  const all = loaded.map(command => ({args: {}, flags: {}, pluginName: 'heroku', ...command}))
  return {commands: all, findCommand: (id: string) => all.find(command => command.id === id)} as unknown as Config
}

/** A host that doesn't say which commands it has. */
const hostWithoutList = (host: Config) => ({findCommand: (id: string) => host.findCommand(id)}) as unknown as Config

describe('a command of the Heroku CLI', () => {
  it('has its own id under an alias, by the host or on record', () => {
    const host = hostWith([
      {aliases: ['other:short'], id: 'other:long'},
      {aliases: ['ps:resize'], id: 'ps:type'},
    ])
    const ids = (config: Config) => ['ps:resize', 'ps:type', 'other:short'].map(name => commandFinder(config)(name)?.id)
    assert.deepEqual(ids(host), ['ps:type', 'ps:type', 'other:long'])
    assert.deepEqual(ids(hostWith([])), ['ps:type', 'ps:type', undefined])
    assert.deepEqual(commandFinder(hostWithoutList(host))('ps:resize')?.id, 'ps:type')
  })

  it('takes the app from where the host would, by the remote that was given', async () => {
    const definition = {
      args: [],
      flags: [
        {isRequired: true, name: 'app', takesValue: true},
        {isRequired: false, name: 'remote', takesValue: true},
      ],
      id: 'x:y',
      isOpenEnded: false,
    }
    const app = async (remote: string | undefined) => `app of ${remote ?? 'no remote'}`
    const appOf = async (...argv: readonly string[]) => (await parseCommand(definition, argv, {app})).flags['app']
    assert.deepEqual(
      [await appOf(), await appOf('--remote', 'staging'), await appOf('--app', 'web')],
      ['app of no remote', 'app of staging', 'web'],
    )
    await assert.rejects(
      () => parseCommand(definition, []),
      (error: unknown) => error instanceof UserError && error.message === 'heroku x:y needs --app.',
    )
  })

  it('takes an app that may be left out from the folder only where the host does', async () => {
    const appOf = async (isFromFolder: boolean, app: string | undefined) => {
      const flag = {isRequired: false, name: 'app', takesValue: true, ...(isFromFolder ? {isFromFolder} : {})}
      const definition = {args: [], flags: [flag], id: 'x:y', isOpenEnded: false}
      return (await parseCommand(definition, [], {app: async () => app})).flags['app']
    }
    assert.deepEqual(
      [await appOf(true, 'web'), await appOf(true, undefined), await appOf(false, 'web')],
      ['web', undefined, undefined],
    )
    const flags = {app: {env: 'HEROKU_APP', type: 'option'}}
    assert.equal(definitionOf({flags, id: 'x:y'}).flags[0]?.isFromFolder, true)
  })

  it('is refused in one sentence', async () => {
    const definition = {args: [{name: 'addon', required: true}], flags: [], id: 'x:y', isOpenEnded: false}
    for (const [argv, message] of [
      [[], 'heroku x:y: missing 1 required arg: addon.'],
      [['a', '--nothing'], 'heroku x:y: nonexistent flag: --nothing.'],
    ] as const)
      await assert.rejects(
        () => parseCommand(definition, argv),
        (error: unknown) => error instanceof UserError && error.message === message,
      )
  })
})
