import assert from 'node:assert/strict'

import {nextStepLines} from '../../../src/cli/io/next-steps.js'

describe('what to type next', () => {
  it('has explanations in a column', () => {
    assert.deepEqual(
      nextStepLines([
        {about: 'one', command: 'heroku compliance:check'},
        {about: 'two', command: 'heroku compliance:review'},
      ]),
      ['Next', '  heroku compliance:check   one', '  heroku compliance:review  two'],
    )
  })

  it('has them below where they would not fit, and no control characters', () => {
    assert.deepEqual(nextStepLines([{about: 'one', command: `heroku ${'x'.repeat(80)}\u0007`}]), [
      'Next',
      `  heroku ${'x'.repeat(80)}\uFFFD`,
      '    one',
    ])
  })
})
