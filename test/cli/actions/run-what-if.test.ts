import assert from 'node:assert/strict'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import type {ComplianceCommand} from '../../../src/cli/io/base-command.js'
import type {TypedCommands, WhatIfFlags} from '../../../src/cli/actions/run-what-if.js'
import type {ChangeDiff} from '../../../src/model/comparison.js'
import type {Served} from '../../fixtures/serve.js'

import {runWhatIf} from '../../../src/cli/actions/run-what-if.js'
import {UserError} from '../../../src/foundation/user-error.js'
import {against} from '../../api/support.js'
import {sample} from '../../fixtures/sample.js'
import {serve} from '../../fixtures/serve.js'

const attach = 'addons:attach citation-pay-db --app badge-demo'
const newFailures = [
  ['addons-stay-inside-one-boundary', 'citation-pay-db'],
  ['borrowed-databases-use-a-credential-of-their-own', 'badge-demo/DATABASE'],
]

describe('what commands would change', () => {
  const home = process.cwd()
  let folder: string
  let server: Served

  before(async () => {
    server = await serve(sample())
  })

  after(() => server.close())

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'what-if-'))
    process.chdir(folder)
  })

  afterEach(() => {
    process.chdir(home)
    process.exitCode = 0
    rmSync(folder, {recursive: true})
  })

  /** Runs compliance:what-if in this process, and gives what it printed and requested. */
  async function whatIf(
    lines: readonly string[],
    flags: Partial<WhatIfFlags> = {},
    typed: Partial<TypedCommands> = {},
  ) {
    const messages: string[] = []
    let stdout = ''
    const command = {
      config: {findCommand: () => undefined, platform: 'linux', version: '0.0.0'},
      print(text: string) {
        stdout += text
      },
      async printChunks(chunks: Iterable<Uint8Array>) {
        for (const chunk of chunks) stdout += Buffer.from(chunk).toString('utf8')
      },
      printMessage: (line: string) => messages.push(line),
      version: '0.0.0',
    } as unknown as ComplianceCommand
    const all = {'contract-ends': false, full: false, json: true, 'no-waivers': false, sample: false, ...flags}
    const earlier = server.requests.length
    process.exitCode = 0
    await against(server.url, () => runWhatIf(command, {lines, words: [], ...typed}, all))
    const requests = server.requests.slice(earlier)
    assert.deepEqual(server.offenses(), [])
    return {code: process.exitCode, messages: messages.join('\n'), paths: requests.map(({path: at}) => at), stdout}
  }

  const diffOf = ({stdout}: {stdout: string}) => JSON.parse(stdout) as ChangeDiff
  const failing = (result: {stdout: string}) =>
    diffOf(result).newlyFailing.map(({check, subject}) => [check, subject.name])
  const refusalOf = (lines: readonly string[], flags: Partial<WhatIfFlags> = {sample: true}) =>
    whatIf(lines, flags).then(
      () => assert.fail('was taken'),
      (error: unknown) => {
        assert.ok(error instanceof UserError)
        return error
      },
    )

  it('is a comparison that says what was planned, and a reason for exit code 1', async () => {
    const result = await whatIf([attach], {sample: true})
    const {after, change, diffVersion, newlyFailing, worse} = diffOf(result)
    assert.deepEqual([result.code, diffVersion, worse, after.scope.kind], [1, 1, true, 'sample'])
    assert.deepEqual(failing(result), newFailures)
    assert.deepEqual(change, {commands: [`heroku ${attach}`], missing: [], undetermined: [], unseen: []})
    assert.ok(newlyFailing.every(({controls = []}) => controls.length > 0))
    assert.match(result.messages, /^Exit code 1: would get worse: 2 new failures \(1 high, 1 medium\)\.$/m)
    assert.deepEqual(result.paths, [])
  })

  it('takes the words after dashes, several commands, and a file', async () => {
    assert.deepEqual(failing(await whatIf([], {sample: true}, {words: attach.split(' ')})), newFailures)
    writeFileSync('plan.sh', `#!/bin/sh\nset -eu\nheroku ${attach}\n`)
    assert.deepEqual(failing(await whatIf([], {from: 'plan.sh', sample: true})), newFailures)
    const undone = await whatIf([`heroku ${attach}`, 'addons:detach DATABASE -a badge-demo'], {sample: true})
    assert.deepEqual([undone.code, failing(undone)], [0, []])
  })

  it('reads the app that a command names, and then what else it needs', async () => {
    const result = await whatIf([attach], {framework: ['baseline']})
    assert.deepEqual([result.code, failing(result)], [1, newFailures])
    assert.match(result.messages, /^Reading what the commands concern: --app badge-demo, --app citation-pay\.$/m)
    assert.ok(result.paths.some(requested => requested.includes('/addons/citation-pay-db')))
    assert.deepEqual(diffOf(result).change.missing, [])
    assert.deepEqual(diffOf(result).after.scope, {
      apps: ['badge-demo', 'citation-pay'],
      kind: 'snapshot',
      name: 'badge-demo, citation-pay',
    })
  })

  it('reads the team of several apps', async () => {
    const {messages} = await whatIf(['maintenance:on -a fee-tables', 'maintenance:on -a citation-pay'])
    assert.match(messages, /^Reading what the commands concern: --team quillgate\.$/m)
  })

  it('prefers the scope that was typed', async () => {
    const result = await whatIf([attach], {team: 'quillgate'})
    assert.equal(diffOf(result).after.scope.kind, 'team')
    assert.doesNotMatch(result.messages, /Reading what/)
  })

  it('says of what does not exist what was probably meant', async () => {
    const addon = await refusalOf(['addons:attach citation-pay-dbb -a citation-pay'], {})
    assert.equal(addon.message, 'There is no add-on citation-pay-dbb, or your account has no access to it.')
    assert.match(addon.hint, /^Did you mean citation-pay-db\? heroku addons --all lists/)
    const app = await refusalOf(['maintenance:on -a badge-dem'], {})
    assert.match(app.message, /^There is no app badge-dem, or /)
    assert.match(app.hint, /Did you mean --app badge-demo\?/)
    const saved = await refusalOf(['maintenance:on -a badge-dem'])
    assert.deepEqual(
      [saved.message, saved.hint],
      ['The snapshot has no app badge-dem.', 'Did you mean badge-demo? Or use a snapshot of a scope that includes it.'],
    )
    assert.equal((await refusalOf(["maintenance:on -a '$APP'"])).message, "What $APP stands for isn't known.")
  })

  it('takes an Enterprise contract for ended', async () => {
    const result = await whatIf([], {'contract-ends': true, sample: true})
    const {change, fixed} = diffOf(result)
    assert.deepEqual(
      diffOf(result).newlyFailing.map(({check}) => check),
      ['teams-use-single-sign-on'],
    )
    assert.deepEqual([change.contractEnds, change.commands], [true, []])
    assert.deepEqual(
      change.undetermined.map(({check}) => check),
      ['team-members-use-mfa'],
    )
    assert.ok(fixed.every(({now}) => now === 'not-applicable'))
  })

  for (const [what, lines, flags, message, hint] of [
    ['nothing was given', [], {}, /^No command was given to apply\.$/, /Such as: heroku compliance:what-if 'addons:/],
    ['a file has no command', [], {from: 'empty.sh'}, /^empty\.sh has no heroku command\.$/, /Such as/],
    [
      'there is no such command',
      ['addons:atach x'],
      {},
      /^The Heroku CLI has no command addons:atach\.$/,
      /addons:attach\?/,
    ],
    ['a command is not modeled', ['pg:psql -a x'], {}, /^What heroku pg:psql does isn't modeled\.$/, /--help lists/],
    [
      'an argument is missing',
      ['addons:attach'],
      {},
      /^heroku addons:attach: missing 1 required arg: addon_name\.$/,
      /--help/,
    ],
    ['a flag does not exist', ['ps:scale --x'], {}, /^heroku ps:scale: nonexistent flag: --x\.$/, /--help/],
    [
      'it has no quotes',
      ['addons:detach', 'X'],
      {},
      /X is no command of the Heroku CLI/,
      /in quotes, or the words of one after --/,
    ],
    ['no file has that name', [], {from: 'none.sh'}, /none\.sh/, /one a line/],
    ['--full changes nothing', [attach], {full: true}, /^--full only has an effect on terminal/, /Leave it out/],
    ['the output is the plan', [], {from: 'plan.json', output: ['plan.json']}, /plan\.json/, /./],
    ['a flag has no effect', [attach], {'rate-floor': 1}, /^--rate-floor has no effect with --sample/, /./],
  ] as const)
    it(`is refused where ${what}`, async () => {
      writeFileSync('empty.sh', '# nothing\n')
      writeFileSync('plan.json', `heroku ${attach}\n`)
      const error = await refusalOf(lines, {sample: true, ...flags} as Partial<WhatIfFlags>)
      assert.match(error.message, message)
      assert.match(error.hint, hint)
    })

  it('names every line that can not be used', async () => {
    writeFileSync('plan.sh', `heroku ${attach}\ngit push heroku main\nheroku pg:psql -a x\nheroku nothing:here\n`)
    const error = await refusalOf([], {from: 'plan.sh', sample: true})
    assert.equal(
      error.message,
      [
        "3 commands can't be used:",
        'plan.sh:2: git is no command of the Heroku CLI',
        "plan.sh:3: what heroku pg:psql does isn't modeled",
        'plan.sh:4: the Heroku CLI has no command nothing:here',
      ].join('\n'),
    )
  })

  it('says which of several commands Heroku would refuse', async () => {
    writeFileSync('plan.sh', `heroku ${attach}\nheroku addons:detach NOTHING -a badge-demo\n`)
    assert.match((await refusalOf([], {from: 'plan.sh', sample: true})).message, /^plan\.sh:2: /)
  })
})
