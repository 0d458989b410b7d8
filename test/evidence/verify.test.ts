import assert from 'node:assert/strict'
import {createPublicKey, verify} from 'node:crypto'
import {copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync} from 'node:fs'
import path from 'node:path'

import type {Catalog} from '../../src/catalog/catalog.js'
import type {AssessmentInputs} from '../../src/evidence/assessment-inputs.js'
import type {CompiledCheck} from '../../src/model/check.js'
import type {Framework} from '../../src/model/framework.js'
import type {Manifest} from '../../src/model/manifest.js'

import {logHead} from '../../src/evidence/decisions.js'
import {bundleFiles} from '../../src/evidence/bundle-files.js'
import {reportFrom} from '../../src/evidence/assessment-inputs.js'
import {manifestText, testResult, checksumsText} from '../../src/evidence/manifest.js'
import {previousBundle, verifyBundleChecksums} from '../../src/evidence/intact-bundle.js'
import {checksOfControl} from '../../src/model/framework.js'
import {verificationVerdict} from '../../src/report/verification/verification-text.js'
import {publicKey, signingKey} from '../../src/evidence/keys.js'
import {sha256 as sha256Of} from '../../src/foundation/canonical-json.js'
import {isBundlePath} from '../../src/evidence/archive/open-bundle.js'
import {control, item as seen} from '../compare/support.js'
import {chance} from '../helpers/chance.js'
import {changed, differences, evidence, flipped, keys, verified, workplace, written} from './support.js'
import {sampleOf} from '../helpers/sweep.js'

const read = (folder: string, name: string) => readFileSync(path.join(folder, name), 'utf8')
const manifestIn = (folder: string) => JSON.parse(read(folder, 'manifest.json')) as Manifest
const namesIn = (folder: string) => [...manifestIn(folder).files.map(({name}) => name), 'manifest.json', 'SHA256SUMS']

/** Changes a file together with every checksum, as a forger would. */
function forge(folder: string, name: string, change: (text: string) => string): void {
  const text = change(read(folder, name))
  writeFileSync(path.join(folder, name), text)
  const manifest = manifestIn(folder)
  const files = manifest.files.map(entry =>
    entry.name === name ? {name, bytes: Buffer.byteLength(text), sha256: sha256Of(text)} : entry,
  )
  const whole = manifestText({...manifest, files})
  writeFileSync(path.join(folder, 'manifest.json'), whole)
  writeFileSync(path.join(folder, 'SHA256SUMS'), checksumsText({files}, sha256Of(whole)))
}

/** The two numbers of an ECDSA signature. */
function numbersIn(der: Uint8Array): [bigint, bigint] {
  const hex = Buffer.from(der).toString('hex')
  const number = (at: number): [bigint, number] => {
    const end = at + 4 + 2 * Number.parseInt(hex.slice(at + 2, at + 4), 16)
    return [BigInt(`0x${hex.slice(at + 4, end)}`), end]
  }
  const [r, next] = number(hex.startsWith('81', 2) ? 6 : 4)
  return [r, number(next)[0]]
}

function inDer(...numbers: readonly bigint[]): Buffer {
  const body = Buffer.concat(
    numbers.map(number => {
      const hex = number.toString(16)
      const bytes = Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex')
      const signed = (bytes[0] ?? 0) > 127 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes
      return Buffer.concat([Buffer.from([2, signed.length]), signed])
    }),
  )
  return Buffer.concat([Buffer.from(body.length > 127 ? [0x30, 0x81, body.length] : [0x30, body.length]), body])
}

/** Lays a file beside the others, with its sums. */
function add(folder: string, name: string): void {
  const manifest = manifestIn(folder)
  writeFileSync(path.join(folder, name), '')
  writeFileSync(
    path.join(folder, 'manifest.json'),
    manifestText({
      ...manifest,
      files: [...manifest.files, {bytes: 0, name, sha256: sha256Of('')}].sort((a, b) => (a.name < b.name ? -1 : 1)),
    }),
  )
  forge(folder, name, () => 'well done')
}

describe('verify: files and report', () => {
  const place = workplace()
  const at = (name: string) => path.join(place(), name)

  it('finds what was read, how it was assessed, and the result in a bundle', async () => {
    const of = await evidence(['hipaa', 'gdpr-eu-only'])
    const {files, sha256} = await written(at('bundle'), of)
    const manifest = manifestIn(at('bundle'))
    assert.equal(sha256, sha256Of(read(at('bundle'), 'manifest.json')))
    assert.equal(files, manifest.files.length + 2)
    assert.deepEqual(
      manifest.files.map(({name}) => name).filter(name => !name.startsWith('report.')),
      [
        'README.txt',
        'checks.json',
        'end-of-life.json',
        'frameworks/gdpr-eu-only.json',
        'frameworks/hipaa.json',
        'policy.json',
        'responses.json',
        'settings.json',
        'snapshot.json',
      ],
    )
    assert.deepEqual(JSON.parse(read(at('bundle'), 'report.json')), JSON.parse(JSON.stringify(reportFrom(of))))
    const responses = JSON.parse(read(at('bundle'), 'responses.json')) as Array<Record<string, unknown>>
    assert.deepEqual(
      responses.map(({path: from}) => from),
      of.snapshot.facts.map(({path: from}) => from),
    )
    for (const response of responses)
      assert.ok(
        typeof response['at'] === 'string' &&
          ('gap' in response ||
            (/^[0-9a-f]{64}$/.test(String(response['sha256'])) &&
              response['status'] === 200 &&
              typeof response['requestId'] === 'string')),
        JSON.stringify(response),
      )
    // The limit that the policy sets is in the check.
    assert.match(read(at('bundle'), 'checks.json'), /"maximum": 2\b/)
  })

  it('verifies a folder and an archive, and reproduces the report', async () => {
    for (const name of ['bundle', 'bundle.zip']) {
      await written(at(name), await evidence())
      const {verification} = await verified(at(name))
      assert.deepEqual([verification.verified, verification.reproduced, verification.differences], [true, true, []])
      assert.deepEqual(
        verification.notices.map(({id}) => id),
        ['author-unknown'],
      )
    }
  })

  it('names every file in which a byte was changed', async () => {
    const {below} = chance(6)
    await written(at('bundle'), await evidence())
    const names = namesIn(at('bundle'))
    for (const name of names) {
      const {size} = statSync(path.join(at('bundle'), name))
      const tries = name === 'manifest.json' || name === 'SHA256SUMS' ? 25 : 2
      const positions = [0, size - 1, ...Array.from({length: tries}, () => below(size))]
      for (const position of sampleOf(positions, 1, names.indexOf(name))) {
        const by = 1 << below(8)
        rmSync(at('other'), {force: true, recursive: true})
        changed(at('bundle'), at('other'), name, flipped(position, by))
        const found = await differences(at('other'))
        assert.ok(
          found.some(message => message.startsWith(`${name} `)),
          `${name} at ${position} by ${by}: ${found.join('; ')}`,
        )
      }
    }
  })

  it('names files that are cut off, extended, missing or unexpected', async () => {
    await written(at('bundle'), await evidence())
    for (const name of sampleOf(namesIn(at('bundle')), 6)) {
      for (const change of [
        (bytes: Buffer) => bytes.subarray(0, -1),
        (bytes: Buffer) => Buffer.concat([bytes, Buffer.from('\n')]),
      ]) {
        rmSync(at('other'), {force: true, recursive: true})
        changed(at('bundle'), at('other'), name, change)
        assert.ok(
          (await differences(at('other'))).some(message => message.startsWith(`${name} `)),
          name,
        )
      }

      rmSync(path.join(at('other'), name))
      assert.ok(
        (await differences(at('other'))).some(message => message === `${name} is missing`),
        name,
      )
    }

    mkdirSync(path.join(at('bundle'), 'notes'))
    assert.deepEqual(await differences(at('bundle')), ['notes is an empty folder'])
    writeFileSync(path.join(at('bundle'), 'notes', 'more.txt'), 'x')
    assert.deepEqual(await differences(at('bundle')), [
      "notes/more.txt is in the bundle, but the manifest doesn't list it",
    ])
  })

  for (const [name, change] of [
    ['report.json', (text: string) => text.replace('"verdict": "fail"', '"verdict": "pass"')],
    ['report.csv', (text: string) => text.replace(',fail,', ',pass,')],
    ['responses.json', (text: string) => text.replace('"status": 200', '"status": 201')],
    ['settings.json', (text: string) => text.replace('{', '{ ')],
  ] as const)
    it(`notices that ${name} does not follow from the snapshot, even if every checksum was forged`, async () => {
      await written(at('bundle'), await evidence())
      forge(at('bundle'), name, change)
      const found = await differences(at('bundle'))
      assert.match(
        found.join('\n'),
        new RegExp(`^${name.replace('.', '\\.')} differs from the reproduced file from line \\d+ on$`),
      )
    })

  it('notices a forged snapshot, framework, policy, and forged checks and settings', async () => {
    for (const [name, change] of [
      ['snapshot.json', (text: string) => text.replace(': true', ': false')],
      ['checks.json', (text: string) => text.replaceAll('"severity": "high"', '"severity": "low"')],
      ['frameworks/hipaa.json', (text: string) => text.replace('"title": "', '"title": "Not ')],
      ['policy.json', (text: string) => text.replace('example.com', 'example.org')],
      ['settings.json', (text: string) => text.replace('2026-11-20', '2027-11-20')],
    ] as const) {
      rmSync(at('bundle'), {force: true, recursive: true})
      await written(at('bundle'), await evidence())
      const before = read(at('bundle'), name)
      forge(at('bundle'), name, change)
      assert.notEqual(read(at('bundle'), name), before, name)
      const found = await differences(at('bundle'))
      assert.ok(
        found.some(message => message.startsWith('report.json differs from the reproduced file')),
        `${name}: ${found.join('; ')}`,
      )
    }
  })

  it('reads no file outside its manifest, and refuses a pattern with catastrophic backtracking', async () => {
    await written(at('bundle'), await evidence())
    cpSync(at('bundle'), at('other'), {recursive: true})
    forge(at('other'), 'settings.json', text => text.replace('"hipaa"', '"../../outside"'))
    assert.deepEqual(await differences(at('other')), [
      'settings.json prevents the report from being reproduced: ' +
        'settings.json needs frameworks/../../outside.json, which is not in the bundle.',
    ])
    forge(at('bundle'), 'checks.json', text => {
      const [first, ...others] = JSON.parse(text) as Array<{must: object; subject: string}>
      return JSON.stringify([
        {...first, must: {region: {pattern: '^(a|a)*$'}}, subject: 'app', when: undefined},
        ...others,
      ])
    })
    assert.match(
      (await differences(at('bundle'))).join(),
      /^checks\.json prevents the report from being reproduced: checks\.json has a check .*could backtrack without end/,
    )
  })

  it('names frameworks and checks that differ from those of the same version', async () => {
    const {catalog, ...rest} = await evidence()
    const [framework, ...others] = catalog.frameworks
    const [check, ...checks] = catalog.checks
    assert.ok(framework && check)
    const weaker: Catalog[] = [
      {...catalog, frameworks: [{...framework, controls: framework.controls.slice(1)}, ...others]},
      {...catalog, checks},
      {...catalog, checks: [{...check, severity: 'low'}, ...checks]},
    ]
    const found: string[][] = []
    for (const [index, weakened] of weaker.entries()) {
      await written(at(`weak-${index}`), {catalog: weakened, ...rest})
      found.push(await differences(at(`weak-${index}`)))
    }

    const ofChecks = [`checks.json lacks or changes checks of version 0.1.0: ${check.id}`]
    assert.deepEqual(found, [['frameworks/hipaa.json differs from hipaa of version 0.1.0'], ofChecks, ofChecks])
  })

  /** Inputs with a custom framework only. */
  async function ownEvidence(
    change: (catalog: Catalog) => Partial<Catalog> = () => ({}),
    own: Partial<Framework> = {},
  ): Promise<AssessmentInputs> {
    const {catalog, ...rest} = await evidence(['baseline'])
    const frameworks = catalog.frameworks.map(framework => ({
      ...framework,
      aliases: [],
      controls: framework.controls.slice(1),
      id: 'ours',
      ...own,
    }))
    return {
      ...rest,
      catalog: {...catalog, frameworks, ...change({...catalog, frameworks})},
      settings: {...rest.settings, frameworks: frameworks.map(({id}) => id)},
    }
  }

  it('accepts a custom framework, and compares its bundled checks under the limits of the policy', async () => {
    const of = await ownEvidence()
    assert.equal(of.catalog.checks.find(({id}) => id === 'teams-have-few-admins')?.must['adminCount']?.['maximum'], 2)
    await written(at('own'), of)
    assert.deepEqual(await differences(at('own')), [])
  })

  it('names weaker content under a bundled name, even if only a custom framework was assessed', async () => {
    const weaker = (id: string, change: Partial<CompiledCheck>) =>
      ownEvidence(({checks}) => ({checks: checks.map(check => (check.id === id ? {...check, ...change} : check))}))
    const admins = 'teams-have-few-admins'
    const ofChecks = (id: string) => [`checks.json lacks or changes checks of version 0.1.0: ${id}`]
    for (const [name, of, expected] of [
      ['must', await weaker(admins, {must: {adminCount: {maximum: 99}}}), ofChecks(admins)],
      ['limit', await weaker(admins, {must: {adminCount: {maximum: 5}}}), ofChecks(admins)],
      ['severity', await weaker('team-members-use-mfa', {severity: 'low'}), ofChecks('team-members-use-mfa')],
      [
        'dropped',
        await ownEvidence(({checks}) => ({checks: checks.filter(({id}) => id !== admins)})),
        ofChecks(admins),
      ],
      [
        'renamed',
        await ownEvidence(({checks, frameworks}) => ({
          checks: checks.filter(({id}) => id !== admins),
          frameworks: frameworks.map(framework => ({
            ...framework,
            controls: framework.controls.filter(control => !checksOfControl(control).includes(admins)),
          })),
        })),
        [],
      ],
      [
        'dates',
        await ownEvidence(({endOfLife}) => ({
          endOfLife: {...endOfLife, postgres: endOfLife.postgres.map(row => ({...row, endOfLife: '2099-01-01'}))},
        })),
        ['end-of-life.json differs from the dates of version 0.1.0'],
      ],
      [
        'alias',
        await ownEvidence(undefined, {aliases: ['pci']}),
        ['frameworks/ours.json differs from pci-dss-4.0.1 of version 0.1.0'],
      ],
      [
        'id',
        await ownEvidence(undefined, {id: 'soc2-2017'}),
        ['frameworks/soc2-2017.json differs from soc2-2017 of version 0.1.0'],
      ],
    ] as const) {
      await written(at(name), of)
      assert.deepEqual(await differences(at(name)), expected, name)
    }
  })

  it('points out custom frameworks, whatever their title', async () => {
    const noticesOf = async (name: string, of: AssessmentInputs) => {
      await written(at(name), of)
      const {
        verification: {differences: found, notices},
      } = await verified(at(name))
      assert.deepEqual(found, [])
      return notices.filter(({id}) => id === 'custom-framework').map(({text}) => text)
    }

    const twin = await ownEvidence(undefined, {id: 'pci-dss', title: 'PCI DSS', version: '4.0.1'})
    assert.deepEqual(await noticesOf('twin', twin), [
      'PCI DSS 4.0.1 is a custom framework (pci-dss): its controls and checks were chosen by the author of the ' +
        "bundle, and the tool doesn't know them.",
    ])
    assert.deepEqual(await noticesOf('bundled', await evidence()), [])
  })

  it('points out an assessment dated before anything was read', async () => {
    const {settings, ...rest} = await evidence()
    const noticesAt = async (now: string) => {
      await written(at(now.slice(0, 4)), {...rest, settings: {...settings, now}})
      return (await verified(at(now.slice(0, 4)))).verification.notices.filter(
        ({id}) => id === 'assessed-before-collection',
      ).length
    }

    assert.deepEqual([await noticesAt('2015-01-01T00:00:00.000Z'), await noticesAt('2026-11-20T12:00:00.000Z')], [1, 0])
  })

  it('compares the kind of scope with the snapshot', async () => {
    const {settings, ...rest} = await evidence()
    for (const scopeKind of ['all', 'team'] as const) {
      await written(at(scopeKind), {...rest, settings: {...settings, scopeKind}})
      assert.deepEqual(await differences(at(scopeKind)), [
        `settings.json says that the scope is of kind ${scopeKind}, but the snapshot is of app records-desk`,
      ])
    }

    for (const scopeKind of ['app', 'sample', 'snapshot'] as const) {
      await written(at(scopeKind), {...rest, settings: {...settings, scopeKind}})
      assert.deepEqual(await differences(at(scopeKind)), [])
    }
  })

  it('follows a link to the folder of the bundle', async () => {
    await written(at('bundle'), await evidence())
    symlinkSync(at('bundle'), at('latest'))
    assert.deepEqual(await differences(at('latest')), [])
    assert.equal(isBundlePath(at('latest')), true)
  })

  it('does not verify a bundle by another version unless that is accepted', async () => {
    await written(at('bundle'), await evidence(['hipaa'], {version: '0.0.9'}))
    const both = await Promise.all(
      [false, true].map(async acceptsVersion => (await verified(at('bundle'), {acceptsVersion})).verification),
    )
    assert.deepEqual(
      both.map(({differences: messages, manifest, notices, verified: is}) => [
        is,
        messages,
        manifest?.tool.version,
        notices[0]?.id,
      ]),
      [
        [false, [], '0.0.9', 'other-version'],
        [true, [], '0.0.9', 'other-version'],
      ],
    )
    const [refused = assert.fail()] = both
    assert.match(verificationVerdict(refused), /^Not verified: it was written by version 0\.0\.9, .*--accept-version/)
    // Files for people may look different in each version. The report must not, and the message names both versions.
    forge(at('bundle'), 'report.csv', text => `${text}more\r\n`)
    assert.deepEqual(await differences(at('bundle')), [])
    add(at('bundle'), 'letter.pdf')
    assert.deepEqual(
      (await verified(at('bundle'))).verification.notices.find(({id}) => id === 'unknown-files')?.text,
      "This version doesn't know these files and only compared their checksums: letter.pdf.",
    )
    forge(at('bundle'), 'report.json', text => text.replace('"verdict": "fail"', '"verdict": "pass"'))
    assert.equal((await verified(at('bundle'), {acceptsVersion: true})).verification.verified, false)
    assert.match(
      (await differences(at('bundle'))).join(),
      /^report\.json differs .*\. Version 0\.0\.9 wrote the bundle and version 0\.1\.0 reproduced it/,
    )
  })

  it('gets the same bytes when the same inputs are written again', async () => {
    const of = await evidence()
    for (const name of ['one', 'two']) {
      await written(at(name), of)
      await written(at(`${name}.zip`), of)
    }

    assert.ok(readFileSync(at('one.zip')).equals(readFileSync(at('two.zip'))))
    for (const name of namesIn(at('one'))) assert.equal(read(at('one'), name), read(at('two'), name))
    const report = reportFrom(of)
    for (const {name, chunks} of bundleFiles(of, report))
      assert.equal(Buffer.concat([...(await chunks())]).toString(), read(at('one'), name))
  })
})

describe('verify: signature', () => {
  const place = workplace()
  const at = (name: string) => path.join(place(), name)

  for (const kind of ['ed25519', 'P-256', 'P-384', 'P-521'] as const)
    it(`checks a signature by a key of type ${kind}`, async () => {
      const {open, own} = keys(place(), kind)
      const otherKey = keys(place(), kind, 'other')
      await written(at('bundle'), await evidence(), {key: signingKey(own)})
      const key = publicKey(open)
      const {verification} = await verified(at('bundle'), {key})
      assert.deepEqual(
        [verification.verified, verification.signature, verification.notices],
        [true, {checkedWith: 'given', keyId: key.id}, []],
      )
      const alone = (await verified(at('bundle'))).verification
      assert.deepEqual(
        [alone.verified, alone.signature.checkedWith, alone.notices.map(({id}) => id)],
        [true, 'enclosed', ['author-unknown']],
      )
      const found = await differences(at('bundle'), {key: publicKey(otherKey.open)})
      assert.deepEqual(
        found.map(message => message.split(' ')[0]),
        ['public-key.pem', 'manifest.dsse.json'],
      )
      assert.match(found[1] ?? '', /is signed with another key/)
    })

  it('signs a result that does not depend on --fail-on', async () => {
    const of = await evidence()
    await written(
      at('bundle'),
      {...of, settings: {...of.settings, failOn: 'never'}},
      {key: signingKey(keys(place(), 'ed25519').own)},
    )
    const {payload} = JSON.parse(read(at('bundle'), 'manifest.dsse.json')) as {payload: string}
    const {predicate} = JSON.parse(Buffer.from(payload, 'base64').toString()) as {predicate: {result: string}}
    assert.deepEqual(
      [manifestIn(at('bundle')).exit.code, manifestIn(at('bundle')).result, predicate.result],
      [0, 'FAILED', 'FAILED'],
    )
    forge(at('bundle'), 'README.txt', text => text)
    const forged = read(at('bundle'), 'manifest.json').replace('"result": "FAILED"', '"result": "PASSED"')
    writeFileSync(path.join(at('bundle'), 'manifest.json'), forged)
    writeFileSync(path.join(at('bundle'), 'SHA256SUMS'), checksumsText(manifestIn(at('bundle')), sha256Of(forged)))
    assert.ok((await differences(at('bundle'))).includes('manifest.json contradicts the reproduced report'))
  })

  it('gets the same signature each time from Ed25519', async () => {
    const key = signingKey(keys(place(), 'ed25519').own)
    for (const name of ['one.zip', 'two.zip']) await written(at(name), await evidence(), {key})
    assert.ok(readFileSync(at('one.zip')).equals(readFileSync(at('two.zip'))))
  })

  it('signs an in-toto statement about the manifest', async () => {
    const {sha256} = await written(at('bundle'), await evidence(), {key: signingKey(keys(place(), 'ed25519').own)})
    const {payload, payloadType} = JSON.parse(read(at('bundle'), 'manifest.dsse.json')) as {
      payload: string
      payloadType: string
    }
    assert.equal(payloadType, 'application/vnd.in-toto+json')
    const {_type, predicate, subject} = JSON.parse(Buffer.from(payload, 'base64').toString()) as {
      _type: string
      predicate: {result: string}
      subject: object[]
    }
    assert.deepEqual(
      [_type, subject, predicate.result],
      ['https://in-toto.io/Statement/v1', [{digest: {sha256}, name: 'manifest.json'}], 'FAILED'],
    )
  })

  it('notices a change of any byte of the signature, with and without a given key', async () => {
    const {open, own} = keys(place(), 'P-256')
    await written(at('bundle'), await evidence(), {key: signingKey(own)})
    const {size} = statSync(path.join(at('bundle'), 'manifest.dsse.json'))
    const {below} = chance(3)
    // The last ones are in the signature itself.
    const positions = [
      0,
      size - 1,
      size - 2,
      ...Array.from({length: 10}, () => below(size)),
      ...Array.from({length: 4}, () => size - 20 - below(80)),
    ]
    for (const position of sampleOf(positions, 4)) {
      rmSync(at('other'), {force: true, recursive: true})
      changed(at('bundle'), at('other'), 'manifest.dsse.json', flipped(position, 1 << below(7)))
      for (const verifying of [{}, {key: publicKey(open)}])
        assert.ok(
          (await differences(at('other'), verifying)).some(message => message.startsWith('manifest.dsse.json ')),
          String(position),
        )
    }
  })

  const orders = {
    'P-256': 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
    'P-384': 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
    'P-521':
      // 2^521 less a number of 260 bits.
      (1n << 521n) - 0x5ae79787c40d069948033feb708f65a2fc44a36477663b851449048e16ec79bf7n,
  } as const
  for (const kind of ['P-256', 'P-384', 'P-521'] as const)
    it(`accepts only one of the two equivalent ECDSA signatures on ${kind}`, () => {
      const {open, own} = keys(place(), kind)
      const [key, message] = [signingKey(own), Buffer.from('a statement')]
      const [digest, curve] = [
        {'P-256': 'sha256', 'P-384': 'sha384', 'P-521': 'sha512'}[kind],
        createPublicKey(readFileSync(open)),
      ]
      for (let turn = 0; turn < 20; turn++) {
        const signature = key.sign(message)
        assert.ok(publicKey(open).verifies(message, signature))
        const [r, s] = numbersIn(signature)
        const twin = inDer(r, orders[kind] - s)
        assert.ok(verify(digest, message, {dsaEncoding: 'der', key: curve}, twin), 'the twin is valid ECDSA')
        assert.ok(!publicKey(open).verifies(message, twin))
      }
    })

  it('notices a signature that was removed or copied from another bundle', async () => {
    const {open, own} = keys(place(), 'ed25519')
    await written(at('bundle'), await evidence(), {key: signingKey(own)})
    cpSync(at('bundle'), at('other'), {recursive: true})
    rmSync(path.join(at('other'), 'manifest.dsse.json'))
    assert.deepEqual(await differences(at('other')), ['manifest.dsse.json is missing, but the bundle was signed'])
    await written(at('unsigned'), await evidence())
    assert.deepEqual(await differences(at('unsigned'), {key: publicKey(open)}), [
      "manifest.dsse.json is missing: the bundle isn't signed",
    ])
    // Another bundle with the signature of this one.
    copyFileSync(path.join(at('bundle'), 'manifest.dsse.json'), path.join(at('unsigned'), 'manifest.dsse.json'))
    assert.match(
      (await differences(at('unsigned'), {key: publicKey(open)})).join('; '),
      /is there, but public-key\.pem isn't in the manifest; manifest\.dsse\.json is not a signature of this manifest/,
    )
  })
})

describe('verify: previous bundle', () => {
  const place = workplace()
  const at = (name: string) => path.join(place(), name)

  it('accepts the named bundle, in a folder or an archive', async () => {
    const first = await written(at('first.zip'), await evidence())
    const previous = await previousBundle(at('first.zip'))
    assert.deepEqual(previous, {generatedAt: '2026-11-20T12:00:00.000Z', sha256: first.sha256})
    await written(at('second'), await evidence(['gdpr']), {previous})
    assert.deepEqual(await differences(at('second'), {previous: await verifyBundleChecksums(at('first.zip'))}), [])
    assert.ok((await verified(at('second'))).verification.notices.some(({id}) => id === 'chain-not-checked'))
  })

  it('refuses another bundle, a changed one, and any if none is named', async () => {
    await written(at('first'), await evidence())
    await written(at('second'), await evidence(['gdpr']), {previous: await previousBundle(at('first'))})
    await written(at('alone'), await evidence(['soc2']))
    assert.match(
      (await differences(at('second'), {previous: await verifyBundleChecksums(at('alone'))})).join(),
      /^manifest\.json names another previous bundle/,
    )
    assert.match(
      (await differences(at('alone'), {previous: await verifyBundleChecksums(at('first'))})).join(),
      /^manifest\.json names no previous bundle/,
    )
    changed(at('first'), at('touched'), 'report.csv', flipped(10))
    assert.match(
      (await differences(at('second'), {previous: await verifyBundleChecksums(at('touched'))})).join(),
      /^previous: report\.csv has another SHA-256/,
    )
    const previous = {...(await previousBundle(at('first'))), generatedAt: '2026-01-01T00:00:00.000Z'}
    await written(at('dated'), await evidence(['gdpr']), {previous})
    assert.deepEqual(await differences(at('dated'), {previous: await verifyBundleChecksums(at('first'))}), [
      'manifest.json dates the previous bundle 2026-01-01T00:00:00.000Z, but that says 2026-11-20T12:00:00.000Z',
    ])
    await assert.rejects(previousBundle(at('touched')), /touched was changed after it was written: report\.csv/)
  })
})

describe('testResult', () => {
  const waiver = {approvedBy: 'b', by: 'a', expires: '2026-12-01', reason: 'r'}
  const framework = (...controls: Array<ReturnType<typeof control>>) => [
    {controls, id: 'f', summary: {} as never, title: 'F', version: '1'},
  ]
  const ref = {control: '1', framework: 'f'}

  for (const [expected, what, observations, controls] of [
    [
      'PASSED',
      'nothing but passes',
      [seen('1', 'pass')],
      [
        control('1', 'pass'),
        control('2', 'attested'),
        control('3', 'inherited'),
        control('4', 'not-applicable'),
        control('5', 'waived'),
      ],
    ],
    [
      'PASSED',
      'a failure and an unknown that are waived',
      [seen('1', 'fail', {waiver}), seen('2', 'unknown', {waiver})],
      [],
    ],
    [
      'FAILED',
      'a failure of any severity',
      [seen('1', 'fail', {controls: [ref], severity: 'low'}), seen('2', 'unknown')],
      [control('1', 'manual')],
    ],
    [
      'FAILED',
      'a failure of a check that is a signal elsewhere',
      [seen('1', 'fail', {controls: [ref], signals: [ref]})],
      [],
    ],
    ['FAILED', 'a control that was answered no', [seen('1', 'pass')], [control('1', 'pass'), control('2', 'fail')]],
    [
      'WARNED',
      'a failure that breaches nothing',
      [seen('1', 'fail', {controls: [], signals: [ref]})],
      [control('1', 'pass')],
    ],
    ['WARNED', 'a failure that no control names', [seen('1', 'fail', {controls: []})], []],
    ['WARNED', 'an unknown', [seen('1', 'pass'), seen('2', 'unknown', {severity: 'low'})], []],
    ['WARNED', 'an unknown control', [seen('1', 'pass')], [control('1', 'unknown')]],
    ['WARNED', 'an open control', [seen('1', 'pass')], [control('1', 'manual')]],
    ['WARNED', 'no verdict', [seen('1', 'not-applicable')], []],
  ] as const)
    it(`is ${expected} for ${what}`, () => {
      assert.equal(testResult({frameworks: framework(...controls), observations}), expected)
    })
})

describe('verify: decision log', () => {
  const place = workplace()
  const at = (name: string) => path.join(place(), name)

  /** A log of so many lines, each of which names the hash of the one before. */
  function logOf(lines: number, who = 'ann'): string {
    let [text, previous] = ['', '0'.repeat(64)]
    for (let index = 0; index < lines; index++) {
      const line = JSON.stringify({
        at: `2026-11-${10 + index}T00:00:00.000Z`,
        by: who,
        action: 'answer',
        what: index,
        policySha256: 'x',
        previous,
      })
      text += `${line}\n`
      previous = sha256Of(line)
    }

    return text
  }

  const having = async (name: string, decisions: string | undefined, writing = {}) =>
    written(at(name), await evidence(['gdpr'], {decisions}), {decisions: logHead(decisions, 'log'), ...writing})
  const differencesWithLog = async (name: string, text: string) => differences(at(name), {log: {file: 'log', text}})

  it('accepts the log of the bundle and every continuation of it', async () => {
    await having('bundle', logOf(3))
    const {decisions} = manifestIn(at('bundle'))
    assert.deepEqual(decisions, {lines: 3, sha256: sha256Of(logOf(3).split('\n')[2] ?? '')})
    assert.equal(read(at('bundle'), 'decisions.jsonl'), logOf(3))
    const {verification} = await verified(at('bundle'))
    assert.deepEqual(
      [verification.verified, verification.decisions, verification.notices.map(({id}) => id)],
      [true, {isChecked: false}, ['author-unknown', 'log-not-checked']],
    )
    for (const lines of [3, 4, 9]) assert.deepEqual(await differencesWithLog('bundle', logOf(lines)), [], String(lines))
    assert.deepEqual((await verified(at('bundle'), {log: {file: 'log', text: logOf(3)}})).verification.decisions, {
      isChecked: true,
    })
  })

  it('notices removed and changed lines', async () => {
    await having('bundle', logOf(3))
    assert.deepEqual(await differencesWithLog('bundle', logOf(2)), [
      'log has 2 lines instead of 3: the last one was removed',
    ])
    assert.deepEqual(await differencesWithLog('bundle', ''), ['log has 0 lines instead of 3: the last 3 were removed'])
    const changed3 = logOf(3).replace('"what":2', '"what":7')
    assert.deepEqual(await differencesWithLog('bundle', changed3), [
      'log has another line 3 than when the bundle was written',
    ])
    assert.deepEqual(await differencesWithLog('bundle', logOf(4, 'mallory')), [
      'log has another line 3 than when the bundle was written',
    ])
    assert.match(
      (await differencesWithLog('bundle', logOf(3).replace('"what":1', '"what":7'))).join(),
      /^log is damaged: log:3 does not follow from the line before it/,
    )
    assert.match(
      (await differencesWithLog('bundle', logOf(3).slice(0, -1))).join(),
      /^log is damaged: log:3 is incomplete/,
    )
  })

  it('notices a log that was forged together with every checksum', async () => {
    await having('bundle', logOf(3))
    cpSync(at('bundle'), at('changed'), {recursive: true})
    forge(at('changed'), 'decisions.jsonl', text => text.replace('"what":2', '"what":7'))
    assert.deepEqual(await differences(at('changed')), ['manifest.json contradicts the reproduced report'])
    forge(at('bundle'), 'decisions.jsonl', text => text.replace('"what":1', '"what":7'))
    assert.match(
      (await differences(at('bundle'))).join(),
      /^decisions\.jsonl prevents the report from being reproduced: decisions\.jsonl:3 does not follow/,
    )
  })

  it('requires the log to continue the one in the previous bundle', async () => {
    await having('first', logOf(2))
    const previous = await previousBundle(at('first'))
    const chain = async (name: string, lines: string | undefined) => {
      await having(name, lines, {previous})
      return differences(at(name), {previous: await verifyBundleChecksums(at('first'))})
    }

    assert.deepEqual(await chain('same', logOf(2)), [])
    assert.deepEqual(await chain('more', logOf(5)), [])
    assert.deepEqual(await chain('less', logOf(1)), [
      'decisions.jsonl has 1 line instead of 2: the last one was removed',
    ])
    assert.deepEqual(await chain('none', undefined), [
      'decisions.jsonl has 0 lines instead of 2: the last 2 were removed',
    ])
    assert.deepEqual(await chain('other', logOf(3, 'mallory')), [
      'decisions.jsonl has another line 2 than when the bundle was written',
    ])
    assert.deepEqual(
      await differences(at('more'), {
        log: {file: 'log', text: logOf(5)},
        previous: await verifyBundleChecksums(at('first')),
      }),
      [],
    )
    assert.deepEqual(
      await differences(at('same'), {
        log: {file: 'log', text: logOf(1)},
        previous: await verifyBundleChecksums(at('first')),
      }),
      ['log has 1 line instead of 2: the last one was removed'],
    )
  })

  it('refuses a log for a bundle without one', async () => {
    await having('bundle', undefined)
    assert.equal(manifestIn(at('bundle')).decisions, undefined)
    assert.deepEqual(await differencesWithLog('bundle', logOf(1)), [
      'manifest.json mentions no decision log, but one was given',
    ])
    assert.equal(logHead('', 'log'), undefined)
  })
})
