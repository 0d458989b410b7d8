import type {Report} from '../model/report.js'

/** The columns that end each table: when the newest of its facts was read, from which snapshot, by which account. */
export const provenanceColumns = ['facts_read', 'snapshot_sha256', 'read_by'] as const

/** The account that read the facts. */
export const readerOf = ({snapshot: {caller}}: Report): string =>
  caller?.email === undefined
    ? "an account that the facts don't name"
    : `${caller.email}${caller.role === undefined ? '' : ` (${caller.role})`}`

/** An instant in words that no spreadsheet takes for a number. */
const instantCell = (time: string): string => time.replace('T', ' ').replace(/(?:\.\d+)?Z$/, ' UTC')

/** The cells of those columns, the same in each row. */
export const provenanceCells = (report: Report): readonly string[] => [
  instantCell(report.snapshot.collectedAt),
  report.snapshot.sha256,
  readerOf(report),
]

/** What each text says of where it comes from, as names and values. */
export function provenanceRows(report: Report): ReadonlyArray<readonly [name: string, value: string]> {
  const {generatedAt, policy, snapshot, tool} = report
  const {collectedAt, oldestFactAt = collectedAt, sha256} = snapshot
  return [
    ['Facts read', oldestFactAt === collectedAt ? collectedAt : `${oldestFactAt} to ${collectedAt}`],
    ['As of', generatedAt],
    ['Read by', readerOf(report)],
    ['SHA-256 of the snapshot', sha256],
    ['SHA-256 of the policy', policy?.sha256 ?? 'no policy'],
    ['Written by', `${tool.name} ${tool.version}`],
  ]
}
