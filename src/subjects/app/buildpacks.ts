import type {Build, Buildpack} from '../../model/code-facts.js'
import type {App} from '../../model/facts.js'
import type {ReadResult} from '../../model/gap.js'
import type {LazyField, FieldValue} from '../../model/subject.js'
import type {AppHandle, SubjectContext} from '../context.js'

import {unreadableAddress} from '../../model/buildpack-address.js'
import {mapResult} from '../../model/gap.js'
import {matchesGlob} from '../../foundation/glob.js'
import {distinct} from '../../foundation/collections.js'
import {parseInstant} from '../age.js'
import {unknown, value} from '../field-value.js'
import {notStated, itemsOf} from '../read-result.js'
import {generationOf} from './runtime-class.js'

// The ways to name an official buildpack, each up to the buildpack's own name. None has room for a step up in the path,
// an encoded character or a user, which could make an address point elsewhere.
const officialForms = [
  String.raw`(?:urn:buildpack:)?heroku/`,
  String.raw`(?:git|https?|ssh)://github\.com/heroku/`,
  String.raw`git@github\.com:/?heroku/`,
  String.raw`https://(?:buildpack-registry|codon-buildpacks)\.s3\.amazonaws\.com/buildpacks/heroku/`,
]
const segment = String.raw`(?!\.\.?(?:[/#]|$))[\w.-]+`
const officialBuildpack = new RegExp(`^(?:${officialForms.join('|')})(${segment})(?:/${segment})*/?(?:#[^#]*)?$`, 'i')

/** A buildpack that runs others, which are listed in a file of the app's source and not by the API. */
const multiBuildpack = /^(?:heroku-buildpack-)?multi(?:\.git|\.tgz)?$/i

/** Whether a buildpack is one of Heroku's official ones, by its name or address. */
export const isOfficialBuildpack = (name: string): boolean => officialBuildpack.test(name)

const buildpackName = ({name, url}: Buildpack): string | undefined => url ?? name ?? undefined

type BuildpackNames = ReadonlyArray<string | undefined>

/** The buildpacks that are configured for an app on Cedar. */
const installedBuildpacks = ({facts}: SubjectContext, app: AppHandle): ReadResult<BuildpackNames> =>
  mapResult(facts.read('buildpackInstallations', app.ref), installations =>
    installations.map(({buildpack}) => buildpackName(buildpack ?? {})),
  )

/** The buildpacks that are configured for an app on Fir, as its own record lists them. */
function recordedBuildpacks({buildpacks}: App): ReadResult<BuildpackNames> {
  if (buildpacks === undefined) return notStated('which buildpacks the app has')
  return {body: (buildpacks ?? []).map(({id}) => id)}
}

/** The buildpacks that the newest successful build ran, whatever is configured; none if no build succeeded. */
function builtBuildpacks({facts}: SubjectContext, app: AppHandle): ReadResult<BuildpackNames> {
  const response = facts.read('builds', app.ref)
  if ('gap' in response) return response
  const newest = newestSuccessfulBuild(response.body)
  if (newest === undefined) return {body: []}
  if (newest === 'unclear')
    return {gap: {detail: "it's unclear which build is the newest successful one", reason: 'no-statement'}}
  if (!newest.buildpacks)
    return {gap: {detail: "the newest build doesn't say which buildpacks it ran", reason: 'no-statement'}}
  return {body: newest.buildpacks.map(buildpack => buildpackName(buildpack))}
}

function newestSuccessfulBuild(builds: readonly Build[]): Build | 'unclear' | undefined {
  const candidates = builds.filter(({status}) => status === 'succeeded' || !status)
  const dates = candidates.map(({created_at: createdAt}) => parseInstant(createdAt) ?? Infinity)
  const newest = candidates[dates.indexOf(Math.max(...dates))]
  const isClear = candidates.length <= 1 || !dates.includes(Infinity)
  return newest === undefined || (newest.status && isClear) ? newest : 'unclear'
}

/** The buildpacks that are configured and, on Cedar, those that the newest build ran. */
function buildpackLists(context: SubjectContext, app: AppHandle): ReadonlyArray<ReadResult<BuildpackNames>> {
  if ('gap' in app.record) return [app.record]
  const generationField = generationOf(app.record.body.generation)
  if ('gap' in generationField) return [generationField]
  // A container image is built elsewhere.
  if (generationField.value === 'cedar' && app.record.body.stack?.name === 'container') return []
  return generationField.value === 'fir'
    ? [recordedBuildpacks(app.record.body)]
    : [installedBuildpacks(context, app), builtBuildpacks(context, app)]
}

/** The number of configured buildpacks; if none is configured, of those that the newest build ran. */
function buildpackCount([configured, built]: ReadonlyArray<ReadResult<BuildpackNames>>): FieldValue {
  if (!configured) return value(0)
  const builtCount = built && 'body' in built ? built.body.length : 0
  if ('gap' in configured)
    return builtCount > 0 ? {...configured, possibleValues: [builtCount, builtCount + 1]} : configured
  if (configured.body.length > 0 || !built) return value(configured.body.length)
  return 'gap' in built ? built : value(builtCount)
}

/** A step up in the path or an encoded character makes an address point elsewhere than a glob suggests. */
const leadsElsewhere = (name: string): boolean => /%|(?:^|[/:])\.\.(?:\/|$)/.test(name.replace(/#.*/s, ''))

const isAllowed = (name: string, allowed: readonly string[]): boolean =>
  !leadsElsewhere(name) && matchesGlob(name, allowed)

/** Buildpacks that are neither official nor allowed. */
function foreignBuildpacks(lists: ReadonlyArray<ReadResult<BuildpackNames>>, allowed: readonly string[]): FieldValue {
  const names = lists.flatMap(list => itemsOf(list))
  const others = distinct(
    names.flatMap(name => (name === undefined || name === unreadableAddress || isAllowed(name, allowed) ? [] : [name])),
  )
  const unofficial = others.filter(name => !isOfficialBuildpack(name))
  if (unofficial.length > 0) return value(unofficial)
  const unreadList = lists.find(list => 'gap' in list)
  if (unreadList) return unreadList
  if (names.includes(undefined)) return notStated('which buildpack is installed')
  if (names.includes(unreadableAddress)) return unknown('unknown-value', "the address of a buildpack can't be read")
  const runner = others.find(name => multiBuildpack.test(name.replace(officialBuildpack, '$1')))
  return runner === undefined
    ? value([])
    : unknown('unsupported', `${runner} runs buildpacks that the API doesn't show`)
}

/** How many buildpacks an app has, and which of them are neither official nor allowed by the policy. */
export function buildpackFields(
  context: SubjectContext,
  app: AppHandle,
): Record<'buildpackCount' | 'foreignBuildpacks', LazyField> {
  const allowed = context.policy.allow.buildpacks ?? []
  return {
    buildpackCount: () => buildpackCount(buildpackLists(context, app)),
    foreignBuildpacks: () => foreignBuildpacks(buildpackLists(context, app), allowed),
  }
}
