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
import {writeError} from './file-errors.js'
import {isRunning} from './process-running.js'

/** Who holds a lock; the token distinguishes two holders in one process. */
interface Holder {
  readonly at: string
  readonly host: string
  readonly pid: number
  readonly token: string
}

export interface LockTimeouts {
  /** Milliseconds until a lock is stale, whoever holds it: an action under a lock takes a second at most. */
  readonly staleAfter: number
  /** Milliseconds that are waited for a lock. */
  readonly waitFor: number
}

const defaultTimeouts: LockTimeouts = {staleAfter: 120_000, waitFor: 30_000}
const retryDelay = 25
/** Milliseconds after which the removal of a stale lock has itself failed: it takes an instant. */
const breakStaleAfter = 10_000

/** The path of a file's lock, next to the file with all links resolved, so that every name of it leads to one lock. */
export function lockPathOf(file: string): string {
  const realFile = existsSync(file)
    ? realpathSync(file)
    : path.join(realpathSync(path.dirname(file)), path.basename(file))
  return path.join(path.dirname(realFile), `.${path.basename(realFile)}.lock`)
}

/**
 * Runs an action that no two processes may run at once. A lock is stale, and is removed, if its process is gone or it
 * is older than any action takes.
 *
 * @param file the lock file, which exists for as long as the lock is held
 * @throws UserError if another process holds the lock for too long, or it can't be written
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
    // Two processes that wait for each other must not retry in step.
    await new Promise(resolve => setTimeout(resolve, retryDelay + Math.random() * retryDelay))
  }
}

/** Creates the lock file; undefined if it already exists. */
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
    const {code} = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return undefined
    // Otherwise a full disk would leave a lock that nobody holds.
    if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') rmSync(file, {force: true})
    throw writeError(file, error)
  }
}

function lockBusyError(file: string): UserError {
  const holder = holderOf(file)
  const owner = holder ? `process ${holder.pid} on ${holder.host}, since ${holder.at}` : 'another process'
  return new UserError(
    `${file} is held by ${owner}; nothing was saved.`,
    'Save again once it is done. If nothing is being saved anymore, delete that file.',
  )
}

/** Undefined if there is no lock, or its file isn't written yet. */
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
 * Removes a stale lock. One process at a time checks again and removes it; otherwise it could remove the lock of the
 * next holder.
 *
 * @returns whether no other process was removing it
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
