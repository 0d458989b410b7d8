import assert from 'node:assert/strict'

import type {Report} from '../../src/model/report.js'
import type {Format} from '../../src/report/formats.js'
import type {Tree} from './tree.js'

import {
  decidedReport,
  emptyReport,
  hostileReport,
  hostileWords,
  rendered,
  sampleReport,
  schemaFile,
} from './rendering.js'
import {changed, isTree} from './tree.js'
import {errorsOf} from './validators.js'

type Broken = readonly [place: string, value?: unknown]

const result = 'assessment-results/results/0'
const plan = 'plan-of-action-and-milestones'

const broken = {
  ocsf: [
    ['0/activity_id'],
    ['0/class_uid', 2004],
    ['0/cloud', {}],
    ['0/compliance'],
    ['0/compliance/checks/0/status_id', 4],
    ['0/compliance/standards'],
    ['0/compliance/status', 'Passed'],
    ['0/compliance/status_id', 6],
    ['0/finding_info/last_seen_time', '2026-11-20T12:00:00Z'],
    ['0/finding_info/uid'],
    ['0/metadata/uid'],
    ['0/metadata/product'],
    ['0/metadata/product/name'],
    ['0/metadata/version', '1.4.0'],
    ['0/remediation', {references: ['https://example.com/']}],
    ['0/resources/0', {type: 'heroku:app'}],
    ['0/severity', 'Severe'],
    ['0/severity_id', 7],
    ['0/status_id', 6],
    ['0/time', '2026-11-20T12:00:00Z'],
    ['0/time', 1_795_176_000],
    ['0/type_uid', 200_302],
  ],
  oscal: [
    ['assessment-results/metadata/version'],
    ['assessment-results/import-ap'],
    ['assessment-results/import-ap/href', 'the plan'],
    ['assessment-results/metadata/oscal-version', '1.0.4'],
    ['assessment-results/metadata/last-modified', '2026-11-20T12:00:00'],
    ['assessment-results/metadata/last-modified', '2026-02-29T12:00:00Z'],
    ['assessment-results/uuid', '53d33915-0782-1976-9145-8d7cada9ee38'],
    ['assessment-results/results', []],
    [`${result}/start`],
    [`${result}/attestations`, []],
    [`${result}/reviewed-controls/control-selections/0/include-controls/0/control-id`, 'AC-2 (3)'],
    [`${result}/reviewed-controls/control-selections/0/include-controls`],
    [`${result}/observations/0/origins`, []],
    [`${result}/local-definitions/assessment-assets/components/0/status/state`, 'on'],
    ['assessment-results/back-matter/resources/0/rlinks'],
    [`${result}/observations/0/methods`, []],
    [`${result}/observations/0/collected`, '2026-11-20'],
    [`${result}/observations/0/subjects/0/type`, 'app'],
    [`${result}/observations/0/props/0/value`, ' '],
    [`${result}/observations/0/props/0/ns`, 'heroku'],
    [`${result}/observations/0/props/0/name`, 'a b'],
    [`${result}/observations/0/score`, 1],
    [`${result}/findings/0/target`],
    [`${result}/findings/0/target/type`, 'control-id'],
    [`${result}/findings/0/target/status/state`, 'unknown'],
    [`${result}/findings/0/title`, ''],
  ],
  'oscal-poam': [
    [`${plan}/poam-items`, []],
    [`${plan}/poam-items/0/description`],
    [`${plan}/poam-items/0/related-risks/0/risk-uuid`, 'x'],
    [`${plan}/poam-items/0/severity`, 'high'],
    [`${plan}/system-id/id`],
    [`${plan}/system-id/identifier-type`, 'uuid'],
    [`${plan}/risks/0/statement`],
    [`${plan}/risks/0/status`, 'waived'],
    [`${plan}/risks/0/deadline`, '2026-12-31'],
    [`${plan}/risks/0/characterizations/0/origin`],
    [`${plan}/risks/0/characterizations/0/facets/0/system`, 'own'],
    [`${plan}/risks/0/risk-log/entries/0/start`, '2026-11-01'],
    [`${plan}/local-definitions/inventory-items/0/uuid`, ''],
    [`${plan}/metadata/title`, 'a\nb'],
  ],
} as const satisfies Readonly<Partial<Record<Format, readonly Broken[]>>>

const reports = async (): Promise<readonly Report[]> => [
  sampleReport(),
  decidedReport(),
  emptyReport(),
  hostileWords(),
  await hostileReport(),
]

/** The schema that a place refers to. */
function meant(root: unknown, node: unknown): Tree {
  if (!isTree(root) || !isTree(node)) return {}
  const name = typeof node['$ref'] === 'string' ? node['$ref'].replace('#/definitions/', '') : undefined
  return name === undefined ? node : meant(root, isTree(root['definitions']) ? root['definitions'][name] : undefined)
}

/** Each name that a schema allows, with where it does. */
function* allowed(node: unknown, where = ''): Generator<readonly [name: string, own: unknown]> {
  if (!isTree(node)) return
  for (const [name, own] of Object.entries(isTree(node['properties']) ? node['properties'] : {})) {
    yield [`${where}/${name}`, own]
    yield* allowed(own, `${where}/${name}`)
  }

  yield* allowed(node['items'], where)
  for (const [name, own] of Object.entries(isTree(node['definitions']) ? node['definitions'] : {}))
    yield* allowed(own, name)
}

/** Marks what a document uses of a schema. */
function mark(root: unknown, node: unknown, value: unknown, met: Set<unknown>): void {
  const {items, properties} = meant(root, node)
  if (Array.isArray(value)) for (const item of value) mark(root, items, item, met)
  else if (isTree(value))
    for (const [name, own] of Object.entries(isTree(properties) ? properties : {}))
      if (name in value) {
        met.add(own)
        mark(root, own, value[name], met)
      }
}

describe('official schemas', () => {
  for (const format of ['oscal', 'oscal-poam', 'ocsf'] as const)
    it(`rejects what ${format} doesn't allow`, async () => {
      const errors = errorsOf[format] ?? assert.fail()
      const text = await rendered(format, decidedReport())
      assert.deepEqual(errors(text), [])
      for (const [place, value] of broken[format]) {
        const found = errors(changed(text, place, value))
        const holder = `/${place}`.replace(/[^/]*$/, '')
        assert.ok(
          found.length > 0 && found.every(error => error.replace(' ', '/').startsWith(holder)),
          `${place} ${JSON.stringify(value)}: ${found.join(', ')}`,
        )
      }
    })

  for (const [file, ...of] of [
    ['oscal-1.2.1.schema.json', 'oscal', 'oscal-poam'],
    ['ocsf-2003.schema.json', 'ocsf'],
  ] as const)
    it(`allows in ${file} only what is written`, async () => {
      const schema = schemaFile(file)
      const met = new Set<unknown>()
      for (const report of await reports())
        for (const format of of) mark(schema, schema, JSON.parse(await rendered(format, report)), met)
      assert.deepEqual(
        [...allowed(schema)].flatMap(([name, own]) => (met.has(own) ? [] : [name])),
        [],
      )
    })
})
