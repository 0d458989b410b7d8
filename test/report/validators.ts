import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'

import AjvDraft04 from 'ajv-draft-04'
import {Ajv} from 'ajv'
import {XmlDocument, XsdValidator} from 'libxml2-wasm'
import inspecjs from 'inspecjs'

import type {Format} from '../../src/report/formats.js'

import {junitSchema} from '../helpers/junit-schema.js'
import {schemaFile} from './rendering.js'

const require = createRequire(import.meta.url)
const readJson = (name: string) => JSON.parse(readFileSync(require.resolve(name), 'utf8')) as object

const isInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/
const isUri = (text: string) => URL.canParse(text)
const isReference = (text: string) =>
  URL.canParse(text, 'https://example.com/') && /^[\w\-.~:/?#[\]@!$&'()*+,;=%]*$/.test(text)
const formats = {'date-time': isInstant, uri: isUri, 'uri-reference': isReference}

interface Compiled {
  (document: unknown): unknown
  errors?: null | ReadonlyArray<{readonly instancePath: string; readonly message?: string}>
}

function told(validate: Compiled, text: string): string[] {
  return validate(JSON.parse(text))
    ? []
    : (validate.errors ?? []).slice(0, 5).map(({instancePath, message = ''}) => `${instancePath} ${message}`)
}

/** The schema of SARIF 2.1.0 by OASIS, which is of draft 4. */
function sarifErrors(): (text: string) => string[] {
  const ajv = new AjvDraft04.default({allErrors: true, formats, strict: false, unicodeRegExp: false})
  const validate = ajv.compile(readJson('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'))
  return text => told(validate, text)
}

function ownErrors(file: string): (text: string) => string[] {
  const validate = new Ajv({allErrors: true, formats, strict: false}).compile(schemaFile(file) as object)
  return text => told(validate, text)
}

/** MITRE's own reader of HDF refuses what is not of its form. */
function hdfErrors(text: string): string[] {
  const {errors} = inspecjs.convertFile(text, true)
  const wrong = errors?.['1_0_ExecJson']
  return wrong === undefined ? [] : [wrong instanceof Error ? wrong.message : JSON.stringify(wrong)]
}

/** The schema of JUnit by Jenkins; and what stricter readers ask for beyond it. */
function junitErrors(): (text: string) => string[] {
  const schema = XmlDocument.fromString(junitSchema())
  const validator = XsdValidator.fromDoc(schema)
  const strict = [
    [
      'a suite lacks a required part',
      '//testsuite[not(@id and @package and @hostname and @timestamp and @time and @errors and @failures ' +
        'and properties/property and system-out and system-err)]',
    ],
    ['a test lacks a required attribute', '//testcase[not(@name != "" and @classname != "" and @time)]'],
    ['a skipped test has more than a message', '//skipped[node() or not(@message) or count(@*) > 1]'],
    ['a test has two outcomes', '//testcase[count(*) > 1]'],
    ['a failure has no type', '//failure[not(@type)] | //error[not(@type)]'],
  ] as const
  return text => {
    try {
      const document = XmlDocument.fromString(text)
      validator.validate(document)
      const counts = ['failure', 'error', 'skipped'].map(
        end =>
          [
            `the counts of ${end} are wrong`,
            `//testsuite[@${end === 'skipped' ? end : `${end}s`} != count(testcase[${end}])] | ` +
              '//testsuite[@tests != count(testcase)]',
          ] as const,
      )
      return [...strict, ...counts].flatMap(([wrong, path]) => (document.find(path).length > 0 ? [wrong] : []))
    } catch (error) {
      return [String(error)]
    }
  }
}

const oscal = ownErrors('oscal-1.2.1.schema.json')

/** What is wrong with a document, by the schema or the reader of its format. */
export const errorsOf: Readonly<Partial<Record<Format, (text: string) => string[]>>> = {
  hdf: hdfErrors,
  junit: junitErrors(),
  ocsf: ownErrors('ocsf-2003.schema.json'),
  oscal,
  'oscal-poam': oscal,
  sarif: sarifErrors(),
}
