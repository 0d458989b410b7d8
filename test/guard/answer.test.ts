import assert from 'node:assert/strict'

import type {Finding} from '../../src/guard/judge.js'

import {answerFor} from '../../src/guard/answer.js'
import {guardLevels} from '../../src/model/policy.js'

const findings = {
  'no worse': {kind: 'no-worse'},
  unclear: {doubt: 'not-kept', kind: 'unclear'},
  'target fails': {kind: 'target-fails'} as Finding,
  worse: {kind: 'worse'} as Finding,
} satisfies Record<string, Finding>

describe('the answer of a guard', () => {
  const cases: ReadonlyArray<
    readonly [finding: keyof typeof findings, isStale: boolean, hasReason: boolean, answers: string]
  > = [
    ['worse', false, false, 'say stop stop'],
    ['worse', false, true, 'say log stop'],
    ['worse', true, false, 'say stop stop'],
    ['worse', true, true, 'say log stop'],
    ['unclear', false, false, 'say say stop'],
    ['unclear', false, true, 'say say stop'],
    ['target fails', false, false, 'say stop stop'],
    ['target fails', false, true, 'say log stop'],
    ['no worse', false, false, 'pass pass pass'],
    ['no worse', true, false, 'say say stop'],
    ['no worse', true, true, 'say say stop'],
  ]
  for (const [name, isStale, hasReason, expected] of cases)
    it(`on ${name}${isStale ? ' by stale facts' : ''}${hasReason ? ' with a reason' : ''} is ${expected}`, () => {
      const answers = guardLevels.map(level => answerFor(level, findings[name], {hasReason, isStale}))
      assert.equal(answers.join(' '), expected)
    })
})
