import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import type {ComplianceCommand} from '../../../src/cli/io/base-command.js'
import type {CheckFlags} from '../../../src/cli/flags.js'
import type {Plan} from '../../../src/model/plan.js'
import type {Report} from '../../../src/model/report.js'
import type {Served} from '../../fixtures/serve.js'

import {runCheck} from '../../../src/cli/actions/run-check.js'
import {selectFrameworks} from '../../../src/cli/actions/framework-selection.js'
import {loadSample} from '../../../src/snapshot/load-snapshots.js'
import {snapshotText} from '../../../src/snapshot/snapshot-file.js'
import {UserError} from '../../../src/foundation/user-error.js'
import {against} from '../../api/support.js'
import {app, team, world} from '../../fixtures/build.js'
import {serve} from '../../fixtures/serve.js'

const drain = 'apps-have-a-log-drain'

describe('a check of the simulated API', () => {
  const home = process.cwd()
  let folder: string
  let server: Served

  before(async () => {
    server = await serve(
      world({apps: [app('pay', {team: 'acme'}), app('shop', {team: 'acme'})], teams: [team('acme')]}),
    )
  })

  after(() => server.close())

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'run-check-'))
    process.chdir(folder)
  })

  afterEach(() => {
    process.chdir(home)
    process.exitCode = 0
    rmSync(folder, {recursive: true})
  })

  /** Runs compliance:check in this process, and gives what it printed and requested. */
  async function check(flags: Partial<CheckFlags>) {
    const messages: string[] = []
    let stdout = ''
    const command = {
      config: {platform: 'linux', version: '0.0.0'},
      print(text: string) {
        stdout += text
      },
      async printChunks(chunks: Iterable<Uint8Array>) {
        for (const chunk of chunks) stdout += Buffer.from(chunk).toString('utf8')
      },
      printMessage: (line: string) => messages.push(line),
      version: '0.0.0',
    } as unknown as ComplianceCommand
    const all = {json: true, ...flags} as CheckFlags
    const earlier = server.requests.length
    await against(server.url, () => runCheck(command, all, selectFrameworks(all.framework), 'findings'))
    const requests = server.requests.slice(earlier).map(({path: requested}) => requested)
    return {code: process.exitCode, messages: messages.join('\n'), requests, stdout}
  }

  const reportOf = ({stdout}: {stdout: string}) => JSON.parse(stdout) as Report
  const refusalOf = (flags: Partial<CheckFlags>) =>
    check(flags).then(
      () => assert.fail('was taken'),
      (error: unknown) => {
        assert.ok(error instanceof UserError)
        return error
      },
    )

  describe('of a part', () => {
    it('requests only what the part needs, and gives its verdict', async () => {
      const whole = await check({app: 'pay'})
      const part = await check({app: 'pay', only: [drain]})
      const report = reportOf(part)
      assert.deepEqual([...new Set(report.observations.map(observation => observation.check))], [drain])
      assert.deepEqual([part.code, report.exit.code, report.only], [1, 1, [drain]])
      assert.ok(part.requests.length < whole.requests.length / 2)
      assert.ok(part.requests.some(requested => requested.endsWith('/log-drains')))
      assert.ok(!part.requests.some(requested => requested.includes('collaborators')))
      assert.match(part.messages, /^Assessed against baseline, of which --only chooses a part; /m)
    })

    it('adds the frameworks that decide a check, unless frameworks were given', async () => {
      const {frameworks} = reportOf(await check({app: 'pay', only: ['kafka-is-shield']}))
      assert.ok(frameworks.some(({id}) => id === 'pci-dss-4.0.1'))
      const refusal = await refusalOf({app: 'pay', framework: ['baseline'], only: ['kafka-is-shield']})
      assert.match(refusal.message, /^No control of baseline depends on the check kafka-is-shield/)
    })

    it('ends with 3 where nothing was judged', async () =>
      assert.deepEqual((await check({app: 'pay', only: ['kafka-is-shield']})).code, 3))

    it('is refused before anything is requested where a name chooses nothing', async () => {
      const earlier = server.requests.length
      assert.match((await refusalOf({app: 'pay', only: ['aps-have-a-log-drain']})).hint, /Did you mean apps-have/)
      assert.equal(server.requests.length, earlier)
    })

    it('is what a plan is for', async () => {
      const planOf = async (flags: Partial<CheckFlags>) =>
        JSON.parse((await check({app: 'pay', plan: true, ...flags})).stdout) as Plan
      const [whole, part] = [await planOf({}), await planOf({only: [drain]})]
      assert.ok(part.total.platform < whole.total.platform)
      assert.deepEqual([whole.only, part.only], [undefined, [drain]])
      assert.match(
        (await check({app: 'pay', json: false, only: [drain], plan: true})).stdout,
        /^Plan for the app pay: baseline, only apps-have-a-log-drain$/m,
      )
    })

    it('is held to a baseline of the whole or of the same part, and to no other', async () => {
      writeFileSync('whole.json', (await check({app: 'pay'})).stdout)
      writeFileSync('part.json', (await check({app: 'pay', only: [drain]})).stdout)
      for (const baseline of ['whole.json', 'part.json']) {
        const held = await check({app: 'pay', baseline, only: [drain.toUpperCase()]})
        assert.deepEqual(reportOf(held).exit, {code: 0, reason: 'no worse than the baseline; 1 known failure remains'})
      }

      for (const only of [undefined, ['apps-*']]) {
        const refusal = await refusalOf({app: 'pay', baseline: 'part.json', framework: ['baseline'], only})
        assert.equal(refusal.message, `part.json covers only ${drain}.`)
        assert.match(refusal.hint, /^Choose the same with --only "apps-have-a-log-drain", or write a new/)
      }
    })
  })

  describe('in a format that holds one framework', () => {
    const twoFrameworks = {app: 'pay', framework: ['baseline', 'pci'], json: false}
    const profilesOf = (file: string) =>
      (JSON.parse(readFileSync(file, 'utf8')) as {profiles: Array<{name: string}>}).profiles.map(({name}) => name)

    it('is refused with several, before anything is requested', async () => {
      const earlier = server.requests.length
      for (const flags of [
        {format: 'hdf'},
        {output: ['x.hdf.json']},
        {format: 'hdf', output: ['{framework}.hdf.json']},
      ]) {
        const refusal = await refusalOf({...twoFrameworks, ...flags})
        assert.match(refusal.message, /has room for one framework, and there are 2: baseline, pci-dss-4\.0\.1\.$/)
        assert.match(refusal.hint, /\{framework\}\.hdf\.json'\. Or choose one with --framework\.$/)
      }

      assert.match(
        (await refusalOf({app: 'pay', framework: ['pci'], only: [drain, 'pci:1.2.8'], output: ['x.hdf.json']})).hint,
        /\{framework\}\.hdf\.json'\.$/,
      )
      assert.deepEqual([server.requests.length, readdirSync('.')], [earlier, []])
    })

    it('writes a file for each, beside what holds all', async () => {
      const output = ['x.{framework}.hdf.json', 'x.csv']
      await check({app: 'pay', framework: ['baseline', 'pci'], only: [drain, 'pci:1.2.8', 'baseline-7'], output})
      assert.deepEqual(readdirSync('.').sort(), [
        'x.baseline.hdf.json',
        'x.checks.hdf.json',
        'x.csv',
        'x.pci-dss-4.0.1.hdf.json',
      ])
      assert.deepEqual(
        readdirSync('.')
          .filter(name => name.endsWith('.hdf.json'))
          .sort()
          .map(profilesOf),
        [['baseline'], ['checks'], ['pci-dss-4.0.1']],
      )
    })

    it('takes a name with or without a placeholder for one', async () => {
      const output = ['a.{framework}.hdf.json', 'b.hdf.json']
      const {stdout} = await check({app: 'pay', format: 'hdf', json: false, only: ['baseline-19'], output})
      for (const file of ['a.baseline.hdf.json', 'b.hdf.json']) assert.equal(readFileSync(file, 'utf8'), stdout)
    })

    it('is refused where a file is read or comes to be another one, before anything is requested', async () => {
      writeFileSync('baseline.json', (await check({app: 'pay', only: [drain]})).stdout)
      const earlier = server.requests.length
      const one = {app: 'pay', framework: ['baseline']}
      for (const [output, message] of [
        [['hdf:{framework}.json'], /^baseline\.json is read by this run and would be overwritten/],
        [['x.{framework}.hdf.json', 'x.baseline.hdf.json'], /^x\.baseline\.hdf\.json is given twice/],
      ] as const)
        assert.match((await refusalOf({...one, baseline: 'baseline.json', output: [...output]})).message, message)
      assert.equal(server.requests.length, earlier)
    })
  })

  describe('with defaults in the policy', () => {
    const policy = (...defaults: readonly string[]) =>
      writeFileSync('compliance.yml', `version: 1\nframeworks: [baseline]\ndefaults:\n  ${defaults.join('\n  ')}\n`)
    const run = (flags: Partial<CheckFlags>) => check({only: [drain], ...flags})
    const git = (...args: readonly string[]) => execFileSync('git', args, {stdio: 'pipe'})

    it('takes the scope from there, before a git remote, and says so', async () => {
      git('init', '--quiet')
      git('remote', 'add', 'heroku', 'https://git.heroku.com/shop.git')
      policy('team: acme')
      const {messages, stdout} = await run({})
      assert.deepEqual(reportOf({stdout}).scope, {apps: ['pay', 'shop'], kind: 'team', name: 'acme'})
      assert.match(messages, /^From compliance\.yml: --team acme\.$/m)
    })

    it('takes a scope, a snapshot or the sample that was given, or HEROKU_APP, instead', async () => {
      policy('team: acme')
      const given = await run({app: 'pay'})
      assert.deepEqual([reportOf(given).scope.kind, given.messages.includes('From compliance')], ['app', false])
      const sampled = await run({policy: 'compliance.yml', sample: true})
      assert.deepEqual([reportOf(sampled).scope.kind, sampled.requests], ['sample', []])
      writeFileSync('snapshot.json', snapshotText(loadSample()))
      assert.equal(reportOf(await run({snapshot: ['snapshot.json']})).scope.kind, 'snapshot')
      process.env['HEROKU_APP'] = 'shop'
      try {
        const {messages, stdout} = await run({})
        assert.equal(reportOf({stdout}).scope.name, 'shop')
        assert.match(messages, /^HEROKU_APP chooses the app shop, and not --team acme of compliance\.yml\.$/m)
      } finally {
        Reflect.deleteProperty(process.env, 'HEROKU_APP')
      }
    })

    it('takes the threshold from there, which the report says, unless a flag gives it', async () => {
      policy('failOn: never', 'strict: true')
      const noticesOf = ({stdout}: {stdout: string}) =>
        reportOf({stdout}).notices.filter(({id}) => id === 'threshold-from-policy')
      const lenient = await run({app: 'pay', only: ['baseline-19'], strict: false})
      assert.equal(lenient.code, 0)
      assert.match(lenient.messages, /^From compliance\.yml: --fail-on never\.$/m)
      assert.deepEqual(noticesOf(lenient), [
        {id: 'threshold-from-policy', text: 'The policy decides what fails a run: --fail-on never.'},
      ])
      const given = await run({app: 'pay', 'fail-on': 'high'})
      assert.deepEqual(
        [given.code, noticesOf(given).map(({text}) => text)],
        [1, ['The policy decides what fails a run: --strict.']],
      )
      const open = await run({app: 'pay', framework: ['baseline', 'pci'], only: [drain, 'pci:12.1.1']})
      assert.deepEqual([open.code, reportOf(open).exit.reason], [3, '1 control open'])
      writeFileSync('earlier.json', given.stdout)
      const held = await run({app: 'pay', baseline: 'earlier.json'})
      assert.match(held.messages, /^From compliance\.yml: --fail-on never\.$/m)
    })

    it('writes the files of the policy beside it, unless others were given', async () => {
      mkdirSync('sub')
      writeFileSync('sub/own.yml', 'version: 1\ndefaults: {output: [a.json, "markdown:b.txt"]}\n')
      const {messages} = await run({app: 'pay', policy: 'sub/own.yml'})
      assert.match(messages, /^From sub\/own\.yml: --output sub\/a\.json, --output markdown:sub\/b\.txt\.$/m)
      assert.deepEqual(readdirSync('sub').sort(), ['a.json', 'b.txt', 'own.yml'])
      assert.match(readFileSync('sub/b.txt', 'utf8'), /^## /)
      rmSync('sub/a.json')
      await run({app: 'pay', output: ['c.json'], policy: 'sub/own.yml'})
      assert.deepEqual([existsSync('sub/a.json'), existsSync('c.json')], [false, true])
      await run({app: 'pay', plan: true, policy: 'sub/own.yml'})
      assert.equal(existsSync('sub/a.json'), false)
    })

    it('writes a file for each framework where the name says so', async () => {
      writeFileSync('compliance.yml', 'version: 1\ndefaults: {output: ["out.{framework}.hdf.json"]}\n')
      await run({app: 'pay', framework: ['baseline', 'sparc'], only: ['baseline-19']})
      assert.deepEqual(readdirSync('.').sort(), ['compliance.yml', 'out.baseline.hdf.json'])
    })

    it('refuses files elsewhere, in .git, of no known format, or that the run reads, with the place', async () => {
      git('init', '--quiet')
      mkdirSync('.GIT', {recursive: true})
      for (const [output, message] of [
        ['../a.json', /^compliance\.yml:4:12 \/defaults\/output: \.\.\/a\.json points outside /],
        [path.join(tmpdir(), 'a.json'), /points outside /],
        ['json:.GIT/config', /^compliance\.yml:4:12 .* \.GIT\/config points outside /],
        ['json:.git/config', /^compliance\.yml:4:12 .* \.git\/config points outside /],
        ['none/a.json', /^compliance\.yml:4:12 \/defaults\/output: none cannot be read/],
        ['a.exe', /^compliance\.yml:4:12 \/defaults\/output: a\.exe has no extension of a known format/],
        ['"hdf:.{framework}"', /^compliance\.yml:4:12 .* \.\{framework\} begins with a dot /],
        [
          '"x.{framework}.csv"',
          /^compliance\.yml:4:12 .* has \{framework\} in its name, but one file of the format csv/,
        ],
        ['json:compliance.yml', /compliance\.yml is read by this run/],
      ] as const) {
        policy(`output: [${output}]`)
        assert.match((await refusalOf({app: 'pay', only: [drain]})).message, message, output)
      }
    })
  })
})
