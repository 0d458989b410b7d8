import assert from 'node:assert/strict'

import type {Verification} from '../../../src/model/verification.js'

import {displayWidth} from '../../../src/report/terminal/layout.js'
import {verificationNextSteps} from '../../../src/report/verification/next-steps.js'
import {verificationText} from '../../../src/report/verification/verification-text.js'

const verification = (rest: Partial<Verification> = {}): Verification => ({
  verificationVersion: 1,
  tool: {name: 'heroku-compliance', version: '0.0.0'},
  bundle: 'june.zip',
  verified: true,
  signature: {checkedWith: 'given', keyId: 'k'},
  previous: {isChecked: false},
  decisions: {isChecked: false},
  reproduced: true,
  differences: [],
  notices: [],
  ...rest,
})
const commands = (rest: Partial<Verification>) => verificationNextSteps(verification(rest)).map(({command}) => command)
const other = 'heroku compliance:evidence:verify june.zip --framework ID'

describe('what to type after a verification', () => {
  it('is another framework where nothing is left to verify', () => {
    assert.deepEqual(commands({}), [other])
  })

  it('is what was not given', () => {
    assert.deepEqual(
      commands({
        previous: {expected: {generatedAt: '2026-10-01T00:00:00Z', sha256: '0'}, isChecked: false},
        manifest: {decisions: {lines: 1}} as unknown as NonNullable<Verification['manifest']>,
        signature: {checkedWith: 'enclosed', keyId: 'k'},
      }),
      ['heroku compliance:evidence:verify june.zip --key PUBLIC.pem --previous BUNDLE --decisions LOG', other],
    )
    assert.deepEqual(
      commands({
        previous: {expected: {generatedAt: '2026-10-01T00:00:00Z', sha256: '0'}, isChecked: true},
        manifest: {decisions: {lines: 1}} as unknown as NonNullable<Verification['manifest']>,
        decisions: {isChecked: true},
        signature: {},
      }),
      [other],
    )
  })

  it('compares sums where something differs, and accepts another version', () => {
    const differences = [{file: 'report.json', problem: 'differs'}]
    assert.deepEqual(commands({differences, verified: false}), ['sha256sum june.zip'])
    assert.deepEqual(commands({bundle: 'my june', differences}), ["(cd 'my june' && sha256sum -c SHA256SUMS)"])
    assert.deepEqual(commands({verified: false}), ['heroku compliance:evidence:verify june.zip --accept-version'])
  })

  it('comes last, in any width', () => {
    for (const columns of [60, 80, 120]) {
      const lines = verificationText(verification({notices: [{id: 'x', text: 'noted'}]}), {color: false, columns})
        .trimEnd()
        .split('\n')
      assert.ok(lines.every(line => displayWidth(line) <= columns))
      assert.ok(lines.indexOf('Next') > lines.indexOf('NOTE  noted'))
      assert.match(lines.slice(lines.indexOf('Next')).join(' '), /--framework ID/)
    }
  })
})
