import type {Build, Buildpack} from '../../model/code-facts.js'
import type {App} from '../../model/facts.js'
import type {Answer} from '../../model/gap.js'
import type {Field, Known} from '../../model/subject.js'
import type {AppHandle, Context} from '../context.js'

import {unreadableAddress} from '../../model/buildpack-address.js'
import {mapAnswer} from '../../model/gap.js'
import {matchesGlob} from '../../foundation/glob.js'
import {distinct} from '../../foundation/collections.js'
import {instant} from '../age.js'
import {unknown, value} from '../field-value.js'
import {generation} from './runtime-class.js'

// The forms in which Heroku's own buildpacks are named, each up to the name of the buildpack. No form has room for a step
// up in the path, an encoded character or a user, by which an address could lead elsewhere.
const forms = [
  String.raw`(?:urn:buildpack:)?heroku/`,
  String.raw`(?:git|https?|ssh)://github\.com/heroku/`,
  String.raw`git@github\.com:/?heroku/`,
  String.raw`https://(?:buildpack-registry|codon-buildpacks)\.s3\.amazonaws\.com/buildpacks/heroku/`,
]
const segment = String.raw`(?!\.\.?(?:[/#]|$))[\w.-]+`
const herokus = new RegExp(`^(?:${forms.join('|')})(${segment})(?:/${segment})*/?(?:#[^#]*)?$`, 'i')

/** What runs the buildpacks that a file in the app's source names, which no API shows. */
const runsOthers = /^(?:heroku-buildpack-)?multi(?:\.git|\.tgz)?$/i

/** Whether a buildpack is Heroku's own, by its name or address. */
export const isHerokus = (name: string): boolean => herokus.test(name)

const nameOf = ({name, url}: Buildpack): string | undefined => url ?? name ?? undefined

type Names = ReadonlyArray<string | undefined>

/** The buildpacks that an app on Cedar is set to run. */
const installed = ({facts}: Context, app: AppHandle): Answer<Names> =>
  mapAnswer(facts.read('buildpackInstallations', app.ref), rows => rows.map(({buildpack}) => nameOf(buildpack ?? {})))

/** Those that an app on Fir is, which its own record tells. */
function recorded({buildpacks: own}: App): Answer<Names> {
  if (own === undefined)
    return {gap: {detail: 'the API does not say which buildpacks the app has', reason: 'no-statement'}}
  return {body: (own ?? []).map(({id}) => id)}
}

/** The buildpacks that the newest successful build ran, whatever is installed: none where no build succeeded. */
function built({facts}: Context, app: AppHandle): Answer<Names> {
  const answer = facts.read('builds', app.ref)
  if ('gap' in answer) return answer
  const newest = newestOf(answer.body)
  if (newest === undefined) return {body: []}
  if (newest === 'unclear')
    return {gap: {detail: 'which build is the newest that succeeded cannot be told', reason: 'no-statement'}}
  if (!newest.buildpacks)
    return {gap: {detail: 'the newest build does not say which buildpacks it ran', reason: 'no-statement'}}
  return {body: newest.buildpacks.map(one => nameOf(one))}
}

function newestOf(builds: readonly Build[]): Build | 'unclear' | undefined {
  const told = builds.filter(({status}) => status === 'succeeded' || !status)
  const dates = told.map(({created_at: at}) => instant(at) ?? Infinity)
  const newest = told[dates.indexOf(Math.max(...dates))]
  const isClear = told.length <= 1 || !dates.includes(Infinity)
  return newest === undefined || (newest.status && isClear) ? newest : 'unclear'
}

/** What an app is set to run, and on Cedar what its newest build ran. */
function lists(context: Context, app: AppHandle): ReadonlyArray<Answer<Names>> {
  if ('gap' in app.record) return [app.record]
  const kind = generation(app.record.body.generation)
  if ('gap' in kind) return [kind]
  // An image is built elsewhere.
  if (kind.value === 'cedar' && app.record.body.stack?.name === 'container') return []
  return kind.value === 'fir' ? [recorded(app.record.body)] : [installed(context, app), built(context, app)]
}

/** How many an app is set to run; where it is set to run none, how many its newest build ran. */
function count([own, ran]: ReadonlyArray<Answer<Names>>): Known {
  if (!own) return value(0)
  const built = ran && 'body' in ran ? ran.body.length : 0
  if ('gap' in own) return built > 0 ? {...own, among: [built, built + 1]} : own
  if (own.body.length > 0 || !ran) return value(own.body.length)
  return 'gap' in ran ? ran : value(built)
}

/** A step up in the path or an encoded character, by which an address leads elsewhere than a glob reads it. */
const leadsElsewhere = (name: string): boolean => /%|(?:^|[/:])\.\.(?:\/|$)/.test(name.replace(/#.*/s, ''))

const isAllowed = (name: string, allowed: readonly string[]): boolean =>
  !leadsElsewhere(name) && matchesGlob(name, allowed)

/** Those that are neither Heroku's own nor allowed. */
function foreign(all: ReadonlyArray<Answer<Names>>, allowed: readonly string[]): Known {
  const names = all.flatMap(list => ('body' in list ? list.body : []))
  const others = distinct(
    names.flatMap(name => (name === undefined || name === unreadableAddress || isAllowed(name, allowed) ? [] : [name])),
  )
  const strange = others.filter(name => !isHerokus(name))
  if (strange.length > 0) return value(strange)
  const missing = all.find(list => 'gap' in list)
  if (missing) return missing
  if (names.includes(undefined)) return unknown('no-statement', 'the API does not say which buildpack is installed')
  if (names.includes(unreadableAddress)) return unknown('unknown-value', 'the address of a buildpack cannot be read')
  const runner = others.find(name => runsOthers.test(name.replace(herokus, '$1')))
  return runner === undefined ? value([]) : unknown('unsupported', `${runner} runs buildpacks that no API shows`)
}

export function buildpackFields(
  context: Context,
  app: AppHandle,
): Record<'buildpackCount' | 'foreignBuildpacks', Field> {
  const allowed = context.policy.allow.buildpacks ?? []
  return {
    buildpackCount: () => count(lists(context, app)),
    foreignBuildpacks: () => foreign(lists(context, app), allowed),
  }
}
