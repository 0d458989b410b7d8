import type {Release} from '../../model/code-facts.js'
import type {Gap} from '../../model/gap.js'
import type {PipelineCoupling} from '../../model/pipeline-facts.js'
import type {Field, Known} from '../../model/subject.js'
import type {AppHandle, Context, Roster} from '../context.js'

import {from, lazy, unknown, value} from '../field-value.js'
import {pipelinesOf} from './pipelines-of.js'
import {isStage} from './stages.js'

interface Place {
  readonly stage: null | string | undefined
  /** Whether the pipeline has a staging app. */
  readonly hasStaging: Known
}

interface Places {
  readonly byApp: ReadonlyMap<string | undefined, Place>
  /** Lists that did not tell of all pipelines, by what owns them. */
  readonly unread: ReadonlyArray<{readonly gap: Gap; readonly parent?: string}>
}

type PromotionFields = Record<'isPromotedFromStaging' | 'newestCodeIsPromoted', Field>

/** How the code of production apps got there; the pipelines of the scope are looked through once for all apps. */
export function promotionFields(context: Context, roster: Roster): (app: AppHandle) => PromotionFields {
  const places = lazy(() => placesOf(context, roster))
  return app => {
    const isPromoted = lazy(() => isPromotedFromStaging(places(), roster, app))
    return {
      isPromotedFromStaging: isPromoted,
      newestCodeIsPromoted: () => {
        const applies = isPromoted()
        // Releases are asked of those apps alone.
        if ('gap' in applies) return applies
        return applies.value === true
          ? from(context.facts.read('releases', app.name), newestCodeIsPromoted)
          : unknown('no-statement', 'nothing is promoted to the app')
      },
    }
  }
}

/** A pipeline belongs to one part of a divided collection, and its apps may to others: all pipelines are looked at. */
function placesOf(context: Context, roster: Roster): Places {
  const found = pipelinesOf(context, {...roster, isOurs: () => true})
  const lists = found.pipelines.map(({couplings}) => couplings())
  const byApp = lists.flatMap(list => ('gap' in list ? [] : placesIn(roster, list.body)))
  return {
    byApp: new Map(byApp),
    unread: [...found.unread, ...lists.flatMap(list => ('gap' in list ? [{gap: list.gap}] : []))],
  }
}

function placesIn(roster: Roster, rows: readonly PipelineCoupling[]): Array<[string | undefined, Place]> {
  const hasStaging = staging(rows)
  return rows.map(({app, stage}) => [roster.appOf(app)?.id ?? app.id, {hasStaging, stage}])
}

function staging(rows: readonly PipelineCoupling[]): Known {
  if (rows.some(({stage}) => stage === 'staging')) return value(true)
  const strange = rows.find(({stage}) => !isStage(stage))
  return strange ? unknown('unknown-value', `"${strange.stage ?? ''}" is no known stage of a pipeline`) : value(false)
}

function isPromotedFromStaging({byApp, unread}: Places, {scope}: Roster, app: AppHandle): Known {
  const place = byApp.get(app.id)
  if (!place) {
    // Without its record an app is known by the name that was typed, and pipelines name apps by id.
    const {record} = app
    if ('gap' in record) return {gap: record.gap}
    const owners = [app.name, record.body.team?.name, scope.name, 'account']
    const missing = unread.find(({parent}) => parent === undefined || owners.includes(parent))
    return missing ? {gap: missing.gap} : value(false)
  }

  const {hasStaging, stage} = place
  if (stage === 'production') return hasStaging
  return isStage(stage) ? value(false) : unknown('unknown-value', `"${stage ?? ''}" is no known stage of a pipeline`)
}

/** The slug or image that a release runs: null where it has none, undefined where the API does not say. */
function codeOf({oci_image: image, slug}: Release): null | string | undefined {
  const id = slug?.id ?? image?.id
  if (id !== undefined) return id
  return slug === null && image === null ? null : undefined
}

/** Releases that did not get to run, or have not yet: those before them go on, and their code is carried on. */
const notRun: readonly unknown[] = ['failed', 'pending']

/**
 * Whether the newest release of code that ran came by a promotion: releases of configuration carry the code of the
 * release before them on. Of the oldest that is listed it is not known what it changed.
 */
export function newestCodeIsPromoted(releases: readonly Release[]): Known {
  if (releases.some(({version}) => typeof version !== 'number'))
    return unknown('no-statement', 'a release does not say its version')
  const newestFirst = releases
    .filter(({status}) => !notRun.includes(status))
    .sort((a, b) => (b.version ?? 0) - (a.version ?? 0))
  for (const [index, release] of newestFirst.entries()) {
    const before = newestFirst[index + 1]
    if (!before) break
    const [code, old] = [codeOf(release), codeOf(before)]
    if (code === undefined || old === undefined)
      return unknown('no-statement', 'a release does not say which slug or image it runs')
    if (code === null && old !== null)
      return unknown('no-statement', 'a release does not say which slug or image it runs')
    if (code !== old) return said(release)
  }

  return unknown('no-statement', 'none of the releases that are listed is known to have brought code')
}

function said({description, version}: Release): Known {
  if (!description) return unknown('no-statement', `release ${version ?? ''} does not say where it came from`)
  return value(/\bPromote\b/.test(description))
}
