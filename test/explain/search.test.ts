import assert from 'node:assert/strict'

import {sampleName, sampleOf} from '../helpers/sweep.js'
import {searchText, searchCatalog} from '../../src/explain/search.js'
import {bundledView} from './support.js'

const all = bundledView()
const ids = (...words: string[]) => {
  const {checks, controls, fields, frameworks} = searchCatalog(all, words)
  return {
    checks: checks.map(({id}) => id),
    controls: controls.map(({control, framework}) => `${framework.id} ${control.id}`),
    fields: fields.map(({name, subject}) => `${subject}.${name}`),
    frameworks: frameworks.map(({id}) => id),
  }
}

describe('search', () => {
  it('finds frameworks by id, alias, title and note', () => {
    assert.deepEqual(ids('pci-dss-4.0.1').frameworks, ['pci-dss-4.0.1'])
    assert.ok(ids('CJIS Security Policy').frameworks.includes('cjis-6.0'))
  })

  it('finds controls, checks and fields by what names and describes them', () => {
    assert.ok(ids('sc-7.b').controls.includes('cjis-6.0 SC-7.b'))
    for (const [index, {controls, id}] of all.frameworks.entries())
      for (const control of sampleOf(controls, 5, index)) {
        const name = `${id} ${control.id}; ${sampleName}`
        assert.ok(ids(control.title).controls.includes(`${id} ${control.id}`), name)
        if (control.question)
          assert.ok(ids(control.question.toUpperCase()).controls.includes(`${id} ${control.id}`), name)
      }

    for (const {id, title, why} of all.checks)
      for (const word of [id, title, why]) assert.ok(ids(word).checks.includes(id), id)
    assert.deepEqual(ids('space.vpnCount').fields, ['space.vpnCount'])
    assert.ok(ids('IKE').fields.includes('space.lowestIkeVersion'))
    assert.ok(ids('two_factor_authentication').fields.includes('member.mfa'))
  })

  it('requires all words, anywhere in one entry', () => {
    const [both, single] = [ids('drain', 'tls').checks, ids('drain').checks]
    assert.ok(both.length > 0 && both.length < single.length)
    assert.deepEqual(
      both,
      single.filter(id => ids('tls').checks.includes(id)),
    )
    assert.deepEqual(ids('drain', 'xyzzy'), {checks: [], controls: [], fields: [], frameworks: []})
  })

  it('prints the matches with counts, and says if there are none', () => {
    const text = searchText(searchCatalog(all, ['drain', 'tls']), ['drain', 'tls'], 80)
    assert.match(text, /^\d+ controls?\n {2}\w+ \S+: /)
    assert.match(text, /\n\n2 checks\n {2}log-drains-are-encrypted\n {4}the log drain sends logs over TLS\n/)
    assert.equal(
      searchText(searchCatalog(all, ['xyzzy', 'tls']), ['xyzzy', 'tls'], 80),
      'No matches for "xyzzy" and "tls".\n',
    )
  })

  it('fits the available columns', () => {
    for (const columns of [60, 80, 120])
      assert.deepEqual(
        searchText(searchCatalog(all, ['a']), ['a'], columns)
          .split('\n')
          .filter(line => line.length > columns),
        [],
      )
  })
})
