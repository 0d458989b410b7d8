import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'

import type {CatalogView} from '../../explain/catalog-view.js'

import {readChecks, readExamples, readFields, readFrameworks} from '../../catalog/catalog.js'
import {isFilePath, readCustomFrameworks} from '../../catalog/select-frameworks.js'
import {ComplianceCommand} from '../../cli/io/base-command.js'
import {outputColumns} from '../../cli/io/columns.js'
import {UserError} from '../../foundation/user-error.js'
import {nearest} from '../../foundation/suggestion.js'
import {subjectKinds} from '../../model/subject.js'
import {checkText} from '../../explain/check.js'
import {fieldsText} from '../../explain/fields.js'
import {controlText, frameworkText} from '../../explain/framework.js'
import {checkJson, controlsJson, fieldsJson, searchJson, frameworkJson, overviewJson} from '../../explain/json.js'
import {overviewText} from '../../explain/overview.js'
import {searchText, searchCatalog} from '../../explain/search.js'

/** One answer, in either form. */
interface Output {
  readonly json: () => string
  readonly text: (columns: number) => string
}

export default class Controls extends ComplianceCommand {
  static override description = 'list frameworks, controls and checks, explain one, or search them'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> pci',
    '<%= config.bin %> <%= command.id %> SC-7.b',
    '<%= config.bin %> <%= command.id %> trusted-ips-are-not-open',
    '<%= config.bin %> <%= command.id %> ./my-framework.yml',
    '<%= config.bin %> <%= command.id %> --fields app',
    '<%= config.bin %> <%= command.id %> --search "log drain"',
  ]

  static override args = {
    id: Args.string({
      description: 'id of a framework, a control or a check; a file of your own; with --fields a kind of subject',
    }),
  }

  static override flags = {
    fields: Flags.boolean({description: 'list the fields that checks may name, of all kinds of subjects or of one'}),
    json: Flags.boolean({char: 'j', description: 'print JSON'}),
    search: Flags.string({
      description: 'find what speaks of a word; of several, all of them',
      helpValue: 'WORD',
      multiple: true,
      multipleNonGreedy: true,
    }),
  }

  async run(): Promise<void> {
    const {
      args: {id},
      flags,
    } = await this.parse(Controls)
    if (flags.fields && flags.search) throw new UserError('--fields and --search exclude each other.')
    if (flags.search && id !== undefined)
      throw new UserError(
        `Choose one: --search and ${id} were typed.`,
        `Quote several words: --search "${[...flags.search, id].join(' ')}".`,
      )
    const catalog = {checks: readChecks(), examples: readExamples(), fields: readFields(), frameworks: readFrameworks()}
    const output = flags.fields
      ? fieldsOutput(id, catalog)
      : flags.search
        ? searchOutput(flags.search, catalog)
        : id === undefined
          ? overviewOutput(catalog)
          : isFilePath(id)
            ? await customFrameworkOutput(id, catalog)
            : entryOutput(id, catalog)
    this.print(flags.json ? output.json() : output.text(outputColumns(process.stdout)))
  }
}

const overviewOutput = (catalog: CatalogView): Output => ({
  json: () => overviewJson(catalog),
  text: columns => overviewText(catalog, columns),
})

function fieldsOutput(kind: string | undefined, {fields}: CatalogView): Output {
  const kinds = kind === undefined ? subjectKinds : subjectKinds.filter(candidate => candidate === kind.toLowerCase())
  if (kind !== undefined && kinds.length === 0) {
    const suggestion = nearest(kind, subjectKinds)
    throw new UserError(
      `There is no kind of subject "${kind}".`,
      `${suggestion ? `Did you mean ${suggestion}? ` : ''}Known are ${subjectKinds.join(', ')}.`,
    )
  }

  return {json: () => fieldsJson(fields, kinds), text: columns => fieldsText(fields, kinds, columns)}
}

function searchOutput(given: readonly string[], catalog: CatalogView): Output {
  const words = given.flatMap(text => text.split(/\s+/)).filter(word => word !== '')
  if (words.length === 0) throw new UserError('--search needs a word.')
  const matches = searchCatalog(catalog, words)
  return {json: () => searchJson(matches, words), text: columns => searchText(matches, words, columns)}
}

/** A framework from a file, with its controls and the checks that it brings. */
async function customFrameworkOutput(file: string, bundled: CatalogView): Promise<Output> {
  const [read] = await readCustomFrameworks([file])
  if (!read) throw new UserError(`${file} is no framework.`)
  const {checks, framework} = read
  const catalog = {...bundled, checks: [...bundled.checks, ...checks], frameworks: [framework]}
  return {
    json: () => frameworkJson(framework, checks),
    text: columns =>
      [
        frameworkText(framework, columns),
        ...framework.controls.map(control => controlText(framework, control, catalog, columns)),
        ...checks.map(check => checkText(check, catalog, columns)),
      ].join('\n'),
  }
}

function entryOutput(given: string, catalog: CatalogView): Output {
  const id = given.toLowerCase()
  const framework = catalog.frameworks.find(candidate => [candidate.id, ...candidate.aliases].includes(id))
  if (framework) return {json: () => frameworkJson(framework, []), text: columns => frameworkText(framework, columns)}
  const check = catalog.checks.find(candidate => candidate.id === id)
  if (check) return {json: () => checkJson(check, catalog), text: columns => checkText(check, catalog, columns)}
  const controls = catalog.frameworks.flatMap(framework =>
    framework.controls.filter(control => control.id.toLowerCase() === id).map(control => ({control, framework})),
  )
  if (controls.length > 0)
    return {
      json: () => controlsJson(controls),
      text: columns => controls.map(match => controlText(match.framework, match.control, catalog, columns)).join('\n'),
    }
  const knownIds = [
    ...catalog.frameworks.flatMap(framework => [
      framework.id,
      ...framework.aliases,
      ...framework.controls.map(control => control.id),
    ]),
    ...catalog.checks.map(check => check.id),
  ]
  const completions = knownIds.filter(knownId => knownId.toLowerCase().startsWith(id)).slice(0, 4)
  const suggestion = completions.length > 0 ? completions.join(', ') : nearest(given, knownIds)
  throw new UserError(
    `There is no framework, control or check "${given}".`,
    `${suggestion ? `Did you mean ${suggestion}? ` : ''}heroku compliance:controls lists them all; with --search WORD it finds them.`,
  )
}
