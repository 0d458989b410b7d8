import type {Catalog} from '../catalog/catalog.js'
import type {Snapshot} from '../model/snapshot.js'
import type {Report, ScopeKind} from '../model/report.js'
import type {Dress} from '../report/formats.js'
import type {ComplianceCommand} from './base.js'
import type {JudgeFlags} from './flags.js'

import {chooseCatalog} from '../catalog/choose.js'
import {UserError} from '../model/errors.js'
import {severities} from '../model/framework.js'
import {judgeSnapshot} from '../pipeline/judge-snapshot.js'
import {refuseUnwritable} from '../store/write-file.js'
import {collecting, rateFloor} from './collecting.js'
import {instantOf} from './instant.js'
import {outputsOf} from './outputs.js'
import {rendering} from './rendering.js'
import {scopeOf, typedScopes} from './scope.js'

/** Judges what the flags mean against frameworks, prints and writes the report, and sets the exit code. */
export async function judging(command: ComplianceCommand, flags: JudgeFlags, frameworks: readonly string[], view: Dress['view']): Promise<void> {
  const outputs = outputsOf(flags)
  for (const {file} of outputs.files) refuseUnwritable(file)
  const report = await reportOn(command, flags, frameworks)
  await rendering(command, report, outputs, view)
}

/** On its own, so that nothing holds the facts once they are judged. */
async function reportOn(command: ComplianceCommand, flags: JudgeFlags, frameworks: readonly string[]): Promise<Report> {
  const now = flags.now === undefined ? undefined : instantOf(flags.now)
  const source = await sourceOf(command, flags)
  const catalog = await chooseCatalog(frameworks)
  const {kind, snapshot} = await source(catalog)
  const failOn = [...severities, 'never' as const].find(one => one === flags['fail-on']) ?? 'high'
  return judgeSnapshot(snapshot, catalog, {
    allowUnknown: flags['allow-unknown'], failOn, scopeKind: kind, version: command.version, ...(now === undefined ? {} : {now}),
  })
}

/** Loaded only where it is needed: what checks a file compiles a schema. */
const snapshots = () => import('../pipeline/snapshots.js')

type Source = (catalog: Catalog) => Promise<{readonly kind: ScopeKind; readonly snapshot: Snapshot}>

async function sourceOf(command: ComplianceCommand, flags: JudgeFlags): Promise<Source> {
  const files = flags.snapshot ?? []
  const offline = [...files.length > 0 ? ['--snapshot'] : [], ...flags.sample ? ['--sample'] : []]
  const typed = typedScopes(flags)
  if (offline.length > 0 && offline.length + typed.length > 1) throw new UserError(`Choose one: ${[...offline, ...typed].join(' and ')} were typed.`)
  if (offline.length > 0 && flags['rate-floor'] !== undefined) throw new UserError(`--rate-floor has no effect with ${offline.join(' and ')}: nothing is asked.`)
  if (flags.sample) return async () => ({kind: 'sample', snapshot: (await snapshots()).sampleSnapshot()})
  const [first, ...others] = files
  if (first !== undefined) {
    const snapshot = (await snapshots()).savedSnapshot([first, ...others])
    if (flags.now === undefined) tellAge(command, snapshot)
    return async () => ({kind: 'snapshot', snapshot})
  }

  const scope = await scopeOf(flags)
  return async catalog => ({kind: scope.kind, snapshot: await collecting(command, scope, catalog, {rateFloor: flags['rate-floor'] ?? rateFloor})})
}

const day = 86_400_000

/** A report has no clock of its own; how old its facts are today is for the one who types. */
function tellAge(command: ComplianceCommand, {facts}: Snapshot): void {
  const newest = facts.reduce((last, {at}) => at > last ? at : last, '')
  const days = Math.floor((Date.now() - Date.parse(newest)) / day)
  if (days >= 1) command.tell(`The snapshot is ${days === 1 ? 'a day' : `${days} days`} old, and judged as of then; --now judges ages as of another day.`)
}
