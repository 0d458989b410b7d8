import assert from 'node:assert/strict'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import type {ComplianceCommand} from '../../../src/cli/io/base-command.js'

import {selectFrameworks} from '../../../src/cli/actions/framework-selection.js'
import {loadPolicy, assertFrameworksCovered} from '../../../src/cli/actions/load-policy.js'
import Check from '../../../src/commands/compliance/check.js'
import Cjis from '../../../src/commands/compliance/cjis.js'
import Evidence from '../../../src/commands/compliance/evidence.js'
import Pci from '../../../src/commands/compliance/pci.js'
import {UserError} from '../../../src/foundation/user-error.js'
import {readPolicy} from '../../../src/policy/read-policy.js'

describe('loadPolicy with an expected policy', () => {
  let folder: string
  let file: string
  const command = {printMessage() {}} as unknown as ComplianceCommand
  const otherSha256 = 'a'.repeat(64)

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'expected-'))
    file = path.join(folder, 'own.yml')
    writeFileSync(file, 'version: 1\nlimits: {admins: 3}\n')
  })

  after(() => rmSync(folder, {recursive: true}))

  const rejection = (flags: Parameters<typeof loadPolicy>[1]) =>
    loadPolicy(command, flags).then(
      () => assert.fail('was taken'),
      (error: unknown) => {
        assert.ok(error instanceof UserError)
        assert.match(error.hint, /compliance:check --show-policy prints the SHA-256/)
        return error.message
      },
    )

  it('accepts the policy by its fingerprint, in any case and formatting', async () => {
    const {sha256} = await readPolicy(file)
    for (const expected of [sha256, sha256.toUpperCase()])
      assert.equal((await loadPolicy(command, {'expect-policy': expected, policy: file}))?.sha256, sha256)
    writeFileSync(file, '{limits: {admins: 3}, version: 1} # the same\n')
    assert.equal((await loadPolicy(command, {'expect-policy': sha256, policy: file}))?.sha256, sha256)
    assert.equal((await loadPolicy(command, {policy: file}))?.sha256, sha256)
    assert.equal(await loadPolicy(command, {sample: true}), undefined)
  })

  it('refuses another policy, and none', async () => {
    const {sha256} = await readPolicy(file)
    assert.equal(
      await rejection({'expect-policy': otherSha256, policy: file}),
      `The policy in effect is ${sha256}; expected ${otherSha256}.`,
    )
    assert.equal(
      await rejection({'expect-policy': otherSha256, sample: true}),
      `No policy is in effect; expected ${otherSha256}.`,
    )
  })

  it('takes a SHA-256 only', async () => {
    for (const malformed of ['', 'a'.repeat(63), 'a'.repeat(65), 'g'.repeat(64)])
      assert.equal(
        await rejection({'expect-policy': malformed, policy: file}),
        `--expect-policy takes a SHA-256 of 64 hexadecimal digits; ${malformed.length} characters were given.`,
      )
  })

  it('refuses framework files that the policy chooses', () => {
    const policyFrameworks = ['pci', 'frameworks/own.yml']
    assert.throws(() => assertFrameworksCovered(selectFrameworks(undefined)(policyFrameworks), otherSha256), {
      hint: 'Name the frameworks with --framework.',
      message:
        "--expect-policy doesn't cover the contents of frameworks/own.yml, which the policy names as a framework.",
    })
    for (const selection of [
      selectFrameworks(undefined)(['pci']),
      selectFrameworks(policyFrameworks)(['hipaa']),
      selectFrameworks(policyFrameworks)(policyFrameworks),
      selectFrameworks(undefined)(undefined),
    ])
      assertFrameworksCovered(selection, otherSha256)
    assertFrameworksCovered(selectFrameworks(undefined)(policyFrameworks), undefined)
  })

  it('is a flag of every command that gives a verdict', () => {
    for (const {flags} of [Check, Cjis, Evidence, Pci]) assert.ok('expect-policy' in flags)
  })
})
