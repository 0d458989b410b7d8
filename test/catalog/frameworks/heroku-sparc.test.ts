import assert from 'node:assert/strict'

import {readCatalogFile} from '../../../src/catalog/catalog-files.js'

interface ControlSpecification {
  readonly id: string
  readonly kind: string
  readonly dataClass?: string
  readonly checks: readonly string[]
  readonly signals?: readonly string[]
  readonly boundary?: readonly string[]
  readonly documents?: readonly string[]
  readonly note?: string
  readonly question?: string
  readonly source: {readonly section: string; readonly quote?: string}
}

const {controls, leftOut} = readCatalogFile<{
  readonly controls: readonly ControlSpecification[]
  readonly leftOut: ReadonlyArray<{readonly section: string; readonly reason: string}>
}>('./frameworks/heroku-sparc-2023-05.json')

/** The headings of the document in its order, and what the paragraphs and bullets below each are about. */
const document: Readonly<Record<string, readonly string[]>> = {
  "Salesforce's Corporate Trust Commitment": [],
  'Services Covered': [],
  'Architecture and Data Segregation': ['separation of customers', 'separate environments', 'infrastructure'],
  'Control of Processing': [],
  'Audits and Certifications': [
    'Binding Corporate Rules',
    'Privacy Shield',
    'APEC PRP',
    'TRUSTe',
    'ISO 27001, 27017 and 27018',
    'SOC reports',
    'PCI',
    'ASIP Santé',
    'ISMAP',
    'yearly assessments',
    'AWS',
  ],
  'Security Controls': ['access lists', 'isolation', 'multi-factor authentication and single sign-on', 'AWS'],
  'Security Policies and Procedures': [
    'stored passwords',
    'user access log',
    'forensic help',
    'passwords in logs',
    'password resets',
  ],
  'Intrusion Detection': ['monitoring', 'scans of customer code'],
  'Security Logs': [],
  'Incident Management': [],
  'User Authentication': [],
  'Physical Security': [],
  'Reliability and Backup': [],
  'Disaster Recovery': ['facilities', 'yearly test', 'recovery objectives', 'Shield services'],
  Viruses: [],
  'Data Encryption': [],
  'Return of Customer Data': [],
  'Deletion of Customer Data': [],
  'Sensitive Data': [
    'cardholder data',
    'identity and bank account numbers',
    'health data',
    'other sensitive data',
    'PGSSI-S',
    'financial information given to Salesforce',
  ],
  Analytics: ['tracking of usage', 'sharing of usage data'],
  'Interoperation with Other Services': ['connected services', 'communities and pilots', 'messages to users'],
}

const paragraphs = Object.entries(document).flatMap(([heading, sectionHeadings]) =>
  sectionHeadings.length > 0 ? sectionHeadings.map(part => `${heading}: ${part}`) : [heading],
)
const sections = [...new Set(controls.map(({source}) => source.section))]
const isLeftOut = leftOut.map(({section}) => section)
const row = (id: string) => {
  const found = controls.find(candidate => candidate.id === id)
  assert.ok(found, id)
  return found
}

const controlsForDataClass = (dataClass: string) => controls.filter(control => control.dataClass === dataClass)

describe("Heroku's security document as a framework", () => {
  it('makes of every paragraph a control, or says why not', () => {
    assert.deepEqual([...sections, ...isLeftOut].sort(), [...paragraphs].sort())
    assert.deepEqual(
      leftOut.filter(({reason}) => reason.split(' ').length < 5),
      [],
    )
  })

  it('keeps the order of the document', () => {
    assert.deepEqual(
      sections,
      paragraphs.filter(paragraph => sections.includes(paragraph)),
    )
  })

  it('numbers the controls of each section from one', () => {
    const numbers = new Map<string, number[]>()
    for (const {id} of controls) {
      const [, section = '', number = ''] = /^([A-Z]+(?:-[A-Z]+)*)-(\d+)$/.exec(id) ?? assert.fail(id)
      numbers.set(section, [...(numbers.get(section) ?? []), Number(number)])
    }

    for (const [section, seen] of numbers)
      assert.deepEqual(
        seen,
        seen.map((_, index) => index + 1),
        section,
      )
  })

  it('says of each class of data what runtime and plan it needs', () => {
    const needs = (dataClass: string) =>
      new Set(
        controlsForDataClass(dataClass)
          .filter(control => control.kind === 'fail-only')
          .flatMap(control => control.checks),
      )
    for (const shield of ['apps-run-in-a-shield-space', 'dynos-are-shield-dynos', 'postgres-is-shield']) {
      assert.ok(needs('cardholder').has(shield), shield)
      assert.ok(
        controlsForDataClass('health').some(({signals = []}) => signals.includes(shield)),
        shield,
      )
    }

    assert.ok(needs('cardholder').has('services-are-named-in-the-pci-attestation'))
    assert.deepEqual(needs('bank-account'), needs('government-id'))
    for (const id of [
      'apps-run-in-a-private-space',
      'postgres-is-in-a-private-network',
      'key-value-store-is-in-a-private-network',
      'kafka-is-in-a-private-network',
    ]) {
      assert.ok(needs('government-id').has(id), id)
    }

    assert.ok([...needs('government-id')].every(id => !id.startsWith('apps-run-in-a-shield')))
    assert.ok(controlsForDataClass('health').some(control => control.documents?.includes('heroku-baa')))
  })

  it('takes Privacy Shield for no evidence, and says since when', () => {
    const rows = controls.filter(({source}) => source.section.endsWith('Privacy Shield'))
    assert.deepEqual(
      rows.map(({documents = [], kind}) => [kind, ...documents]),
      [['manual'], ['inherited', 'dpf-listing']],
    )
    for (const date of ['16 July 2020', '8 September 2020', '10 July 2023', '15 September 2024'])
      assert.ok(row('AUDITS-2').note?.includes(date), date)
  })

  it('asks for a document for each audit and certification', () => {
    const documents = controls.filter(({id}) => id.startsWith('AUDITS-')).flatMap(control => control.documents ?? [])
    assert.deepEqual([...new Set(documents)].sort(), [
      'apec-prp-listing',
      'aws-iso-27001',
      'aws-soc2',
      'dpf-listing',
      'heroku-hds-certificate',
      'heroku-ismap-registration',
      'heroku-iso-27001',
      'heroku-pci-aoc',
      'heroku-pci-responsibility-matrix',
      'heroku-soc1',
      'heroku-soc2',
      'heroku-soc3',
      'salesforce-bcr',
      'truste-listing',
    ])
  })

  it('names the numbers of the recovery objectives in the question on your own', () => {
    assert.match(row('DISASTER-RECOVERY-7').question ?? '', /12 hours.*4 hours/)
  })

  it('asks no space, Shield, region or larger plan of an app whose data nobody declared', () => {
    const always = new Set(
      controls.filter(({dataClass}) => !dataClass).flatMap(({boundary = [], checks}) => [...boundary, ...checks]),
    )
    const demanding = new RegExp(
      [
        '^(?:apps-run-in-|data-is-stored-|dynos-are-|data-plans-|services-are-)',
        '-is-shield$',
        '-is-in-a-private-network$',
        '-is-highly-available$',
        '^postgres-can-be-rolled-back$',
      ].join('|'),
    )
    assert.deepEqual(
      [...always].filter(id => demanding.test(id)),
      [],
    )
    assert.ok(controls.flatMap(control => control.checks).some(id => demanding.test(id)))
  })

  it('quotes the document by at most twenty words', () => {
    assert.deepEqual(
      controls.filter(({source: {quote = ''}}) => quote.split(/\s+/).length > 20).map(({id}) => id),
      [],
    )
  })
})
