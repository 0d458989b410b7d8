import type {Manifest} from '../model/manifest.js'

import {manifestName} from '../model/manifest.js'
import {checksName, frameworkFolder, policyName} from './bundle-files.js'

/** What is signed: an in-toto statement that the manifest of this sum tells of a test with this result. */
export function inTotoStatement({files, result}: Manifest, sha256: string): string {
  const configuration = files.filter(
    ({name}) => name === checksName || name === policyName || name.startsWith(frameworkFolder),
  )
  return JSON.stringify({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{name: manifestName, digest: {sha256}}],
    predicateType: 'https://in-toto.io/attestation/test-result/v0.1',
    predicate: {
      result,
      configuration: configuration.map(({name, sha256: fileSha256}) => ({name, digest: {sha256: fileSha256}})),
    },
  })
}
