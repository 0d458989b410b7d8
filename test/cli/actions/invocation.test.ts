import assert from 'node:assert/strict'

import type {CheckFlags} from '../../../src/cli/flags.js'

import {invocationOf} from '../../../src/cli/actions/invocation.js'

const given = (flags: Partial<CheckFlags>): CheckFlags => ({
  'allow-unknown': false,
  full: false,
  json: false,
  'no-waivers': false,
  plan: false,
  sample: false,
  'show-policy': false,
  strict: false,
  ...flags,
})

describe('invocationOf', () => {
  it('repeats what chooses the facts and the rules, but nothing about the output', () => {
    const flags = given({
      'fail-on': 'low',
      framework: ['pci', 'own rules.yml'],
      full: true,
      output: ['a.html'],
      snapshot: ["it's.json"],
      strict: true,
    })
    assert.deepEqual(invocationOf('compliance:check', flags), {
      args: [
        String.raw`--snapshot 'it'\''s.json'`,
        '--framework pci',
        "--framework 'own rules.yml'",
        '--strict',
        '--fail-on low',
      ],
      command: 'compliance:check',
    })
  })

  it('gives the command that assesses, where another one was typed', () => {
    assert.deepEqual(invocationOf('compliance:pci', given({})), {args: [], command: 'compliance:pci'})
    assert.equal(invocationOf('compliance:report', given({})).command, 'compliance:check')
    assert.equal(invocationOf(undefined, given({})).command, 'compliance:check')
  })
})
