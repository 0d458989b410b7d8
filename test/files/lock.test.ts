import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import {hostname, tmpdir} from 'node:os'
import path from 'node:path'

import {UserError} from '../../src/foundation/user-error.js'
import {withLock, lockPathOf} from '../../src/files/lock.js'

describe('locked', () => {
  let folder = ''
  let lock = ''
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'lock-'))
    lock = path.join(folder, '.p.yml.lock')
  })
  afterEach(() => rmSync(folder, {recursive: true}))

  const deadPid = () => spawnSync(process.execPath, ['--version']).pid
  const holderJson = (rest: object = {}) =>
    writeFileSync(
      lock,
      JSON.stringify({at: '2026-11-20T00:00:00.000Z', host: hostname(), pid: process.pid, token: 'theirs', ...rest}),
    )
  const makeOld = (file: string, ms: number) => utimesSync(file, new Date(Date.now() - ms), new Date(Date.now() - ms))
  const refusal = async (): Promise<UserError> => {
    try {
      await withLock(lock, async () => {}, {staleAfter: 60_000, waitFor: 0})
    } catch (error) {
      assert.ok(error instanceof UserError)
      return error
    }

    throw new assert.AssertionError({message: 'it was not held'})
  }

  it('is there while it is held, says by whom, and then is gone', async () => {
    const message = await withLock(lock, async () => JSON.parse(readFileSync(lock, 'utf8')) as Record<string, unknown>)
    assert.deepEqual([message['pid'], message['host']], [process.pid, hostname()])
    assert.deepEqual(readdirSync(folder), [])
    await assert.rejects(
      withLock(lock, async () => assert.fail('within')),
      /within/,
    )
    assert.deepEqual(readdirSync(folder), [])
  })

  it('is held by one at a time, however many want it', async () => {
    let [running, mostRunning, done] = [0, 0, 0]
    await Promise.all(
      Array.from({length: 12}, async () =>
        withLock(lock, async () => {
          mostRunning = Math.max(mostRunning, ++running)
          await new Promise(resolve => setTimeout(resolve, 2))
          running--
          done++
        }),
      ),
    )
    assert.deepEqual([mostRunning, done], [1, 12])
    assert.deepEqual(readdirSync(folder), [])
  })

  it('says who holds it', async () => {
    holderJson({host: 'elsewhere', pid: 7})
    const {hint, message} = await refusal()
    assert.equal(
      message,
      `${lock} is held by process 7 on elsewhere, since 2026-11-20T00:00:00.000Z; nothing was saved.`,
    )
    assert.match(hint, /delete that file/)
    writeFileSync(lock, '')
    assert.match((await refusal()).message, /is held by another process;/)
  })

  it('is taken from a process of this machine that is gone, and from no other', async () => {
    holderJson({pid: deadPid()})
    await withLock(lock, async () => {}, {staleAfter: 60_000, waitFor: 0})
    assert.equal(existsSync(lock), false)
    holderJson({host: 'elsewhere', pid: deadPid()})
    await refusal()
    holderJson()
    await refusal()
  })

  it('is taken where it is older than any work takes, whoever holds it', async () => {
    for (const text of ['', JSON.stringify({at: '', host: 'elsewhere', pid: 1, token: 'x'})]) {
      writeFileSync(lock, text)
      makeOld(lock, 59_000)
      await refusal()
      makeOld(lock, 61_000)
      await withLock(lock, async () => {}, {staleAfter: 60_000, waitFor: 0})
      assert.equal(existsSync(lock), false)
    }
  })

  it('is taken away by one at a time, and by the next where that one was killed', async () => {
    holderJson({pid: deadPid()})
    mkdirSync(`${lock}.break`)
    await refusal()
    makeOld(`${lock}.break`, 11_000)
    await withLock(lock, async () => {})
    assert.deepEqual(readdirSync(folder), [])
  })

  it('that another took meanwhile is left to them', async () => {
    await withLock(lock, async () => {
      rmSync(lock)
      holderJson({pid: process.ppid})
    })
    assert.match(readFileSync(lock, 'utf8'), /theirs/)
  })

  it('that cannot be written is told', async () => {
    await assert.rejects(
      withLock(path.join(folder, 'none', 'x.lock'), async () => {}),
      (error: unknown) => error instanceof UserError && error.message.includes('cannot be written: there is no folder'),
    )
  })

  it('is the same for all names of a file', () => {
    const file = path.join(folder, 'p.yml')
    assert.equal(lockPathOf(file), lockPathOf(path.join(folder, '.', 'x', '..', 'p.yml')))
    mkdirSync(path.join(folder, 'links'))
    writeFileSync(file, '')
    symlinkSync(file, path.join(folder, 'links', 'q.yml'))
    assert.equal(lockPathOf(path.join(folder, 'links', 'q.yml')), lockPathOf(file))
    assert.match(lockPathOf(file), /\.p\.yml\.lock$/)
  })
})
