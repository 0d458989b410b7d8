import type {Manifest} from '../model/manifest.js'

import {manifestName} from '../model/manifest.js'
import {checksName, frameworkFolder, policyName} from './bundle-files.js'

/** The types of a statement that a test has a result. */
export const testResultTypes = {
  predicateType: 'https://in-toto.io/attestation/test-result/v0.1',
  statementType: 'https://in-toto.io/Statement/v1',
} as const

/**
 * The text that is signed: an in-toto statement about the manifest with this SHA-256, with the test-result predicate.
 * Checks, policy and frameworks are its configuration.
 */
export function inTotoStatement({files, result}: Manifest, sha256: string): string {
  const configuration = files.filter(
    ({name}) => name === checksName || name === policyName || name.startsWith(frameworkFolder),
  )
  return JSON.stringify({
    _type: testResultTypes.statementType,
    subject: [{name: manifestName, digest: {sha256}}],
    predicateType: testResultTypes.predicateType,
    predicate: {
      result,
      configuration: configuration.map(({name, sha256: fileSha256}) => ({name, digest: {sha256: fileSha256}})),
    },
  })
}
