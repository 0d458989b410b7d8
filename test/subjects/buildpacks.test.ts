import assert from 'node:assert/strict'

import type {App, FactTypes} from '../../src/model/facts.js'

import {refused, seen, stage, told} from './telling.js'

const pay = (more: Partial<App>) => told('app', 'pay', {id: 'a1', name: 'pay', ...more})

function cedar(rows: FactTypes['buildpackInstallations'], buildpacks: string[] = []): unknown[] {
  const {field} = stage([pay({generation: 'cedar'}), told('buildpackInstallations', 'pay', rows)], undefined, {buildpacks})
  return [seen(field('app', 'pay', 'buildpackCount')), seen(field('app', 'pay', 'foreignBuildpacks'))]
}

const named = (name: string) => ({buildpack: {name, url: name}})

describe('buildpacks', () => {
  it('counts all and names those of others, each once and sorted', () => {
    assert.deepEqual(cedar([named('heroku/ruby'), named('zeta/x'), named('acme/x'), named('acme/x')]), [4, ['acme/x', 'zeta/x']])
    assert.deepEqual(cedar([]), [0, []])
  })

  it('believes the address rather than the name', () => {
    assert.deepEqual(cedar([{buildpack: {name: 'heroku/ruby', url: 'https://evil.test/x'}}]), [1, ['https://evil.test/x']])
  })

  it('leaves out what the policy allows', () => {
    assert.deepEqual(cedar([named('acme/x'), named('zeta/x')], ['ACME/*']), [2, ['zeta/x']])
  })

  it('does not know a buildpack without a name, whatever the policy allows', () => {
    assert.deepEqual(cedar([named('heroku/ruby'), {buildpack: {name: null, url: null}}], ['*']), [2, 'no-statement?'])
    assert.deepEqual(cedar([{}, named('acme/x')]), [2, ['acme/x']])
  })

  it('reads those of Fir in the record, and asks for no installations', () => {
    const fir = (buildpacks: App['buildpacks'] | undefined) => {
      const {field, reader} = stage([pay({generation: {name: 'fir'}, ...(buildpacks === undefined ? {} : {buildpacks})})])
      const count = seen(field('app', 'pay', 'buildpackCount'))
      assert.ok(!reader.wanted().some(({kind}) => kind === 'buildpackInstallations'))
      return [count, seen(field('app', 'pay', 'foreignBuildpacks'))]
    }
    assert.deepEqual(fir([{id: 'heroku/nodejs'}, {id: 'acme/x'}]), [2, ['acme/x']])
    assert.deepEqual(fir([]), [0, []])
    assert.deepEqual(fir(undefined), ['no-statement?', 'no-statement?'])
  })

  it('is a gap where the generation, the app or the list is', () => {
    const both = (...facts: Parameters<typeof stage>[0]) => seen(stage(facts).field('app', 'pay', 'foreignBuildpacks'))
    assert.equal(both(pay({})), 'no-statement?')
    assert.equal(both(pay({generation: 'birch'})), 'unknown-value?')
    assert.equal(both(refused('app', 'pay', 500)), 'server-error?')
    assert.equal(both(pay({generation: 'cedar'}), refused('buildpackInstallations', 'pay')), 'forbidden?')
  })
})
