import type {ReportHistory} from '../../model/history.js'
import type {Report} from '../../model/report.js'
import type {ComplianceCommand} from '../io/base-command.js'

import {isoDate} from '../../foundation/date.js'
import {historyOf} from '../../history/history.js'
import {readingOf} from '../../history/reading.js'
import {withAbortSignal} from '../io/with-abort-signal.js'
import {readHistory} from './read-history.js'
import {snapshotAssessor} from './snapshot-assessor.js'

/** As compliance:history counts without --max-gap. */
const maxGapHours = 36

/**
 * What files say of the scope and frameworks of a report, up to the report, which is the last reading.
 *
 * @param files snapshots, reports and evidence bundles
 * @param policy the file by which snapshots are assessed
 * @throws UserError where one can't be read
 */
export async function reportHistory(
  command: ComplianceCommand,
  report: Report,
  files: readonly string[],
  policy: string | undefined,
): Promise<ReportHistory> {
  const frameworks = report.frameworks.map(({id}) => id)
  const assess = snapshotAssessor(command, {framework: frameworks, policy})
  const {problems, readings} = await withAbortSignal(signal =>
    readHistory(files, {assess, frameworks: new Set(frameworks), key: undefined, signal}),
  )
  const last = readingOf(report)
  const earlier = readings.filter(({at, scopeKey}) => scopeKey === last.scopeKey && at < last.at)
  const times = [...earlier, last].map(({at}) => at)
  const period = {from: isoDate(Math.min(...times)), to: isoDate(last.at)}
  return {
    history: historyOf([...earlier, last], problems, {...period, maxGapHours, version: command.version}),
    otherReadings: readings.filter(({scopeKey}) => scopeKey !== last.scopeKey).length,
  }
}
