import assert from 'node:assert/strict'

import type {Log, ReportingDescriptor, Result, ToolComponent} from 'sarif'
import type {Report} from '../../src/model/report.js'
import type {Format} from '../../src/report/formats.js'

import {parse} from 'csv-parse/sync'
import {XmlDocument} from 'libxml2-wasm'
import inspecjs from 'inspecjs'

import {crosswalkReport, decidedReport, rendered} from './rendering.js'

type Row = Readonly<Record<string, string>>
interface Property {
  readonly class?: string
  readonly name: string
  readonly value: string
}
interface Hdf {
  readonly profiles: ReadonlyArray<{
    readonly controls: ReadonlyArray<{readonly id: string; readonly tags: Readonly<Record<string, unknown>>}>
    readonly name: string
  }>
}

const nistOf = 'NIST SP 800-53 Rev. 5 of '
const read = async <T>(format: Format) => JSON.parse(await rendered(format, crosswalkReport())) as T
const findingsIn = async (format: 'oscal' | 'oscal-poam') => {
  const document = await read<Record<string, Record<string, unknown>>>(format)
  const holder =
    document['plan-of-action-and-milestones'] ?? (document['assessment-results']?.['results'] as [object])[0]
  const items = Object.entries(holder).find(([name]) => name === 'findings' || name === 'poam-items')?.[1] as
    ReadonlyArray<{props: Property[]; remarks?: string; description: string}> | undefined
  return items ?? assert.fail()
}
const properties = (props: readonly Property[], name: string) =>
  props.filter(property => property.name === name).map(property => property.value)

/** The controls that a taxon or a rule relates to, with how. */
const relationshipsOf = ({relationships = []}: ReportingDescriptor) =>
  relationships.map(({kinds, target}) => [kinds?.join(), target.toolComponent?.index, target.index, target.id])

/** The first run of a report. */
async function sarifParts(
  report: Report,
): Promise<{driver: ToolComponent; results: Result[]; taxonomies: ToolComponent[]}> {
  const [run] = (JSON.parse(await rendered('sarif', report)) as Log).runs
  assert.ok(run)
  return {driver: run.tool.driver, results: run.results ?? [], taxonomies: run.taxonomies ?? []}
}

/** The ids of NIST SP 800-53 by control, as each format tells them. */
const readers: Readonly<Partial<Record<Format, () => Promise<ReadonlyArray<readonly [string, string]>>>>> = {
  csv: async () =>
    parse<Row>(await rendered('csv', crosswalkReport()), {bom: true, columns: true}).map(row => [
      (row['control'] ?? '').replace(':', ' '),
      row['nist'] ?? '',
    ]),
  hdf: async () =>
    (await read<Hdf>('hdf')).profiles.flatMap(({controls, name}) =>
      controls.map(({id, tags}) => [
        `${name} ${id}`,
        (tags['nist'] as string[]).filter(tag => !['Rev_5', 'UM-1'].includes(tag)).join('; '),
      ]),
    ),
  junit: async () =>
    XmlDocument.fromString(await rendered('junit', crosswalkReport()))
      .find(`//testsuite/properties/property[starts-with(@name, "${nistOf}")]`)
      .map(property => [
        property.get('@name')?.content.slice(nistOf.length) ?? '',
        property.get('@value')?.content ?? '',
      ]),
  ocsf: async () =>
    (
      await read<
        ReadonlyArray<{
          compliance: {requirements: string[]}
          unmapped: {nist_800_53r5?: ReadonlyArray<{control: string}>}
        }>
      >('ocsf')
    ).map(({compliance: {requirements}, unmapped}) => [
      requirements.join(),
      (unmapped.nist_800_53r5 ?? []).map(({control}) => control).join('; '),
    ]),
  oscal: async () =>
    (await findingsIn('oscal')).map(({props}) => [
      `${properties(props, 'framework').join()} ${properties(props, 'control').join()}`,
      properties(props, 'nist-sp-800-53r5').join('; '),
    ]),
  sarif: async () =>
    (await sarifParts(crosswalkReport())).taxonomies.flatMap(({name, taxa = []}) =>
      taxa
        .filter(taxon => taxon.properties)
        .map(taxon => [
          `${name} ${taxon.id}`,
          relationshipsOf(taxon)
            .map(([, , , id]) => id)
            .join('; '),
        ]),
    ),
}

const wanted = [
  ['pci-dss-4.0.1 1.5', 'IA-5'],
  ['pci-dss-4.0.1 1.6', 'AC-2; AC-2 (1); AC-10'],
  ['pci-dss-4.0.1 1.7', 'AC-2'],
  ['nist-800-53r5-low SC-7 (5)', 'SC-7 (5)'],
] as const

describe('the crosswalk in every format', () => {
  for (const [format, reader] of Object.entries(readers))
    it(`names the controls of NIST SP 800-53 in ${format}`, async () => {
      const told = (await reader()).filter(([, ids]) => ids !== '')
      const named = {
        junit: wanted.map(([control, ids]) => [control.replace(/^\S+ /, ''), ids]),
        oscal: wanted.map(([control, ids]) => [control, ids.toLowerCase().replaceAll(/ \((\d)\)/g, '.$1')]),
      }
      assert.deepEqual(told, format === 'junit' || format === 'oscal' ? named[format] : wanted)
    })

  it('has a SARIF taxonomy after the frameworks', async () => {
    const {driver, taxonomies} = await sarifParts(crosswalkReport())
    assert.deepEqual(
      taxonomies.map(({isComprehensive, name, taxa = []}) => [name, isComprehensive, taxa.length]).slice(2),
      [
        ['nist-800-53r5-low', true, 2],
        ['NIST SP 800-53 Rev. 5', false, 5],
      ],
    )
    assert.deepEqual(
      taxonomies.at(-1)?.taxa,
      ['AC-2', 'AC-2 (1)', 'AC-10', 'IA-5', 'SC-7 (5)'].map(id => ({id})),
    )
    assert.deepEqual(driver.supportedTaxonomies?.at(-1), {index: 3, name: 'NIST SP 800-53 Rev. 5'})
    const without = await sarifParts(decidedReport())
    assert.equal(without.taxonomies.length, 1)
    assert.deepEqual(without.driver.supportedTaxonomies, [{index: 0, name: 'pci-dss-4.0.1'}])
  })

  it('says in SARIF how each control relates, seen from the control', async () => {
    const {driver, results, taxonomies} = await sarifParts(crosswalkReport())
    const taxonOf = (id: string) => taxonomies[0]?.taxa?.find(taxon => taxon.id === id) ?? assert.fail(id)
    const related = [
      ['subset', 3, 0, 'AC-2'],
      ['equal', 3, 1, 'AC-2 (1)'],
      ['incomparable', 3, 2, 'AC-10'],
    ]
    assert.deepEqual(relationshipsOf(taxonOf('1.6')), related)
    assert.deepEqual(relationshipsOf(taxonOf('1.7')), [['superset', 3, 0, 'AC-2']])
    const ruleOf = (id: string) => driver.rules?.find(rule => rule.id === id) ?? assert.fail(id)
    assert.deepEqual(relationshipsOf(ruleOf('pci-dss-4.0.1/1.6/manual')), related)
    assert.equal(taxonOf('1.1').relationships, undefined)
    const propertyOf = (id: string, name: string) => taxonOf(id).properties?.[name] as unknown
    assert.deepEqual(
      [propertyOf('1.6', 'enforcedFrom'), propertyOf('1.7', 'answeredBy')],
      ['2027-10-01', 'own-1.0 AC-2'],
    )
    const messages = results.map(({message, ruleId}) => `${ruleId ?? ''} ${message.text ?? ''}`)
    const [first = ''] = messages
    assert.match(first, /^pci-dss-4\.0\.1\/1\.1\/manual PCI DSS 4\.0\.1 1\.1 needs a person: /)
    assert.match(first, / Is 1\.1 so\? \(a yes to own-1\.0 AC-1 answers it too\)$/)
  })

  it('has tags that Heimdall reads', async () => {
    const {profiles} = await read<Hdf>('hdf')
    const controls = new Map(profiles.flatMap(profile => profile.controls.map(control => [control.id, control])))
    const tagsOf = (id: string) => controls.get(id)?.tags ?? assert.fail()
    assert.deepEqual(tagsOf('1.6')['nist'], ['AC-2', 'AC-2 (1)', 'AC-10', 'Rev_5'])
    const wrapped = inspecjs.hdfWrapControl(controls.get('1.6') as never)
    assert.deepEqual(
      wrapped.parsedNistTags.map(({rawText}) => rawText),
      ['AC-2', 'AC-2 (1)', 'AC-10'],
    )
    assert.equal(wrapped.parsedNistRevision?.revNum, 5)
    assert.deepEqual(tagsOf('1.1')['nist'], ['UM-1', 'Rev_5'])
    assert.deepEqual([tagsOf('1.6')['enforcedFrom'], tagsOf('1.7')['answeredBy']], ['2027-10-01', 'own-1.0 AC-2'])
  })

  it('has OSCAL properties with the relation as their class', async () => {
    const all = await findingsIn('oscal')
    const findingOf = (id: string) =>
      all.find(({props}) => properties(props, 'control').includes(id)) ?? assert.fail(id)
    const {props} = findingOf('1.6')
    assert.deepEqual(
      props.filter(({name}) => name === 'nist-sp-800-53r5').map(property => [property.value, property.class]),
      [
        ['ac-2', 'superset'],
        ['ac-2.1', 'equal'],
        ['ac-10', 'overlap'],
      ],
    )
    assert.deepEqual(properties(props, 'enforced-from'), ['2027-10-01'])
    assert.deepEqual(properties(findingOf('1.7').props, 'answered-by'), ['own-1.0 AC-2'])
    assert.match(findingOf('1.1').remarks ?? '', /\(a yes to own-1\.0 AC-1 answers it too\)$/)
  })

  it('is in the plan of action for what is open', async () => {
    const items = await findingsIn('oscal-poam')
    const itemOf = (id: string) => items.find(({props}) => properties(props, 'control').includes(id)) ?? assert.fail(id)
    assert.deepEqual(properties(itemOf('1.6').props, 'nist-sp-800-53r5'), ['ac-2', 'ac-2.1', 'ac-10'])
    assert.deepEqual(properties(itemOf('1.6').props, 'enforced-from'), ['2027-10-01'])
    assert.match(itemOf('1.1').description, /AC-1 answers it too\)$/)
  })

  it('names the relation and the shared question in OCSF, and that question in HDF', async () => {
    const events = await read<
      ReadonlyArray<{
        compliance: {status_details: string[]}
        finding_info: {uid: string}
        unmapped: {nist_800_53r5?: unknown}
      }>
    >('ocsf')
    const eventOf = (id: string) => events.find(({finding_info: {uid}}) => uid.endsWith(`/${id}`)) ?? assert.fail(id)
    assert.deepEqual(eventOf('1.7').unmapped.nist_800_53r5, [{control: 'AC-2', relation: 'subset'}])
    assert.equal(eventOf('1.1').unmapped.nist_800_53r5, undefined)
    const said = 'Is 1.1 so? (a yes to own-1.0 AC-1 answers it too)'
    assert.equal(eventOf('1.1').compliance.status_details[1], said)
    assert.ok(JSON.stringify(await read('hdf')).includes(said))
  })

  it('ends each CSV row, so that no other column moves', async () => {
    const [head = ''] = (await rendered('csv', crosswalkReport())).split('\r\n')
    assert.match(head, /,remediation,commands,nist,enforced_from,answered_by$/)
    const rows = parse<Row>(await rendered('csv', crosswalkReport()), {bom: true, columns: true})
    const rowOf = (id: string) => rows.find(row => row['control'] === `pci-dss-4.0.1:${id}`) ?? assert.fail(id)
    assert.deepEqual([rowOf('1.6')['enforced_from'], rowOf('1.6')['answered_by']], ['from 2027-10-01', ''])
    assert.deepEqual([rowOf('1.7')['enforced_from'], rowOf('1.7')['answered_by']], ['', 'own-1.0 AC-2'])
    assert.equal(
      rowOf('1.7')['answer'],
      'yes by lead@example.com on 2026-10-01 to own-1.0 AC-2 until 2027-01-31: looked at in October',
    )
  })
})
