import {signStatement} from '../../evidence/dsse.js'
import {signingKey} from '../../evidence/keys.js'
import {sha256} from '../../foundation/canonical-json.js'

const statementType = 'https://in-toto.io/Statement/v1'
const predicateType = 'https://in-toto.io/attestation/test-result/v0.1'

/**
 * A signed statement that a review of access with this text was completed.
 *
 * @param keyFile a private key in PEM
 * @throws UserError where the key can't be used
 */
export function signReview(name: string, text: string, keyFile: string): string {
  const statement = {
    _type: statementType,
    subject: [{name, digest: {sha256: sha256(text)}}],
    predicateType,
    predicate: {result: 'PASSED', configuration: [], passedTests: ['access-review'], warnedTests: [], failedTests: []},
  }
  return signStatement(JSON.stringify(statement), signingKey(keyFile))
}
