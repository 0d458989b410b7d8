import path from 'node:path'

import {Command} from '@oclif/core/command'
import {CLIError} from '@oclif/core/errors'

import {fileErrorReason, isFileError} from '../../files/file-errors.js'
import {nearest} from '../../foundation/suggestion.js'
import {UserError} from '../../foundation/user-error.js'
import {sanitizeLine} from '../../foundation/printable.js'

/** An error may quote files and responses; its own line breaks are kept. */
const sanitizeLines = (text: string) =>
  text
    .split('\n')
    .map(line => sanitizeLine(line))
    .join('\n')

/** Resolves once the stream takes more, or has ended for good. */
function waitForDrain(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise(resolve => {
    const settle = () => {
      for (const event of ['close', 'drain', 'error'] as const) stream.removeListener(event, settle)
      resolve()
    }

    for (const event of ['close', 'drain', 'error'] as const) stream.once(event, settle)
  })
}

/** A reader that goes away isn't an error. A full disk is, and oclif would throw it where nothing catches it. */
function exitOnUnwritableStdout(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') return
  process.stderr.write(` ›   Error: stdout can't be written: ${sanitizeLine(fileErrorReason(error))}.\n`)
  process.exit(2)
}

/** Exit code 1 would say that a check fails, so usage errors have 2; help has 0. */
function asUsageError(error: CLIError, flags: readonly string[]): CLIError {
  if (error.oclif.exit !== 0) error.oclif.exit = 2
  const [, unknownFlag] = /^Nonexistent flags?: --([\w-]+)/.exec(error.message) ?? []
  const meant = unknownFlag === undefined ? undefined : nearest(unknownFlag, flags)
  if (meant !== undefined) error.suggestions = [`Did you mean --${meant}?`]
  return error
}

/** A bug in a callback or in a promise that isn't awaited: what is known by then isn't a verdict. */
function exitOnBug(error: unknown): void {
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'EPIPE') return
  const message = sanitizeLines(error instanceof Error ? error.message : String(error))
  process.stderr.write(` ›   Error: This is a bug in heroku-compliance: ${message}\n`)
  process.exit(2)
}

/** What all commands share: whatever isn't a verdict exits with 2, one message on stderr, and nothing on stdout. */
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
        suggestions: [sanitizeLines(error.hint)],
      })
    if (error instanceof CLIError) throw asUsageError(error, Object.keys({...this.ctor.flags}))
    this.refuseUnusableFile(error)
    if (process.env['DEBUG']) this.logToStderr(error.stack ?? String(error))
    return this.error(`This is a bug in heroku-compliance: ${sanitizeLines(error.message)}`, {
      exit: 2,
      suggestions: ['Please report it with the command you ran; DEBUG=* prints where it happened.'],
    })
  }

  /** A file that the system refuses to use is no bug, whichever call it was. */
  private refuseUnusableFile(error: unknown): void {
    if (!isFileError(error)) return
    this.error(`${sanitizeLine(error.path ?? 'A file')} can't be used: ${fileErrorReason(error)}.`, {
      exit: 2,
      suggestions: ['Once that is repaired, run the command again.'],
    })
  }

  /** Writes the document to stdout, which carries nothing else. */
  print(text: string): void {
    process.stdout.write(text)
  }

  /** Writes a document in chunks, each once the stream takes more. */
  async printChunks(chunks: Iterable<Uint8Array>): Promise<void> {
    const {stdout} = process
    for (const chunk of chunks) {
      if (stdout.destroyed) return
      if (!stdout.write(chunk)) await waitForDrain(stdout)
    }
  }

  /** Writes a line to stderr, where everything goes that isn't the document. */
  printMessage(line: string): void {
    process.stderr.write(`${line}\n`)
  }

  /** The schema of the policy file in the installed plugin, for editors without a network. */
  get schemaFile(): string | undefined {
    const root = this.ctor.plugin?.root
    return root === undefined ? undefined : path.join(root, 'dist', 'bundle', 'policy.schema.json')
  }

  /** The version of the plugin, not of the CLI that runs it. */
  get version(): string {
    return this.ctor.plugin?.version ?? this.config.version
  }
}
