import assert from 'node:assert/strict'

import type {Crosswalk} from '../../src/model/crosswalk.js'
import type {Control, Framework} from '../../src/model/framework.js'
import type {NistList} from './control-lists.js'

import {answerCarries, hasWholeQuestion} from '../../src/assess/carry.js'
import {readCrosswalks} from '../../src/catalog/crosswalk.js'
import {readFrameworks} from '../../src/catalog/catalog.js'
import {commonQuestions, crosswalkTarget} from '../../src/model/framework.js'
import {readControlList} from './control-lists.js'

const frameworks = new Map(readFrameworks().map(framework => [framework.id, framework]))
const framework = (id: string): Framework => frameworks.get(id) ?? assert.fail(id)
const controlIn = (id: string, control: string): Control | undefined =>
  frameworks.get(id)?.controls.find(candidate => candidate.id === control)

/** Controls that CJIS numbers otherwise than NIST does, and why they are the same all the same. */
const sameControl: ReadonlyMap<string, string> = new Map([
  // The list of priorities in CJIS 6.0 prints SA-15 (3), its body SA-15 (1) with the title and text of SA-15 (3).
  ['SA-15 (1)', 'SA-15 (3)'],
])

const maxWhy = 160
const describePair = ({control, nist}: {readonly control: string; readonly nist: string}) => `${control} ${nist}`

/** Whether a yes to a question answers a control, as far as their intervals go. */
function yesCarries(fromId: string, from: Control | undefined, to: Control | undefined): boolean {
  if (!from || !to || !hasWholeQuestion(from) || to.question === undefined) return false
  return answerCarries(
    'yes',
    'subset',
    {control: from, framework: {id: fromId}},
    {
      control: to,
      framework: {id: 'to'},
    },
  )
}

describe('the crosswalk', () => {
  const crosswalks = readCrosswalks()
  const {active} = readControlList<NistList>(crosswalkTarget)

  it('knows the 1,007 active controls of SP 800-53 Revision 5', () => {
    assert.equal(new Set(active).size, 1007)
    assert.deepEqual(
      framework(crosswalkTarget).controls.filter(({id}) => !active.includes(id)),
      [],
    )
  })

  it('has one file for a framework at most', () => {
    const ids = crosswalks.map(crosswalk => crosswalk.framework)
    assert.equal(new Set(ids).size, ids.length)
  })

  for (const crosswalk of crosswalks) describe(`of ${crosswalk.framework}`, () => checkCrosswalk(crosswalk))

  function checkCrosswalk({common = [], framework: id, pairs, sources}: Crosswalk): void {
    const ids = new Set(framework(id).controls.map(control => control.id))

    it('names controls that the framework has, and active ones of NIST', () => {
      assert.deepEqual(
        pairs.filter(({control, nist}) => !ids.has(control) || !active.includes(nist)).map(pair => describePair(pair)),
        [],
      )
    })

    it('has no pair twice', () => {
      const seen = pairs.map(pair => describePair(pair))
      assert.deepEqual(
        seen.filter((pair, index) => seen.indexOf(pair) !== index),
        [],
      )
    })

    it('declares the sources that it uses, and no others', () => {
      assert.deepEqual([...new Set(pairs.map(({source}) => source))].sort(), Object.keys(sources).sort())
    })

    it('says briefly why an answer carries over, unless the ids are the same', () => {
      assert.deepEqual(
        pairs
          .filter(({relation}) => relation !== 'overlap' && (id !== 'cjis-6.0' || relation !== 'equal'))
          .filter(({why = ''}) => why.split(' ').length < 4 || why.length > maxWhy)
          .map(pair => describePair(pair)),
        [],
      )
    })

    it('gives no reason where nothing carries over', () => {
      assert.deepEqual(
        pairs.filter(({relation, why}) => relation === 'overlap' && why !== undefined).map(pair => describePair(pair)),
        [],
      )
    })

    it('joins no NIST question to a control whose interval is shorter', () => {
      assert.deepEqual(
        pairs
          .filter(({relation}) => relation === 'equal' || relation === 'subset')
          .filter(({control, nist}) => {
            const from = controlIn(crosswalkTarget, nist)
            const to = controlIn(id, control)
            const canCarry = from && hasWholeQuestion(from) && to?.question !== undefined
            return canCarry && !yesCarries(crosswalkTarget, from, to)
          })
          .map(pair => describePair(pair)),
        [],
      )
    })

    it('joins controls to common questions that there are, whose yes can count for them', () => {
      assert.deepEqual(
        common
          .filter(({control, question, why}) => {
            const carries = yesCarries(commonQuestions, controlIn(commonQuestions, question), controlIn(id, control))
            return !carries || why.split(' ').length < 4 || why.length > maxWhy
          })
          .map(({control, question}) => `${control} ${question}`),
        [],
      )
      const seen = common.map(({control, question}) => `${control} ${question}`)
      assert.equal(new Set(seen).size, seen.length)
    })
  }

  describe('of CJIS', () => {
    const pairs = crosswalks.find(crosswalk => crosswalk.framework === 'cjis-6.0')?.pairs ?? []
    const equal = pairs.filter(({relation}) => relation === 'equal')

    it('calls equal only what has the same id', () => {
      assert.ok(equal.length > 0)
      assert.deepEqual(
        equal
          .filter(({control, nist}) => nist !== (sameControl.get(control) ?? control))
          .map(pair => describePair(pair)),
        [],
      )
    })

    it('lets a yes carry over between equals in one direction at least', () => {
      const stuck = equal.filter(({control, nist}) => {
        const own = controlIn('cjis-6.0', control)
        const other = controlIn(crosswalkTarget, nist)
        if (own?.question === undefined || other?.question === undefined) return false
        return !yesCarries('cjis-6.0', own, other) && !yesCarries(crosswalkTarget, other, own)
      })
      assert.deepEqual(
        stuck
          .filter(({control, nist}) => {
            const rows = [controlIn('cjis-6.0', control), controlIn(crosswalkTarget, nist)]
            // Both ask for the customer's part alone, and a part never answers the whole.
            return rows.some(row => row?.kind !== 'inherited')
          })
          .map(pair => describePair(pair)),
        [],
      )
    })
  })
})
