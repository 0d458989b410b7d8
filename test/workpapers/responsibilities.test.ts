import assert from 'node:assert/strict'

import {parse} from 'csv-parse/sync'

import {papersOf, textOf} from './support.js'

const aoc = {
  id: 'heroku-pci-aoc',
  issued: '2026-06-01',
  issuer: 'Salesforce',
  services: ['heroku-postgresql'],
  version: 'PCI DSS 4.0.1',
}
const matrix = {id: 'heroku-pci-responsibility-matrix', issuer: 'Salesforce', services: ['*']}

type Row = Readonly<Record<string, string>>

describe('the matrix of responsibilities', () => {
  it('says of each control who is responsible, by which document, and whether that is on file', async () => {
    const papers = await papersOf({
      policy: {
        documents: [
          aoc,
          {...matrix, expires: '2026-02-01', issued: '2025-01-01'},
          {...matrix, expires: '2026-03-01', issued: '2025-02-01'},
        ],
      },
    })
    const rows = parse(textOf(papers, 'responsibilities.csv'), {bom: true, columns: true}) as readonly Row[]
    const rowOf = (control: string) => rows.find(row => row['control'] === `pci-dss-4.0.1:${control}`)
    assert.deepEqual([...new Set(rows.map(row => row['responsible']))].sort(), ['Customer', 'Heroku', 'Shared'])
    const shared = rowOf('12.8.5')
    assert.deepEqual(
      ['responsible', 'documents', 'document_titles', 'document_state', 'valid_until', 'source'].map(
        name => shared?.[name],
      ),
      [
        'Shared',
        matrix.id,
        "Heroku's PCI customer responsibility matrix",
        `${matrix.id} was valid until 2026-03-01`,
        '',
        'Sensitive Data, page 5',
      ],
    )
    assert.match(shared?.['customer_part'] ?? '', /^Does a document state/)
    const heroku = rows.find(row => row['responsible'] === 'Heroku' && row['documents']?.startsWith(aoc.id))
    assert.deepEqual(
      [heroku?.['document_state']?.split('; ')[0], heroku?.['valid_until']?.split('; ')[0], heroku?.['customer_part']],
      ['on file, in date', 'through 2027-06-01', ''],
    )
    assert.deepEqual([rowOf('1.2.3')?.['responsible'], rowOf('1.2.3')?.['documents']], ['Customer', ''])
    const text = textOf(papers, 'responsibilities.md')
    assert.match(text, /^## PCI DSS 4\.0\.1\n\nCustomer: \d+, Heroku: \d+, Shared: \d+\.$/m)
    assert.match(text, /^\| `1\.2\.3` \| A current network diagram shows .* \| Customer \| - \| - \|$/m)
    assert.match(text, /^\| `12\.8\.5` \| .* \| Shared \| Heroku's PCI customer .* was valid until 2026-03-01 \|$/m)
  })

  it('says so where a document is not on file, or lasts', async () => {
    const without = textOf(await papersOf(), 'responsibilities.csv')
    assert.match(without, /not on file/)
    assert.doesNotMatch(without, /in date/)
    const lasting = textOf(
      await papersOf({policy: {documents: [{...matrix, issued: '2026-01-01'}]}}),
      'responsibilities.md',
    )
    assert.match(lasting, /^\| `12\.8\.5` .* \| on file, in date \|$/m)
  })
})
