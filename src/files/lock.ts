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

export interface Patience {
  /** Milliseconds until a lock counts as left behind, whoever holds it: what is done under one takes a second at most. */
  readonly longest: number
  /** Milliseconds that are waited for a lock. */
  readonly wait: number
}

const patience: Patience = {longest: 120_000, wait: 30_000}
const pause = 25
/** A process that takes a lock away which was left behind is done at once. */
const longestBreak = 10_000

/** The lock of a file, beside it, whatever name it is called by. */
export function lockOf(file: string): string {
  const real = existsSync(file) ? realpathSync(file) : path.join(realpathSync(path.dirname(file)), path.basename(file))
  return path.join(path.dirname(real), `.${path.basename(real)}.lock`)
}

/**
 * Does what no two processes may do at once. A lock whose process is gone, or which is older than any work takes, was
 * left behind and is taken away.
 *
 * @param file of the lock, which is there for as long as it is held
 * @throws UserError where another holds it for too long, or it cannot be written
 */
export async function locked<T>(file: string, use: () => Promise<T>, {longest, wait}: Patience = patience): Promise<T> {
  const {token} = await acquired(file, longest, Date.now() + wait)
  try {
    return await use()
  } finally {
    if (holderOf(file)?.token === token) rmSync(file, {force: true})
  }
}

async function acquired(file: string, longest: number, until: number): Promise<Holder> {
  for (;;) {
    const mine = taken(file)
    if (mine) return mine
    if (isLeft(file, longest) && takeAway(file, longest)) continue
    if (Date.now() > until) throw busy(file)
    // Two that wait for each other must not wait in step.
    await new Promise(resolve => setTimeout(resolve, pause + Math.random() * pause))
  }
}

/** Creates the lock; undefined where it is there already. */
function taken(file: string): Holder | undefined {
  const holder: Holder = {
    at: new Date().toISOString(),
    host: hostname(),
    pid: process.pid,
    token: randomBytes(8).toString('hex'),
  }
  try {
    const opened = openSync(file, 'wx', 0o644)
    try {
      writeFileSync(opened, JSON.stringify(holder))
    } finally {
      closeSync(opened)
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

function busy(file: string): UserError {
  const holder = holderOf(file)
  const who = holder ? `process ${holder.pid} on ${holder.host}, since ${holder.at}` : 'another process'
  return new UserError(
    `${file} is held by ${who}; nothing was saved.`,
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

function isLeft(file: string, longest: number): boolean {
  const holder = holderOf(file)
  return (holder?.host === hostname() && !isRunning(holder.pid)) || isOlder(file, longest)
}

function isOlder(file: string, ms: number): boolean {
  const known = statSync(file, {throwIfNoEntry: false})
  return known !== undefined && Date.now() - known.mtimeMs > ms
}

/**
 * One at a time looks once more and takes the lock away: else one might take that of the next holder.
 *
 * @returns whether nobody else was about it
 */
function takeAway(file: string, longest: number): boolean {
  const breaking = `${file}.break`
  try {
    mkdirSync(breaking)
  } catch {
    if (isOlder(breaking, longestBreak)) rmSync(breaking, {force: true, recursive: true})
    return false
  }

  try {
    if (isLeft(file, longest)) rmSync(file, {force: true})
    return true
  } finally {
    rmdirSync(breaking)
  }
}
