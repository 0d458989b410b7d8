import assert from 'node:assert/strict'

import {factOf, predict, refusedFact, snapshotOf} from '../../helpers/changes.js'

const office = {action: 'allow', source: '203.0.113.0/24'}
const anyone = {action: 'allow', source: '0.0.0.0/0'}
const spaces = factOf('spaces', [], [{id: 's1', name: 'vault'}])
const account = (ruleset: {applied?: boolean; rules: ReadonlyArray<typeof office>}) =>
  snapshotOf([spaces, factOf('inboundRuleset', ['vault'], ruleset)])

describe('spaces:trusted-ips:add', () => {
  const line = 'heroku spaces:trusted-ips:add 203.0.113.0/24 --space vault'

  for (const applied of [true, false])
    it(`does not know when a new range is applied, where that was ${String(applied)}`, async () => {
      const {bodyOf} = await predict(account({applied, rules: [anyone]}), line)
      assert.deepEqual(bodyOf('inboundRuleset', 'vault'), {applied: null, rules: [anyone, office]})
    })

  it('says nothing of that where the space says nothing', async () => {
    const {bodyOf} = await predict(account({rules: []}), line)
    assert.deepEqual(bodyOf('inboundRuleset', 'vault'), {rules: [office]})
  })

  it('leaves open which range a variable is', async () => {
    const {bodyOf} = await predict(account({rules: []}), "heroku trusted-ips:add '$RANGE' --space vault")
    assert.deepEqual(bodyOf('inboundRuleset', 'vault'), {rules: [{action: 'allow', source: null}]})
  })

  it('refuses a range that is trusted already', async () =>
    assert.rejects(predict(account({rules: [office]}), line), /vault trusts 203.0.113.0\/24 already/))

  it('leaves rules that could not be read, and says that they are touched', async () => {
    const {gapOf, touches} = await predict(snapshotOf([spaces, refusedFact('inboundRuleset', 'vault')]), line)
    assert.equal(gapOf('inboundRuleset', 'vault'), 'forbidden')
    assert.ok(touches('inboundRuleset', 'vault'))
  })
})

describe('spaces:trusted-ips:remove', () => {
  it('removes the range', async () => {
    const {bodyOf} = await predict(
      account({applied: true, rules: [anyone, office]}),
      'heroku spaces:trusted-ips:remove 0.0.0.0/0 --space vault',
    )
    assert.deepEqual(bodyOf('inboundRuleset', 'vault'), {applied: null, rules: [office]})
  })

  it('does not know which range a variable is', async () => {
    const {gapOf} = await predict(account({rules: [office]}), "heroku trusted-ips:remove '$RANGE' --space vault")
    assert.equal(gapOf('inboundRuleset', 'vault'), 'not-created-yet')
  })

  it('refuses a range that is not trusted', async () =>
    assert.rejects(
      predict(account({rules: [office]}), 'heroku spaces:trusted-ips:remove 0.0.0.0/0 --space vault'),
      /vault has no trusted range 0.0.0.0\/0/,
    ))
})
