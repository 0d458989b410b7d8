import type {Change, Comparison, Deed, Diff, Released, Turnover} from '../model/comparison.js'
import type {Release} from '../model/code-facts.js'
import type {Fact} from '../model/snapshot.js'

import {distinct, grouped} from '../foundation/collections.js'
import {isOfReleases, mostReleases} from '../model/release.js'

/**
 * The releases of each app since an older collection: those of higher versions than it saw, else those after it began.
 *
 * @param before the facts of the older one, if they are there
 * @param since the instant at which it began
 * @returns undefined where the newer one did not read releases
 */
export function releasedSince(
  before: readonly Fact[],
  since: string,
  after: readonly Fact[],
): ReadonlyMap<string, Released> | undefined {
  const facts = after.filter(isOfReleases)
  const older = new Map(before.filter(isOfReleases).map(({body, path}) => [path, body]))
  const all = facts.map((fact): [string, Released] => {
    const app = decodeURIComponent(fact.path.split('/')[2] ?? '')
    if (!fact.body) return [app, {app, deeds: [], gap: fact.gap?.reason ?? 'not-collected'}]
    const fresh = fact.body.filter(isAfter(older.get(fact.path), Date.parse(since)))
    const deeds = fresh.map(row => deedOf(app, row)).sort((a, b) => (b.version ?? 0) - (a.version ?? 0))
    return [app, {app, deeds, ...(fresh.length >= mostReleases ? {isCut: true} : {})}]
  })
  return facts.length > 0 ? new Map(all) : undefined
}

function isAfter(older: readonly Release[] | undefined, since: number): (row: Release) => boolean {
  const seen = older && Math.max(0, ...older.flatMap(({version}) => version ?? []))
  // What does not say when it was made may be of any time.
  return ({created_at: at, version}) =>
    seen !== undefined && typeof version === 'number' ? version > seen : !(Date.parse(at ?? '') < since)
}

const deedOf = (app: string, {created_at: at, description, status, user, version}: Release): Deed => ({
  app,
  ...(typeof version === 'number' ? {version} : {}),
  ...(at ? {at} : {}),
  ...(user?.email ? {by: user.email} : {}),
  what: description ?? '',
  ...(status && status !== 'succeeded' ? {status} : {}),
})

/** The comparison with the releases that name what changed, and all those of the apps that it belongs to. */
export function withDeeds(
  comparison: Comparison,
  released: ReadonlyMap<string, Released>,
): Comparison & Required<Pick<Diff, 'releases'>> {
  const naming = byWord(released)
  const deedsOf = ({app, kind, name}: Change['subject']): readonly Deed[] => {
    // An add-on's name is its own everywhere, and any app may be attached to it; an attachment's is its app's.
    if (kind === 'addon') return naming.get(name) ?? []
    return kind === 'attachment'
      ? (naming.get(name.slice(name.indexOf('/') + 1)) ?? []).filter(deed => deed.app === app)
      : []
  }

  const told = <T extends Change | Turnover>(all: readonly T[]): T[] =>
    all.map(one => {
      const deeds = deedsOf(one.subject)
      return deeds.length > 0 ? {...one, deeds} : one
    })
  const {appeared, changed, failing, gone, mended, seen, unknown, worsened} = comparison
  const parts = {
    appeared: told(appeared),
    changed: told(changed),
    failing: told(failing),
    gone: told(gone),
    mended: told(mended),
    seen: told(seen),
    unknown: told(unknown),
    worsened: told(worsened),
  }
  const apps = distinct(
    Object.values(parts)
      .flat()
      .flatMap(({deeds = [], subject: {app, kind, name}}) => [
        ...(kind === 'app' ? [name] : app === undefined ? [] : [app]),
        ...deeds.map(deed => deed.app),
      ]),
  )
  return {
    ...comparison,
    ...parts,
    releases: apps
      .flatMap(app => released.get(app) ?? [])
      .filter(({deeds, gap}) => deeds.length > 0 || gap !== undefined),
  }
}

/** The releases by the whole words of their descriptions: the name of a thing may begin or end as another's does. */
function byWord(released: ReadonlyMap<string, Released>): ReadonlyMap<string, readonly Deed[]> {
  const pairs = [...released.values()].flatMap(({deeds}) =>
    deeds.flatMap(deed => [...new Set(deed.what.split(/[^\w-]+/))].map(word => ({deed, word}))),
  )
  return new Map([...grouped(pairs, ({word}) => word)].map(([word, same]) => [word, same.map(({deed}) => deed)]))
}
