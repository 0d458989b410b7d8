import {cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {generateKeyPairSync} from 'node:crypto'
import {tmpdir} from 'node:os'
import path from 'node:path'

import type {AssessmentInputs} from '../../src/evidence/assessment-inputs.js'
import type {VerifyResult, VerifyOptions} from '../../src/evidence/verify.js'
import type {WriteOptions, WriteResult} from '../../src/evidence/write-bundle.js'
import type {LoadedPolicy} from '../../src/model/policy.js'

import {bundleFiles} from '../../src/evidence/bundle-files.js'
import {reportFrom} from '../../src/evidence/assessment-inputs.js'
import {verify} from '../../src/evidence/verify.js'
import {workpaperFiles} from '../../src/evidence/workpaper-files.js'
import {writeBundle} from '../../src/evidence/write-bundle.js'
import {selectCatalog} from '../../src/catalog/select-frameworks.js'
import {openBundle} from '../../src/evidence/archive/open-bundle.js'
import {fingerprint} from '../../src/foundation/canonical-json.js'
import {collectWorld} from '../../tools/sample.js'
import {sample} from '../fixtures/sample.js'

const policyContent = {allow: {emailDomains: ['example.com']}, limits: {admins: 2}}
export const policy: LoadedPolicy = {
  files: ['compliance.yml'],
  policy: policyContent,
  sha256: fingerprint(policyContent),
}

/** The inputs of a report on one app of the sample. */
export async function evidence(
  frameworks: readonly string[] = ['hipaa'],
  own: Partial<AssessmentInputs> = {},
): Promise<AssessmentInputs> {
  const snapshot = await collectWorld(sample(), {kind: 'app', name: 'records-desk'})
  const catalog = await selectCatalog(frameworks, policy.policy)
  return {
    catalog,
    policy,
    snapshot,
    settings: {
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

export async function written(
  target: string,
  of: AssessmentInputs,
  writing: WriteOptions & {readonly workpapers?: boolean} = {},
): Promise<WriteResult> {
  const report = reportFrom(of)
  const papers = writing.workpapers === true ? await workpaperFiles(of, report) : []
  const done = await writeBundle(target, report, bundleFiles(of, report, writing.key?.pem, papers), writing)
  if (!done) throw new Error('writing was stopped')
  return done
}

export async function verified(target: string, verifying: Partial<VerifyOptions> = {}): Promise<VerifyResult> {
  const bundle = await openBundle(target)
  try {
    return await verify(bundle, target, {version: '0.1.0', ...verifying})
  } finally {
    bundle.close()
  }
}

/** The differences, as `file problem`. */
export async function differences(target: string, verifying: Partial<VerifyOptions> = {}): Promise<string[]> {
  const {verification} = await verified(target, verifying)
  const isOther = verification.manifest !== undefined && verification.manifest.tool.version !== '0.1.0'
  if (verification.verified !== (verification.differences.length === 0 && !isOther))
    throw new Error('the verification contradicts itself')
  return verification.differences.map(({file, problem}) => `${file} ${problem}`)
}

/** A new folder for each test. */
export function workplace(): () => string {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'evidence-'))
  })
  afterEach(() => rmSync(folder, {recursive: true}))
  return () => folder
}

/** Copies a bundle and changes one of its files. */
export function changed(from: string, to: string, name: string, change: (bytes: Buffer) => Uint8Array): void {
  cpSync(from, to, {recursive: true})
  const file = path.join(to, ...name.split('/'))
  writeFileSync(file, change(readFileSync(file)))
}

/** Flips bits of one byte. */
export const flipped =
  (at: number, by = 1) =>
  (bytes: Buffer): Buffer => {
    const copy = Buffer.from(bytes)
    copy[at] = (copy[at] ?? 0) ^ by
    return copy
  }

function keyPair(kind: 'ed25519' | 'P-256' | 'P-384' | 'P-521' | 'rsa') {
  if (kind === 'ed25519') return generateKeyPairSync('ed25519')
  return kind === 'rsa'
    ? generateKeyPairSync('rsa', {modulusLength: 2048})
    : generateKeyPairSync('ec', {namedCurve: kind})
}

/** Writes a pair of keys into files. */
export function keys(
  folder: string,
  kind: 'ed25519' | 'P-256' | 'P-384' | 'P-521' | 'rsa',
  name: string = kind,
): {readonly own: string; readonly open: string} {
  const {privateKey, publicKey} = keyPair(kind)
  const [own, open] = [path.join(folder, `${name}.pem`), path.join(folder, `${name}.public.pem`)]
  writeFileSync(own, privateKey.export({format: 'pem', type: 'pkcs8'}))
  writeFileSync(open, publicKey.export({format: 'pem', type: 'spki'}))
  return {open, own}
}
