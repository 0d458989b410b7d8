import type {FactSource} from '../../model/facts.js'
import type {ReadResult} from '../../model/gap.js'
import type {Pipeline, PipelineCoupling} from '../../model/pipeline-facts.js'
import type {Scope} from '../../model/snapshot.js'
import type {AppHandle, SubjectContext, ScopeInventory, UnreadList} from '../context.js'

import {distinct} from '../../foundation/collections.js'
import {gapOf, isPending, itemsOf, notStated} from '../read-result.js'
import {isOfTeam} from '../team/team-handles.js'

/** A pipeline in scope. */
export interface PipelineHandle {
  readonly id: string
  readonly name: string
  readonly record: ReadResult<unknown>
  /** Its apps, including hidden ones. */
  readonly couplings: () => ReadResult<readonly PipelineCoupling[]>
}

interface PipelinesInScope {
  readonly pipelines: readonly PipelineHandle[]
  /** Lists that may lack pipelines in scope. */
  readonly unreadLists: ReadonlyArray<Omit<UnreadList, 'kinds'>>
}

/** The pipelines to assess for a scope: those it names, and those of its apps. */
export const pipelinesOf = (context: SubjectContext, inventory: ScopeInventory): PipelinesInScope =>
  pipelinesByScope[inventory.scope.kind](context, inventory)

const pipelinesByScope: Readonly<
  Record<Scope['kind'], (context: SubjectContext, inventory: ScopeInventory) => PipelinesInScope>
> = {
  all({facts}, {isInShard}) {
    const response = facts.read('pipelines')
    return {
      pipelines: itemsOf(response)
        .filter(({id}) => isInShard(id))
        .map(pipeline => pipelineHandle(facts, pipeline)),
      unreadLists: unreadListsFrom(response, 'account'),
    }
  },
  app: ({facts}, {apps}) =>
    pipelinesNamedBy(
      facts,
      {body: []},
      apps.map(app => ({parent: app.name, couplings: couplingsOf(facts, app)})),
    ),
  pipeline: ({facts}, {isInShard, scope}) => ({
    pipelines: [readPipelineHandle(facts, scope.name ?? '', false)].filter(({id}) => isInShard(id)),
    unreadLists: [],
  }),
  space({facts}, inventory) {
    const teamPipelines = pipelinesOfTeams(
      facts,
      inventory,
      inventory.scope.name,
      ({app}) => inventory.findApp(app) !== undefined,
    )
    // If an app of the space is unknown, so are its pipelines.
    return {
      ...teamPipelines,
      unreadLists: [
        ...teamPipelines.unreadLists,
        ...inventory.unreadLists.filter(({kinds}) => kinds.includes('app')),
        ...inventory.spaces.flatMap(({name, record}) => unreadListsFrom(record, name)),
      ],
    }
  },
  team({facts}, inventory) {
    const teamPipelines = pipelinesOfTeams(facts, inventory, undefined, () => true)
    const response = facts.read('pipelines')
    const visible = itemsOf(response)
    const ids = new Set(teamPipelines.pipelines.map(({id}) => id))
    const ownedPipelines = inventory.wholeScope.teams.flatMap(team =>
      visible.filter(({id, owner}) => !ids.has(id) && inventory.isInShard(id) && owner?.id === team.id),
    )
    const missingOwners = visible
      .filter(({id, owner}) => !ids.has(id) && owner !== null && owner?.id === undefined)
      .map(({name}) => notStated(`who owns the pipeline ${name}`))
    return {
      pipelines: [...teamPipelines.pipelines, ...ownedPipelines.map(pipeline => pipelineHandle(facts, pipeline))],
      unreadLists: [
        ...teamPipelines.unreadLists,
        ...inventory.teams.flatMap(({name, record}) =>
          [record, response, ...missingOwners].flatMap(source => unreadListsFrom(source, name)),
        ),
      ],
    }
  },
}

/** The pipelines of the teams' apps, and of other apps in scope. Limited to the pipelines in the shard. */
function pipelinesOfTeams(
  facts: FactSource,
  {apps, isInShard, wholeScope: {teams}}: ScopeInventory,
  parentName: string | undefined,
  isInScope: (coupling: PipelineCoupling) => boolean,
): PipelinesInScope {
  const couplingLists = teams.map(({name, ref}) => ({
    list: facts.read('teamPipelineCouplings', ref),
    parent: parentName ?? name,
  }))
  const guestApps = apps.filter(
    ({record}) => 'body' in record && teams.every(team => !isOfTeam(team, record.body.team)),
  )
  return pipelinesNamedBy(facts, facts.read('pipelines'), [
    ...couplingLists.map(({list, parent}) => ({
      parent,
      couplings:
        'gap' in list
          ? list
          : {body: list.body.filter(coupling => isInScope(coupling) && isInShard(coupling.pipeline?.id ?? ''))},
    })),
    ...guestApps.map(app => ({parent: app.name, couplings: couplingsOf(facts, app)})),
  ])
}

/** The pipeline couplings of an app; empty if a readable app is in no pipeline. */
function couplingsOf(facts: FactSource, app: AppHandle): ReadResult<readonly PipelineCoupling[]> {
  const response = facts.readOptional(app.record, 'appPipelineCoupling', app.ref)
  return 'gap' in response ? response : {body: response.body === null ? [] : [response.body]}
}

/** The pipelines that couplings name, once each. */
function pipelinesNamedBy(
  facts: FactSource,
  listed: ReadResult<readonly Pipeline[]>,
  sources: ReadonlyArray<{readonly parent: string; readonly couplings: ReadResult<readonly PipelineCoupling[]>}>,
): PipelinesInScope {
  const ids = sources.flatMap(({couplings}) => itemsOf(couplings).map(({pipeline}) => pipeline?.id))
  // A pipeline is read individually only once the list is known not to contain it.
  const pendingSources = isPending(listed) ? sources.filter(({couplings}) => itemsOf(couplings).length > 0) : []
  const unnamedSources = sources.filter(({couplings}) =>
    itemsOf(couplings).some(({pipeline}) => pipeline?.id === undefined),
  )
  return {
    pipelines: isPending(listed)
      ? []
      : distinct(ids.flatMap(id => id ?? [])).map(id => {
          const pipeline = itemsOf(listed).find(candidate => candidate.id === id)
          return pipeline ? pipelineHandle(facts, pipeline) : readPipelineHandle(facts, id, true)
        }),
    unreadLists: [
      ...sources.flatMap(({parent, couplings}) => unreadListsFrom(couplings, parent)),
      ...pendingSources.flatMap(({parent}) => unreadListsFrom(listed, parent)),
      ...unnamedSources.flatMap(({parent}) => unreadListsFrom(notStated('which pipeline an app belongs to'), parent)),
    ],
  }
}

function pipelineHandle(facts: FactSource, pipeline: Pick<Pipeline, 'id' | 'name'>): PipelineHandle {
  return {
    couplings: () => facts.read('pipelineCouplings', pipeline.id),
    id: pipeline.id,
    name: pipeline.name,
    record: {body: pipeline},
  }
}

/** Couplings can be read by ID only, and `ref` may be a name. */
function readPipelineHandle(facts: FactSource, ref: string, isId: boolean): PipelineHandle {
  const record = facts.read('pipeline', ref)
  return 'body' in record
    ? pipelineHandle(facts, record.body)
    : {couplings: () => (isId ? facts.read('pipelineCouplings', ref) : record), id: ref, name: ref, record}
}

function unreadListsFrom(response: ReadResult<unknown>, parent: string): Array<Omit<UnreadList, 'kinds'>> {
  const gap = gapOf(response)
  return gap ? [{gap, parent}] : []
}
