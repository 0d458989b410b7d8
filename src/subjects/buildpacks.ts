import type {Answer} from '../model/gap.js'
import type {Field} from '../model/subject.js'
import type {AppHandle, Context} from './context.js'

import {matchesGlob} from '../model/glob.js'
import {mapAnswer} from '../model/gap.js'
import {distinct} from '../model/order.js'
import {from, unknown, value} from './known.js'
import {generation} from './runtime-class.js'

// The forms in which Heroku's own buildpacks are named; a step up in the path leads out of them.
const herokus = /^(?:heroku\/|urn:buildpack:heroku\/|https:\/\/github\.com\/heroku\/|https:\/\/buildpack-registry\.s3\.amazonaws\.com\/buildpacks\/heroku\/)(?!.*\.\.)./

/** Whether a buildpack is Heroku's own, by its name or address. */
export const isHerokus = (name: string): boolean => herokus.test(name)

/** The buildpacks of an app: installed on Cedar, in the app's own record on Fir. */
function buildpacks({facts}: Context, app: AppHandle): Answer<ReadonlyArray<string | undefined>> {
  if ('gap' in app.record) return app.record
  const {buildpacks: own, generation: seen} = app.record.body
  const kind = generation(seen)
  if ('gap' in kind) return kind
  if (kind.value === 'fir') {
    if (own === undefined) return {gap: {detail: 'the API does not say which buildpacks the app has', reason: 'no-statement'}}
    return {body: (own ?? []).map(({id}) => id)}
  }

  // An image is built elsewhere.
  if (app.record.body.stack?.name === 'container') return {body: []}
  return mapAnswer(facts.read('buildpackInstallations', app.ref), rows =>
    rows.map(({buildpack}) => buildpack?.url ?? buildpack?.name ?? undefined))
}

export function buildpackFields(context: Context, app: AppHandle): Record<'buildpackCount' | 'foreignBuildpacks', Field> {
  const allowed = context.policy.allow.buildpacks ?? []
  return {
    buildpackCount: () => from(buildpacks(context, app), all => value(all.length)),
    foreignBuildpacks: () => from(buildpacks(context, app), all => {
      const named = all.flatMap(one => one === undefined ? [] : [one])
      const foreign = distinct(named.filter(one => !herokus.test(one) && !matchesGlob(one, allowed)))
      return foreign.length === 0 && named.length < all.length ? unknown('no-statement', 'the API does not say which buildpack is installed') : value(foreign)
    }),
  }
}
