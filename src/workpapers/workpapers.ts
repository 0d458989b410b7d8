import type {WorkpaperKind} from '../catalog/workpapers.js'
import type {IndexEntry} from './index-document.js'
import type {Unseen} from './unseen.js'
import type {WorkpaperFile, WorkpaperInputs} from './workpaper.js'

import {populationOf} from '../access/population.js'
import {readWorkpaperKinds} from '../catalog/workpapers.js'
import {sha256} from '../foundation/canonical-json.js'
import {matchesGlob} from '../foundation/glob.js'
import {emptyPolicy} from '../model/policy.js'
import {csvTable} from '../report/csv/table.js'
import {scopeText as assessedText} from '../report/text/scope-text.js'
import {workbook} from '../report/xlsx/xlsx.js'
import {accessGaps, accessHeader, accessRows} from './access-list.js'
import {classScopes} from './class-scope.js'
import {componentDefinition} from './component-definition.js'
import {readComponents} from './components.js'
import {diagramFiles, legibleDiagrams, wholeDiagrams} from './diagrams/diagram-files.js'
import {answersOf, indexDocument} from './index-document.js'
import {inventoryCells, inventoryHeader, inventoryRows, inventorySheets} from './inventory.js'
import {provenanceCells, provenanceColumns, provenanceRows} from './provenance.js'
import {providerHeader, providerRows} from './providers.js'
import {responsibilityCells, responsibilityHeader, responsibilityRows, responsibilityText} from './responsibilities.js'
import {scopeChanges} from './scope-changes.js'
import {scopeText, unseenSection} from './scope-statement.js'
import {summaryPage} from './summary.js'
import {textDocument} from './text-document.js'
import {unseenOf} from './unseen.js'

/** The documents, an index of them, and what they couldn't show. */
export interface Workpapers {
  readonly files: readonly WorkpaperFile[]
  readonly entries: readonly IndexEntry[]
  readonly unseen: readonly Unseen[]
}

export const indexName = 'index.md'

/**
 * The documents that assessors ask for. The same inputs give the same bytes.
 *
 * @param collectGarbage called after each few drawings, which leave much memory behind
 */
export async function workpapers(inputs: WorkpaperInputs, collectGarbage = (): void => {}): Promise<Workpapers> {
  const {now, policy, report} = inputs
  const components = readComponents(inputs)
  const scopes = classScopes(report, policy)
  const rows = inventoryRows(components, scopes)
  const providers = providerRows(components, scopes, policy?.policy ?? emptyPolicy, Date.parse(now))
  const access = populationOf(inputs.snapshot)
  const diagrams = wholeDiagrams(inputs, components, scopes)
  // After everything was read that the documents need.
  const unseen = unseenOf(components, accessGaps(access))
  const responsibilities = responsibilityRows(inputs)
  const table = (header: readonly string[], cells: ReadonlyArray<readonly string[]>) =>
    joined(csvTable([...header, ...provenanceColumns], withProvenance(cells, provenanceCells(report))))
  const files: WorkpaperFile[] = [
    ...(await diagramFiles(await legibleDiagrams(diagrams, report, scopes, unseen, collectGarbage))),
    {content: table(inventoryHeader, rows.map(inventoryCells)), name: 'inventory.csv'},
    {
      content: await workbook(inventorySheets(rows, unseen, provenanceRows(report)), {
        ...report,
        title: `Inventory of ${assessedText(report)}`,
      }),
      name: 'inventory.xlsx',
    },
    {
      content: textDocument(
        'Scope',
        report,
        'What is in scope, and why.',
        scopeText(scopes, rows, unseen, scopeChanges(inputs, scopes)),
      ),
      name: 'scope.md',
    },
    {content: table(providerHeader, providers), name: 'providers.csv'},
    {content: table(responsibilityHeader, responsibilities.map(responsibilityCells)), name: 'responsibilities.csv'},
    {
      content: textDocument(
        'Responsibilities',
        report,
        'Who is responsible for each control, and by which document.',
        [responsibilityText(responsibilities, report.frameworks), unseenSection(unseen), ''].join('\n'),
      ),
      name: 'responsibilities.md',
    },
    {content: table(accessHeader, accessRows(access, components, scopes)), name: 'access.csv'},
    {content: summaryPage(report, scopes, rows, unseen), name: 'summary.html'},
    {content: joined(componentDefinition(report, unseen)), name: 'oscal-component-definition.json'},
  ]
  const kinds = readWorkpaperKinds()
  const entries = kinds.flatMap(kind => entriesOf(kind, files, inputs))
  return {
    entries,
    files: [...files, {content: indexDocument(report, entries, unseen), name: indexName}],
    unseen,
  }
}

function* withProvenance(
  rows: ReadonlyArray<readonly string[]>,
  provenance: readonly string[],
): Generator<readonly string[]> {
  for (const row of rows) yield [...row, ...provenance]
}

function entriesOf(
  kind: WorkpaperKind,
  files: readonly WorkpaperFile[],
  {catalog, report}: WorkpaperInputs,
): IndexEntry[] {
  const answers = answersOf(kind, report.frameworks, catalog.frameworks)
  return files
    .filter(({name}) => matchesGlob(name, kind.names))
    .map(({content, name}) => ({
      answers,
      bytes: Buffer.byteLength(content),
      name,
      sha256: sha256(content),
      title: kind.title,
    }))
}

const joined = (chunks: Iterable<Uint8Array>): Uint8Array => Buffer.concat([...chunks])
