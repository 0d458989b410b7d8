import assert from 'node:assert/strict'

import {closings} from '../../../src/report/text/remediation-impact.js'
import {control, failing, flat, framework, lines, report, seen} from '../terminal/support.js'

const of = (frameworkId: string, ...ids: readonly string[]) => ids.map(id => ({control: id, framework: frameworkId}))
const failed = (id: string) => control({id, status: 'fail'})

const proven = (id: string) => control({id, kind: 'automatic', status: 'fail'})

const both = [
  framework([failed('1.1'), proven('1.2'), failed('1.3'), control({id: '1.4', status: 'manual'})]),
  framework([failed('AC-2'), failed('AC-3')], {id: 'cjis-6.0', title: 'CJIS Security Policy'}),
]
const one = failing('a', {
  check: 'one',
  controls: [...of('pci-dss-4.0.1', '1.1', '1.2', '1.4'), ...of('cjis-6.0', 'AC-2', 'AC-3')],
  title: 'one is well',
})
const two = failing('a', {check: 'two', controls: of('cjis-6.0', 'AC-3'), title: 'two is well'})

describe('closings', () => {
  it('counts the controls that fail by one check alone, those that nothing is left of then, and those that others break too', () => {
    const found = closings(
      report([one, {...one, subject: {...one.subject, id: 'b', name: 'b'}}, two], {frameworks: both}),
    )
    assert.deepEqual(found.get('one'), {closed: 1, ended: 3, frameworks: 2, shared: 1})
    assert.deepEqual(found.get('two'), {closed: 0, ended: 0, frameworks: 0, shared: 1})
  })

  it('closes no control of which something was not seen', () => {
    const unseen = seen({check: 'other', controls: of('pci-dss-4.0.1', '1.2'), verdict: 'unknown'})
    assert.deepEqual(closings(report([one, unseen], {frameworks: both})).get('one'), {
      closed: 0,
      ended: 4,
      frameworks: 2,
      shared: 0,
    })
    const elsewhere = seen({check: 'other', controls: of('pci-dss-4.0.1', '1.1'), verdict: 'unknown'})
    assert.equal(closings(report([one, elsewhere], {frameworks: both})).get('one')?.closed, 1)
  })

  it('counts no control that does not fail, and no check that does not', () => {
    const found = closings(
      report([seen({check: 'well', controls: of('pci-dss-4.0.1', '1.3')}), one], {frameworks: both}),
    )
    assert.deepEqual([...found.keys()], ['one'])
    assert.equal(
      closings(report([one], {frameworks: [framework([control({id: '1.1', status: 'waived'})])]})).get('one'),
      undefined,
    )
  })

  it('needs no other fix for what a document on file makes a question', () => {
    const eased = framework([control({id: '1.1', relieved: ['two'], relievedBy: 'letter', status: 'fail'})])
    const [first, second] = [
      {...one, controls: of('pci-dss-4.0.1', '1.1')},
      {...two, controls: of('pci-dss-4.0.1', '1.1')},
    ]
    const found = closings(report([first, second], {frameworks: [eased]}))
    assert.deepEqual(found.get('one'), {closed: 0, ended: 1, frameworks: 1, shared: 0})
    assert.equal(found.get('two'), undefined)
  })

  it('is told to the reader, with what is left to do, and calls nothing closed that a person has to answer', () => {
    const text = flat(report([one, two], {frameworks: both}))
    assert.match(
      text,
      /This one fix ends the failure of 3 controls in 2 frameworks, and closes 1 of them; 1 control more needs other fixes too\./,
    )
    assert.doesNotMatch(flat(report([{...two, controls: of('cjis-6.0', 'AC-2')}], {frameworks: both})), /This one fix/)
    assert.match(
      flat(report([{...one, controls: of('pci-dss-4.0.1', '1.1', '1.3')}], {frameworks: both.slice(0, 1)})),
      /This one fix ends the failure of 2 controls\. /,
    )
    assert.match(
      flat(
        report([{...one, controls: of('pci-dss-4.0.1', '1.2', '1.5')}], {
          frameworks: [framework([proven('1.2'), proven('1.5')])],
        }),
      ),
      /This one fix closes 2 controls\. /,
    )
  })

  it('names what a failure breaks, and apart from it what a document makes a question', () => {
    const eased = framework([control({id: 'SC-4', relieved: ['one'], relievedBy: 'letter'}), failed('SC-5')])
    const told = (...ids: readonly string[]) =>
      flat(report([{...one, controls: of('pci-dss-4.0.1', ...ids)}], {frameworks: [eased]}))
    assert.match(told('SC-4', 'SC-5'), /Breaks: PCI DSS SC-5; letter on file makes a question of PCI DSS SC-4 /)
    assert.match(
      told('SC-4'),
      /Breaks: no control of the chosen frameworks; letter on file makes a question of PCI DSS SC-4 /,
    )
    assert.doesNotMatch(told('SC-5'), /on file/)
  })

  it('orders fixes of one severity by what they close', () => {
    const wide = {...one, check: 'zone', title: 'zone is well'}
    const many = ['a', 'b'].map(app => failing(app, {check: 'alone', title: 'alone is well'}))
    const grave = failing('a', {check: 'grave', severity: 'critical', title: 'grave is well'})
    const heads = lines(report([...many, wide, grave], {frameworks: both})).filter(line => line.startsWith('FAIL'))
    assert.deepEqual(heads, [
      'FAIL  critical  Grave is not well',
      'FAIL  medium  Zone is not well',
      'FAIL  medium  Alone is not well',
    ])
  })
})
