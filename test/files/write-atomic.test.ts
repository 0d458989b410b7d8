import assert from 'node:assert/strict'
import {execFileSync, spawn, spawnSync} from 'node:child_process'
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import {UserError} from '../../src/foundation/user-error.js'
import {temporaryPathFor, assertWritable, writeExclusive, writeAtomic} from '../../src/files/write-atomic.js'

describe('writeWhole', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'write-'))
  })
  afterEach(() => rmSync(folder, {recursive: true}))

  const file = () => path.join(folder, 'report.json')

  it('writes a file that only its owner reads', () => {
    writeAtomic(file(), 'größer\n')
    assert.equal(readFileSync(file(), 'utf8'), 'größer\n')
    if (process.platform !== 'win32') assert.equal(statSync(file()).mode & 0o777, 0o600)
    assert.deepEqual(readdirSync(folder), ['report.json'])
  })

  it('puts a new file in the place of the old one, and does not write into it', () => {
    writeFileSync(file(), 'old and much longer')
    const other = path.join(folder, 'other')
    linkSync(file(), other)
    writeAtomic(file(), 'new')
    assert.equal(readFileSync(file(), 'utf8'), 'new')
    assert.equal(readFileSync(other, 'utf8'), 'old and much longer')
    assert.deepEqual(readdirSync(folder).sort(), ['other', 'report.json'])
  })

  it('keeps the rights of the file that it takes the place of, and gives a new one those that are asked', () => {
    if (process.platform === 'win32') return
    for (const mode of [0o664, 0o640, 0o600]) {
      writeFileSync(file(), 'old')
      chmodSync(file(), mode)
      writeAtomic(file(), 'new', 0o644)
      assert.equal(statSync(file()).mode & 0o777, mode)
    }

    writeAtomic(path.join(folder, 'fresh'), 'new', 0o664)
    assert.equal(statSync(path.join(folder, 'fresh')).mode & 0o777, 0o664)
  })

  it('follows no link, neither in the place of the file nor beside it', () => {
    const other = path.join(folder, 'other')
    writeFileSync(other, 'theirs')
    symlinkSync(other, file())
    writeAtomic(file(), 'new')
    assert.equal(readFileSync(other, 'utf8'), 'theirs')
    const planted = path.join(folder, 'planted')
    symlinkSync(other, planted)
    assert.throws(() => writeExclusive(planted, 'new', 0o600), /EEXIST/)
    assert.equal(readFileSync(other, 'utf8'), 'theirs')
    assert.notEqual(temporaryPathFor(file()), temporaryPathFor(file()))
    assert.match(temporaryPathFor(file()), new RegExp(`\\.report\\.json\\.${process.pid}\\.[\\da-f]{16}\\.part$`))
  })

  it('writes into a pipe instead of taking its place', async function () {
    if (process.platform === 'win32') return this.skip()
    const pipe = path.join(folder, 'pipe')
    execFileSync('mkfifo', [pipe])
    const reader = spawn('cat', [pipe], {stdio: ['ignore', 'pipe', 'ignore']})
    writeAtomic(pipe, 'through')
    let read = ''
    for await (const chunk of reader.stdout) read += String(chunk)
    assert.equal(read, 'through')
    assert.ok(statSync(pipe).isFIFO())
  })

  it('writes beside the working folder as well', () => {
    const before = process.cwd()
    process.chdir(folder)
    try {
      writeAtomic('plain.txt', 'x')
    } finally {
      process.chdir(before)
    }

    assert.deepEqual(readdirSync(folder), ['plain.txt'])
  })

  it('leaves nothing behind where it cannot', () => {
    const cases: Array<[string, RegExp]> = [
      [path.join(folder, 'none', 'report.json'), /report\.json cannot be written: there is no folder .*none\.$/],
      [
        path.join(folder, 'report.json', 'inner.json'),
        /inner\.json cannot be written: .*report\.json is not a folder\.$/,
      ],
      [
        path.join(folder, 'taken'),
        /taken cannot be written: (?:it is a folder|permission denied|it already exists)\.$/,
      ],
    ]
    mkdirSync(path.join(folder, 'taken'))
    writeFileSync(file(), 'old')
    for (const [target, message] of cases)
      assert.throws(
        () => writeAtomic(target, 'x'),
        (error: unknown) => error instanceof UserError && message.test(error.message),
      )
    assert.deepEqual(readdirSync(folder).sort(), ['report.json', 'taken'])
    assert.deepEqual(readdirSync(path.join(folder, 'taken')), [])
  })

  it('leaves the old file as it was where it cannot', () => {
    // There is no room in this name for the one beside it.
    const long = path.join(folder, 'n'.repeat(250))
    writeFileSync(long, 'old')
    assert.throws(
      () => writeAtomic(long, 'new'),
      (error: unknown) => error instanceof UserError && error.message.endsWith('its name is too long.'),
    )
    assert.equal(readFileSync(long, 'utf8'), 'old')
    assert.deepEqual(readdirSync(folder), [path.basename(long)])
  })

  it('says of a full disk that it is full', function () {
    if (!existsSync('/dev/full')) return this.skip()
    assert.throws(
      () => writeAtomic('/dev/full', 'x'),
      (error: unknown) =>
        error instanceof UserError && error.message.endsWith('full cannot be written: the disk is full.'),
    )
  })

  it('leaves the old file as it was, and nothing beside it, where it breaks off in the middle', () => {
    writeFileSync(file(), 'old')
    function* pieces(): Generator<Uint8Array> {
      yield Buffer.alloc(100_000, 'x')
      assert.equal(readdirSync(folder).length, 2)
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), {code: 'ENOSPC'})
    }

    assert.throws(
      () => writeAtomic(file(), pieces()),
      (error: unknown) =>
        error instanceof UserError && error.message.endsWith('report.json cannot be written: the disk is full.'),
    )
    assert.equal(readFileSync(file(), 'utf8'), 'old')
    assert.deepEqual(readdirSync(folder), ['report.json'])
  })

  it('takes away what processes that were killed have left of this file, and nothing else', () => {
    const {pid: deadPid} = spawnSync(process.execPath, ['--version'])
    const others = [
      '.other.json.1.part',
      `.report.json.${process.ppid}.part`,
      '.report.json.part',
      '.report.json.x1.part',
      `report.json.${deadPid}.part`,
    ]
    for (const name of [...others, `.report.json.${deadPid}.part`, `.report.json.${deadPid}.0123456789abcdef.part`])
      writeFileSync(path.join(folder, name), 'cut sh')
    writeAtomic(file(), 'whole')
    assert.deepEqual(readdirSync(folder).sort(), [...others, 'report.json'].sort())
  })
})

describe('refuseUnwritable', () => {
  it('says beforehand that there is no folder to write to, or a folder in the place', () => {
    assert.doesNotThrow(() => assertWritable(path.join(tmpdir(), 'report.json')))
    assert.doesNotThrow(() => assertWritable('report.json'))
    assert.throws(
      () => assertWritable(tmpdir()),
      (error: unknown) => error instanceof UserError && error.message.includes('cannot be written: it is a folder.'),
    )
    assert.throws(
      () => assertWritable(path.join(tmpdir(), 'no-such-folder', 'report.json')),
      (error: unknown) =>
        error instanceof UserError && error.message.includes('json cannot be written: there is no folder'),
    )
  })
})
