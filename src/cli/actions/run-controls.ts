import type {CatalogView} from '../../explain/catalog-view.js'
import type {FactKind} from '../../model/facts.js'
import type {Framework} from '../../model/framework.js'
import type {ComplianceCommand} from '../io/base-command.js'

import {routes} from '../../api/routes.js'
import {readFactUse} from '../../catalog/catalog.js'
import {isFilePath, readCustomFrameworks} from '../../catalog/select-frameworks.js'
import {shortestName} from '../../explain/catalog-view.js'
import {checkText} from '../../explain/check.js'
import {fieldsText} from '../../explain/fields.js'
import {findEntry, frameworkNamed, nistText, similarIds} from '../../explain/find-entry.js'
import {controlsText, controlText, frameworkText} from '../../explain/framework.js'
import {
  checkJson,
  controlsJson,
  fieldsJson,
  frameworkJson,
  mappedByJson,
  overviewJson,
  searchJson,
} from '../../explain/json.js'
import {overviewText} from '../../explain/overview.js'
import {checksOfFramework} from '../../explain/permission-use.js'
import {permissionsJson} from '../../explain/permissions-json.js'
import {frameworkPermissionsText, permissionsText} from '../../explain/permissions.js'
import {searchCatalog, searchText} from '../../explain/search.js'
import {UserError} from '../../foundation/user-error.js'
import {subjectKinds} from '../../model/subject.js'
import {outputColumns} from '../io/columns.js'
import {availableHint} from '../io/suggestion.js'
import {bundledCatalog} from './bundled-catalog.js'

export interface ControlsFlags {
  readonly fields?: boolean
  readonly json?: boolean
  readonly permissions?: boolean
  readonly search?: readonly string[] | undefined
}

/** A document in either form. */
interface Explanation {
  readonly json: () => string
  readonly text: (columns: number) => string
}

/**
 * Prints the catalog, an entry of it, its fields, the permissions that it needs, or what a search finds.
 *
 * @param id a framework, control, check or framework file; with --fields, a kind of subject; with --permissions, a
 *   framework
 * @throws UserError where there is no such entry, and for flags that can't be combined
 */
export async function runControls(
  command: ComplianceCommand,
  id: string | undefined,
  flags: ControlsFlags,
): Promise<void> {
  assertOneQuery(id, flags)
  const explanation = await explain(id, flags, bundledCatalog())
  command.print(flags.json ? explanation.json() : explanation.text(outputColumns(process.stdout)))
}

function assertOneQuery(id: string | undefined, {fields, permissions, search}: ControlsFlags): void {
  const queries = [
    ...(fields ? ['--fields'] : []),
    ...(permissions ? ['--permissions'] : []),
    ...(search ? ['--search'] : []),
  ]
  if (queries.length > 1)
    throw new UserError(`${queries.join(' and ')} can't be combined.`, `Choose one: ${queries.join(' or ')}.`)
  if (!search) return
  if (id !== undefined)
    throw new UserError(
      `Choose one: --search and ${id} were given.`,
      `Quote several words: --search "${[...search, id].join(' ')}".`,
    )
}

async function explain(
  id: string | undefined,
  {fields, permissions, search}: ControlsFlags,
  catalog: CatalogView,
): Promise<Explanation> {
  if (fields) return explainFields(id, catalog)
  if (permissions) return explainPermissions(id, catalog)
  if (search) return explainSearch(search, catalog)
  if (id === undefined) return explainAll(catalog)
  return isFilePath(id) ? explainFile(id, catalog) : explainEntry(id, catalog)
}

const explainAll = (catalog: CatalogView): Explanation => ({
  json: () => overviewJson(catalog),
  text: columns => overviewText(catalog, columns),
})

function explainFields(kind: string | undefined, {fields}: CatalogView): Explanation {
  const kinds = kind === undefined ? subjectKinds : subjectKinds.filter(candidate => candidate === kind.toLowerCase())
  if (kind !== undefined && kinds.length === 0)
    throw new UserError(`There is no kind of subject "${kind}".`, availableHint(kind, subjectKinds))
  return {json: () => fieldsJson(fields, kinds), text: columns => fieldsText(fields, kinds, columns)}
}

/** What a framework needs, or all checks. */
async function explainPermissions(name: string | undefined, catalog: CatalogView): Promise<Explanation> {
  const access = {factUse: readFactUse(), needOf: (kind: FactKind) => routes[kind].needs}
  if (name === undefined)
    return {
      json: () => permissionsJson(catalog.checks, catalog.frameworks, access),
      text: columns => permissionsText(catalog, access, columns),
    }
  const framework = await findFramework(name, catalog)
  const named = new Set(checksOfFramework(framework))
  return {
    json: () =>
      permissionsJson(
        catalog.checks.filter(({id}) => named.has(id)),
        [framework],
        access,
      ),
    text: columns => frameworkPermissionsText(framework, access, columns),
  }
}

async function findFramework(name: string, {frameworks}: CatalogView): Promise<Framework> {
  const [custom] = isFilePath(name) ? await readCustomFrameworks([name]) : []
  const framework = custom?.framework ?? frameworkNamed(name, frameworks)
  if (framework) return framework
  throw new UserError(
    `There is no framework "${name}".`,
    availableHint(
      name,
      frameworks.map(candidate => shortestName(candidate)),
    ),
  )
}

function explainSearch(given: readonly string[], catalog: CatalogView): Explanation {
  const words = given.flatMap(text => text.split(/\s+/)).filter(word => word !== '')
  if (words.length === 0)
    throw new UserError('--search needs a word.', 'For example: heroku compliance:controls --search "log drain"')
  const matches = searchCatalog(catalog, words)
  return {json: () => searchJson(matches, words), text: columns => searchText(matches, words, columns)}
}

/** A framework from a file, with its controls and the checks that it defines. */
async function explainFile(file: string, bundled: CatalogView): Promise<Explanation> {
  const [custom] = await readCustomFrameworks([file])
  if (!custom) throw new Error(`${file} was not read`)
  const {checks, framework} = custom
  const catalog = {...bundled, checks: [...bundled.checks, ...checks], frameworks: [framework]}
  const withBundled = {...catalog, frameworks: [...bundled.frameworks, framework]}
  return {
    json: () => frameworkJson(framework, checks),
    text: columns =>
      [
        frameworkText(framework, columns),
        ...framework.controls.map(control => controlText(framework, control, withBundled, columns)),
        ...checks.map(check => checkText(check, catalog, columns)),
      ].join('\n'),
  }
}

function explainEntry(given: string, catalog: CatalogView): Explanation {
  const entry = findEntry(given, catalog)
  if (!entry) throw unknownEntry(given, catalog)
  switch (entry.kind) {
    case 'framework': {
      const {framework} = entry
      return {json: () => frameworkJson(framework, []), text: columns => frameworkText(framework, columns)}
    }

    case 'check': {
      const {check} = entry
      return {json: () => checkJson(check, catalog), text: columns => checkText(check, catalog, columns)}
    }

    case 'controls': {
      const {matches} = entry
      return {json: () => controlsJson(matches, catalog), text: columns => controlsText(matches, catalog, columns)}
    }

    case 'nist': {
      const {id, mappedBy} = entry
      return {json: () => mappedByJson(id, mappedBy), text: columns => nistText(entry, catalog, columns)}
    }
  }
}

function unknownEntry(given: string, catalog: CatalogView): UserError {
  const similar = similarIds(given, catalog)
  const question = similar.length > 0 ? `Did you mean ${similar.join(', ')}? ` : ''
  return new UserError(
    `There is no framework, control or check "${given}".`,
    `${question}heroku compliance:controls lists them all, and --search WORD finds them.`,
  )
}
