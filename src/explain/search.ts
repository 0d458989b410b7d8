import type {Check, FieldEntry} from '../model/check.js'
import type {Control, Framework} from '../model/framework.js'
import type {CatalogView} from './catalog-view.js'

import {pluralize} from '../foundation/text.js'
import {line, shortestName} from './catalog-view.js'
import {indentedParagraph} from '../report/terminal/layout.js'

/** What matches all the words. */
export interface SearchMatches {
  readonly frameworks: readonly Framework[]
  readonly controls: ReadonlyArray<{readonly control: Control; readonly framework: Framework}>
  readonly checks: readonly Check[]
  readonly fields: ReadonlyArray<{readonly entry: FieldEntry; readonly name: string; readonly subject: string}>
}

/** Finds what has all the words, in any case, in ids, titles, notes, questions and reasons. */
export function searchCatalog({checks, fields, frameworks}: CatalogView, words: readonly string[]): SearchMatches {
  const lowercaseWords = words.map(word => word.toLowerCase())
  const matches = (...texts: ReadonlyArray<string | undefined>) => {
    const text = texts.join('\n').toLowerCase()
    return lowercaseWords.every(word => text.includes(word))
  }

  return {
    checks: checks.filter(({id, title, why}) => matches(id, title, why)),
    controls: frameworks.flatMap(framework =>
      framework.controls
        .filter(({id, note, question, title}) => matches(id, title, question, note))
        .map(control => ({control, framework})),
    ),
    fields: Object.entries(fields).flatMap(([subject, all]) =>
      Object.entries(all)
        .filter(([name, {about, from}]) => matches(`${subject}.${name}`, about, from))
        .map(([name, entry]) => ({entry, name, subject})),
    ),
    frameworks: frameworks.filter(({aliases, id, note, title, version}) =>
      matches(id, ...aliases, `${title} ${version}`, note),
    ),
  }
}

/** The matches, each in a line or two. */
export function searchText(
  {checks, controls, fields, frameworks}: SearchMatches,
  words: readonly string[],
  columns: number,
): string {
  const group = (what: string, rows: readonly string[]) =>
    rows.length === 0 ? [] : [line(pluralize(rows.length, what)) + rows.join('')]
  const groups = [
    ...group(
      'framework',
      frameworks.map(framework =>
        indentedParagraph(`${shortestName(framework)}: ${framework.title} ${framework.version}`, columns, 2, 2),
      ),
    ),
    ...group(
      'control',
      controls.map(({control: {id, title}, framework}) =>
        indentedParagraph(`${shortestName(framework)} ${id}: ${title}`, columns, 2, 2),
      ),
    ),
    ...group(
      'check',
      checks.map(({id, title}) => line(`  ${id}`) + indentedParagraph(title, columns, 4)),
    ),
    ...group(
      'field',
      fields.map(({entry, name, subject}) => indentedParagraph(`${subject}.${name}: ${entry.about}`, columns, 2, 2)),
    ),
  ]
  return groups.length === 0
    ? indentedParagraph(`No matches for ${words.map(word => `"${word}"`).join(' and ')}.`, columns)
    : groups.join(line())
}
