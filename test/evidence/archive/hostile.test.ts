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

import type {ZipPart} from './zip.js'

import {measureFile} from '../../../src/evidence/archive/bundle-reader.js'
import {openBundle} from '../../../src/evidence/archive/open-bundle.js'
import {UserError} from '../../../src/foundation/user-error.js'
import {chance} from '../../helpers/chance.js'
import {differences, evidence, flipped, workplace, written} from '../support.js'
import {zip} from './zip.js'
import {sampleOf} from '../../helpers/sweep.js'

describe('reading a hostile archive', () => {
  const place = workplace()
  const at = (name: string) => path.join(place(), name)
  const differencesIn = async (...parts: readonly ZipPart[]) => {
    writeFileSync(at('bundle.zip'), zip({content: '{}', name: 'manifest.json'}, ...parts))
    const messages = await differences(at('bundle.zip'))
    // Nothing is ever extracted.
    assert.deepEqual(readdirSync(place()), ['bundle.zip'])
    return messages
  }

  for (const [name, problem] of [
    ['../evil', 'points outside the bundle'],
    ['frameworks/../../evil', 'points outside the bundle'],
    ['/etc/passwd', 'has an absolute path'],
    ['C:/evil', 'has an absolute path'],
    ['frameworks\\evil', 'has a backslash in its name'],
    ['./evil', 'has a path that is not normalized'],
    ['a//b', 'has a path that is not normalized'],
    ['folder/', 'has a path that is not normalized'],
    ['evil\u202Egpj', 'has an invisible or unsafe character in its name'],
    ['evil\u0000', 'has an invisible or unsafe character in its name'],
    ['n'.repeat(201), 'has a name that is too long'],
  ] as const)
    it(`reports the name ${JSON.stringify(name.slice(0, 30))}`, async () => {
      assert.ok((await differencesIn({name})).includes(`${name} ${problem}`))
    })

  it('reports an empty name, a link, and names that occur twice or differ only in case', async () => {
    assert.ok((await differencesIn({name: ''})).some(message => message.endsWith(' has no name')))
    assert.ok(
      (await differencesIn({mode: 0o120777, name: 'evil'})).includes('evil is a link, which may point anywhere'),
    )
    assert.ok((await differencesIn({name: 'evil'}, {content: 'other', name: 'evil'})).includes('evil occurs twice'))
    assert.ok(
      (await differencesIn({content: '{"other": 1}', name: 'manifest.json'})).includes('manifest.json occurs twice'),
    )
    assert.ok(
      (await differencesIn({name: 'Manifest.json'})).includes(
        'manifest.json differs from Manifest.json only in upper and lower case',
      ),
    )
  })

  it('reports files that are encrypted or not compressed', async () => {
    assert.ok((await differencesIn({flags: 0x0801, name: 'evil'})).includes('evil is encrypted'))
    assert.ok((await differencesIn({method: 0, name: 'evil'})).includes('evil is not compressed as bundles are'))
    assert.ok((await differencesIn({method: 12, name: 'evil'})).includes('evil is not compressed as bundles are'))
    const strong = await differencesIn({flags: 0x0840, name: 'evil'})
    assert.ok(strong.some(message => message.endsWith("has a directory that can't be read at entry 2")))
  })

  it('decompresses nothing beyond what directory and manifest say', async () => {
    const bomb = '0'.repeat(50_000_000)
    writeFileSync(at('bundle.zip'), zip({content: bomb, lie: {bytes: 10}, name: 'manifest.json'}))
    assert.deepEqual(await differences(at('bundle.zip')), ['manifest.json is larger than the expected 10 bytes'])
    writeFileSync(at('bundle.zip'), zip({content: bomb, name: 'manifest.json'}))
    assert.deepEqual(await differences(at('bundle.zip')), ['manifest.json is larger than the expected 16777216 bytes'])
  })

  it('reports data that overlaps, lies elsewhere, or claims to be longer than the archive', async () => {
    for (const lie of [{offset: 0}, {offset: 4_000_000_000}, {packedBytes: 4_000_000_000}])
      assert.ok(
        (await differencesIn({content: 'some text', lie, name: 'evil'})).some(message => message.startsWith('evil ')),
        JSON.stringify(lie),
      )
  })

  it('reports headers that contradict each other', async () => {
    for (const localLie of [{bytes: 7}, {crc: 7}, {name: 'good'}, {packedBytes: 7}])
      assert.ok(
        (await differencesIn({localLie, name: 'evil'})).includes('evil has contradicting headers in the archive'),
        JSON.stringify(localLie),
      )
  })

  it('reports a wrong checksum or size, and bytes after compressed data or between files', async () => {
    for (const [part, problem] of [
      [{lie: {crc: 7}}, "doesn't decompress to what the archive says"],
      [{lie: {bytes: 100}}, "doesn't decompress to what the archive says"],
      [{trailing: 'hidden'}, 'is followed by bytes that belong to no file'],
      [{lie: {packedBytes: 3}}, "can't be decompressed: unexpected end of file"],
    ] as const) {
      writeFileSync(at('bundle.zip'), zip({content: '{"a": 1}', name: 'manifest.json', ...part}))
      const messages = await differences(at('bundle.zip'))
      assert.ok(messages.includes(`manifest.json ${problem}`), messages.join('; '))
    }

    const [message = '', ...others] = await differencesIn({gap: 'hidden', name: 'evil'})
    assert.match(message, /bundle\.zip holds bytes that belong to none of its files$/)
    assert.ok(others.length > 0)
    assert.ok(
      (await differencesIn({gap: 'hidden', name: 'first'}, {name: 'second'})).includes(
        'second overlaps another file of the archive or leaves a gap',
      ),
    )
  })

  it('takes nothing for a bundle that is not an archive', async () => {
    for (const text of ['', 'x', 'no archive, but some text that is long enough to be one']) {
      writeFileSync(at('bundle.zip'), text)
      await assert.rejects(openBundle(at('bundle.zip')), UserError)
    }
  })

  it('notices a change of any byte, and bytes that are cut off, added or prepended', async () => {
    await written(at('bundle.zip'), await evidence())
    const whole = readFileSync(at('bundle.zip'))
    const end = whole.length - 22 - 'sha256:'.length - 64
    assert.equal(whole.readUInt32LE(end), 0x06054b50)
    const directory = whole.readUInt32LE(end + 16)
    const {below} = chance(11)
    const sample = (from: number, to: number, n: number) => Array.from({length: n}, () => from + below(to - from))
    const positions = [
      ...sample(0, directory, 30),
      ...sample(0, 40, 10),
      ...sample(directory, end, 25),
      ...sample(end, whole.length, 16),
      0,
      whole.length - 1,
    ]
    for (const position of sampleOf(positions, 12)) {
      writeFileSync(at('other.zip'), flipped(position, 1 << below(8))(whole))
      assert.ok((await differences(at('other.zip'))).length > 0, `${position} of ${whole.length}`)
    }

    for (const [what, bytes] of [
      ['cut off', whole.subarray(0, -1)],
      ['added', Buffer.concat([whole, Buffer.from('x')])],
      ['prepended', Buffer.concat([Buffer.from('x'), whole])],
    ] as const) {
      writeFileSync(at('other.zip'), bytes)
      assert.ok((await differences(at('other.zip'))).length > 0, what)
    }
  })

  it('reads an archive without a seal, as earlier versions wrote it', async () => {
    await written(at('bundle'), await evidence())
    const names = readdirSync(at('bundle'), {encoding: 'utf8', recursive: true, withFileTypes: true})
      .filter(entry => entry.isFile())
      .map(entry => path.relative(at('bundle'), path.join(entry.parentPath, entry.name)))
    const parts = names.map(name => ({content: readFileSync(at(`bundle/${name}`)), name}))
    writeFileSync(at('earlier.zip'), zip(...parts))
    assert.deepEqual(await differences(at('earlier.zip')), [])
    const changed = parts.map(part =>
      part.name === 'report.csv' ? {...part, content: `${part.content.toString()} `} : part,
    )
    writeFileSync(at('earlier.zip'), zip(...changed))
    assert.match(
      (await differences(at('earlier.zip'))).join('; '),
      /^report\.csv is larger than the expected \d+ bytes$/,
    )
  })
})

describe('reading a hostile folder', () => {
  const place = workplace()
  const at = (name: string) => path.join(place(), name)

  it('reports links to files and folders, and follows none', async function () {
    if (process.platform === 'win32') return this.skip()
    await written(at('bundle'), await evidence())
    const outside = mkdtempSync(path.join(tmpdir(), 'outside-'))
    renameSync(at('bundle/report.csv'), path.join(outside, 'report.csv'))
    symlinkSync(path.join(outside, 'report.csv'), at('bundle/report.csv'))
    symlinkSync(outside, at('bundle/more'))
    assert.deepEqual(await differences(at('bundle')), [
      'more is a link, which may point anywhere',
      'report.csv is a link, which may point anywhere',
    ])
    rmSync(outside, {recursive: true})
  })

  it('reports pipes and devices without waiting for them', async function () {
    if (process.platform === 'win32') return this.skip()
    await written(at('bundle'), await evidence())
    rmSync(at('bundle/report.csv'))
    execFileSync('mkfifo', [at('bundle/report.csv'), at('bundle/more'), at('pipe.zip'), at('pipe')])
    assert.deepEqual(await differences(at('bundle')), [
      'more is not a regular file',
      'report.csv is not a regular file',
    ])
    for (const file of [at('pipe.zip'), at('pipe'), '/dev/zero'])
      await assert.rejects(
        differences(file),
        (error: unknown) => error instanceof UserError && error.message.endsWith('is not an evidence bundle.'),
      )
  })

  it('reports a pipe or link that replaces a file after it was listed', async function () {
    if (process.platform === 'win32') return this.skip()
    await written(at('bundle'), await evidence())
    const bundle = await openBundle(at('bundle'))
    rmSync(at('bundle/report.csv'))
    execFileSync('mkfifo', [at('bundle/report.csv')])
    await assert.rejects(measureFile(bundle, 'report.csv', 100), /is not a regular file/)
    rmSync(at('bundle/report.csv'))
    symlinkSync('/etc/hostname', at('bundle/report.csv'))
    await assert.rejects(measureFile(bundle, 'report.csv', 100), /can't be read: it is a symbolic link/)
  })

  it('reads nothing beyond what the manifest says', async () => {
    await written(at('bundle'), await evidence())
    truncateSync(at('bundle/report.csv'), 4_000_000_000)
    assert.match((await differences(at('bundle'))).join(), /^report\.csv is larger than the expected \d+ bytes$/)
    truncateSync(at('bundle/manifest.json'), 4_000_000_000)
    assert.ok((await differences(at('bundle'))).includes('manifest.json is larger than the expected 16777216 bytes'))
  })

  it('takes nothing for a bundle that is empty or has no manifest', async () => {
    mkdirSync(at('empty'))
    await assert.rejects(
      differences(at('empty')),
      (error: unknown) =>
        error instanceof UserError && error.message.includes('is not an evidence bundle: it has no manifest.json'),
    )
    await assert.rejects(differences(at('none')), /there is no such file/)
    assert.ok(!existsSync(at('none')))
  })
})
