import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import type {EntryHeader} from '../../../src/evidence/archive/zip-format.js'

import {UserError} from '../../../src/foundation/user-error.js'
import {crc32} from '../../../src/evidence/archive/crc32.js'
import {deflate} from '../../../src/evidence/archive/deflate.js'
import {openBundle} from '../../../src/evidence/archive/open-bundle.js'
import {centralHeader, endRecord, localHeader} from '../../../src/evidence/archive/zip-format.js'
import {chance} from '../../helpers/chance.js'
import {differences, evidence, flipped, workplace, written} from '../support.js'

interface Part {
  readonly name: string
  readonly text?: string
  /** What the directory says instead. */
  readonly lie?: Partial<EntryHeader>
  readonly mode?: number
}

/** An archive of what nobody would put into one. */
function archive(...parts: readonly Part[]): Buffer {
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  let offset = 0
  for (const {lie, mode, name, text = 'x'} of parts) {
    const packed = Buffer.concat([...deflate([Buffer.from(text)])])
    const header = {
      bytes: Buffer.byteLength(text),
      crc: crc32(0, Buffer.from(text)),
      name,
      offset,
      packedBytes: packed.length,
      ...lie,
    }
    const central = centralHeader(header)
    if (mode !== undefined) central.writeUInt32LE((mode << 16) >>> 0, 38)
    centrals.push(central)
    locals.push(localHeader(header), packed)
    offset += 30 + Buffer.byteLength(name) + packed.length
  }

  const directory = Buffer.concat(centrals)
  return Buffer.concat([...locals, directory, endRecord(parts.length, directory.length, offset)])
}

describe('an archive that is hostile', () => {
  const place = workplace()
  const at = (name: string) => path.join(place(), name)
  const differencesIn = async (...parts: readonly Part[]) => {
    writeFileSync(at('bundle.zip'), archive({name: 'manifest.json', text: '{}'}, ...parts))
    const messages = await differences(at('bundle.zip'))
    // Nothing is ever written.
    assert.deepEqual(readdirSync(place()), ['bundle.zip'])
    return messages
  }

  for (const [name, says] of [
    ['../evil', 'leads out of the bundle'],
    ['frameworks/../../evil', 'leads out of the bundle'],
    ['/etc/passwd', 'has an absolute path'],
    ['C:/evil', 'has an absolute path'],
    ['frameworks\\evil', 'has a backslash in its name'],
    ['./evil', 'has a path that is not plain'],
    ['a//b', 'has a path that is not plain'],
    ['folder/', 'has a path that is not plain'],
    ['evil\u202Egpj', 'has a character in its name that is not to be seen'],
    ['evil\u0000', 'has a character in its name that is not to be seen'],
    ['n'.repeat(201), 'has a name that is too long'],
  ] as const)
    it(`is named for ${JSON.stringify(name.slice(0, 30))}`, async () => {
      assert.ok((await differencesIn({name})).includes(`${name} ${says}`))
    })

  it('is named for an empty name, a link, and names that are there twice or differ by case', async () => {
    assert.ok((await differencesIn({name: ''})).some(message => message.endsWith(' has no name')))
    assert.ok((await differencesIn({mode: 0o120777, name: 'evil'})).includes('evil is a link, which may lead anywhere'))
    assert.ok((await differencesIn({name: 'evil'}, {name: 'evil', text: 'other'})).includes('evil is there twice'))
    assert.ok(
      (await differencesIn({name: 'manifest.json', text: '{"other": 1}'})).includes('manifest.json is there twice'),
    )
    assert.ok(
      (await differencesIn({name: 'Manifest.json'})).includes(
        "manifest.json differs from Manifest.json by its letters' case alone",
      ),
    )
  })

  it('is not unpacked beyond what its directory and its manifest say', async () => {
    const bomb = '0'.repeat(50_000_000)
    writeFileSync(at('bundle.zip'), archive({lie: {bytes: 10}, name: 'manifest.json', text: bomb}))
    assert.deepEqual(await differences(at('bundle.zip')), [
      'manifest.json is larger than the 10 bytes that it should have',
    ])
    writeFileSync(at('bundle.zip'), archive({name: 'manifest.json', text: bomb}))
    assert.deepEqual(await differences(at('bundle.zip')), [
      'manifest.json is larger than the 16777216 bytes that it should have',
    ])
  })

  it('is named for what overlaps, lies elsewhere, or claims to be more than there is', async () => {
    for (const lie of [{offset: 0}, {offset: 4_000_000_000}, {packed: 4_000_000_000}])
      assert.ok(
        (await differencesIn({lie, name: 'evil', text: 'some text'})).some(message => message.startsWith('evil ')),
        JSON.stringify(lie),
      )
  })

  it('is no bundle where it is no archive', () => {
    for (const text of ['', 'x', 'no archive, but some text that is long enough for one']) {
      writeFileSync(at('bundle.zip'), text)
      assert.throws(() => openBundle(at('bundle.zip')), UserError)
    }
  })

  it('is found out in whatever byte it was changed', async () => {
    await written(at('bundle.zip'), await evidence())
    const whole = readFileSync(at('bundle.zip'))
    const end = whole.length - 22
    const directory = whole.readUInt32LE(end + 16)
    const {below} = chance(11)
    const sample = (from: number, to: number, n: number) => Array.from({length: n}, () => from + below(to - from))
    for (const position of [
      ...sample(0, directory, 30),
      ...sample(0, 40, 10),
      ...sample(directory, end, 25),
      ...sample(end, whole.length, 8),
      0,
      whole.length - 1,
    ]) {
      writeFileSync(at('other.zip'), flipped(position, 1 << below(8))(whole))
      assert.ok((await differences(at('other.zip'))).length > 0, `${position} of ${whole.length}`)
    }

    for (const [what, bytes] of [
      ['cut', whole.subarray(0, -1)],
      ['longer', Buffer.concat([whole, Buffer.from('x')])],
      ['preceded', Buffer.concat([Buffer.from('x'), whole])],
    ] as const) {
      writeFileSync(at('other.zip'), bytes)
      assert.ok((await differences(at('other.zip'))).length > 0, what)
    }
  })
})

describe('a folder that is hostile', () => {
  const place = workplace()
  const at = (name: string) => path.join(place(), name)

  it('is named for links, to files and folders, which are not followed', async function () {
    if (process.platform === 'win32') return this.skip()
    await written(at('bundle'), await evidence())
    const outside = mkdtempSync(path.join(tmpdir(), 'outside-'))
    renameSync(at('bundle/report.csv'), path.join(outside, 'report.csv'))
    symlinkSync(path.join(outside, 'report.csv'), at('bundle/report.csv'))
    symlinkSync(outside, at('bundle/more'))
    assert.deepEqual(await differences(at('bundle')), [
      'more is a link, which may lead anywhere',
      'report.csv is a link, which may lead anywhere',
    ])
    rmSync(outside, {recursive: true})
  })

  it('is named for pipes and devices, which are not waited for', async function () {
    if (process.platform === 'win32') return this.skip()
    await written(at('bundle'), await evidence())
    rmSync(at('bundle/report.csv'))
    execFileSync('mkfifo', [at('bundle/report.csv'), at('bundle/more'), at('pipe.zip'), at('pipe')])
    assert.deepEqual(await differences(at('bundle')), ['more is no plain file', 'report.csv is no plain file'])
    for (const file of [at('pipe.zip'), at('pipe'), '/dev/zero'])
      await assert.rejects(
        differences(file),
        (error: unknown) => error instanceof UserError && error.message.endsWith('is no bundle of evidence.'),
      )
  })

  it('is named for a file that a pipe or a link takes the place of once it was listed', async function () {
    if (process.platform === 'win32') return this.skip()
    await written(at('bundle'), await evidence())
    const bundle = openBundle(at('bundle'))
    rmSync(at('bundle/report.csv'))
    execFileSync('mkfifo', [at('bundle/report.csv')])
    assert.throws(() => bundle.measure('report.csv', 100), /is no plain file/)
    rmSync(at('bundle/report.csv'))
    symlinkSync('/etc/hostname', at('bundle/report.csv'))
    assert.throws(() => bundle.measure('report.csv', 100), /cannot be read: ELOOP/)
  })

  it('is not read beyond what its manifest says', async () => {
    await written(at('bundle'), await evidence())
    truncateSync(at('bundle/report.csv'), 4_000_000_000)
    assert.match(
      (await differences(at('bundle'))).join(),
      /^report\.csv is larger than the \d+ bytes that it should have$/,
    )
    truncateSync(at('bundle/manifest.json'), 4_000_000_000)
    assert.ok(
      (await differences(at('bundle'))).includes('manifest.json is larger than the 16777216 bytes that it should have'),
    )
  })

  it('is no bundle without a manifest, or where it is empty', async () => {
    mkdirSync(at('empty'))
    await assert.rejects(
      differences(at('empty')),
      (error: unknown) =>
        error instanceof UserError && error.message.includes('is no bundle of evidence: it has no manifest.json'),
    )
    await assert.rejects(differences(at('none')), /There is no bundle/)
    assert.ok(!existsSync(at('none')))
  })
})
