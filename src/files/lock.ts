import {randomBytes} from 'node:crypto'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import {hostname} from 'node:os'
import path from 'node:path'

import {UserError} from '../foundation/user-error.js'
import {isObject} from '../foundation/is-object.js'
import {isRunning} from './process-running.js'

/** Who holds a lock; the token tells two holders of one process apart. */
interface Holder {
  readonly at: string
  readonly host: string
  readonly pid: number
  readonly token: string
}

export interface LockTimeouts {
  /** Milliseconds until a lock counts as left behind, whoever holds it: what is done under one takes a second at most. */
  readonly staleAfter: number
  /** Milliseconds that are waited for a lock. */
  readonly waitFor: number
}

const defaultTimeouts: LockTimeouts = {staleAfter: 120_000, waitFor: 30_000}
const retryDelay = 25
/** A process that takes a lock away which was left behind is done at once. */
const breakStaleAfter = 10_000

/** The lock of a file, beside it, whatever name it is called by. */
export function lockPathOf(file: string): string {
  const realFile = existsSync(file)
    ? realpathSync(file)
    : path.join(realpathSync(path.dirname(file)), path.basename(file))
  return path.join(path.dirname(realFile), `.${path.basename(realFile)}.lock`)
}

/**
 * Does what no two processes may do at once. A lock whose process is gone, or which is older than any work takes, was
 * left behind and is taken away.
 *
 * @param file of the lock, which is there for as long as it is held
 * @throws UserError where another holds it for too long, or it cannot be written
 */
export async function withLock<T>(
  file: string,
  action: () => Promise<T>,
  {staleAfter, waitFor}: LockTimeouts = defaultTimeouts,
): Promise<T> {
  const {token} = await acquire(file, staleAfter, Date.now() + waitFor)
  try {
    return await action()
  } finally {
    if (holderOf(file)?.token === token) rmSync(file, {force: true})
  }
}

async function acquire(file: string, staleAfter: number, deadline: number): Promise<Holder> {
  for (;;) {
    const holder = tryCreate(file)
    if (holder) return holder
    if (isStale(file, staleAfter) && removeStaleLock(file, staleAfter)) continue
    if (Date.now() > deadline) throw lockBusyError(file)
    // Two that wait for each other must not wait in step.
    await new Promise(resolve => setTimeout(resolve, retryDelay + Math.random() * retryDelay))
  }
}

/** Creates the lock; undefined where it is there already. */
function tryCreate(file: string): Holder | undefined {
  const holder: Holder = {
    at: new Date().toISOString(),
    host: hostname(),
    pid: process.pid,
    token: randomBytes(8).toString('hex'),
  }
  try {
    const descriptor = openSync(file, 'wx', 0o644)
    try {
      writeFileSync(descriptor, JSON.stringify(holder))
    } finally {
      closeSync(descriptor)
    }

    return holder
  } catch (error) {
    const {code, message} = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return undefined
    // Else a full disk would leave a lock that nobody holds.
    if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') rmSync(file, {force: true})
    throw new UserError(`${file} cannot be written: ${message}`)
  }
}

function lockBusyError(file: string): UserError {
  const holder = holderOf(file)
  const owner = holder ? `process ${holder.pid} on ${holder.host}, since ${holder.at}` : 'another process'
  return new UserError(
    `${file} is held by ${owner}; nothing was saved.`,
    'Save again once it is done. Where nothing is being saved any more, delete that file.',
  )
}

/** Undefined where there is no lock, or it is not written yet. */
function holderOf(file: string): Holder | undefined {
  try {
    const holder: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return isObject(holder) && typeof holder['pid'] === 'number' && typeof holder['host'] === 'string'
      ? (holder as unknown as Holder)
      : undefined
  } catch {
    return undefined
  }
}

function isStale(file: string, staleAfter: number): boolean {
  const holder = holderOf(file)
  return (holder?.host === hostname() && !isRunning(holder.pid)) || isOlder(file, staleAfter)
}

function isOlder(file: string, milliseconds: number): boolean {
  const stats = statSync(file, {throwIfNoEntry: false})
  return stats !== undefined && Date.now() - stats.mtimeMs > milliseconds
}

/**
 * One at a time looks once more and takes the lock away: else one might take that of the next holder.
 *
 * @returns whether nobody else was about it
 */
function removeStaleLock(file: string, staleAfter: number): boolean {
  const breakFolder = `${file}.break`
  try {
    mkdirSync(breakFolder)
  } catch {
    if (isOlder(breakFolder, breakStaleAfter)) rmSync(breakFolder, {force: true, recursive: true})
    return false
  }

  try {
    if (isStale(file, staleAfter)) rmSync(file, {force: true})
    return true
  } finally {
    rmdirSync(breakFolder)
  }
}
