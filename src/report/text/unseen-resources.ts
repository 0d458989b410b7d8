import {distinct, groupBy} from '../../foundation/collections.js'
import {firstFew} from '../../foundation/text.js'
import {displayName} from './labels.js'

/** A resource that a request is about. */
interface Resource {
  readonly kind: string
  readonly name: string
  /** Whether the request is for the resource itself, not for a part of it. */
  readonly isWhole: boolean
}

/** What the segment before an id says that it is the id of. */
const kinds: Readonly<Record<string, string>> = {
  addons: 'add-on',
  apps: 'app',
  clusters: 'add-on',
  databases: 'add-on',
  'enterprise-accounts': 'enterprise account',
  pipelines: 'pipeline',
  spaces: 'space',
  teams: 'team',
  // The databases of Advanced plans are at /data/postgres/v1/ID.
  v1: 'add-on',
}

const shownNames = 3

/** What requests can't show, as "the app pay-web can't be seen"; undefined where a request is about no resource. */
export function unseenText(
  requests: ReadonlyArray<{readonly path: string}>,
  nameOf: (id: string) => string | undefined,
): string | undefined {
  const resources = requests.map(({path}) => resourceOf(path, nameOf))
  const known = resources.filter(resource => resource !== undefined)
  if (known.length < resources.length || known.length === 0) return undefined
  const whole = new Set(known.filter(({isWhole}) => isWhole).map(({name}) => name))
  const isWhole = known.every(({name}) => whole.has(name))
  const names = [...groupBy(known, ({kind}) => kind)].map(([kind, ofKind]) => {
    const own = distinct(ofKind.map(({name}) => displayName(name)))
    return `the ${kind}${own.length === 1 ? '' : 's'} ${firstFew(own, shownNames)}`
  })
  return `${names.join(' and ')} can't be ${isWhole ? 'seen' : 'read in full'}`
}

/** The first resource in the path of a request. */
function resourceOf(path: string, nameOf: (id: string) => string | undefined): Resource | undefined {
  const segments = path.split('/').slice(1)
  const index = segments.findIndex((segment, position) => {
    const next = segments[position + 1]
    return Object.hasOwn(kinds, segment) && next !== undefined && next !== 'apps'
  })
  const [list = '', id = ''] = segments.slice(index)
  const kind = index === -1 ? undefined : kinds[list]
  return kind === undefined ? undefined : {isWhole: index === 0 && segments.length === 2, kind, name: nameOf(id) ?? id}
}
