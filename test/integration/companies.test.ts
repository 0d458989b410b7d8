import assert from 'node:assert/strict'
import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'

import type {Report} from '../../src/model/report.js'
import type {World} from '../fixtures/types.js'

import {loadCatalog, readFrameworks} from '../../src/catalog/catalog.js'
import {groupBy} from '../../src/foundation/collections.js'
import {assessSnapshot} from '../../src/assess/assess-snapshot.js'
import {clinic, policeVendor, startUp} from '../fixtures/companies.js'
import {collectWith, rememberOutcomes} from './run.js'

const companies: Readonly<Record<string, () => World>> = {
  'clinic-on-shield': clinic,
  'police-records-vendor-in-a-private-space': policeVendor,
  'start-up-on-the-common-runtime': startUp,
}

const folder = new URL('../../../test/scenarios/companies/', import.meta.url)
const catalog = loadCatalog(['all', ...readFrameworks().map(({id}) => id)])

/** Every verdict and status, in a form that a person can read through. */
function verdictsOf({exit, frameworks, observations}: Report): string {
  const checks = [...groupBy(observations, ({check}) => check)].map(([check, all]) => {
    const rows = all.map(({because = [], gaps = [], subject, verdict}) => {
      const why = [
        ...because.map(({field, value}) => `${field} is ${JSON.stringify(value)}`),
        ...gaps.map(({detail, field, reason}) => `${field}: ${detail ?? reason}`),
      ]
      return `  ${verdict.padEnd(14)}  ${subject.name}${why.length > 0 ? `  (${why.join('; ')})` : ''}\n`
    })
    return `${check}\n${rows.join('')}`
  })
  const matrices = frameworks.map(({controls, id, summary}) => {
    const counts = Object.entries(summary)
      .filter(([, n]) => n > 0)
      .map(([status, n]) => `${n} ${status}`)
      .join(', ')
    const rows = controls
      .filter(({status}) => status !== 'manual')
      .map(control => `  ${control.status.padEnd(14)}  ${control.id}: ${control.reason}\n`)
    return `${id}: ${counts}\n${rows.join('')}`
  })
  return `exit ${exit.code}: ${exit.reason}\n\n${checks.join('\n')}\n${matrices.join('\n')}`
}

describe('example companies', () => {
  for (const [name, make] of Object.entries(companies))
    it(`are assessed by every framework as reviewed: ${name}`, async () => {
      const snapshot = await collectWith(rememberOutcomes(make()), {kind: 'all'}, catalog)
      const report = assessSnapshot(snapshot, catalog, {
        allowUnknown: false,
        failOn: 'high',
        scopeKind: 'all',
        version: '0.0.0',
      })
      const file = new URL(`${name}.txt`, folder)
      if (process.env['GOLDEN'] === 'write') {
        mkdirSync(folder, {recursive: true})
        writeFileSync(file, verdictsOf(report))
      }

      assert.equal(verdictsOf(report), readFileSync(file, 'utf8'))
    })

  it('match the stored files', () => {
    assert.deepEqual(
      readdirSync(folder).sort(),
      Object.keys(companies).map(name => `${name}.txt`),
    )
  })
})
