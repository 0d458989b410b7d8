import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
import {mkdtempSync, realpathSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import type {ScopeFlags} from '../../src/cli/flags.js'

import {parseScope, givenScopes} from '../../src/cli/scope.js'
import {UserError} from '../../src/foundation/user-error.js'

async function refusal(flags: ScopeFlags): Promise<{hint: string; message: string}> {
  try {
    await parseScope(flags)
  } catch (error) {
    assert.ok(error instanceof UserError)
    return {hint: error.hint, message: error.message}
  }

  throw new assert.AssertionError({message: 'nothing was refused'})
}

describe('givenScopes', () => {
  it('says what was typed', () => {
    assert.deepEqual(givenScopes({}), [])
    assert.deepEqual(givenScopes({all: false, app: undefined}), [])
    assert.deepEqual(givenScopes({all: true, app: 'a', pipeline: 'p', remote: 'r', space: 's', team: 't'}), [
      '--all',
      '--app a',
      '--pipeline p',
      '--remote r',
      '--space s',
      '--team t',
    ])
  })
})

describe('parseScope', () => {
  const home = process.cwd()
  const environment = {...process.env}
  let folder = ''
  const git = (...words: string[]) => execFileSync('git', words, {cwd: folder, stdio: 'pipe'})

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'scope-')))
    // No setting of this computer, and no repository around this folder.
    Object.assign(process.env, {
      GIT_CEILING_DIRECTORIES: path.dirname(folder),
      GIT_CONFIG_GLOBAL: path.join(folder, 'none'),
      GIT_CONFIG_NOSYSTEM: '1',
    })
    process.chdir(folder)
  })

  afterEach(() => {
    process.chdir(home)
    rmSync(folder, {recursive: true})
    for (const name of ['GIT_CEILING_DIRECTORIES', 'GIT_CONFIG_GLOBAL', 'GIT_CONFIG_NOSYSTEM', 'HEROKU_APP']) {
      if (environment[name] === undefined) Reflect.deleteProperty(process.env, name)
      else process.env[name] = environment[name]
    }
  })

  it('is what was typed', async () => {
    assert.deepEqual(await parseScope({all: true}), {kind: 'all'})
    assert.deepEqual(await parseScope({all: false, app: 'a'}), {kind: 'app', name: 'a'})
    assert.deepEqual(await parseScope({pipeline: 'p'}), {kind: 'pipeline', name: 'p'})
    assert.deepEqual(await parseScope({space: 's'}), {kind: 'space', name: 's'})
    assert.deepEqual(await parseScope({team: 't'}), {kind: 'team', name: 't'})
  })

  it('is what was typed rather than what lies around', async () => {
    process.env['HEROKU_APP'] = 'elsewhere'
    git('init', '--quiet')
    git('remote', 'add', 'heroku', 'https://git.heroku.com/remote-app.git')
    for (const kind of ['app', 'pipeline', 'space', 'team'] as const)
      assert.deepEqual(await parseScope({[kind]: 'x'}), {kind, name: 'x'})
    assert.deepEqual(await parseScope({all: true}), {kind: 'all'})
  })

  it('refuses two scopes', async () => {
    assert.equal((await refusal({app: 'a', team: 't'})).message, 'Choose one scope: --app a and --team t were given.')
    assert.equal(
      (await refusal({all: true, remote: 'r', space: 's'})).message,
      'Choose one scope: --all and --remote r and --space s were given.',
    )
    assert.equal(
      (await refusal({app: 'a', remote: 'r'})).message,
      'Choose one scope: --app a and --remote r were given.',
    )
  })

  it('refuses a scope without a name', async () => {
    for (const kind of ['app', 'pipeline', 'space', 'team'])
      assert.equal((await refusal({[kind]: ''})).message, `--${kind} needs a name.`)
    git('init', '--quiet')
    git('remote', 'add', 'heroku', 'https://git.heroku.com/remote-app.git')
    assert.equal((await refusal({remote: ''})).message, '--remote needs a name.')
  })

  it('is the app of the environment', async () => {
    process.env['HEROKU_APP'] = 'from-environment'
    git('init', '--quiet')
    git('remote', 'add', 'heroku', 'https://git.heroku.com/remote-app.git')
    assert.deepEqual(await parseScope({}), {kind: 'app', name: 'from-environment'})
    assert.deepEqual(await parseScope({remote: 'heroku'}), {kind: 'app', name: 'remote-app'})
  })

  it('is the app of the only git remote', async () => {
    git('init', '--quiet')
    git('remote', 'add', 'origin', 'https://github.com/acme/pay.git')
    git('remote', 'add', 'heroku', 'https://git.heroku.com/remote-app.git')
    assert.deepEqual(await parseScope({}), {kind: 'app', name: 'remote-app'})
    process.env['HEROKU_APP'] = ''
    assert.deepEqual(await parseScope({}), {kind: 'app', name: 'remote-app'})
  })

  it('is the app of the git remote that was typed, or that is set', async () => {
    git('init', '--quiet')
    git('remote', 'add', 'staging', 'https://git.heroku.com/pay-staging.git')
    git('remote', 'add', 'production', 'git@heroku.com:pay-production.git')
    assert.deepEqual(await parseScope({remote: 'staging'}), {kind: 'app', name: 'pay-staging'})
    assert.deepEqual(await parseScope({remote: 'production'}), {kind: 'app', name: 'pay-production'})
    git('config', 'heroku.remote', 'production')
    assert.deepEqual(await parseScope({}), {kind: 'app', name: 'pay-production'})
  })

  it('refuses to choose among several git remotes', async () => {
    git('init', '--quiet')
    git('remote', 'add', 'staging', 'https://git.heroku.com/pay-staging.git')
    git('remote', 'add', 'production', 'https://git.heroku.com/pay-production.git')
    const {hint, message} = await refusal({})
    assert.equal(
      message,
      'This folder has git remotes of several apps: pay-production (production), pay-staging (staging).',
    )
    assert.equal(hint, 'Choose one with --app pay-production or --remote production.')
  })

  it('lists the scopes where there is none', async () => {
    const noScope = {
      hint: 'Choose --app, --space, --team, --pipeline or --all; heroku compliance:check --sample needs no account.',
      message: 'No scope was given, and this folder has no git remote of a Heroku app.',
    }
    assert.deepEqual(await refusal({}), noScope)
    git('init', '--quiet')
    assert.deepEqual(await refusal({}), noScope)
    git('remote', 'add', 'origin', 'https://github.com/acme/pay.git')
    assert.deepEqual(await refusal({}), noScope)
  })

  it('says that the git remote which was typed is none', async () => {
    assert.equal((await refusal({remote: 'heroku'})).message, 'This folder has no git remote heroku of a Heroku app.')
    git('init', '--quiet')
    git('remote', 'add', 'heroku', 'https://git.heroku.com/pay.git')
    git('remote', 'add', 'origin', 'https://github.com/acme/pay.git')
    assert.equal((await refusal({remote: 'herku'})).message, 'This folder has no git remote herku of a Heroku app.')
    assert.equal((await refusal({remote: 'origin'})).message, 'This folder has no git remote origin of a Heroku app.')
  })
})
