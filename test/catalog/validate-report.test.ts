import assert from 'node:assert/strict'
import {readFileSync} from 'node:fs'

import {reportErrors} from '../../src/catalog/validate-report.js'
import {readCatalogFile} from '../../src/catalog/catalog-files.js'
import {decidedReport, emptyReport, hostileWords, sampleReport} from '../report/rendering.js'

type Tree = Record<string, unknown>

/** The entry of a list. */
const entry = (report: Tree, entries: string, index: number): Tree =>
  (report[entries] as Tree[])[index] ?? assert.fail()
const cloneReport = (report: unknown) => JSON.parse(JSON.stringify(report)) as Tree

/** What the report's schema and the one that it is held to have in common. */
function withoutAnnotations(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(item => withoutAnnotations(item))
  if (typeof value !== 'object' || value === null) return value
  const {format, pattern, ...rest} = value as Tree
  const remainingEntries = Object.entries(rest)
    .filter(([key]) => key !== '$comment')
    .map(([key, item]) => [key, withoutAnnotations(item)] as const)
  return {...Object.fromEntries(remainingEntries), ...(format === 'date-time' || pattern ? {instant: true} : {})}
}

describe('the schema of the report', () => {
  it('lets through every report that is written', () => {
    for (const report of [sampleReport(), emptyReport(), decidedReport(), hostileWords()])
      assert.deepEqual(reportErrors(cloneReport(report)), [])
  })

  it('says what the schema says that it is held to, that counts are there, and what the tool adds', () => {
    const bundledSchema = withoutAnnotations(readCatalogFile<Tree>('./schema/report.schema.json')) as Tree
    const publishedSchema = withoutAnnotations(
      JSON.parse(readFileSync(new URL('../../../test/schemas/report.schema.json', import.meta.url), 'utf8')),
    ) as Tree
    const at = (tree: Tree, ...steps: string[]) => steps.reduce<Tree>((found, step) => found[step] as Tree, tree)
    assert.equal(
      (at(bundledSchema, 'properties', 'frameworks', 'items', 'properties', 'summary')['required'] as string[]).length,
      8,
    )
    for (const tree of [bundledSchema, publishedSchema])
      for (const steps of [
        ['properties', 'frameworks', 'items', 'properties', 'summary'],
        ['properties', 'summary', 'properties', 'failBySeverity'],
      ]) {
        Reflect.deleteProperty(at(tree, ...steps), 'required')
        Reflect.deleteProperty(at(tree, ...steps), 'additionalProperties')
      }

    // What the tool adds to it.
    const ofObservation = at(bundledSchema, 'properties', 'observations', 'items', 'properties')
    const ofReport = at(bundledSchema, 'properties')
    assert.ok(ofReport['only'])
    Reflect.deleteProperty(ofReport, 'only')
    const ofFramework = at(bundledSchema, 'properties', 'frameworks', 'items', 'properties')
    assert.ok(ofFramework['families'])
    Reflect.deleteProperty(ofFramework, 'families')
    const ofRemediation = at(ofObservation, 'remediation', 'properties')
    assert.ok(ofRemediation['byHand'])
    Reflect.deleteProperty(ofRemediation, 'byHand')
    for (const added of ['failureTitle', 'signals']) {
      assert.ok(ofObservation[added])
      Reflect.deleteProperty(ofObservation, added)
    }

    const ofControl = at(
      bundledSchema,
      ...['properties', 'frameworks', 'items', 'properties', 'controls', 'items', 'properties'],
    )
    for (const added of ['askedAs', 'enforcedFrom', 'nist', 'proposals']) {
      assert.ok(ofControl[added])
      Reflect.deleteProperty(ofControl, added)
    }

    assert.deepEqual(bundledSchema, publishedSchema)
  })

  it('says where something is wrong', () => {
    const flawedReports: ReadonlyArray<readonly [(report: Tree) => void, string]> = [
      [report => (report['reportVersion'] = 2), '/reportVersion is 2; this version of the tool reads 1'],
      [report => (report['reportVersion'] = '1'), '/reportVersion must be 1'],
      [report => Reflect.deleteProperty(report, 'observations'), '/ lacks "observations"'],
      [report => (report['generatedAt'] = 'yesterday'), '/generatedAt must match pattern'],
      [report => ((report['exit'] as Tree)['code'] = 7), '/exit/code must be one of 0, 1, 3'],
      [
        report => (entry(report, 'observations', 2)['verdict'] = 'maybe'),
        '/observations/2/verdict must be one of pass, fail, unknown, not-applicable',
      ],
      [
        report => Reflect.deleteProperty(entry(report, 'frameworks', 0)['summary'] as Tree, 'manual'),
        '/frameworks/0/summary lacks "manual"',
      ],
    ]
    for (const [spoil, message] of flawedReports) {
      const report = cloneReport(decidedReport())
      spoil(report)
      const [first = ''] = reportErrors(report)
      assert.ok(first.startsWith(message), `${first} (${message})`)
    }
  })

  it('lets through what a later version may add', () => {
    const report = cloneReport(decidedReport())
    report['later'] = {of: 'all'}
    entry(report, 'observations', 0)['later'] = 1
    assert.deepEqual(reportErrors(report), [])
  })

  it('refuses anything but an object', () => {
    for (const json of [null, [], 'report', 1]) assert.notDeepEqual(reportErrors(json), [])
  })
})
