import {cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {generateKeyPairSync} from 'node:crypto'
import {tmpdir} from 'node:os'
import path from 'node:path'

import type {Evidence} from '../../src/evidence/evidence.js'
import type {Verified, Verifying} from '../../src/evidence/verify.js'
import type {Writing, Written} from '../../src/evidence/write-bundle.js'
import type {ReadPolicy} from '../../src/model/policy.js'

import {documentsOf} from '../../src/evidence/bundle-files.js'
import {reportOn} from '../../src/evidence/evidence.js'
import {verify} from '../../src/evidence/verify.js'
import {writeBundle} from '../../src/evidence/write-bundle.js'
import {chooseCatalog} from '../../src/catalog/select-frameworks.js'
import {openBundle} from '../../src/evidence/archive/open-bundle.js'
import {fingerprint} from '../../src/foundation/canonical-json.js'
import {collected} from '../../tools/sample.js'
import {sample} from '../fixtures/sample.js'

const said = {allow: {emailDomains: ['example.com']}, limits: {admins: 2}}
export const policy: ReadPolicy = {files: ['compliance.yml'], policy: said, sha256: fingerprint(said)}

/** Evidence on one app of the sample. */
export async function evidence(
  frameworks: readonly string[] = ['hipaa'],
  own: Partial<Evidence> = {},
): Promise<Evidence> {
  const snapshot = await collected(sample(), {kind: 'app', name: 'records-desk'})
  const catalog = await chooseCatalog(frameworks, policy.policy)
  return {
    catalog,
    policy,
    snapshot,
    terms: {
      allowUnknown: false,
      failOn: 'high',
      frameworks: catalog.frameworks.map(({id}) => id),
      noWaivers: false,
      now: '2026-11-20T12:00:00.000Z',
      policyFiles: policy.files,
      scopeKind: 'app',
      strict: false,
    },
    version: '0.1.0',
    ...own,
  }
}

export async function written(target: string, of: Evidence, writing: Writing = {}): Promise<Written> {
  const report = reportOn(of)
  const done = await writeBundle(target, report, documentsOf(of, report, writing.key?.pem), writing)
  if (!done) throw new Error('it was stopped')
  return done
}

export async function verified(target: string, verifying: Partial<Verifying> = {}): Promise<Verified> {
  const bundle = openBundle(target)
  try {
    return await verify(bundle, target, {version: '0.1.0', ...verifying})
  } finally {
    bundle.close()
  }
}

/** What differs, as `file what`. */
export async function differences(target: string, verifying: Partial<Verifying> = {}): Promise<string[]> {
  const {verification} = await verified(target, verifying)
  const isOther = verification.manifest !== undefined && verification.manifest.tool.version !== '0.1.0'
  if (verification.verified !== (verification.differences.length === 0 && !isOther))
    throw new Error('it contradicts itself')
  return verification.differences.map(({file, what}) => `${file} ${what}`)
}

/** A folder of one's own for each test. */
export function workplace(): () => string {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'evidence-'))
  })
  afterEach(() => rmSync(folder, {recursive: true}))
  return () => folder
}

/** The same bundle with one file of it changed. */
export function changed(from: string, to: string, name: string, change: (bytes: Buffer) => Uint8Array): void {
  cpSync(from, to, {recursive: true})
  const file = path.join(to, ...name.split('/'))
  writeFileSync(file, change(readFileSync(file)))
}

/** One byte changed. */
export const flipped =
  (at: number, by = 1) =>
  (bytes: Buffer): Buffer => {
    const copy = Buffer.from(bytes)
    copy[at] = (copy[at] ?? 0) ^ by
    return copy
  }

/** A pair of keys in files. */
export function keys(
  folder: string,
  kind: 'ed25519' | 'P-256' | 'P-384' | 'P-521' | 'rsa',
  name: string = kind,
): {readonly own: string; readonly open: string} {
  const {privateKey, publicKey} =
    kind === 'ed25519'
      ? generateKeyPairSync('ed25519')
      : kind === 'rsa'
        ? generateKeyPairSync('rsa', {modulusLength: 2048})
        : generateKeyPairSync('ec', {namedCurve: kind})
  const [own, open] = [path.join(folder, `${name}.pem`), path.join(folder, `${name}.public.pem`)]
  writeFileSync(own, privateKey.export({format: 'pem', type: 'pkcs8'}))
  writeFileSync(open, publicKey.export({format: 'pem', type: 'spki'}))
  return {open, own}
}
