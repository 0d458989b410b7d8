import {readFileSync, writeFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'

import {readFrameworks} from '../../src/catalog/catalog.js'
import {controlKinds} from '../../src/model/framework.js'
import {shortName} from '../../src/report/catalogue.js'
import {countsOf} from '../../src/report/catalogue-overview.js'

const readme = new URL('../../../README.md', import.meta.url)
const marks = /(<!-- frameworks -->\n)[^]*?(<!-- \/frameworks -->)/

/** How many controls of each kind every framework has, as the README shows it. */
export function frameworkTable(): string {
  const rows = readFrameworks().map(framework => [framework.title, framework.version, `\`${shortName(framework)}\``, ...controlKinds.map(kind => String(countsOf(framework)[kind]))])
  const lines = [['framework', 'version', 'id', ...controlKinds], ['---', '---', '---', ...controlKinds.map(() => '---')], ...rows]
  return lines.map(cells => `| ${cells.join(' | ')} |\n`).join('')
}

/** The README with its table as it should be. */
export function currentReadme(): {readonly is: string; readonly shouldBe: string} {
  const is = readFileSync(readme, 'utf8')
  return {is, shouldBe: is.replace(marks, (_, open: string, close: string) => open + frameworkTable() + close)}
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(readme, currentReadme().shouldBe)
