import assert from 'node:assert/strict'

import type {Framework} from '../../src/model/framework.js'
import type {CjisList, ControlList, PciList, PrioritizedList} from './control-lists.js'

import {commonQuestions} from '../../src/model/framework.js'
import {readFrameworks} from '../../src/catalog/catalog.js'
import {listCatalogFolder, readCatalogFile} from '../../src/catalog/catalog-files.js'
import {listedFrameworks, readControlList, rowsOf} from './control-lists.js'

const frameworks = readFrameworks()
const unique = (ids: readonly string[]) => [...new Set(ids)]
const keepsAll = (id: string) =>
  listCatalogFolder('./profiles/').includes(id) &&
  readCatalogFile<{readonly controls: unknown}>(`./profiles/${id}.json`).controls === 'all'
/** The common questions number nothing but themselves. */
const numbered = frameworks.filter(({id}) => id !== commonQuestions && !keepsAll(id))

const idsOf = ({controls}: Framework, {by}: ControlList) =>
  by === 'heading'
    ? unique(controls.map(({source}) => source.section.split(': ')[0] ?? ''))
    : controls.map(({id}) => id)

const framework = (id: string): Framework => frameworks.find(candidate => candidate.id === id) ?? assert.fail(id)

describe('the list of ids of a standard', () => {
  it('is there for every framework and every profile that selects, and names its source', () => {
    assert.deepEqual(listedFrameworks(), numbered.map(({id}) => id).sort())
    for (const id of listedFrameworks()) assert.ok(readControlList(id).source.split(' ').length >= 4, id)
  })

  for (const candidate of numbered)
    describe(candidate.id, () => {
      const list = readControlList(candidate.id)
      const {absent = [], added = [], ids} = list
      const rows = idsOf(candidate, list)
      const addedIds = added.flatMap(entry => entry.ids)
      const absentIds = new Set(absent.flatMap(entry => entry.ids))

      it('is what the framework has, in its order, but for the differences listed', () => {
        assert.deepEqual(
          rows.filter(id => !addedIds.includes(id)),
          ids.filter(id => !absentIds.has(id)).flatMap(id => rowsOf(list, id)),
        )
      })

      it('has each id once', () => {
        for (const all of [ids, addedIds, absent.flatMap(entry => entry.ids)]) assert.deepEqual(unique(all), all)
      })

      it('lists as added only what the framework has and the standard lacks, with a reason', () => {
        assert.deepEqual(
          addedIds.filter(id => !rows.includes(id) || ids.includes(id)),
          [],
        )
        assert.deepEqual(
          added.filter(({reason}) => reason.split(' ').length < 5),
          [],
        )
      })

      it('lists as absent only what the standard has and the framework says it leaves out', () => {
        assert.deepEqual(
          [...absentIds].filter(id => !ids.includes(id) || rows.includes(id)),
          [],
        )
        const sections = (candidate.leftOut ?? []).map(({section}) => section)
        assert.deepEqual(
          absent.map(({statedIn}) => statedIn).filter(section => !sections.includes(section)),
          [],
        )
      })
    })

  it('counts as the standards do', () => {
    const counts = {
      'cis-8.1': 153,
      'cjis-6.0': 294,
      'hds-2': 31,
      'iso-27001-2022': 93 + 7 + 25,
      'nist-800-53r5': 287,
      'nist-800-53r5-low': 149,
      'nist-csf-2.0': 106,
      'pci-dss-4.0.1': 280,
      'soc2-2017': 61,
    }
    for (const [id, count] of Object.entries(counts)) assert.equal(readControlList(id).ids.length, count, id)
  })
})

describe('the days from which controls are enforced', () => {
  const enforced = ({controls}: Framework) =>
    controls.flatMap(({enforcedFrom, id}) => (enforcedFrom === undefined ? [] : [[id, enforcedFrom]]))
  const isPci = ({id, profileOf}: Framework) => (profileOf ?? id) === 'pci-dss-4.0.1'
  const isCjis = ({id, profileOf}: Framework) => (profileOf ?? id) === 'cjis-6.0'

  it('are those of the 51 future-dated requirements of PCI DSS, in its questionnaires too', () => {
    const {futureDated} = readControlList<PciList>('pci-dss-4.0.1')
    assert.equal(futureDated.length, 51)
    for (const candidate of frameworks.filter(isPci))
      assert.deepEqual(
        enforced(candidate),
        candidate.controls.filter(({id}) => futureDated.includes(id)).map(({id}) => [id, '2025-03-31']),
        candidate.id,
      )
  })

  it('are the end of the zero cycle for what CJIS does not sanction yet', () => {
    const list = readControlList<CjisList>('cjis-6.0')
    const zeroCycle = list.zeroCycle.flatMap(id => rowsOf(list, id))
    assert.equal(zeroCycle.length, 156)
    for (const candidate of frameworks.filter(isCjis))
      assert.deepEqual(
        enforced(candidate),
        candidate.controls.filter(({id}) => zeroCycle.includes(id)).map(({id}) => [id, '2027-10-01']),
        candidate.id,
      )
  })

  it('are given by no other framework', () => {
    assert.deepEqual(
      frameworks
        .filter(candidate => !isPci(candidate) && !isCjis(candidate) && enforced(candidate).length > 0)
        .map(({id}) => id),
      [],
    )
  })
})

describe('the priorities of a standard', () => {
  // HIPAA marks its implementation specifications required or addressable.
  const prioritiesIn = (id: string) => {
    const list = readControlList<PrioritizedList>(id)
    return new Map(
      Object.entries(list.priorities).flatMap(([priority, ids]) =>
        ids.flatMap(listed => rowsOf(list, listed).map(row => [row, priority] as const)),
      ),
    )
  }

  for (const [id, listId] of [
    ['cis-8.1', 'cis-8.1'],
    ['cjis-6.0', 'cjis-6.0'],
    ['cjis-5.9.5', 'cjis-6.0'],
    ['hipaa', 'hipaa'],
  ] as const)
    it(`are the priorities of ${id}`, () => {
      const expected = prioritiesIn(listId)
      assert.deepEqual(
        framework(id)
          .controls.filter(({id: control, priority}) => priority !== expected.get(control))
          .map(({id: control, priority}) => `${control}: ${priority ?? 'none'}`),
        [],
      )
    })

  it('are there for every id of the list, of HIPAA for the Security Rule', () => {
    for (const id of ['cis-8.1', 'cjis-6.0', 'hipaa']) {
      const {absent = [], ids, priorities} = readControlList<PrioritizedList>(id)
      const unranked = new Set(absent.flatMap(entry => entry.ids))
      const ranked = ids.filter(listed => !unranked.has(listed) && !listed.startsWith('164.4'))
      assert.deepEqual(Object.values(priorities).flat().sort(), [...ranked].sort())
    }
  })

  it('are given by no other framework', () => {
    assert.deepEqual(
      frameworks.filter(({controls}) => controls.some(({priority}) => priority !== undefined)).map(({id}) => id),
      ['cis-8.1', 'cjis-6.0', 'hipaa', 'cjis-5.9.5'],
    )
  })
})
