import assert from 'node:assert/strict'

import type {Control, DataClass, Framework} from '../../src/model/framework.js'
import type {Subject, SubjectKind} from '../../src/model/subject.js'
import type {DataClassScope} from '../../src/subjects/scope/data-class-scope.js'

import {buildApplicability} from '../../src/assess/applicability.js'

const control = (id: string, dataClass?: DataClass): Control => ({
  checks: [],
  id,
  kind: 'manual',
  remediation: {text: 'x'},
  responsibility: 'customer',
  severity: 'high',
  source: {document: 'd', section: 's'},
  title: 't',
  ...(dataClass ? {dataClass} : {}),
})
const [plain, ids] = [control('plain'), control('ids', 'government-id')]
const framework = (dataClass?: DataClass): Framework => ({
  aliases: [],
  controls: [plain, ids],
  documents: {},
  id: 'f',
  sources: {},
  title: 'F',
  version: '1',
  ...(dataClass ? {dataClass} : {}),
})
const scope = (more: Partial<DataClassScope> = {}): DataClassScope => ({
  inScope: new Map([['pay', 'holds it']]),
  hasHolders: true,
  isDeclaredAbsent: false,
  outOfScope: ['shop'],
  unmatchedGlobs: [],
  ...more,
})
const subject = (kind: SubjectKind, name: string, more: Partial<Subject> = {}): Subject => ({
  fields: {},
  id: name,
  kind,
  name,
  ...more,
})

describe('applicability', () => {
  it('uses the data class of the control, else of its framework, if the policy declares it', () => {
    const of = (classes: readonly DataClass[], own: Control, ofFramework?: DataClass) =>
      buildApplicability([framework(ofFramework)], new Map(classes.map(name => [name, scope()]))).dataClassOf(
        framework(ofFramework),
        own,
      )
    assert.equal(of(['cardholder', 'government-id'], ids, 'cardholder'), 'government-id')
    assert.equal(of(['cardholder'], ids, 'cardholder'), 'cardholder')
    assert.equal(of(['cardholder', 'government-id'], plain, 'cardholder'), 'cardholder')
    assert.equal(of(['cji'], ids, 'cardholder'), undefined)
    assert.equal(of(['cardholder'], plain), undefined)
    const {dataClassOfRef} = buildApplicability(
      [framework('cardholder')],
      new Map([
        ['cardholder', scope()],
        ['government-id', scope()],
      ]),
    )
    assert.deepEqual(
      ['plain', 'ids', 'none'].map(text => dataClassOfRef({control: text, framework: 'f'})),
      ['cardholder', 'government-id', undefined],
    )
  })

  const {includesApp, isHeldByNoApp, subjectFilter, includesSubject} = buildApplicability(
    [framework('cardholder')],
    new Map([
      ['cardholder', scope()],
      ['cji', scope({inScope: new Map(), isDeclaredAbsent: true})],
    ]),
  )

  it('includes the apps in scope of the class', () => {
    assert.deepEqual(
      [
        includesApp('cardholder', 'pay'),
        includesApp('cardholder', 'shop'),
        includesApp(undefined, 'shop'),
        includesApp('health', 'shop'),
      ],
      [true, false, true, true],
    )
    assert.deepEqual(
      [isHeldByNoApp('cardholder'), isHeldByNoApp('cji'), isHeldByNoApp('health'), isHeldByNoApp(undefined)],
      [false, true, false, false],
    )
  })

  it('includes subjects of these apps, and subjects of no known app', () => {
    const cases: ReadonlyArray<readonly [Subject, boolean]> = [
      [subject('app', 'pay'), true],
      [subject('app', 'shop'), false],
      [subject('app', 'shop', {apps: ['pay']}), false],
      [subject('domain', 'a', {app: 'pay'}), true],
      [subject('domain', 'a', {app: 'shop'}), false],
      [subject('addon', 'db', {app: 'shop', apps: ['shop', 'pay']}), true],
      [subject('addon', 'db', {app: 'pay', apps: ['shop']}), false],
      [subject('addon', 'db', {apps: []}), true],
      [subject('member', 'ann'), true],
      [subject('team', 'acme'), true],
      [subject('app', 'acme/*'), true],
      [subject('drain', 'vault/*', {apps: ['shop']}), true],
      [subject('drain', 'shop/*', {app: 'shop'}), false],
      [subject('drain', 'pay/*', {app: 'pay'}), true],
    ]
    for (const [item, expected] of cases) {
      assert.equal(includesSubject('cardholder', item), expected, JSON.stringify(item))
      assert.equal(subjectFilter('cardholder')?.(item), expected)
      assert.equal(includesSubject(undefined, item), true)
      assert.equal(includesSubject('cji', item), false)
    }

    assert.equal(subjectFilter(undefined), undefined)
    assert.equal(subjectFilter('cardholder'), subjectFilter('cardholder'))
  })
})
