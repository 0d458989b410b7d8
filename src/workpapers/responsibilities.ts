import type {Control, Framework} from '../model/framework.js'
import type {ControlResult, FrameworkResult} from '../model/report.js'
import type {PolicyDocument} from '../model/policy.js'
import type {WorkpaperInputs} from './workpaper.js'

import {documentFlaw, lastDayOfDocument} from '../policy/document-validity.js'
import {controlKey} from '../report/text/control-text.js'
import {escapeMarkdown, inlineCode} from '../report/text/markdown-text.js'

type Responsibility = Control['responsibility']

const words: Readonly<Record<Responsibility, string>> = {customer: 'Customer', heroku: 'Heroku', shared: 'Shared'}

/** Who is responsible for a control, and by which documents. */
interface ResponsibilityRow {
  readonly framework: FrameworkResult
  readonly control: ControlResult
  readonly documents: readonly NamedDocument[]
  readonly source: string
}

interface NamedDocument {
  readonly id: string
  readonly title: string
  /** Whether it's on file and valid, or what is wrong. */
  readonly state: string
  readonly validUntil: string
}

export const responsibilityHeader: readonly string[] = [
  'framework',
  'control',
  'title',
  'responsible',
  'documents',
  'document_titles',
  'document_state',
  'valid_until',
  'customer_part',
  'status',
  'source',
]

/** A row for each control of the frameworks. */
export function responsibilityRows({
  catalog,
  now,
  policy,
  report,
}: Pick<WorkpaperInputs, 'catalog' | 'now' | 'policy' | 'report'>): readonly ResponsibilityRow[] {
  const onFile = policy?.policy.documents ?? []
  const frameworks = new Map(catalog.frameworks.map(framework => [framework.id, framework]))
  return report.frameworks.flatMap(result => {
    const framework = frameworks.get(result.id)
    const sources = new Map(framework?.controls.map(({id, source}) => [id, source.section]))
    return result.controls.map(control => ({
      control,
      documents: (control.documents ?? []).map(id => namedDocument(id, framework, onFile, Date.parse(now))),
      framework: result,
      source: sources.get(control.id) ?? '',
    }))
  })
}

function namedDocument(
  id: string,
  framework: Framework | undefined,
  onFile: readonly PolicyDocument[],
  now: number,
): NamedDocument {
  const own = onFile.filter(document => document.id === id)
  const flaws = own.map(document => documentFlaw(document, now))
  const valid = own.find(document => documentFlaw(document, now) === undefined)
  return {
    id,
    state: valid ? 'on file, in date' : (flaws.at(-1) ?? 'not on file'),
    title: framework?.documents[id]?.title ?? id,
    validUntil: valid ? throughText(lastDayOfDocument(valid)) : '',
  }
}

const throughText = (day: string | undefined): string => (day === undefined ? '' : `through ${day}`)

/** A row as cells, in the order of the header. */
export const responsibilityCells = ({control, documents, framework, source}: ResponsibilityRow): readonly string[] => [
  framework.id,
  controlKey(framework.id, control.id),
  control.title,
  words[control.responsibility],
  ...(['id', 'title', 'state', 'validUntil'] as const).map(key => documents.map(document => document[key]).join('; ')),
  control.responsibility === 'heroku' ? '' : (control.question ?? ''),
  control.status,
  source,
]

/** The matrix as Markdown, a table for each framework, without the provenance. */
export function responsibilityText(rows: readonly ResponsibilityRow[], frameworks: readonly FrameworkResult[]): string {
  return frameworks
    .map(framework => {
      const own = rows.filter(row => row.framework === framework)
      const counts = Object.entries(words)
        .map(([name, word]) => `${word}: ${own.filter(({control}) => control.responsibility === name).length}`)
        .join(', ')
      return [
        `## ${escapeMarkdown(`${framework.title} ${framework.version}`)}`,
        '',
        `${counts}.`,
        '',
        '| Control | Title | Responsible | By document | On file |',
        '|---|---|---|---|---|',
        ...own.map(row => matrixLine(row)),
        '',
      ].join('\n')
    })
    .join('\n')
}

function matrixLine({control, documents}: ResponsibilityRow): string {
  const cells = [
    inlineCell(control.id),
    escapeMarkdown(control.title),
    words[control.responsibility],
    documents.map(({title}) => escapeMarkdown(title)).join('; '),
    documents.map(({state}) => escapeMarkdown(state)).join('; '),
  ]
  return `| ${cells.map(cell => (cell === '' ? '-' : cell)).join(' | ')} |`
}

/** Code in a table: even there, a bar would end the cell. */
export const inlineCell = (text: string): string => inlineCode(text).replaceAll('|', String.raw`\|`)
