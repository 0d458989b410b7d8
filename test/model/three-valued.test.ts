import assert from 'node:assert/strict'

import type {FieldValue} from '../../src/model/subject.js'

import {allTrue, anyTrue, testField} from '../../src/model/three-valued.js'

const gap = {reason: 'forbidden'} as const
const [yes, no, missing]: FieldValue[] = [{value: true}, {value: false}, {gap}]

describe('three-valued', () => {
  it('tests a known value', () => {
    assert.equal(
      testField({value: 3}, value => value === 3),
      true,
    )
    assert.equal(
      testField({value: 3}, value => value === 4),
      false,
    )
  })

  it('decides a gap only if all possible values agree', () => {
    const isSmall = (value: unknown) => Number(value) < 10
    assert.equal(testField({gap}, isSmall), undefined)
    assert.equal(testField({gap, possibleValues: []}, isSmall), undefined)
    assert.equal(testField({gap, possibleValues: [1, 2]}, isSmall), true)
    assert.equal(testField({gap, possibleValues: [11, 12]}, isSmall), false)
    assert.equal(testField({gap, possibleValues: [1, 12]}, isSmall), undefined)
  })

  it('is true for any true field, and a gap rather than false', () => {
    assert.ok(yes && no && missing)
    assert.deepEqual(anyTrue([missing, no, yes]), {value: true})
    assert.deepEqual(anyTrue([no, missing]), {gap})
    assert.deepEqual([anyTrue([no]), anyTrue([])], [{value: false}, {value: false}])
  })

  it('is false for any false condition, a gap rather than true, and computes no more than needed', () => {
    assert.ok(yes && no && missing)
    const unneeded = () => assert.fail('computed')
    assert.deepEqual(allTrue([() => missing, () => no, unneeded]), {value: false})
    assert.deepEqual(allTrue([() => yes, () => missing]), {gap})
    assert.deepEqual([allTrue([() => yes]), allTrue([])], [{value: true}, {value: true}])
  })

  it('drops the possible values of a gap that matters', () => {
    assert.deepEqual(allTrue([() => ({gap, possibleValues: [true, false]})]), {gap})
  })
})
