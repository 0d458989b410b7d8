import type {Facts} from '../../model/facts.js'
import type {Answer, Gap} from '../../model/gap.js'
import type {Pipeline, PipelineCoupling} from '../../model/pipeline-facts.js'
import type {Scope} from '../../model/snapshot.js'
import type {AppHandle, Context, Roster, Unread} from '../context.js'

import {distinct} from '../../foundation/collections.js'
import {gapOf, isPending} from '../field-value.js'
import {isOfTeam} from '../space/space-handles.js'

/** A pipeline in scope. */
export interface PipelineHandle {
  readonly id: string
  readonly name: string
  readonly record: Answer<unknown>
  /** Its apps, those that cannot be seen included. */
  readonly couplings: () => Answer<readonly PipelineCoupling[]>
}

interface Found {
  readonly pipelines: readonly PipelineHandle[]
  /** Lists that did not tell of all pipelines in scope. */
  readonly unread: ReadonlyArray<Omit<Unread, 'kinds'>>
}

/** The pipelines that a scope judges: its own, and those that its apps belong to. */
export const pipelinesOf = (context: Context, roster: Roster): Found => ways[roster.scope.kind](context, roster)

const ways: Readonly<Record<Scope['kind'], (context: Context, roster: Roster) => Found>> = {
  all({facts}, {isOurs}) {
    const listed = facts.read('pipelines')
    return {
      pipelines: rows(listed)
        .filter(({id}) => isOurs(id))
        .map(row => known(facts, row)),
      unread: unread(listed, 'account'),
    }
  },
  app: ({facts}, {apps}) =>
    named(
      facts,
      {body: []},
      apps.map(app => ({parent: app.name, rows: couplingOf(facts, app)})),
    ),
  pipeline: ({facts}, {isOurs, scope}) => ({
    pipelines: [single(facts, scope.name ?? '', false)].filter(({id}) => isOurs(id)),
    unread: [],
  }),
  space({facts}, roster) {
    const found = ofTeams(facts, roster, roster.scope.name, ({app}) => roster.appOf(app) !== undefined)
    // Where not all apps of the space are known, neither are their pipelines.
    return {
      ...found,
      unread: [
        ...found.unread,
        ...roster.unread.filter(({kinds}) => kinds.includes('app')),
        ...roster.spaces.flatMap(({name, record}) => unread(record, name)),
      ],
    }
  },
  team({facts}, roster) {
    const found = ofTeams(facts, roster, undefined, () => true)
    const pipelines = facts.read('pipelines')
    const listed = rows(pipelines)
    const ids = new Set(found.pipelines.map(({id}) => id))
    const own = roster.whole.teams.flatMap(team =>
      listed.filter(({id, owner}) => !ids.has(id) && roster.isOurs(id) && owner?.id === team.id),
    )
    const stray = listed
      .filter(({id, owner}) => !ids.has(id) && owner !== null && owner?.id === undefined)
      .map(({name}) => silent(`who owns the pipeline ${name}`))
    return {
      pipelines: [...found.pipelines, ...own.map(row => known(facts, row))],
      unread: [
        ...found.unread,
        ...roster.teams.flatMap(({name, record}) => [record, pipelines, ...stray].flatMap(one => unread(one, name))),
      ],
    }
  },
}

/** The pipelines of a team's apps, and of other apps in scope: which these belong to, only those know that judge them. */
function ofTeams(
  facts: Facts,
  {apps, isOurs, whole: {teams}}: Roster,
  owner: string | undefined,
  isHere: (row: PipelineCoupling) => boolean,
): Found {
  const lists = teams.map(({name, ref}) => ({list: facts.read('teamPipelineCouplings', ref), parent: owner ?? name}))
  const guests = apps.filter(({record}) => 'body' in record && teams.every(team => !isOfTeam(team, record.body.team)))
  return named(facts, facts.read('pipelines'), [
    ...lists.map(({list, parent}) => ({
      parent,
      rows: 'gap' in list ? list : {body: list.body.filter(row => isHere(row) && isOurs(row.pipeline?.id ?? ''))},
    })),
    ...guests.map(app => ({parent: app.name, rows: couplingOf(facts, app)})),
  ])
}

/** What an app is coupled to: nothing where the API says so of an app that was read. */
function couplingOf(facts: Facts, app: AppHandle): Answer<readonly PipelineCoupling[]> {
  const answer = facts.readOrNone(app.record, 'appPipelineCoupling', app.ref)
  return 'gap' in answer ? answer : {body: answer.body === null ? [] : [answer.body]}
}

/** The pipelines that rows name, each once. */
function named(
  facts: Facts,
  listed: Answer<readonly Pipeline[]>,
  sources: ReadonlyArray<{readonly parent: string; readonly rows: Answer<readonly PipelineCoupling[]>}>,
): Found {
  const ids = sources.flatMap(({rows: answer}) => rows(answer).map(({pipeline}) => pipeline?.id))
  // Each is asked for on its own only once it is known that the list does not tell of it.
  const waiting = isPending(listed) ? sources.filter(({rows: answer}) => rows(answer).length > 0) : []
  const nameless = sources.filter(({rows: answer}) => rows(answer).some(({pipeline}) => pipeline?.id === undefined))
  return {
    pipelines: isPending(listed)
      ? []
      : distinct(ids.flatMap(id => id ?? [])).map(id => {
          const row = rows(listed).find(one => one.id === id)
          return row ? known(facts, row) : single(facts, id, true)
        }),
    unread: [
      ...sources.flatMap(({parent, rows: answer}) => unread(answer, parent)),
      ...waiting.flatMap(({parent}) => unread(listed, parent)),
      ...nameless.flatMap(({parent}) => unread(silent('which pipeline an app belongs to'), parent)),
    ],
  }
}

function known(facts: Facts, row: Pick<Pipeline, 'id' | 'name'>): PipelineHandle {
  return {couplings: () => facts.read('pipelineCouplings', row.id), id: row.id, name: row.name, record: {body: row}}
}

/** Its couplings are found by id alone, which a name that was typed is not. */
function single(facts: Facts, ref: string, isId: boolean): PipelineHandle {
  const record = facts.read('pipeline', ref)
  return 'body' in record
    ? known(facts, record.body)
    : {couplings: () => (isId ? facts.read('pipelineCouplings', ref) : record), id: ref, name: ref, record}
}

const rows = <T>(answer: Answer<readonly T[]>): readonly T[] => ('body' in answer ? answer.body : [])

const silent = (what: string): {readonly gap: Gap} => ({
  gap: {detail: `the API does not say ${what}`, reason: 'no-statement'},
})

function unread(answer: Answer<unknown>, parent: string): Array<Omit<Unread, 'kinds'>> {
  const gap = gapOf(answer)
  return gap ? [{gap, parent}] : []
}
