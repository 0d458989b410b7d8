import {Command} from '@oclif/core/command'
import {CLIError} from '@oclif/core/errors'

import {UserError} from '../../foundation/user-error.js'
import {sanitizeLine} from '../../foundation/printable.js'

/** Files and answers may be quoted in an error; its own lines are kept. */
const sanitizeLines = (text: string) =>
  text
    .split('\n')
    .map(line => sanitizeLine(line))
    .join('\n')

/** Settles once more may be written, or never will. */
function waitForDrain(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise(resolve => {
    const settle = () => {
      for (const event of ['close', 'drain', 'error'] as const) stream.removeListener(event, settle)
      resolve()
    }

    for (const event of ['close', 'drain', 'error'] as const) stream.once(event, settle)
  })
}

/** A reader that goes away is no error; a full disk is one, and oclif would throw it where nobody catches it. */
function exitOnUnwritableStdout(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') return
  process.stderr.write(` ›   Error: stdout cannot be written: ${sanitizeLine(error.message)}\n`)
  process.exit(2)
}

/** Whatever else its code is, 1 would say that something fails; help ends with 0. */
function asUsageError(error: CLIError): CLIError {
  if (error.oclif.exit !== 0) error.oclif.exit = 2
  return error
}

/** A bug in a callback, or a promise that nobody waits for: what is known so far is no verdict. */
function exitOnBug(error: unknown): void {
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'EPIPE') return
  process.stderr.write(
    ` ›   Error: This is a bug in heroku-compliance: ${sanitizeLines(error instanceof Error ? error.message : String(error))}\n`,
  )
  process.exit(2)
}

/** What all commands share: anything that is not a finding ends with exit code 2, one message, and nothing on stdout. */
export abstract class ComplianceCommand extends Command {
  override async init(): Promise<void> {
    await super.init()
    process.stdout.removeAllListeners('error').on('error', exitOnUnwritableStdout)
    for (const event of ['uncaughtException', 'unhandledRejection'])
      process.removeAllListeners(event).on(event, exitOnBug)
  }

  protected override async catch(error: Error & {exitCode?: number}): Promise<never> {
    if (error instanceof UserError)
      this.error(sanitizeLines(error.message), {
        exit: 2,
        ...(error.hint ? {suggestions: [sanitizeLines(error.hint)]} : {}),
      })
    if (error instanceof CLIError) throw asUsageError(error)
    if (process.env['DEBUG']) this.logToStderr(error.stack ?? String(error))
    return this.error(`This is a bug in heroku-compliance: ${sanitizeLines(error.message)}`, {
      exit: 2,
      suggestions: ['Please report it with the command you typed; DEBUG=* prints where it happened.'],
    })
  }

  /** The document, and nothing else, goes to stdout. */
  print(text: string): void {
    process.stdout.write(text)
  }

  /** The same in pieces, each written once the one before it is gone. */
  async printChunks(chunks: Iterable<Uint8Array>): Promise<void> {
    const {stdout} = process
    for (const chunk of chunks) {
      if (stdout.destroyed) return
      if (!stdout.write(chunk)) await waitForDrain(stdout)
    }
  }

  printMessage(line: string): void {
    process.stderr.write(`${line}\n`)
  }

  /** The plugin's own version, not that of the CLI that runs it. */
  get version(): string {
    return this.ctor.plugin?.version ?? this.config.version
  }
}
