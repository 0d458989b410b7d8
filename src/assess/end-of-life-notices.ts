import type {Catalog} from '../catalog/catalog.js'
import type {Notice} from '../model/report.js'
import type {Subject, SubjectKind, Value} from '../model/subject.js'

import {millisecondsPerDay, isoDate, relativeDay} from '../foundation/date.js'
import {byCodeUnit, distinct} from '../foundation/collections.js'
import {firstFew} from '../foundation/text.js'

/** A product whose versions lose support, which a check evaluates by the days that are left. */
interface VersionedProduct {
  readonly check: string
  readonly subject: SubjectKind
  /** The field with the days until support ends. */
  readonly daysField: string
  /** The field with the version. */
  readonly versionField: string
  readonly describe: (version: string) => string
}

const versionedProducts: readonly VersionedProduct[] = [
  {
    check: 'apps-run-on-a-supported-stack',
    daysField: 'daysUntilStackEnds',
    describe: stack => `the stack ${stack}`,
    subject: 'app',
    versionField: 'stack',
  },
  {
    check: 'postgres-runs-a-supported-version',
    daysField: 'daysUntilEndOfLife',
    describe: text => `PostgreSQL ${text.split('.')[0] ?? text}`,
    subject: 'addon',
    versionField: 'version',
  },
]

/** Days before the end of support within which a reminder is worthwhile: migrating takes months. */
const reminderDays = 180

/** Versions that lose support within half a year, soonest first, with the subjects that use them. */
export function endOfLifeNotices(
  {checks}: Pick<Catalog, 'checks'>,
  subjects: readonly Subject[],
  now: number,
): Notice[] {
  const checkedProducts = versionedProducts.filter(({check}) => checks.some(({id}) => id === check))
  const upcomingEnds = checkedProducts.flatMap(product =>
    subjects.filter(({kind}) => kind === product.subject).flatMap(subject => upcomingEndOf(product, subject)),
  )
  const keys = distinct(upcomingEnds.map(({key}) => key))
  return keys
    .map(key => upcomingEnds.filter(end => end.key === key))
    .flatMap(ends =>
      ends[0] ? [{days: ends[0].days, users: distinct(ends.map(({user}) => user)), what: ends[0].what}] : [],
    )
    .sort((a, b) => a.days - b.days || byCodeUnit(a.what, b.what))
    .map(({days, users, what}) => ({
      id: 'support-ends-soon',
      text:
        `Support for ${what} ends ${relativeDay(days)}, on ${isoDate(now + days * millisecondsPerDay)}: ` +
        `${firstFew(users)}.`,
    }))
}

interface UpcomingEnd {
  readonly days: number
  readonly key: string
  readonly user: string
  readonly what: string
}

function upcomingEndOf({daysField, describe, versionField}: VersionedProduct, subject: Subject): UpcomingEnd[] {
  const days = fieldValue(subject, daysField)
  if (typeof days !== 'number' || days < 0 || days > reminderDays) return []
  const versionText = fieldValue(subject, versionField)
  if (typeof versionText !== 'string') return []
  const what = describe(versionText)
  return [{days, key: `${what} ${days}`, user: subject.name, what}]
}

function fieldValue(subject: Subject, field: string): undefined | Value {
  const computed = subject.fields[field]?.()
  return computed && 'value' in computed ? computed.value : undefined
}
