import assert from 'node:assert/strict'

import type {FrameworkHead} from '../../src/model/framework.js'

import {saqProfile, withChosenProfiles} from '../../src/catalog/chosen-profiles.js'
import {frameworkHeads, loadCatalog} from '../../src/catalog/catalog.js'

const head = (id: string, ...aliases: readonly string[]): FrameworkHead => ({aliases, id, title: id, version: '1'})

describe('the questionnaire of PCI DSS that a policy chooses', () => {
  it('is found however it is written', () => {
    for (const [saq, id] of [
      ['A', 'pci-saq-a'],
      [' saq A ', 'pci-saq-a'],
      ['SAQ-A', 'pci-saq-a'],
      ['pci-saq-a', 'pci-saq-a'],
      ['A-EP', 'pci-saq-a-ep'],
      ['SAQ A-EP', 'pci-saq-a-ep'],
      ['D-Merchant', 'pci-saq-d-merchant'],
      ['saq d-service-provider', 'pci-saq-d-service-provider'],
    ] as const)
      for (const entity of ['merchant', 'service-provider', undefined] as const)
        assert.equal(saqProfile({saq, ...(entity ? {entity} : {})}), id, saq)
  })

  it('depends on the entity for D', () => {
    for (const entity of ['merchant', 'service-provider'] as const)
      assert.equal(saqProfile({entity, saq: 'SAQ D'}), `pci-saq-d-${entity}`)
    assert.equal(saqProfile({saq: 'D'}), undefined)
  })

  it('is none where there is none of that name', () => {
    for (const saq of ['', 'B', 'C-VT', 'P2PE', 'A-', 'AEP', 'A A', 'a-pci-saq-a', 'saq', 'd-', 'xd'])
      assert.equal(saqProfile({entity: 'merchant', saq}), undefined, saq)
    assert.equal(saqProfile({entity: 'merchant'}), undefined)
    assert.equal(saqProfile({}), undefined)
  })
})

describe('withChosenProfiles', () => {
  const heads = [
    head('cjis-6.0', 'cjis'),
    head('cjis-5.9.5', 'old'),
    head('pci-dss', 'pci', 'cards'),
    head('pci-saq-a'),
  ]
  const aliases = (profile: Parameters<typeof withChosenProfiles>[1]) =>
    withChosenProfiles(heads, profile).map(chosen => chosen.aliases)

  it('lets the alias mean the framework that the policy chooses, and keeps all other names', () => {
    assert.deepEqual(aliases({cjis: {version: '5.9.5'}}), [[], ['cjis', 'old'], ['pci', 'cards'], []])
    assert.deepEqual(aliases({pci: {saq: 'A'}}), [['cjis'], ['old'], ['cards'], ['pci']])
    assert.deepEqual(aliases({cjis: {version: '5.9.5'}, pci: {saq: 'A'}}), [[], ['cjis', 'old'], ['cards'], ['pci']])
    assert.deepEqual(aliases({cjis: {version: '6.0'}}), [['cjis'], ['old'], ['pci', 'cards'], []])
    assert.deepEqual(withChosenProfiles(heads, {pci: {saq: 'A'}})[3], head('pci-saq-a', 'pci'))
  })

  it('changes nothing where the policy chooses none, or one that there is not', () => {
    const unchanged = heads.map(({aliases}) => aliases)
    for (const profile of [
      {},
      {cjis: {}},
      {cjis: {csa: 'x'}},
      {pci: {}},
      {pci: {entity: 'merchant'}},
      {pci: {saq: 'B'}},
      {pci: {saq: 'A-EP'}},
      {cjis: {version: '7' as never}},
    ] as const)
      assert.deepEqual(aliases(profile), unchanged, JSON.stringify(profile))
  })
})

describe('a policy that chooses a profile', () => {
  const idsOf = (names: readonly string[], ...more: Parameters<typeof frameworkHeads>) =>
    loadCatalog(names, [], ...more).frameworks.map(({aliases, id}) => [id, ...aliases])

  it('decides what the alias means, of what is assessed and of what is answered', () => {
    assert.deepEqual(
      idsOf(['pci', 'cjis'], {profile: {cjis: {version: '5.9.5'}, pci: {saq: 'A'}}}).map(([id]) => id),
      ['pci-saq-a', 'cjis-5.9.5'],
    )
    const answers = [
      {answer: 'yes', by: 'ann', control: '1', framework: 'pci', on: '2026-11-01', reason: 'r'} as const,
      {answer: 'yes', by: 'ann', control: '1', framework: 'none', on: '2026-11-01', reason: 'r'} as const,
    ]
    const answered = (names: readonly string[], profile: object) =>
      loadCatalog(names, [], {answers, profile}).answeredFrameworks.map(({id}) => id)
    assert.deepEqual(answered(['hipaa'], {}), ['pci-dss-4.0.1'])
    assert.deepEqual(answered(['hipaa'], {pci: {saq: 'A'}}), ['pci-saq-a'])
    assert.deepEqual(answered(['pci'], {pci: {saq: 'A'}}), [])
    assert.deepEqual(answered(['pci-dss-4.0.1'], {pci: {saq: 'A'}}), ['pci-saq-a'])
  })

  it('has every profile that can be chosen', () => {
    const ids = new Set(frameworkHeads({}).map(({id}) => id))
    for (const pci of [
      {saq: 'A'},
      {saq: 'A-EP'},
      {entity: 'merchant', saq: 'D'},
      {entity: 'service-provider', saq: 'D'},
    ] as const)
      assert.ok(ids.has(saqProfile(pci) ?? ''), JSON.stringify(pci))
    for (const version of ['5.9.5', '6.0']) assert.ok(ids.has(`cjis-${version}`))
  })
})
