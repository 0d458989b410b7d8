import type {Report} from '../../model/report.js'
import type {CheckFlags} from '../flags.js'
import type {ComplianceCommand} from '../io/base-command.js'

import {selectCatalog} from '../../catalog/select-frameworks.js'
import {defaultFrameworks} from '../../model/framework.js'
import {chosenFrameworks} from '../../model/policy.js'
import {loadPolicy} from './load-policy.js'

type AssessorFlags = Partial<Pick<CheckFlags, 'framework' | 'policy'>>

/** Assesses snapshots as of the time at which they were collected, each by the same policy. */
export function snapshotAssessor(command: ComplianceCommand, flags: AssessorFlags): (file: string) => Promise<Report> {
  let assess: ((file: string) => Report) | undefined
  return async file => {
    assess ??= await loadAssessor(command, flags)
    return assess(file)
  }
}

async function loadAssessor(command: ComplianceCommand, flags: AssessorFlags): Promise<(file: string) => Report> {
  const policy = await loadPolicy(command, flags)
  const names = flags.framework ?? chosenFrameworks(policy?.policy) ?? defaultFrameworks
  const catalog = await selectCatalog(names, policy?.policy)
  if (!flags.framework)
    command.printMessage(`Snapshots are assessed against ${names.join(' and ')}; choose others with --framework.`)
  const [{assessSnapshot}, {loadSnapshots}] = await Promise.all([
    import('../../assess/assess-snapshot.js'),
    import('../../snapshot/load-snapshots.js'),
  ])
  return file => {
    const snapshot = loadSnapshots([file])
    return assessSnapshot(snapshot, catalog, {
      allowUnknown: false,
      failOn: 'high',
      scopeKind: snapshot.scopes[0]?.kind ?? 'snapshot',
      version: command.version,
      ...(policy ? {policy} : {}),
    })
  }
}
