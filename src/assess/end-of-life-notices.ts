import type {Catalog} from '../catalog/catalog.js'
import type {Notice} from '../model/report.js'
import type {Subject, SubjectKind, Value} from '../model/subject.js'

import {day, dayOf, inDays} from '../foundation/date.js'
import {byCodeUnit, distinct} from '../foundation/collections.js'
import {firstOf} from '../foundation/text.js'

/** A thing whose support ends, which a check judges by the days that are left. */
interface Ending {
  readonly check: string
  readonly subject: SubjectKind
  /** The field that counts the days. */
  readonly left: string
  /** The field that names what ends. */
  readonly version: string
  readonly name: (version: string) => string
}

const endings: readonly Ending[] = [
  {
    check: 'apps-run-on-a-supported-stack',
    left: 'daysUntilStackEnds',
    name: stack => `the stack ${stack}`,
    subject: 'app',
    version: 'stack',
  },
  {
    check: 'postgres-runs-a-supported-version',
    left: 'daysUntilEndOfLife',
    name: text => `PostgreSQL ${text.split('.')[0] ?? text}`,
    subject: 'addon',
    version: 'version',
  },
]

/** Days ahead within which the end of a version's support is worth a reminder: moving off it takes months. */
const ahead = 180

/** What is supported still and will not be within half a year, soonest first, with those that use it. */
export function endsOfLife({checks}: Pick<Catalog, 'checks'>, subjects: readonly Subject[], now: number): Notice[] {
  const used = endings.filter(({check}) => checks.some(({id}) => id === check))
  const found = used.flatMap(ending =>
    subjects.filter(({kind}) => kind === ending.subject).flatMap(subject => endOf(ending, subject)),
  )
  const keys = distinct(found.map(({key}) => key))
  return keys
    .map(key => found.filter(one => one.key === key))
    .flatMap(all =>
      all[0] ? [{days: all[0].days, users: distinct(all.map(({user}) => user)), what: all[0].what}] : [],
    )
    .sort((a, b) => a.days - b.days || byCodeUnit(a.what, b.what))
    .map(({days, users, what}) => ({
      id: 'support-ends-soon',
      text: `The support of ${what} ends ${inDays(days)}, on ${dayOf(now + days * day)}: ${firstOf(users)}.`,
    }))
}

interface Found {
  readonly days: number
  readonly key: string
  readonly user: string
  readonly what: string
}

function endOf({left, name, version}: Ending, subject: Subject): Found[] {
  const days = known(subject, left)
  if (typeof days !== 'number' || days < 0 || days > ahead) return []
  const text = known(subject, version)
  if (typeof text !== 'string') return []
  const what = name(text)
  return [{days, key: `${what} ${days}`, user: subject.name, what}]
}

function known(subject: Subject, field: string): undefined | Value {
  const seen = subject.fields[field]?.()
  return seen && 'value' in seen ? seen.value : undefined
}
