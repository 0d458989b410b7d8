import {signStatement} from '../../evidence/dsse.js'
import {testResultTypes} from '../../evidence/in-toto-statement.js'
import {signingKey} from '../../evidence/keys.js'
import {sha256} from '../../foundation/canonical-json.js'

/**
 * A signed statement that a review of access with this text was completed.
 *
 * @param keyFile a private key in PEM
 * @throws UserError where the key can't be used
 */
export function signReview(name: string, text: string, keyFile: string): string {
  const statement = {
    _type: testResultTypes.statementType,
    subject: [{name, digest: {sha256: sha256(text)}}],
    predicateType: testResultTypes.predicateType,
    predicate: {result: 'PASSED', configuration: [], passedTests: ['access-review'], warnedTests: [], failedTests: []},
  }
  return signStatement(JSON.stringify(statement), signingKey(keyFile))
}
