import assert from 'node:assert/strict'
import {generateKeyPairSync} from 'node:crypto'
import {readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import path from 'node:path'

import type {AccessReview} from '../../src/access/access-review.js'
import type {AccessReviewFile} from '../../src/evidence/access-review-files.js'
import type {Manifest} from '../../src/model/manifest.js'

import {accessPopulation, populationDigest} from '../../src/access/population.js'
import {aboutReview} from '../../src/access/access-review.js'
import {signReview} from '../../src/cli/actions/sign-access-review.js'
import {accessReviewFiles, evidenceReview} from '../../src/evidence/access-review-files.js'
import {reportFrom} from '../../src/evidence/assessment-inputs.js'
import {bundleFiles} from '../../src/evidence/bundle-files.js'
import {publicKey} from '../../src/evidence/keys.js'
import {checksumsText, manifestText} from '../../src/evidence/manifest.js'
import {writeBundle} from '../../src/evidence/write-bundle.js'
import {fingerprint, sha256} from '../../src/foundation/canonical-json.js'
import {newestAt} from '../../src/model/snapshot.js'
import {evidence, policy, verified, workplace} from './support.js'

const completed = {by: 'ann@example.com', on: '2026-11-20T12:30:00.000Z'}

/** A review of who has access by the snapshot of some evidence. */
function reviewFor({snapshot}: Awaited<ReturnType<typeof evidence>>, more: Partial<AccessReview> = {}): AccessReview {
  const {digest, grants, notSeen, places} = accessPopulation(
    new Map(snapshot.facts.map(fact => [fact.path, fact])),
    snapshot.scopes,
  )
  return {
    about: aboutReview,
    completed,
    decisions: {},
    findings: {},
    frozenAt: newestAt(snapshot.facts),
    population: {digest, grants, notSeen, places},
    reviewVersion: 1,
    scopes: snapshot.scopes,
    tool: {name: 'heroku-compliance', version: '0.1.0'},
    ...more,
  }
}

const textOf = (review: AccessReview) => `${JSON.stringify(review, undefined, 1)}\n`

/** Changes a file of a bundle, and the manifest with it, as a forger would. */
function forge(folder: string, name: string, content: string | undefined): void {
  const file = path.join(folder, 'manifest.json')
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest
  const others = manifest.files.filter(entry => entry.name !== name)
  if (content === undefined) rmSync(path.join(folder, name))
  else writeFileSync(path.join(folder, name), content)
  const own = content === undefined ? [] : [{bytes: Buffer.byteLength(content), name, sha256: sha256(content)}]
  const files = [...others, ...own].sort((a, b) => (a.name < b.name ? -1 : 1))
  const text = manifestText({...manifest, files})
  writeFileSync(file, text)
  writeFileSync(path.join(folder, 'SHA256SUMS'), checksumsText({files}, sha256(text)))
}

describe('reviews of access in an evidence bundle', () => {
  const folder = workplace()
  const at = (name: string) => path.join(folder(), name)
  let of: Awaited<ReturnType<typeof evidence>>
  before(async () => {
    of = await evidence()
  })

  async function bundle(name: string, reviews: readonly AccessReviewFile[], inputs = of): Promise<string> {
    const files = bundleFiles(inputs, reportFrom(inputs), undefined, accessReviewFiles(reviews))
    await writeBundle(at(name), reportFrom(inputs), files, {})
    return at(name)
  }

  /** What differs, and what a reader is told of reviews. */
  async function found(target: string, options: Parameters<typeof verified>[1] = {}): Promise<readonly string[]> {
    const {verification} = await verified(target, options)
    return [
      ...verification.differences.map(({file, problem}) => `${file} ${problem}`),
      ...verification.notices.filter(({id}) => id.startsWith('access-')).map(({id}) => id),
    ]
  }

  it('are there with their list, in the manifest, and agree with the snapshot of the same time', async () => {
    const target = await bundle('same', [{json: textOf(reviewFor(of))}])
    assert.deepEqual(
      readdirSync(target).filter(name => name.startsWith('access')),
      ['access-review.csv', 'access-review.json'],
    )
    assert.deepEqual(await found(target), [])
  })

  it('differ where they list other access than the snapshot of the same time', async () => {
    const review = reviewFor(of)
    const parts = {...review.population, grants: review.population.grants.slice(1)}
    const fewer = {...review, population: {...parts, digest: populationDigest(parts)}}
    assert.deepEqual(await found(await bundle('fewer', [{json: textOf(fewer)}])), [
      'access-review.json has other access than the snapshot of the same time shows',
    ])
  })

  it('are told as not compared where they are of another time or scope', async () => {
    const earlier = reviewFor(of, {frozenAt: '2026-11-01T12:00:00.000Z'})
    const elsewhere = reviewFor(of, {scopes: [{kind: 'all'}]})
    const target = await bundle('earlier', [{json: textOf(earlier)}, {json: textOf(elsewhere)}])
    assert.deepEqual(
      readdirSync(target).filter(name => name.startsWith('access')),
      ['access-review-2.csv', 'access-review-2.json', 'access-review.csv', 'access-review.json'],
    )
    assert.deepEqual(await found(target), ['access-not-compared', 'access-not-compared'])
  })

  it('differ where their access, their list or what belongs to them was changed with every checksum', async () => {
    const json = textOf(reviewFor(of))
    const changed = await bundle('changed', [{json}])
    forge(changed, 'access-review.json', json.replace('"holds"', '"holds" '))
    assert.deepEqual(await found(changed), [])
    forge(changed, 'access-review.json', json.replace(/"digest": "./, '"digest": "x'))
    assert.match((await found(changed)).join(), /isn't a review that can be evidence: the grants were changed/)
    forge(changed, 'access-review.json', '{}')
    assert.match((await found(changed)).join(), /^access-review\.json isn't a review that can be evidence: isn't a/)
    const list = await bundle('list', [{json}])
    forge(list, 'access-review.csv', 'who\n')
    assert.deepEqual(await found(list), ['access-review.csv is not the list that follows from the review'])
    forge(list, 'access-review.csv', undefined)
    assert.deepEqual(await found(list), ['access-review.csv is missing from the bundle'])
    const more = await bundle('more', [{json}])
    forge(more, 'access-review-3.json', json)
    assert.deepEqual(await found(more), ['access-review-3.json belongs to no review of access in the bundle'])
  })

  it('say once that a file of theirs is not intact', async () => {
    const target = await bundle('broken', [{json: textOf(reviewFor(of))}])
    writeFileSync(path.join(target, 'access-review.json'), '{}')
    writeFileSync(path.join(target, 'access-review.csv'), '')
    const [csv, json, ...others] = await found(target)
    assert.match(`${csv}; ${json}`, /^access-review\.csv has 0 bytes .*; access-review\.json has 2 bytes/)
    assert.deepEqual(others, [])
  })

  it('have lists of other versions, which are compared by their checksums only', async () => {
    const old = {...of, version: '0.0.9'}
    const target = await bundle('old', [{json: textOf(reviewFor(of))}], old)
    forge(target, 'access-review.csv', 'who\n')
    assert.deepEqual(await found(target, {acceptsVersion: true}), [])
  })

  it('are verified by their signatures, where the key is known', async () => {
    const {privateKey, publicKey: ownKey} = generateKeyPairSync('ed25519')
    writeFileSync(at('key.pem'), privateKey.export({format: 'pem', type: 'pkcs8'}))
    writeFileSync(at('public.pem'), ownKey.export({format: 'pem', type: 'spki'}))
    const json = textOf(reviewFor(of))
    const signature = signReview('access-review.json', json, at('key.pem'))
    const target = await bundle('signed', [{json, signature}])
    const key = publicKey(at('public.pem'))
    const unsignedBundle = "manifest.dsse.json is missing: the bundle isn't signed"
    assert.deepEqual(await found(target, {key}), [unsignedBundle])
    assert.deepEqual(await found(target), ['access-signature-not-checked'])
    const envelope = JSON.parse(signature) as {signatures: Array<{keyid: string; sig: string}>}
    const flipped = {...envelope, signatures: envelope.signatures.map(own => ({...own, sig: `AA${own.sig.slice(2)}`}))}
    forge(target, 'access-review.dsse.json', `${JSON.stringify(flipped, undefined, 2)}\n`)
    assert.deepEqual(await found(target, {key}), [
      unsignedBundle,
      'access-review.dsse.json holds a signature of this manifest that is not by the key',
    ])
    for (const other of [
      signReview('access-review.json', 'other', at('key.pem')),
      '{',
      '{"payload": "e30="}',
      'null',
    ]) {
      forge(target, 'access-review.dsse.json', other)
      assert.deepEqual(await found(target), ['access-review.dsse.json is not a signature of this review'])
    }
  })

  it('are missed where the policy has them on file', async () => {
    const json = textOf(reviewFor(of))
    const document = {
      id: 'access-review-2026-11-20-x',
      issued: '2026-11-20',
      issuer: 'ann@example.com',
      services: ['heroku'],
      sha256: sha256(json),
    }
    const withDocument = {...policy.policy, documents: [document]}
    const inputs = {...of, policy: {...policy, policy: withDocument, sha256: fingerprint(withDocument)}}
    assert.deepEqual(await found(await bundle('there', [{json}], inputs)), [])
    const without = await bundle('missing', [], inputs)
    assert.deepEqual(await found(without), ['access-review-missing'])
  })

  it('must be completed', () => {
    const open = {...reviewFor(of), completed: undefined}
    assert.throws(() => evidenceReview(JSON.stringify(open), 'a.json'), /a\.json isn't completed/)
    assert.throws(() => evidenceReview('{', 'a.json'), /a\.json is not valid JSON/)
  })
})
