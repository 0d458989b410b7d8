import type {GuardedRun, GuardVerdict} from '../cli/guard/run-guard.js'
import type {Files, GuardHint} from '../guard/policy-nearby.js'

import {guardedByDefault} from '../guard/guarded-by-default.js'
import {isNeverGuarded} from '../guard/guarded-commands.js'
import {guardHint, policyFileFor} from '../guard/policy-nearby.js'

/** What oclif gives to a hook: only an error with an exit code stops a command. */
interface HookContext {
  readonly error: (message: string, options: {readonly exit: number}) => never
  readonly warn: (message: string) => void
}

interface HookOptions {
  readonly Command: GuardedRun['command']
  readonly argv: readonly string[]
  readonly config: GuardedRun['config'] & {readonly home: string}
}

/** Runs before every command of the Heroku CLI, so that nothing is loaded here before a policy has a guard. */
export async function prerun(this: HookContext, options: HookOptions): Promise<void> {
  if (isNeverGuarded(options.Command.id)) return
  const verdict = await verdictOn(options)
  if (verdict?.isStopped) this.error(verdict.text, {exit: 1})
  if (verdict) this.warn(verdict.text)
}

async function verdictOn({Command, argv, config}: HookOptions): Promise<GuardVerdict | undefined> {
  const files = await systemFiles()
  const policyFile = policyFileFor(files.workingFolder(), config.home, files)
  if (policyFile === undefined) return undefined
  let hint: GuardHint | undefined
  try {
    hint = guardHint(policyFile, files)
    if (!hint.mayBeGuarded || !(hint.mayNameCommands || guardedByDefault.includes(Command.id))) return undefined
    const {runGuard} = await import('../cli/guard/run-guard.js')
    return await runGuard({argv, command: Command, config, policyFile})
  } catch (error) {
    return hint || guardedByDefault.includes(Command.id) ? failure(hint, error) : undefined
  }
}

/** Without a policy that can be read, its text says whether a command may run that can't be judged. */
function failure(hint: GuardHint | undefined, error: unknown): GuardVerdict {
  // The message of a bug may quote what was typed.
  const why =
    hint === undefined || (error instanceof Error && 'hint' in error)
      ? "compliance.yml can't be read; heroku compliance:check --show-policy says why"
      : 'an error in heroku-compliance; heroku plugins:install heroku-compliance installs it again'
  return hint?.level === 'refuse'
    ? {isStopped: true, text: `Refused by compliance.yml: the guard can't judge this command: ${why}.`}
    : {isStopped: false, text: `The guard can't judge this command: ${why}.`}
}

/** Parts of node, loaded late: all of a command that needs no guard waits for this file. */
async function systemFiles(): Promise<Files & {readonly workingFolder: () => string}> {
  const [{existsSync, readFileSync}, path] = await Promise.all([import('node:fs'), import('node:path')])
  return {
    exists: existsSync,
    folderOf: file => path.dirname(file),
    join: (folder, name) => path.join(folder, name),
    read: file => readFileSync(file, 'utf8'),
    workingFolder: () => process.cwd(),
  }
}
