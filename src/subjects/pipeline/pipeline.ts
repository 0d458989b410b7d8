import type {FieldValue, Subject} from '../../model/subject.js'
import type {SubjectContext, ScopeInventory} from '../context.js'
import type {PipelineHandle} from './pipelines-in-scope.js'
import type {Stages} from './stages.js'

import {mapResult} from '../../model/gap.js'
import {lazyFields, fieldFrom, lazy} from '../field-value.js'
import {isPending} from '../read-result.js'
import {highestProductionClass, lowerStagingApps} from './runtime-classes.js'
import {copiesOutsideProduction, hasProductionPostgres} from './production-copies.js'
import {attachmentsOutsideProduction, productionIsInSpace, sharedAddons, sharedSpaces} from './sharing.js'
import {pipelinesOf} from './pipelines-in-scope.js'
import {reviewAppsAreConfigured, reviewAppsJoinProduction, reviewAppsRunLower} from './review-apps.js'
import {hasAppAt, stagesOf} from './stages.js'

/** One subject for each pipeline in scope. */
export function pipelineSubjects(context: SubjectContext, inventory: ScopeInventory): Subject[] {
  return pipelinesOf(context, inventory).pipelines.map(pipeline => pipelineSubject(context, inventory, pipeline))
}

function pipelineSubject(context: SubjectContext, inventory: ScopeInventory, pipeline: PipelineHandle): Subject {
  const stages = lazy(() => mapResult(pipeline.couplings(), couplings => stagesOf(context, inventory, couplings)))
  const fromStages = (use: (stages: Stages) => FieldValue): FieldValue => fieldFrom(stages(), use)
  return {
    ...appNamesOf(inventory, pipeline),
    fields: lazyFields({
      copyAttachments: () =>
        fromStages(staged =>
          attachmentsOutsideProduction(inventory, staged, copiesOutsideProduction(context, inventory, staged)),
        ),
      copiesOutsideProduction: () => fromStages(staged => copiesOutsideProduction(context, inventory, staged)),
      hasOtherStage: () => fromStages(staged => hasAppAt(staged.nonProduction, staged)),
      hasProduction: () => fromStages(staged => hasAppAt(staged.production, staged)),
      hasProductionPostgres: () => fromStages(staged => hasProductionPostgres(context, inventory, staged)),
      hasStaging: () => fromStages(staged => hasAppAt(staged.staging, staged)),
      highestProductionClass: () => fromStages(staged => highestProductionClass(inventory, staged)),
      lowerStagingApps: () => fromStages(staged => lowerStagingApps(inventory, staged)),
      productionIsInSpace: () => fromStages(productionIsInSpace),
      reviewAppsAreConfigured: () => {
        const response = stages()
        // Not requested before it is known whether there is a production app.
        return isPending(response) ? response : reviewAppsAreConfigured(context, pipeline)
      },
      reviewAppsJoinProduction: () =>
        fromStages(staged => reviewAppsJoinProduction(context, inventory, pipeline, staged)),
      reviewAppsRunLower: () => fromStages(staged => reviewAppsRunLower(context, inventory, pipeline, staged)),
      sharedAttachments: () =>
        fromStages(staged => attachmentsOutsideProduction(inventory, staged, sharedAddons(context, inventory, staged))),
      sharedAddons: () => fromStages(staged => sharedAddons(context, inventory, staged)),
      sharedSpaces: () => fromStages(sharedSpaces),
    }),
    id: pipeline.id,
    kind: 'pipeline',
    name: pipeline.name,
  }
}

/** The names of its apps, if all are known. */
function appNamesOf(inventory: ScopeInventory, {couplings}: PipelineHandle): Pick<Subject, 'apps'> {
  const response = couplings()
  if ('gap' in response) return {}
  const names = response.body.map(({app}) => inventory.findApp(app)?.name ?? app.name)
  return names.every(name => name !== undefined) ? {apps: names} : {}
}
