import type {Report} from '../model/report.js'
import type {Palette} from '../report/terminal/palette.js'
import type {NextStep} from '../report/text/next-steps.js'
import type {IndexEntry} from './index-document.js'
import type {Workpapers} from './workpapers.js'

import {firstOf, groupBy} from '../foundation/collections.js'
import {jsonText} from '../model/json-stream.js'
import {displayWidth, truncateToWidth} from '../report/terminal/layout.js'
import {nextLines} from '../report/terminal/next-lines.js'
import {joinParts, paragraph} from '../report/terminal/page.js'
import {countText} from '../report/text/labels.js'
import {sanitizeForTerminal} from '../report/text/sanitize.js'
import {datesText, scopeText} from '../report/text/scope-text.js'
import {capitalize} from '../foundation/text.js'
import {requirementsText} from './index-document.js'
import {readerOf} from './provenance.js'
import {unseenCount} from './unseen.js'

/** What the index of written documents is made from. */
interface WrittenPapers {
  readonly output: string
  readonly papers: Workpapers
  readonly report: Report
}

const maxCauses = 6
const maxDocuments = 20
const maxFrameworks = 3

/** One screen: what was written, for which requirement, what couldn't be seen, and what to type next. */
export function indexScreen(
  {output, papers, report}: WrittenPapers,
  {
    columns,
    nextSteps,
    paint,
  }: {readonly columns: number; readonly nextSteps: readonly NextStep[]; readonly paint: Palette},
): string {
  const {entries, files, unseen} = papers
  const page = {columns, paint}
  const rows = rowsOf(entries)
  const shown = firstOf(rows, maxDocuments)
  const width = Math.max(0, ...shown.map(({name}) => name.length))
  const causes = firstOf(unseen, maxCauses)
  const lines = joinParts([
    [
      ...paragraph(page, `${capitalize(scopeText(report))}; ${datesText(report)}; for ${frameworksText(report)}`),
      ...paragraph(page, `Wrote ${countText(files.length, 'document')} to ${sanitizeForTerminal(output, 60)}`),
    ],
    [
      ...shown.map(entry => entryLine(entry, width, columns)),
      ...moreLine(rows.length - shown.length, 'index.md lists all'),
    ],
    unseen.length === 0
      ? paragraph(page, 'Nothing that the documents need was hidden from the account.')
      : [
          ...paragraph(
            page,
            paint.strong(`Not seen, and said so in each document: ${countText(unseenCount(unseen), 'request')}`),
          ),
          ...causes.flatMap(({what, why}) => paragraph(page, sanitizeForTerminal(`${what}: ${why}`, 150), 1)),
          ...moreLine(unseen.length - causes.length, 'index.md lists all'),
        ],
    nextLines(page, nextSteps),
  ])
  return `${lines.join('\n')}\n`
}

/** A row for each document; one for the many files of a diagram that is drawn by space. */
function rowsOf(entries: readonly IndexEntry[]): IndexEntry[] {
  const groups = groupBy(entries, ({name, title}) => JSON.stringify([title, name.slice(name.lastIndexOf('.'))]))
  return [...groups.values()].flatMap(([first, ...more]) =>
    first ? [more.length === 0 ? first : {...first, name: `${first.name} and ${more.length} more`}] : [],
  )
}

function entryLine(entry: IndexEntry, width: number, columns: number): string {
  const lead = `  ${entry.name.padEnd(width)}  `
  const asked = requirementsText(entry)
  const count = new Set(entry.answers.map(({framework}) => framework)).size
  const short = `${countText(entry.answers.length, 'requirement')} of ${countText(count, 'framework')}`
  const about = displayWidth(lead) + displayWidth(asked) <= columns ? asked : short
  return truncateToWidth(`${lead}${asked === '' ? entry.title : about}`, columns)
}

function frameworksText({frameworks}: Report): string {
  if (frameworks.length > maxFrameworks) return countText(frameworks.length, 'framework')
  return (
    frameworks.map(({title, version}) => sanitizeForTerminal(`${title} ${version}`, 60)).join(', ') || 'no framework'
  )
}

const moreLine = (count: number, remark: string): string[] => (count > 0 ? [`  and ${count} more; ${remark}`] : [])

/** The index as JSON: what was written, for which controls, and what wasn't seen. */
export function indexJson({output, papers, report}: WrittenPapers): string {
  const {generatedAt, scope, snapshot, tool} = report
  return jsonText(
    {
      workpapersVersion: 1,
      tool,
      generatedAt,
      output,
      scope: {kind: scope.kind, ...(scope.name === undefined ? {} : {name: scope.name})},
      frameworks: report.frameworks.map(({id, title, version}) => ({id, title, version})),
      snapshot: {collectedAt: snapshot.collectedAt, readBy: readerOf(report), sha256: snapshot.sha256},
      documents: papers.entries.map(({answers, bytes, name, sha256, title}) => ({
        name,
        title,
        bytes,
        sha256,
        answers: answers.map(({control, framework}) => ({framework, control})),
      })),
      notSeen: papers.unseen,
    },
    2,
  )
}
