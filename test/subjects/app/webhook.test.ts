import assert from 'node:assert/strict'

import {refused, seen, stage, told} from '../support.js'

const pay = told('app', 'pay', {id: 'a1', name: 'pay', space: null})
const rows = told('webhooks', 'pay', [
  {id: 'w1', target: {host: 'Hooks.test', scheme: 'HTTP'}},
  {id: 'w2', target: {host: null, scheme: null}},
])

describe('webhook', () => {
  it('tells where it leads, in lower case', () => {
    const {field} = stage([pay, rows], undefined, {webhookHosts: ['HOOKS.test']})
    assert.deepEqual(
      ['scheme', 'host', 'hostIsDeclared', 'webhookHostsAreDeclared'].map(name =>
        seen(field('webhook', 'pay/w1', name)),
      ),
      ['http', 'hooks.test', true, true],
    )
    assert.deepEqual(
      ['scheme', 'host', 'hostIsDeclared'].map(name => seen(field('webhook', 'pay/w2', name))),
      ['unknown-value?', 'unknown-value?', 'unknown-value?'],
    )
  })

  it('is not declared where the policy says nothing', () => {
    const {field} = stage([pay, rows])
    assert.deepEqual(
      ['hostIsDeclared', 'webhookHostsAreDeclared'].map(name => seen(field('webhook', 'pay/w1', name))),
      [false, false],
    )
  })

  it('is one placeholder where the list cannot be read', () => {
    const [only, ...others] = stage([pay, refused('webhooks', 'pay')], undefined, {webhookHosts: []}).of('webhook')
    assert.deepEqual(
      [only?.name, only?.app, only?.placeholder?.reason, others.length],
      ['pay/*', 'pay', 'forbidden', 0],
    )
    assert.deepEqual(only?.fields['webhookHostsAreDeclared']?.(), {value: true})
  })
})
