import assert from 'node:assert/strict'

import {refusedFact, valueOrGap, fixture, factOf} from '../support.js'

const pay = factOf('app', 'pay', {id: 'a1', name: 'pay', space: null})
const items = factOf('webhooks', 'pay', [
  {id: 'w1', target: {host: 'Hooks.test', scheme: 'HTTP'}},
  {id: 'w2', target: {host: null, scheme: null}},
])

describe('webhook', () => {
  it('reports its target in lowercase', () => {
    const {field} = fixture([pay, items], undefined, {webhookHosts: ['HOOKS.test']})
    assert.deepEqual(
      ['scheme', 'host', 'hostIsDeclared', 'webhookHostsAreDeclared'].map(name =>
        valueOrGap(field('webhook', 'pay/w1', name)),
      ),
      ['http', 'hooks.test', true, true],
    )
    assert.deepEqual(
      ['scheme', 'host', 'hostIsDeclared'].map(name => valueOrGap(field('webhook', 'pay/w2', name))),
      ['unknown-value?', 'unknown-value?', 'unknown-value?'],
    )
  })

  it('is not declared when the policy says nothing', () => {
    const {field} = fixture([pay, items])
    assert.deepEqual(
      ['hostIsDeclared', 'webhookHostsAreDeclared'].map(name => valueOrGap(field('webhook', 'pay/w1', name))),
      [false, false],
    )
  })

  it("becomes a placeholder when the list can't be read", () => {
    const [only, ...others] = fixture([pay, refusedFact('webhooks', 'pay')], undefined, {webhookHosts: []}).subjectsOf(
      'webhook',
    )
    assert.deepEqual(
      [only?.name, only?.app, only?.placeholder?.reason, others.length],
      ['pay/*', 'pay', 'forbidden', 0],
    )
    assert.deepEqual(only?.fields['webhookHostsAreDeclared']?.(), {value: true})
  })
})

describe('the label of a webhook or a drain', () => {
  it('is the host of its URL, without what may be a secret', () => {
    const drains = factOf('logDrains', 'pay', [
      {addon: null, id: 'd1', target: {host: 'Logs.test', scheme: 'https'}},
      {addon: null, id: 'd2', target: null},
    ])
    const {subjectsOf} = fixture([pay, items, drains])
    assert.deepEqual(
      subjectsOf('webhook').map(({label, name}) => [name, label]),
      [
        ['pay/w1', 'hooks.test'],
        ['pay/w2', undefined],
      ],
    )
    assert.deepEqual(
      subjectsOf('drain').flatMap(({label, placeholder}) => (placeholder ? [] : [label])),
      ['logs.test', undefined],
    )
  })
})
