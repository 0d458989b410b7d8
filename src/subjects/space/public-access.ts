import type {AppHandle, SubjectContext, ScopeInventory, SpaceHandle} from '../context.js'
import type {FactTypes} from '../../model/facts.js'
import type {Gap} from '../../model/gap.js'
import type {FieldValue} from '../../model/subject.js'

import {matchesGlob} from '../../foundation/glob.js'
import {hasName, readAppHandle} from '../app/app-handles.js'
import {fieldFrom, unknown, value} from '../field-value.js'
import {gapOf} from '../read-result.js'

interface AppAccess {
  readonly isDeclared: boolean
  /** Set if the app's name is unknown, so that the policy may declare it. */
  readonly nameGap: Gap | undefined
  readonly servesWeb: FieldValue
}

/** Whether the policy declares every app of the space that serves web traffic as public. */
export function opennessIsDeclared(context: SubjectContext, inventory: ScopeInventory, space: SpaceHandle): FieldValue {
  const {facts, policy} = context
  const declared = policy.allow.publicApps
  if (!declared) return value(false)
  const topology = facts.read('topology', space.ref)
  const runningApps =
    'body' in topology ? topology.body.apps.map(({id}) => inventory.findApp({id}) ?? readAppHandle(facts, id)) : []
  const listedApps = inventory.wholeScope.apps.filter(
    ({record}) => 'body' in record && record.body.space && inventory.resolveSpace(record.body.space).id === space.id,
  )
  const apps = [...new Set([...listedApps, ...runningApps])].map(app => accessOf(context, app, declared))
  if (apps.some(app => !app.isDeclared && !app.nameGap && isServing(app))) return value(false)
  const isOpen = apps.some(isServing)
  const gap = [gapOf(topology), ...apps.map(app => accessGap(app, isOpen))].find(appGap => appGap !== undefined)
  return gap ? {gap} : value(isOpen)
}

const accessOf = ({facts}: SubjectContext, app: AppHandle, declared: readonly string[]): AppAccess => ({
  isDeclared: hasName(app) && matchesGlob(app.name, declared),
  nameGap: hasName(app) ? undefined : gapOf(app.record),
  servesWeb: app.visibilityGap ? {gap: app.visibilityGap} : fieldFrom(facts.read('formation', app.ref), hasWebDynos),
})

const isServing = ({servesWeb}: AppAccess): boolean => 'value' in servesWeb && servesWeb.value === true

/** What is missing about an app. A declared app doesn't matter if another one is known to serve web traffic. */
function accessGap({isDeclared, nameGap, servesWeb}: AppAccess, isOpen: boolean): Gap | undefined {
  if (nameGap) return nameGap
  if (isDeclared && isOpen) return undefined
  return 'gap' in servesWeb ? servesWeb.gap : undefined
}

function hasWebDynos(formation: FactTypes['formation']): FieldValue {
  const webProcesses = formation.filter(({quantity, type}) => type === 'web' && quantity !== 0)
  if (webProcesses.some(({quantity}) => typeof quantity === 'number')) return value(true)
  return webProcesses.length > 0
    ? unknown('no-statement', "the formation doesn't say how many web dynos run")
    : value(false)
}
