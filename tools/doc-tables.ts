import {readFileSync, writeFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'

import {readFrameworks} from '../src/catalog/catalog.js'
import {controlKinds} from '../src/model/framework.js'
import {shortestName} from '../src/explain/catalog-view.js'
import {controlKindCounts} from '../src/explain/overview.js'
import {formats} from '../src/report/formats.js'
import {herokuFactRows} from './heroku-facts.js'

/** The generated tables, by the name between whose markers they stand, and the page that shows them. */
const tables: Readonly<Record<string, {readonly make: () => string; readonly page: URL}>> = {
  formats: {make: formatTable, page: new URL('../../docs/formats.md', import.meta.url)},
  frameworks: {make: frameworkTable, page: new URL('../../docs/frameworks.md', import.meta.url)},
  'heroku-facts': {make: () => table(herokuFactRows()), page: new URL('../../docs/heroku-facts.md', import.meta.url)},
}

const table = (rows: ReadonlyArray<readonly string[]>): string =>
  rows.map(cells => `| ${cells.join(' | ')} |\n`).join('')

/** How many controls of each kind every framework has, as the documentation shows it. */
export function frameworkTable(): string {
  const rows = readFrameworks().map(framework => [
    framework.title,
    framework.version,
    `\`${shortestName(framework)}\``,
    ...controlKinds.map(kind => String(controlKindCounts(framework)[kind])),
  ])
  return table([
    ['framework', 'version', 'id', ...controlKinds],
    ['---', '---', '---', ...controlKinds.map(() => '---')],
    ...rows,
  ])
}

/** What each format is for, and the endings of its files. */
export function formatTable(): string {
  const rows = Object.entries(formats).map(([name, {about, suffixes}]) => [
    `\`${name}\``,
    suffixes.map(suffix => `\`${suffix}\``).join(', '),
    about,
  ])
  return table([['format', 'files', 'for'], ['---', '---', '---'], ...rows])
}

/** Each page with a generated table, as it is and as it should be. */
export const pagesWithTables = (): Array<{readonly actual: string; readonly expected: string; readonly page: URL}> =>
  Object.entries(tables).map(([name, {make, page}]) => {
    const actual = readFileSync(page, 'utf8')
    const expected = actual.replace(
      new RegExp(`(<!-- ${name} -->\\n)[^]*?(<!-- /${name} -->)`),
      (_, open: string, close: string) => open + make() + close,
    )
    return {actual, expected, page}
  })

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const {expected, page} of pagesWithTables()) writeFileSync(page, expected)
