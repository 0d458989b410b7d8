import type {ClassScope} from './class-scope.js'
import type {InventoryRow} from './inventory.js'
import type {ComponentName, ScopeChanges} from './scope-changes.js'
import type {Unseen} from './unseen.js'

import {groupBy} from '../foundation/collections.js'
import {capitalize} from '../foundation/text.js'
import {kindCountText} from '../report/text/labels.js'
import {escapeMarkdown, inlineCode} from '../report/text/markdown-text.js'
import {classTitle} from './class-scope.js'
import {inlineCell} from './responsibilities.js'

/** The scope of each class of data: which apps are in it by which path, and which were ruled out by whom. */
export function scopeText(
  scopes: readonly ClassScope[],
  rows: readonly InventoryRow[],
  unseen: readonly Unseen[],
  changes: ScopeChanges | undefined,
): string {
  return [
    ...scopes.flatMap(scope => [classText(scope, rows), '']),
    unseenSection(unseen),
    '',
    '## What changed',
    '',
    ...changesText(changes),
    '',
  ].join('\n')
}

function classText(scope: ClassScope, rows: readonly InventoryRow[]): string {
  const name = scope.dataClass ?? 'all'
  const inScope = rows.filter(({inScopeFor, subject}) => !subject.placeholder && inScopeFor.includes(name))
  return [
    `## ${classTitle(scope.dataClass)}`,
    '',
    `Asked for by ${escapeMarkdown(scope.frameworks.join(', '))}.`,
    '',
    declarationText(scope),
    '',
    `In scope: ${countsByKind(inScope)}. Each is listed in \`inventory.csv\`, with its reason.`,
    ...(scope.isDeclared ? appTables(scope) : []),
  ].join('\n')
}

function declarationText({declaredBy, inScope, isDeclared, ofAll}: ClassScope): string {
  if (!isDeclared || declaredBy === undefined) return `${escapeMarkdown(capitalize(ofAll.why))}.`
  const isNone = inScope.length === 0 && !ofAll.isInScope
  return isNone ? `${escapeMarkdown(capitalize(ofAll.why))}.` : `Declared by ${escapeMarkdown(declaredBy)}.`
}

/** How many components of each kind there are. */
function countsByKind(rows: readonly InventoryRow[]): string {
  const counts = [...groupBy(rows, ({subject}) => subject.kind)].map(([kind, own]) => kindCountText(own.length, kind))
  return counts.length > 0 ? counts.join(', ') : 'nothing'
}

const appTables = ({inScope, outOfScope}: ClassScope): string[] => [
  ...(inScope.length === 0
    ? []
    : [
        '',
        '| App in scope | By which path |',
        '|---|---|',
        ...inScope.map(({app, path}) => `| ${inlineCell(app)} | ${escapeMarkdown(path)} |`),
      ]),
  ...(outOfScope.length === 0
    ? []
    : [
        '',
        '| App ruled out | By whom | On |',
        '|---|---|---|',
        ...outOfScope.map(({app, by, on}) => `| ${inlineCell(app)} | ${escapeMarkdown(by)} | ${escapeMarkdown(on)} |`),
      ]),
]

const shownPaths = 20

/** What couldn't be seen, as a section of a text in Markdown. */
export function unseenSection(unseen: readonly Unseen[]): string {
  const lines = unseen.flatMap(({needs, paths, what, why}) => [
    `- ${escapeMarkdown(`${what}: ${why}${needs === undefined ? '' : `; needs ${needs}`}`)}`,
    ...paths.slice(0, shownPaths).map(path => `  - ${inlineCode(path)}`),
    ...(paths.length > shownPaths ? [`  - and ${paths.length - shownPaths} more`] : []),
  ])
  return [
    '## What could not be seen',
    '',
    ...(lines.length > 0 ? lines : ['Nothing that these documents need was hidden from the account that read it.']),
  ].join('\n')
}

function changesText(changes: ScopeChanges | undefined): string[] {
  if (!changes)
    return ['No earlier facts were given: `--previous FILE` compares with a snapshot or an evidence bundle.']
  const {appeared, changed, gone, isOtherReader, since, unsure} = changes
  const counts =
    appeared.length + changed.length + gone.length === 0
      ? 'nothing that was seen both times changed'
      : `${appeared.length} appeared, ${gone.length} gone, ${changed.length} changed`
  const caveat =
    'Some lists could not be read one of the times, so changes may be missing or only apparent: ' + unsure.join(', ')
  return [
    `Since ${escapeMarkdown(since)}: ${counts}.`,
    ...(isOtherReader ? ['', 'Another account read the earlier facts, which may see more or less.'] : []),
    ...(unsure.length === 0 ? [] : ['', `${caveat}.`]),
    ...nameList('Appeared', appeared),
    ...nameList('Gone', gone),
    ...(changed.length === 0
      ? []
      : [
          '',
          '| Kind | Component | What | Before | Now |',
          '|---|---|---|---|---|',
          ...changed.map(
            ({after, before, kind, name, what}) =>
              `| ${kind} | ${inlineCell(name)} | ${what} | ${inlineCell(before)} | ${inlineCell(after)} |`,
          ),
        ]),
  ]
}

const nameList = (title: string, names: readonly ComponentName[]): string[] =>
  names.length === 0 ? [] : ['', `${title}:`, '', ...names.map(({kind, name}) => `- ${kind} ${inlineCode(name)}`)]
