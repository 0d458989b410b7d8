import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'

import type {CatalogueText} from '../../explain/catalog-view.js'

import {readChecks, readExamples, readFields, readFrameworks} from '../../catalog/catalog.js'
import {isPath, ownFrameworks} from '../../catalog/select-frameworks.js'
import {ComplianceCommand} from '../../cli/io/base-command.js'
import {columnsOf} from '../../cli/io/columns.js'
import {UserError} from '../../foundation/user-error.js'
import {nearest} from '../../foundation/collections.js'
import {subjectKinds} from '../../model/subject.js'
import {checkText} from '../../explain/check.js'
import {fieldsText} from '../../explain/fields.js'
import {controlText, frameworkText} from '../../explain/framework.js'
import {checkJson, controlsJson, fieldsJson, foundJson, frameworkJson, overviewJson} from '../../explain/json.js'
import {overview} from '../../explain/overview.js'
import {foundText, search} from '../../explain/search.js'

/** One answer, in either form. */
interface Answer {
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
    const all = {checks: readChecks(), examples: readExamples(), fields: readFields(), frameworks: readFrameworks()}
    const answer = flags.fields
      ? fieldsOf(id, all)
      : flags.search
        ? found(flags.search, all)
        : id === undefined
          ? everything(all)
          : isPath(id)
            ? await own(id, all)
            : explained(id, all)
    this.print(flags.json ? answer.json() : answer.text(columnsOf(process.stdout)))
  }
}

const everything = (all: CatalogueText): Answer => ({
  json: () => overviewJson(all),
  text: columns => overview(all, columns),
})

function fieldsOf(typed: string | undefined, {fields}: CatalogueText): Answer {
  const kinds = typed === undefined ? subjectKinds : subjectKinds.filter(kind => kind === typed.toLowerCase())
  if (typed !== undefined && kinds.length === 0) {
    const near = nearest(typed, subjectKinds)
    throw new UserError(
      `There is no kind of subject "${typed}".`,
      `${near ? `Did you mean ${near}? ` : ''}Known are ${subjectKinds.join(', ')}.`,
    )
  }

  return {json: () => fieldsJson(fields, kinds), text: columns => fieldsText(fields, kinds, columns)}
}

function found(typed: readonly string[], all: CatalogueText): Answer {
  const words = typed.flatMap(text => text.split(/\s+/)).filter(word => word !== '')
  if (words.length === 0) throw new UserError('--search needs a word.')
  const matches = search(all, words)
  return {json: () => foundJson(matches, words), text: columns => foundText(matches, words, columns)}
}

/** A framework from a file, with its controls and the checks that it brings. */
async function own(file: string, bundled: CatalogueText): Promise<Answer> {
  const [read] = await ownFrameworks([file])
  if (!read) throw new UserError(`${file} is no framework.`)
  const {checks, framework} = read
  const all = {...bundled, checks: [...bundled.checks, ...checks], frameworks: [framework]}
  return {
    json: () => frameworkJson(framework, checks),
    text: columns =>
      [
        frameworkText(framework, columns),
        ...framework.controls.map(control => controlText(framework, control, all, columns)),
        ...checks.map(check => checkText(check, all, columns)),
      ].join('\n'),
  }
}

function explained(typed: string, all: CatalogueText): Answer {
  const id = typed.toLowerCase()
  const framework = all.frameworks.find(one => [one.id, ...one.aliases].includes(id))
  if (framework) return {json: () => frameworkJson(framework, []), text: columns => frameworkText(framework, columns)}
  const check = all.checks.find(one => one.id === id)
  if (check) return {json: () => checkJson(check, all), text: columns => checkText(check, all, columns)}
  const controls = all.frameworks.flatMap(one =>
    one.controls.filter(control => control.id.toLowerCase() === id).map(control => ({control, framework: one})),
  )
  if (controls.length > 0)
    return {
      json: () => controlsJson(controls),
      text: columns => controls.map(one => controlText(one.framework, one.control, all, columns)).join('\n'),
    }
  const known = [
    ...all.frameworks.flatMap(one => [one.id, ...one.aliases, ...one.controls.map(control => control.id)]),
    ...all.checks.map(one => one.id),
  ]
  const longer = known.filter(one => one.toLowerCase().startsWith(id)).slice(0, 4)
  const near = longer.length > 0 ? longer.join(', ') : nearest(typed, known)
  throw new UserError(
    `There is no framework, control or check "${typed}".`,
    `${near ? `Did you mean ${near}? ` : ''}heroku compliance:controls lists them all; with --search WORD it finds them.`,
  )
}
