import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import path from 'node:path'
import {fileURLToPath, pathToFileURL} from 'node:url'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const urlOf = (file: string) => JSON.stringify(pathToFileURL(path.join(root, file)).href)

/** Ends as a command does in the host whose work is the given code. */
function runCommand(work: string): {readonly code: number | null; readonly message: string; readonly stdout: string} {
  const script = `
    import {handle} from '@oclif/core/handle'
    import {CLIError, ExitError} from '@oclif/core/errors'
    import {ComplianceCommand} from ${urlOf('dist/src/cli/io/base-command.js')}
    import {UserError} from ${urlOf('dist/src/foundation/user-error.js')}
    class Work extends ComplianceCommand {
      async run() {
        process.exitCode = 1
        ${work}
      }
    }
    Work.id = 'compliance:work'
    await Work.run([], ${JSON.stringify(root)}).catch(handle)
  `
  const {status, stderr, stdout} = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: root,
    encoding: 'utf8',
    env: {...process.env, COLUMNS: '400'},
  })
  return {code: status, message: stderr.replaceAll(/\s+/g, ' '), stdout}
}

const bugMessage = /Error: This is a bug in heroku-compliance: went wrong/

describe('ComplianceCommand', () => {
  const waitOneSecond = 'await new Promise(resolve => setTimeout(resolve, 1000))'
  const cases: ReadonlyArray<readonly [string, string, RegExp]> = [
    ['is thrown', "throw new Error('went wrong')", bugMessage],
    ['is thrown in a callback', `setTimeout(() => {throw new Error('went wrong')}, 1); ${waitOneSecond}`, bugMessage],
    [
      'is a promise that nobody waits for',
      `void Promise.reject(new Error('went wrong')); ${waitOneSecond}`,
      bugMessage,
    ],
    ['is thrown once the work is done', "setTimeout(() => {throw new Error('went wrong')}, 1)", bugMessage],
    ['is not an Error', `setTimeout(() => {throw 'went wrong'}, 1); ${waitOneSecond}`, bugMessage],
    [
      'contains an escape sequence',
      `setTimeout(() => {throw new Error('went\\u001B[2J wrong')}, 1); ${waitOneSecond}`,
      /went\uFFFD\[2J wrong/,
    ],
    ['is a string that is too long', "'x'.repeat(2 ** 30)", /This is a bug/],
    ['is a UserError', "throw new UserError('no such thing', 'Try another.')", /Error: no such thing .*Try another\./],
    [
      'is a usage error, whatever its own exit code',
      "throw new CLIError('no such thing', {exit: 1})",
      /Error: no such thing/,
    ],
  ]
  for (const [name, work, expected] of cases)
    it(`exits with 2 and one message where an error ${name}`, () => {
      const {code, message, stdout} = runCommand(work)
      assert.deepEqual([code, stdout], [2, ''], message)
      assert.match(message, expected)
      assert.equal(message.match(/Error:/g)?.length, 1)
    })

  it('keeps the exit code of a run without an error', () => {
    assert.equal(runCommand('').code, 1)
    assert.equal(runCommand('throw new ExitError(0)').code, 0)
    assert.equal(runCommand('process.exitCode = 3').code, 3)
  })

  it('ignores that the reader of stderr went away', () => {
    assert.equal(
      runCommand(
        `process.emit('uncaughtException', Object.assign(new Error('write EPIPE'), {code: 'EPIPE'})); ${waitOneSecond}`,
      ).code,
      1,
    )
  })
})
