import type {Known, Subject} from '../../model/subject.js'
import type {Context, Roster} from '../context.js'
import type {PipelineHandle} from './pipelines-of.js'
import type {Stages} from './stages.js'

import {mapAnswer} from '../../model/gap.js'
import {fields, from, isPending, lazy} from '../field-value.js'
import {highestProductionClass, lowerStagingApps} from './runtime-classes.js'
import {copiesOutsideProduction, hasProductionPostgres} from './production-copies.js'
import {productionIsInSpace, sharedAddons, sharedSpaces} from './sharing.js'
import {pipelinesOf} from './pipelines-of.js'
import {reviewAppsAreConfigured, reviewAppsJoinProduction, reviewAppsRunLower} from './review-apps.js'
import {hasAny, stagesOf} from './stages.js'

/** One subject for each pipeline in scope. */
export function pipelines(context: Context, roster: Roster): Subject[] {
  return pipelinesOf(context, roster).pipelines.map(pipeline => subject(context, roster, pipeline))
}

function subject(context: Context, roster: Roster, pipeline: PipelineHandle): Subject {
  const stages = lazy(() => mapAnswer(pipeline.couplings(), rows => stagesOf(context, roster, rows)))
  const staged = (use: (all: Stages) => Known): Known => from(stages(), use)
  return {
    ...appsOf(roster, pipeline),
    fields: fields({
      copiesOutsideProduction: () => staged(all => copiesOutsideProduction(context, roster, all)),
      hasOtherStage: () => staged(all => hasAny(all.others, all)),
      hasProduction: () => staged(all => hasAny(all.production, all)),
      hasProductionPostgres: () => staged(all => hasProductionPostgres(context, roster, all)),
      hasStaging: () => staged(all => hasAny(all.staging, all)),
      highestProductionClass: () => staged(all => highestProductionClass(roster, all)),
      lowerStagingApps: () => staged(all => lowerStagingApps(roster, all)),
      productionIsInSpace: () => staged(productionIsInSpace),
      reviewAppsAreConfigured: () => {
        const all = stages()
        // Not asked for before it is known whether there is a production app.
        return isPending(all) ? all : reviewAppsAreConfigured(context, pipeline)
      },
      reviewAppsJoinProduction: () => staged(all => reviewAppsJoinProduction(context, roster, pipeline, all)),
      reviewAppsRunLower: () => staged(all => reviewAppsRunLower(context, roster, pipeline, all)),
      sharedAddons: () => staged(all => sharedAddons(context, roster, all)),
      sharedSpaces: () => staged(sharedSpaces),
    }),
    id: pipeline.id,
    kind: 'pipeline',
    name: pipeline.name,
  }
}

/** The names of its apps, where all are known. */
function appsOf(roster: Roster, {couplings}: PipelineHandle): Pick<Subject, 'apps'> {
  const rows = couplings()
  if ('gap' in rows) return {}
  const names = rows.body.map(({app}) => roster.appOf(app)?.name ?? app.name)
  return names.every(name => name !== undefined) ? {apps: names} : {}
}
