import type {
  ObservationChange,
  Comparison,
  ReleaseEvent,
  Diff,
  AppReleases,
  SubjectChange,
} from '../model/comparison.js'
import type {Release} from '../model/code-facts.js'
import type {Fact} from '../model/snapshot.js'

import {distinct, groupBy} from '../foundation/collections.js'
import {isReleasesFact, maxReleases} from '../model/release.js'

/**
 * The releases of each app since an older collection: those with higher versions than it read, else those after it.
 *
 * @param before the facts of the older one, if they are there
 * @param since the instant at which it began
 * @returns undefined where the newer collection has no releases
 */
export function releasesSince(
  before: readonly Fact[],
  since: string,
  after: readonly Fact[],
): ReadonlyMap<string, AppReleases> | undefined {
  const facts = after.filter(isReleasesFact)
  const earlierReleases = new Map(before.filter(isReleasesFact).map(({body, path}) => [path, body]))
  const entries = facts.map((fact): [string, AppReleases] => {
    const app = decodeURIComponent(fact.path.split('/')[2] ?? '')
    if (!fact.body) return [app, {app, releases: [], gap: fact.gap?.reason ?? 'not-collected'}]
    const newReleases = fact.body.filter(isAfter(earlierReleases.get(fact.path), Date.parse(since)))
    const events = newReleases
      .map(release => releaseEvent(app, release))
      .sort((a, b) => (b.version ?? 0) - (a.version ?? 0))
    return [app, {app, releases: events, ...(newReleases.length >= maxReleases ? {truncated: true} : {})}]
  })
  return facts.length > 0 ? new Map(entries) : undefined
}

function isAfter(older: readonly Release[] | undefined, since: number): (release: Release) => boolean {
  const latestSeen = older && Math.max(0, ...older.flatMap(({version}) => version ?? []))
  // A release without a date may be new.
  return ({created_at: at, version}) =>
    latestSeen !== undefined && typeof version === 'number' ? version > latestSeen : !(Date.parse(at ?? '') < since)
}

const releaseEvent = (app: string, {created_at: at, description, status, user, version}: Release): ReleaseEvent => ({
  app,
  ...(typeof version === 'number' ? {version} : {}),
  ...(at ? {at} : {}),
  ...(user?.email ? {by: user.email} : {}),
  description: description ?? '',
  ...(status && status !== 'succeeded' ? {status} : {}),
})

/** Adds the releases whose descriptions name what changed, and all releases of the apps that it belongs to. */
export function withReleases(
  comparison: Comparison,
  releasesByApp: ReadonlyMap<string, AppReleases>,
): Comparison & Required<Pick<Diff, 'appReleases'>> {
  const eventsByWord = indexByWord(releasesByApp)
  const eventsOf = ({app, kind, name}: ObservationChange['subject']): readonly ReleaseEvent[] => {
    // Names of add-ons are unique, and any app can be attached to them; names of attachments are unique within an app.
    if (kind === 'addon') return eventsByWord.get(name) ?? []
    return kind === 'attachment'
      ? (eventsByWord.get(name.slice(name.indexOf('/') + 1)) ?? []).filter(event => event.app === app)
      : []
  }

  const withEvents = <T extends ObservationChange | SubjectChange>(items: readonly T[]): T[] =>
    items.map(item => {
      const events = eventsOf(item.subject)
      return events.length > 0 ? {...item, releases: events} : item
    })
  const {appeared, changed, newlyFailing, gone, fixed, newlyDetermined, newlyUnknown, worsened} = comparison
  const lists = {
    appeared: withEvents(appeared),
    changed: withEvents(changed),
    newlyFailing: withEvents(newlyFailing),
    gone: withEvents(gone),
    fixed: withEvents(fixed),
    newlyDetermined: withEvents(newlyDetermined),
    newlyUnknown: withEvents(newlyUnknown),
    worsened: withEvents(worsened),
  } satisfies Partial<Comparison>
  const apps = distinct(
    Object.values(lists)
      .flat()
      .flatMap(({releases = [], subject: {app, kind, name}}) => [
        ...appNames(kind === 'app' ? name : app),
        ...releases.map(event => event.app),
      ]),
  )
  return {
    ...comparison,
    ...lists,
    appReleases: apps
      .flatMap(app => releasesByApp.get(app) ?? [])
      .filter(({releases, gap}) => releases.length > 0 || gap !== undefined),
  }
}

const appNames = (app: string | undefined) => (app === undefined ? [] : [app])

/** Releases by whole words of their descriptions: one name may begin or end with another. */
function indexByWord(releasesByApp: ReadonlyMap<string, AppReleases>): ReadonlyMap<string, readonly ReleaseEvent[]> {
  const pairs = [...releasesByApp.values()].flatMap(({releases}) =>
    releases.flatMap(event => [...new Set(event.description.split(/[^\w-]+/))].map(word => ({deed: event, word}))),
  )
  return new Map([...groupBy(pairs, ({word}) => word)].map(([word, same]) => [word, same.map(({deed}) => deed)]))
}
