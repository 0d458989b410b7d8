import type {WorkpaperKind} from '../catalog/workpapers.js'
import type {Framework} from '../model/framework.js'
import type {FrameworkResult, Report} from '../model/report.js'
import type {Unseen} from './unseen.js'

import {escapeMarkdown, inlineCode} from '../report/text/markdown-text.js'
import {unseenSection} from './scope-statement.js'
import {textDocument} from './text-document.js'

/** A document that was written, for the index. */
export interface IndexEntry {
  readonly name: string
  readonly title: string
  /** The requirements that ask for it, such as `PCI DSS 4.0.1 12.5.1`. */
  readonly answers: ReadonlyArray<{readonly framework: string; readonly title: string; readonly control: string}>
  readonly bytes: number
  readonly sha256: string
}

/** The controls of the frameworks that ask for a document. A profile has those of its framework that it selects. */
export function answersOf(
  {controls}: WorkpaperKind,
  results: readonly FrameworkResult[],
  frameworks: readonly Framework[],
): IndexEntry['answers'] {
  return results.flatMap(result => {
    const parent = frameworks.find(({id}) => id === result.id)?.profileOf
    const asking = controls[result.id] ?? (parent === undefined ? undefined : controls[parent]) ?? []
    const own = new Set(result.controls.map(({id}) => id))
    return asking
      .filter(control => own.has(control))
      .map(control => ({control, framework: result.id, title: `${result.title} ${result.version}`}))
  })
}

/** The index of the documents: which requirement each answers, and its SHA-256. */
export const indexDocument = (report: Report, entries: readonly IndexEntry[], unseen: readonly Unseen[]): string =>
  textDocument(
    'Workpapers',
    report,
    'Documents that assessors ask for, from facts alone.',
    [
      '## Documents',
      '',
      '| Document | What it shows | Asked for by | SHA-256 |',
      '|---|---|---|---|',
      ...entries.map(entry => entryLine(entry)),
      '',
      'A document is a proposal for its requirement: people confirm it, add what is outside of Heroku, and sign.',
      '',
      unseenSection(unseen),
      '',
    ].join('\n'),
  )

function entryLine(entry: IndexEntry): string {
  const {name, sha256, title} = entry
  const asked = requirementsText(entry)
  const cells = [`[${name}](${name})`, title, asked === '' ? '-' : escapeMarkdown(asked), inlineCode(sha256)]
  return `| ${cells.join(' | ')} |`
}

/** The requirements, each framework once: `PCI DSS 4.0.1: 12.5.1, 12.5.2`. */
export function requirementsText({answers}: Pick<IndexEntry, 'answers'>): string {
  const titles = [...new Set(answers.map(({title}) => title))]
  return titles
    .map(title => {
      const own = answers.filter(answer => answer.title === title).map(({control}) => control)
      return `${title}: ${own.join(', ')}`
    })
    .join('; ')
}
