import type {App, FactKind, FactTypes, TeamApp} from '../model/facts.js'
import type {ResourceRef} from '../model/resource-ref.js'
import type {PipelineCoupling} from '../model/pipeline-facts.js'
import type {FactEditor} from './fact-editor.js'
import type {Identity} from './lookups.js'

import {distinct} from '../foundation/collections.js'
import {concatenate} from '../model/fact-rows.js'
import {bodyByEitherKey, isOfApp, updateByEitherKey} from './lookups.js'

/** Changes an app's own record, in the list of the account and alone. */
export function updateApp(editor: FactEditor, app: Identity, change: (record: App) => App): void {
  editor.update('apps', [], apps => apps.map(other => (other.id === app.id ? change(other) : other)))
  updateByEitherKey(editor, 'app', app, change)
}

/** Changes what a team says of its app, in the list of the team and alone. */
export function updateTeamApp(
  editor: FactEditor,
  app: Pick<App, 'id' | 'name' | 'team'>,
  change: (record: TeamApp) => TeamApp,
): void {
  updateOfOwner(editor, 'teamApps', app.team, apps => apps.map(other => (other.id === app.id ? change(other) : other)))
  updateByEitherKey(editor, 'teamApp', app, change)
}

/** Changes a list of a team or an app, by whichever key its path has; every such list where it isn't known whose. */
export function updateOfOwner<K extends FactKind>(
  editor: FactEditor,
  kind: K,
  owner: null | ResourceRef | undefined,
  change: (body: FactTypes[K]) => FactTypes[K],
): void {
  if (owner === undefined) editor.updateAll(kind, change)
  else if (owner) updateByEitherKey(editor, kind, owner, change)
}

/** Changes the lists of couplings that name an app: those of its pipeline and of its team. */
export function updateCouplings(
  editor: FactEditor,
  app: Pick<App, 'id' | 'name' | 'team'>,
  change: (couplings: readonly PipelineCoupling[]) => readonly PipelineCoupling[],
): void {
  const own = bodyByEitherKey(editor, 'appPipelineCoupling', app)
  const listed = concatenate([...editor.bodiesOf('pipelineCouplings'), ...editor.bodiesOf('teamPipelineCouplings')])
  const couplings = [...(own ? [own] : []), ...listed.filter(coupling => isOfApp(coupling, app))]
  for (const id of distinct(couplings.flatMap(({pipeline}) => pipeline?.id ?? [])))
    editor.update('pipelineCouplings', [id], change)
  updateOfOwner(editor, 'teamPipelineCouplings', app.team, change)
}
