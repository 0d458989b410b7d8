import {readFileSync, writeFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'

import {readFrameworks} from '../src/catalog/catalog.js'
import {controlKinds} from '../src/model/framework.js'
import {shortestName} from '../src/explain/catalog-view.js'
import {controlKindCounts} from '../src/explain/overview.js'
import {formats} from '../src/report/formats.js'

const readme = new URL('../../README.md', import.meta.url)
const tables: Readonly<Record<string, () => string>> = {formats: formatTable, frameworks: frameworkTable}

const table = (rows: ReadonlyArray<readonly string[]>): string =>
  rows.map(cells => `| ${cells.join(' | ')} |\n`).join('')

/** How many controls of each kind every framework has, as the README shows it. */
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

/** The README with its tables as they should be. */
export function currentReadme(): {readonly is: string; readonly shouldBe: string} {
  const is = readFileSync(readme, 'utf8')
  const shouldBe = Object.entries(tables).reduce(
    (text, [name, make]) =>
      text.replace(
        new RegExp(`(<!-- ${name} -->\\n)[^]*?(<!-- /${name} -->)`),
        (_, open: string, close: string) => open + make() + close,
      ),
    is,
  )
  return {is, shouldBe}
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(readme, currentReadme().shouldBe)
