import type {CsvRow} from '../parsing/csv.js'
import type {RosterEntry} from './roster.js'

import {isCalendarDate} from '../foundation/date.js'
import {UserError} from '../foundation/user-error.js'

/** What columns of a roster are called, in lowercase with single spaces. */
const headers = {
  active: ['active', 'is active', 'enabled', 'aktiv'],
  email: [
    'email',
    'e mail',
    'mail',
    'email address',
    'e mail address',
    'work email',
    'work e mail',
    'business email',
    'company email',
    'primary email',
    'user principal name',
    'userprincipalname',
    'upn',
    'login',
    'e mail adresse',
    'emailadresse',
  ],
  end: [
    'end date',
    'termination date',
    'terminated on',
    'leaving date',
    'left on',
    'last day',
    'last working day',
    'employment end',
    'austrittsdatum',
    'austritt',
  ],
  status: ['status', 'employment status', 'employee status', 'state', 'worker status'],
} as const

const presentWords = [
  'active',
  'current',
  'employed',
  'employee',
  'contractor',
  'on leave',
  'leave',
  'aktiv',
  'onboarding',
]
const goneWords = ['terminated', 'inactive', 'left', 'leaver', 'former', 'deactivated', 'disabled', 'ended', 'inaktiv']
const yesWords = ['yes', 'true', '1', 'y', 'x', 'ja']
const noWords = ['no', 'false', '0', 'n', 'nein']

type Column = keyof typeof headers

/**
 * The people of a roster; its columns are found by their headers, and only the address is needed.
 *
 * @param on the day as of which somebody has left, an ISO date
 * @throws UserError with file and line where a row can't be understood
 */
export function readRoster(rows: readonly CsvRow[], file: string, on: string): RosterEntry[] {
  const [head, ...body] = rows
  if (!head) throw new UserError(`${file} is empty.`, 'A roster has a row of headers, of which one is "email".')
  const columns = columnsOf(head, file)
  if (body.length === 0) throw new UserError(`${file} lists nobody.`, 'A roster has a row for each person.')
  return body.map(row => ({email: emailIn(row, columns, file), hasLeft: hasLeft(row, columns, file, on)}))
}

type Columns = Readonly<Partial<Record<Column, number>>>

const plain = (header: string): string =>
  header
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_.-]+/g, ' ')

function columnsOf({cells, line}: CsvRow, file: string): Columns {
  const names = cells.map(cell => plain(cell))
  const found = Object.fromEntries(
    (Object.keys(headers) as Column[]).flatMap(column => {
      const index = names.findIndex(name => (headers[column] as readonly string[]).includes(name))
      return index === -1 ? [] : [[column, index] as const]
    }),
  ) as Columns
  if (found.email === undefined)
    throw new UserError(`${file}:${line}: no column has email addresses.`, 'Call its header "email".')
  return found
}

const cellOf = ({cells}: CsvRow, index: number | undefined): string =>
  index === undefined ? '' : (cells[index] ?? '').trim()

function emailIn(row: CsvRow, {email: index}: Columns, file: string): string {
  const email = cellOf(row, index).replace(/^'/, '')
  if (!/^[^\s@]+@[^\s@]+$/.test(email))
    throw new UserError(`${file}:${row.line}: there is no email address in its column.`, 'Give each person one.')
  return email
}

/** Gone if any column says so. */
function hasLeft(row: CsvRow, columns: Columns, file: string, on: string): boolean {
  const status = cellOf(row, columns.status).toLowerCase()
  const active = cellOf(row, columns.active).toLowerCase()
  return [
    word(status, {file, gone: [...goneWords, ...noWords], present: [...presentWords, ...yesWords], row}),
    word(active, {file, gone: [...noWords, ...goneWords], present: [...yesWords, ...presentWords], row}),
    hasEnded(cellOf(row, columns.end), row, file, on),
  ].includes(true)
}

interface Words {
  readonly file: string
  readonly gone: readonly string[]
  readonly present: readonly string[]
  readonly row: CsvRow
}

function word(text: string, {file, gone, present, row}: Words): boolean {
  if (text === '' || present.includes(text)) return false
  if (gone.includes(text)) return true
  throw new UserError(
    `${file}:${row.line}: the status isn't one that is known.`,
    `Write ${present.slice(0, 3).join(', ')}, ... or ${gone.slice(0, 3).join(', ')}, ...`,
  )
}

/** The last day counts as one on which the person is there. */
function hasEnded(text: string, {line}: CsvRow, file: string, on: string): boolean {
  if (text === '') return false
  const german = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text)
  const date = german
    ? [german[3], german[2]?.padStart(2, '0'), german[1]?.padStart(2, '0')].join('-')
    : text.slice(0, 10)
  if (!isCalendarDate(date))
    throw new UserError(`${file}:${line}: the end date can't be read.`, 'Write it as 2026-11-30 or 30.11.2026.')
  return date < on
}
