import assert from 'node:assert/strict'

import {commandsAfterReview} from '../../../src/cli/actions/next-commands.js'

describe('the commands after a review', () => {
  it('are for the same apps, by the same frameworks and policy, as a shell reads them back', () => {
    const given = "--team 'pay team' --snapshot a.json --snapshot b.json --framework pci --policy 'our policy.yml'"
    assert.deepEqual(
      commandsAfterReview({
        framework: ['pci'],
        policy: 'our policy.yml',
        sample: false,
        snapshot: ['a.json', 'b.json'],
        team: 'pay team',
      }),
      [
        `heroku compliance:check ${given}`,
        `heroku compliance:evidence ${given} --output evidence.zip`,
        `heroku compliance:review ${given}`,
      ],
    )
  })

  it('keep the decisions about the sample where they were forgotten', () => {
    assert.deepEqual(commandsAfterReview({sample: true}), [
      'heroku compliance:review --sample --policy compliance.yml',
      'heroku compliance:check --sample',
    ])
    assert.deepEqual(commandsAfterReview({policy: 'p.yml', sample: true}), [
      'heroku compliance:check --sample --policy p.yml',
      'heroku compliance:evidence --sample --policy p.yml --output evidence.zip',
      'heroku compliance:review --sample --policy p.yml',
    ])
  })
})
