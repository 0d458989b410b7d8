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
import {locked, lockOf} from '../../src/files/lock.js'

describe('locked', () => {
  let folder = ''
  let lock = ''
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'lock-'))
    lock = path.join(folder, '.p.yml.lock')
  })
  afterEach(() => rmSync(folder, {recursive: true}))

  const dead = () => spawnSync(process.execPath, ['--version']).pid
  const holding = (rest: object = {}) =>
    writeFileSync(
      lock,
      JSON.stringify({at: '2026-11-20T00:00:00.000Z', host: hostname(), pid: process.pid, token: 'theirs', ...rest}),
    )
  const aged = (file: string, ms: number) => utimesSync(file, new Date(Date.now() - ms), new Date(Date.now() - ms))
  const refusal = async (): Promise<UserError> => {
    try {
      await locked(lock, async () => {}, {longest: 60_000, wait: 0})
    } catch (error) {
      assert.ok(error instanceof UserError)
      return error
    }

    throw new assert.AssertionError({message: 'it was not held'})
  }

  it('is there while it is held, says by whom, and then is gone', async () => {
    const said = await locked(lock, async () => JSON.parse(readFileSync(lock, 'utf8')) as Record<string, unknown>)
    assert.deepEqual([said['pid'], said['host']], [process.pid, hostname()])
    assert.deepEqual(readdirSync(folder), [])
    await assert.rejects(
      locked(lock, async () => assert.fail('within')),
      /within/,
    )
    assert.deepEqual(readdirSync(folder), [])
  })

  it('is held by one at a time, however many want it', async () => {
    let [inside, most, done] = [0, 0, 0]
    await Promise.all(
      Array.from({length: 12}, async () =>
        locked(lock, async () => {
          most = Math.max(most, ++inside)
          await new Promise(resolve => setTimeout(resolve, 2))
          inside--
          done++
        }),
      ),
    )
    assert.deepEqual([most, done], [1, 12])
    assert.deepEqual(readdirSync(folder), [])
  })

  it('says who holds it', async () => {
    holding({host: 'elsewhere', pid: 7})
    const {hint, message} = await refusal()
    assert.equal(
      message,
      `${lock} is held by process 7 on elsewhere, since 2026-11-20T00:00:00.000Z; nothing was saved.`,
    )
    assert.match(hint ?? '', /delete that file/)
    writeFileSync(lock, '')
    assert.match((await refusal()).message, /is held by another process;/)
  })

  it('is taken from a process of this machine that is gone, and from no other', async () => {
    holding({pid: dead()})
    await locked(lock, async () => {}, {longest: 60_000, wait: 0})
    assert.equal(existsSync(lock), false)
    holding({host: 'elsewhere', pid: dead()})
    await refusal()
    holding()
    await refusal()
  })

  it('is taken where it is older than any work takes, whoever holds it', async () => {
    for (const text of ['', JSON.stringify({at: '', host: 'elsewhere', pid: 1, token: 'x'})]) {
      writeFileSync(lock, text)
      aged(lock, 59_000)
      await refusal()
      aged(lock, 61_000)
      await locked(lock, async () => {}, {longest: 60_000, wait: 0})
      assert.equal(existsSync(lock), false)
    }
  })

  it('is taken away by one at a time, and by the next where that one was killed', async () => {
    holding({pid: dead()})
    mkdirSync(`${lock}.break`)
    await refusal()
    aged(`${lock}.break`, 11_000)
    await locked(lock, async () => {})
    assert.deepEqual(readdirSync(folder), [])
  })

  it('that another took meanwhile is left to them', async () => {
    await locked(lock, async () => {
      rmSync(lock)
      holding({pid: process.ppid})
    })
    assert.match(readFileSync(lock, 'utf8'), /theirs/)
  })

  it('that cannot be written is told', async () => {
    await assert.rejects(
      locked(path.join(folder, 'none', 'x.lock'), async () => {}),
      (error: unknown) => error instanceof UserError && error.message.includes('cannot be written: ENOENT'),
    )
  })

  it('is the same for all names of a file', () => {
    const file = path.join(folder, 'p.yml')
    assert.equal(lockOf(file), lockOf(path.join(folder, '.', 'x', '..', 'p.yml')))
    mkdirSync(path.join(folder, 'links'))
    writeFileSync(file, '')
    symlinkSync(file, path.join(folder, 'links', 'q.yml'))
    assert.equal(lockOf(path.join(folder, 'links', 'q.yml')), lockOf(file))
    assert.match(lockOf(file), /\.p\.yml\.lock$/)
  })
})
