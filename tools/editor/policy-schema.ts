import type {Names, Schema} from './names.js'

import {readCatalogFile} from '../../src/catalog/catalog-files.js'
import {
  answerableFrameworks,
  checkNames,
  documentNames,
  frameworkNames,
  oneOfNames,
  patternOf,
  questionnaireNames,
} from './names.js'
import {publishedId, withMarkdown, withPart} from './published.js'

/** How a path is told from an id, as by `isFilePath`, without a flag that JSON Schema doesn't have. */
const pathPattern = String.raw`\.(?:[jJ][sS][oO][nN]|[yY][aA]?[mM][lL])$|[/\\]`

const listing = 'heroku compliance:controls lists them'

const frameworks: Names = {
  names: [['all', 'every bundled framework except profiles and the common questions'], ...frameworkNames()],
  otherwise: `Not a framework: ${listing}. One of your own is named by its file, such as ./house-rules.yml.`,
}

const answeredFrameworks: Names = {
  names: frameworkNames(),
  otherwise: `Not a bundled framework: ${listing}. One of your own is known once its file is in the list "frameworks".`,
}

const checks: Names = {
  names: checkNames(),
  otherwise: `Not a bundled check: ${listing}. One of your own is known once its file is in the list "frameworks".`,
}

/** Names that are completed, and any other text. */
const suggestion = (names: Names['names']): Schema => ({anyOf: [oneOfNames({names}), {type: 'string'}]})

/** For each framework: an answer that names it must name one of its controls. */
const controlsOfFrameworks = (): Schema[] =>
  answerableFrameworks().map(({controls, names, title}) => ({
    if: {properties: {framework: {pattern: patternOf(names), type: 'string'}}, required: ['framework']},
    then: {
      properties: {
        control: oneOfNames({
          names: controls.map(control => [control.id, control.title]),
          otherwise: `Not a control of ${title}: heroku compliance:controls ${names[0] ?? ''} lists them.`,
        }),
      },
    },
  }))

/** Answers and waivers whose frameworks and checks are of a form. */
const naming = (framework: string, check: string): Schema => ({
  properties: {
    answers: {items: {properties: {framework: {$ref: `#/$defs/${framework}`}}}},
    waivers: {items: {properties: {check: {$ref: `#/$defs/${check}`}}}},
  },
})

/** Whether a policy can know frameworks and checks that aren't bundled: by its own list, or by that of a base. */
const namesNoFile: Schema = {
  properties: {
    extends: {maxItems: 0},
    frameworks: {not: {contains: {pattern: pathPattern, type: 'string'}}},
  },
}

/** The schema of the policy file for editors: that of the validator, with the names that the catalog has. */
export function policyEditorSchema(): Schema {
  const parts: ReadonlyArray<readonly [at: string, part: unknown]> = [
    ['$id', publishedId('policy')],
    ['$defs/bundled-check', oneOfNames(checks)],
    ['$defs/bundled-framework', oneOfNames(answeredFrameworks)],
    ['$defs/known-check', suggestion(checks.names)],
    ['$defs/known-framework', suggestion(answeredFrameworks.names)],
    ['$defs/document/properties/id', suggestion(documentNames())],
    ['properties/answers/items/allOf', controlsOfFrameworks()],
    ['properties/frameworks/items', {anyOf: [oneOfNames(frameworks), {pattern: pathPattern, type: 'string'}]}],
    ['properties/profile/properties/pci/properties/saq', suggestion(questionnaireNames())],
    [
      'properties/guard/properties/level',
      {
        enumDescriptions: [
          'says so, and stops nothing',
          'stops the command unless HEROKU_COMPLIANCE_REASON says why it runs',
          "stops the command, and whatever can't be decided",
        ],
      },
    ],
    ['if', namesNoFile],
    ['then', naming('bundled-framework', 'bundled-check')],
    ['else', naming('known-framework', 'known-check')],
  ]
  return withMarkdown(
    parts.reduce<Schema>(
      (schema, [at, part]) => withPart(schema, at.split('/'), part),
      readCatalogFile('./schema/policy.schema.json'),
    ),
  )
}
