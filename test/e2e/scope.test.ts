import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'

import type {Served} from '../fixtures/serve.js'

import {sample} from '../fixtures/sample.js'
import {withServer, temporaryFolder, reportOf, stderrText} from './run.js'

/** A folder whose git remotes are these apps. */
async function checkout({port}: Served, remotes: Readonly<Record<string, string>>): Promise<string> {
  const cwd = await temporaryFolder('checkout')
  const git = (...args: readonly string[]) =>
    execFileSync('git', [...args], {cwd, env: {HOME: cwd, PATH: process.env['PATH']}, stdio: 'pipe'})
  git('init')
  for (const [name, app] of Object.entries(remotes)) git('remote', 'add', name, `https://127.0.0.1:${port}/${app}.git`)
  return cwd
}

const check = ['compliance:check', '--json']

describe('the default scope', () => {
  it('is the app of the only git remote', () =>
    withServer(sample(), async (run, server) => {
      const cwd = await checkout(server, {heroku: 'citation-pay'})
      assert.deepEqual(reportOf(await run(check, {cwd})).scope, {
        apps: ['citation-pay'],
        kind: 'app',
        name: 'citation-pay',
      })
    }))

  it('is the app of the remote that --remote names', () =>
    withServer(sample(), async (run, server) => {
      const cwd = await checkout(server, {heroku: 'citation-pay', staging: 'citation-pay-staging'})
      assert.equal(reportOf(await run([...check, '--remote', 'staging'], {cwd})).scope.name, 'citation-pay-staging')
    }))

  it('is not guessed if there are several remotes', () =>
    withServer(sample(), async (run, server) => {
      const cwd = await checkout(server, {heroku: 'citation-pay', staging: 'citation-pay-staging'})
      const result = await run(check, {cwd})
      assert.deepEqual([result.code, result.stdout], [2, ''])
      assert.match(
        stderrText(result),
        new RegExp(
          String.raw`citation-pay \(heroku\), citation-pay-staging \(staging\).*Choose one with --app ` +
            String.raw`citation-pay or --remote heroku`,
        ),
      )
      assert.equal(server.requests.length, 0)
    }))

  it('is the app of HEROKU_APP', () =>
    withServer(sample(), async run => {
      assert.equal(reportOf(await run(check, {env: {HEROKU_APP: 'badge-demo'}})).scope.name, 'badge-demo')
    }))

  it('is overridden by flags, whatever HEROKU_APP and the remotes say', () =>
    withServer(sample(), async (run, server) => {
      const cwd = await checkout(server, {heroku: 'citation-pay'})
      const options = {cwd, env: {HEROKU_APP: 'badge-demo'}}
      assert.equal(reportOf(await run([...check, '--app', 'fee-tables'], options)).scope.name, 'fee-tables')
      assert.deepEqual(reportOf(await run([...check, '--team', 'quillgate-labs'], options)).scope.kind, 'team')
      assert.deepEqual(reportOf(await run([...check, '--sample'], options)).scope.kind, 'sample')
      assert.equal(reportOf(await run([...check, '--remote', 'heroku'], options)).scope.name, 'citation-pay')
    }))

  it('is the same for compliance:collect', () =>
    withServer(sample(), async run => {
      const {stdout} = await run(['compliance:collect'], {env: {HEROKU_APP: 'badge-demo'}})
      assert.deepEqual((JSON.parse(stdout) as {scopes: unknown}).scopes, [{kind: 'app', name: 'badge-demo'}])
    }))
})

describe('compliance:check --before-promote', () => {
  it('assesses the apps that a promotion goes to, and promotes nothing', () =>
    withServer(sample(), async (run, server) => {
      const report = reportOf(await run([...check, '--pipeline', 'citations', '--before-promote']))
      assert.deepEqual(report.scope.apps, ['citation-pay', 'settlement-worker'])
      assert.match(
        report.notices.find(({id}) => id === 'before-promotion')?.text ?? '',
        /the code of citation-pay-staging were promoted to citation-pay, settlement-worker\. Nothing was promoted/,
      )
      assert.equal(report.exit.code, 1)
      assert.ok(server.requests.every(({method}) => method === 'GET'))
    }))

  it('needs a pipeline', () =>
    withServer(sample(), async run => {
      const {code, stdout} = await run([...check, '--before-promote'])
      assert.deepEqual([code, stdout], [2, ''])
    }))
})
