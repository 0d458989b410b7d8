import assert from 'node:assert/strict'

import {closings} from '../../src/report/closings.js'
import {control, failing, flat, framework, lines, report, seen} from './terminal-report.js'

const of = (frameworkId: string, ...ids: readonly string[]) => ids.map(id => ({control: id, framework: frameworkId}))
const failed = (id: string) => control({id, status: 'fail'})

const both = [
  framework([failed('1.1'), failed('1.2'), failed('1.3'), control({id: '1.4', status: 'manual'})]),
  framework([failed('AC-2'), failed('AC-3')], {id: 'cjis-6.0', title: 'CJIS Security Policy'}),
]
const one = failing('a', {check: 'one', controls: [...of('pci-dss-4.0.1', '1.1', '1.2', '1.4'), ...of('cjis-6.0', 'AC-2', 'AC-3')], title: 'one is well'})
const two = failing('a', {check: 'two', controls: of('cjis-6.0', 'AC-3'), title: 'two is well'})

describe('closings', () => {
  it('counts the controls that fail by one check alone, and those that others break too', () => {
    const found = closings(report([one, {...one, subject: {...one.subject, id: 'b', name: 'b'}}, two], {frameworks: both}))
    assert.deepEqual(found.get('one'), {closed: 3, frameworks: 2, shared: 1})
    assert.deepEqual(found.get('two'), {closed: 0, frameworks: 0, shared: 1})
  })

  it('counts no control that does not fail, and no check that does not', () => {
    const found = closings(report([seen({check: 'well', controls: of('pci-dss-4.0.1', '1.3')}), one], {frameworks: both}))
    assert.deepEqual([...found.keys()], ['one'])
    assert.equal(closings(report([one], {frameworks: [framework([control({id: '1.1', status: 'waived'})])]})).get('one'), undefined)
  })

  it('is told to the reader, with what is left to do', () => {
    const text = flat(report([one, two], {frameworks: both}))
    assert.match(text, /This one fix closes 3 controls in 2 frameworks; 1 control more needs other fixes too\./)
    assert.doesNotMatch(flat(report([{...two, controls: of('cjis-6.0', 'AC-2')}], {frameworks: both})), /closes/)
    assert.match(flat(report([{...one, controls: of('pci-dss-4.0.1', '1.1', '1.2')}], {frameworks: both.slice(0, 1)})), /This one fix closes 2 controls\./)
  })

  it('orders fixes of one severity by what they close', () => {
    const wide = {...one, check: 'zone', title: 'zone is well'}
    const many = ['a', 'b'].map(app => failing(app, {check: 'alone', title: 'alone is well'}))
    const grave = failing('a', {check: 'grave', severity: 'critical', title: 'grave is well'})
    const heads = lines(report([...many, wide, grave], {frameworks: both})).filter(line => line.startsWith('FAIL'))
    assert.deepEqual(heads, ['FAIL  critical  Grave is not well', 'FAIL  medium  Zone is not well', 'FAIL  medium  Alone is not well'])
  })
})
