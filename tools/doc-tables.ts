import {readFileSync, writeFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'

import type {Access} from '../src/explain/permission-use.js'

import {routes} from '../src/api/routes.js'
import {readChecks, readFactUse, readFrameworks} from '../src/catalog/catalog.js'
import {fieldNames} from '../src/explain/check.js'
import {factWords} from '../src/explain/fact-words.js'
import {
  checksOfFramework,
  kindsOf,
  permissionUses,
  setForApp,
  setForEverything,
  smallestSet,
} from '../src/explain/permission-use.js'
import {nameText, setText, wholeFrameworks} from '../src/explain/permissions.js'
import {controlKinds} from '../src/model/framework.js'
import {shortestName} from '../src/explain/catalog-view.js'
import {controlKindCounts} from '../src/explain/control-kinds.js'
import {formats} from '../src/report/formats.js'
import {herokuFactRows} from './heroku-facts.js'

const permissionsPage = new URL('../../docs/permissions.md', import.meta.url)
const access: Access = {factUse: readFactUse(), needOf: kind => routes[kind].needs}

/** The generated tables, by the name between whose markers they stand, and the page that shows them. */
const tables: Readonly<Record<string, {readonly make: () => string; readonly page: URL}>> = {
  formats: {make: formatTable, page: new URL('../../docs/formats.md', import.meta.url)},
  checks: {make: checkTable, page: permissionsPage},
  permissions: {make: permissionTable, page: permissionsPage},
  sets: {make: permissionSetTable, page: permissionsPage},
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

/** What each token scope and permission lets the tool read, and what depends on it. */
export function permissionTable(): string {
  const checks = readChecks().map(({id}) => id)
  const {permissions, tokenScopes} = permissionUses(checks, wholeFrameworks(readFrameworks()), access)
  const rows = [...tokenScopes, ...permissions].map(({checks: unknown, controls, name, reads}) => [
    nameText(name),
    reads.map(kind => factWords[kind]).join(', '),
    String(unknown.length),
    controls.map(({controls: ids, framework}) => `${shortestName(framework)} ${ids.length}`).join(', '),
  ])
  return table([
    ['without', 'not readable', 'unknown checks', 'controls that name them'],
    ['---', '---', '---', '---'],
    ...rows,
  ])
}

/** The smallest set of permissions for each framework that names checks. */
export function permissionSetTable(): string {
  const rows = readFrameworks().flatMap(framework => {
    const checks = checksOfFramework(framework)
    const sets = [setForEverything(checks, access), setForApp(checks, access)]
    return checks.length === 0 ? [] : [[`\`${shortestName(framework)}\``, ...sets.map(set => setText(set))]]
  })
  return table([['framework', '`--team`, `--all`', '`--app`'], ['---', '---', '---'], ...rows])
}

/** What each check needs, and the fields that it reads. */
export function checkTable(): string {
  const rows = readChecks().map(check => [
    `\`${check.id}\``,
    setText(smallestSet(kindsOf(check.id, access), access)),
    fieldNames(check)
      .map(name => `\`${check.subject}.${name}\``)
      .join(', '),
  ])
  return table([['check', 'needs', 'fields'], ['---', '---', '---'], ...rows])
}

/** Each page with generated tables, as it is and as it should be. */
export const pagesWithTables = (): Array<{readonly actual: string; readonly expected: string; readonly page: URL}> =>
  [...new Set(Object.values(tables).map(({page}) => page))].map(page => {
    const actual = readFileSync(page, 'utf8')
    const expected = Object.entries(tables)
      .filter(([, entry]) => entry.page === page)
      .reduce((text, [name, {make}]) => withTable(text, name, make()), actual)
    return {actual, expected, page}
  })

const withTable = (text: string, name: string, content: string): string =>
  text.replace(
    new RegExp(`(<!-- ${name} -->\\n)[^]*?(<!-- /${name} -->)`),
    (_, open: string, close: string) => open + content + close,
  )

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const {expected, page} of pagesWithTables()) writeFileSync(page, expected)
