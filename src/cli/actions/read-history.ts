import type {PublicKey} from '../../evidence/keys.js'
import type {HistoryReading} from '../../history/reading.js'
import type {HistoryProblem} from '../../model/history.js'
import type {Report} from '../../model/report.js'

import {isBundlePath} from '../../evidence/archive/open-bundle.js'
import {UserError} from '../../foundation/user-error.js'
import {readingOf} from '../../history/reading.js'
import {parseReport, readReport} from '../../parsing/read-report.js'
import {collectGarbage} from '../io/memory.js'

export interface HistoryInput {
  readonly readings: readonly HistoryReading[]
  readonly problems: readonly HistoryProblem[]
}

/** How files become readings. */
export interface ReadingOptions {
  readonly key: PublicKey | undefined
  /** Assesses a snapshot, which has no report. */
  readonly assess: (file: string) => Promise<Report>
  /** The frameworks that are asked for; undefined for all that there are. */
  readonly frameworks: ReadonlySet<string> | undefined
  /** Stops between two files. */
  readonly signal?: AbortSignal
}

interface Link {
  readonly file: string
  readonly at: number
  readonly sha256: string | undefined
  readonly previous: string | undefined
}

/**
 * Reads one file after the other, and keeps only what a history needs of each. A bundle that was changed is no reading,
 * but a problem, and so is one that names another bundle before it than the one there is.
 */
export async function readHistory(files: readonly string[], options: ReadingOptions): Promise<HistoryInput> {
  // Imported late: it compiles a schema.
  const {reportErrors} = await import('../../catalog/validate-report.js')
  const readings: HistoryReading[] = []
  const problems: HistoryProblem[] = []
  const links: Link[] = []
  const add = (report: Report): HistoryReading => {
    const reading = chosen(readingOf(report), options.frameworks)
    readings.push(reading)
    return reading
  }

  for (const file of files) {
    if (options.signal?.aborted) throw new UserError('Stopped; nothing was written.', 'Run it again.')
    if (isBundlePath(file)) {
      const {readLinkedBundle} = await import('../../evidence/bundle-link.js')
      const {previous, problem, report, sha256} = await readLinkedBundle(file, options.key)
      if (report === undefined) problems.push({file, problem: problem ?? 'has no report'})
      else {
        const saved = parseReport(report, file, reportErrors)
        const {at} = add('report' in saved ? saved.report : await options.assess(file))
        links.push({at, file, previous: previous?.sha256, sha256})
      }
    } else {
      const saved = readReport(file, reportErrors)
      add('report' in saved ? saved.report : await options.assess(file))
    }

    collectGarbage()
  }

  return {problems: [...problems, ...chainProblems(links, problems)], readings}
}

const chosen = (reading: HistoryReading, frameworks: ReadonlySet<string> | undefined): HistoryReading =>
  frameworks ? {...reading, controls: reading.controls.filter(({framework}) => frameworks.has(framework))} : reading

/** The first may follow a bundle that isn't given; where one was changed, the next can't be compared with it. */
function chainProblems(links: readonly Link[], changed: readonly HistoryProblem[]): HistoryProblem[] {
  const known = new Set(links.map(({sha256}) => sha256))
  const isChained = links.some(({previous}) => previous !== undefined)
  return links
    .toSorted((a, b) => a.at - b.at)
    .slice(1)
    .flatMap(({file, previous}) => {
      if (!isChained || (previous !== undefined && known.has(previous))) return []
      if (previous === undefined) return [{file, problem: 'follows no bundle, though others follow one'}]
      return changed.length > 0 ? [] : [{file, problem: 'follows a bundle that is not among the files'}]
    })
}
