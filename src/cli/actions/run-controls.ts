import type {CatalogView} from '../../explain/catalog-view.js'
import type {FactKind} from '../../model/facts.js'
import type {Framework} from '../../model/framework.js'
import type {ComplianceCommand} from '../io/base-command.js'

import {routes} from '../../api/routes.js'
import {readChecks, readExamples, readFactUse, readFields, readFrameworks} from '../../catalog/catalog.js'
import {readCrosswalks} from '../../catalog/crosswalk.js'
import {isFilePath, readCustomFrameworks} from '../../catalog/select-frameworks.js'
import {shortestName} from '../../explain/catalog-view.js'
import {checkText} from '../../explain/check.js'
import {controlsMappingTo} from '../../explain/control-relations.js'
import {mappedBySection} from '../../explain/control-relations-text.js'
import {fieldsText} from '../../explain/fields.js'
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
import {distinct} from '../../foundation/collections.js'
import {beginsWithName, isSameName, nearest} from '../../foundation/suggestion.js'
import {UserError} from '../../foundation/user-error.js'
import {subjectKinds} from '../../model/subject.js'
import {outputColumns} from '../io/columns.js'
import {availableHint} from '../io/suggestion.js'

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
  const catalog = {
    checks: readChecks(),
    crosswalks: readCrosswalks(),
    examples: readExamples(),
    fields: readFields(),
    frameworks: readFrameworks(),
  }
  const explanation = await explain(id, flags, catalog)
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

/** A framework by its id or an alias, whatever its case and punctuation. */
function frameworkNamed(name: string, frameworks: readonly Framework[]): Framework | undefined {
  return (
    frameworks.find(({aliases, id}) => [id, ...aliases].includes(name.toLowerCase())) ??
    frameworks.find(({aliases, id}) => [id, ...aliases].some(known => isSameName(known, name)))
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
  const id = given.toLowerCase()
  const framework = frameworkNamed(given, catalog.frameworks)
  if (framework) return {json: () => frameworkJson(framework, []), text: columns => frameworkText(framework, columns)}
  const check = catalog.checks.find(candidate => candidate.id === id || isSameName(candidate.id, id))
  if (check) return {json: () => checkJson(check, catalog), text: columns => checkText(check, catalog, columns)}
  const matches = catalog.frameworks.flatMap(framework =>
    framework.controls.filter(control => control.id.toLowerCase() === id).map(control => ({control, framework})),
  )
  if (matches.length === 0) return explainNistControl(given, catalog)
  return {
    json: () => controlsJson(matches, catalog),
    text: columns => controlsText(matches, catalog, columns),
  }
}

/** A control of NIST SP 800-53 that only crosswalks name. */
function explainNistControl(given: string, catalog: CatalogView): Explanation {
  const id = given.toUpperCase()
  const mappedBy = controlsMappingTo(id, catalog.frameworks)
  if (mappedBy.length === 0) return explainLooseId(given, catalog)
  return {
    json: () => mappedByJson(id, mappedBy),
    text: columns => `NIST SP 800-53 ${id}\n${mappedBySection(mappedBy, catalog.frameworks, columns)}`,
  }
}

/** The control that an id without its punctuation can only mean, such as SC7 for SC-7. */
function explainLooseId(given: string, catalog: CatalogView): Explanation {
  const ids = catalog.frameworks.flatMap(({controls}) => controls.map(({id}) => id))
  const [meant, ...others] = distinct(ids.filter(id => isSameName(id, given)))
  if (meant !== undefined && others.length === 0 && meant !== given) return explainEntry(meant, catalog)
  throw unknownEntry(given, catalog)
}

/** Suggests the ids that begin with what was given, else the nearest, whatever their case and punctuation. */
function unknownEntry(given: string, {checks, frameworks}: CatalogView): UserError {
  const ids = [
    ...frameworks.flatMap(({aliases, controls, id}) => [id, ...aliases, ...controls.map(control => control.id)]),
    ...checks.map(check => check.id),
  ]
  const completions = distinct(ids.filter(id => beginsWithName(id, given))).slice(0, 4)
  const suggestion = completions.length > 0 ? completions.join(', ') : nearest(given, ids)
  const question = suggestion ? `Did you mean ${suggestion}? ` : ''
  return new UserError(
    `There is no framework, control or check "${given}".`,
    `${question}heroku compliance:controls lists them all, and --search WORD finds them.`,
  )
}
