import assert from 'node:assert/strict'

import type {CatalogView} from '../../src/explain/catalog-view.js'
import type {Control, Framework} from '../../src/model/framework.js'

import {readChecks, readExamples, readFields, readFrameworks} from '../../src/catalog/catalog.js'
import {readCrosswalks} from '../../src/catalog/crosswalk.js'

/** All that is bundled. */
export const bundledView = (): CatalogView => ({
  checks: readChecks(),
  crosswalks: readCrosswalks(),
  examples: readExamples(),
  fields: readFields(),
  frameworks: readFrameworks(),
})

/** A control of a made-up framework. */
export const control = (id: string, rest: Partial<Control> = {}): Control => ({
  checks: [],
  id,
  kind: 'manual',
  question: `Is ${id} done?`,
  remediation: {text: 'Do it.'},
  responsibility: 'customer',
  severity: 'low',
  source: {document: 'text', section: id},
  title: `Title of ${id}`,
  ...rest,
})

/** The same control, which asks nothing. */
export function withoutQuestion({question, ...rest}: Control): Control {
  assert.ok(question)
  return rest
}

/** A made-up framework. */
export const framework = (id: string, controls: readonly Control[], rest: Partial<Framework> = {}): Framework => ({
  aliases: [],
  controls,
  documents: {},
  id,
  sources: {},
  title: `Title of ${id}`,
  version: '1',
  ...rest,
})

/** A text on one line. */
export const joined = (text: string): string => text.replaceAll(/\s+/g, ' ')

/** Lines that are too wide, but for a command, an address or a number that stands alone. */
export const tooWide = (text: string, columns: number): string[] =>
  text
    .split('\n')
    .filter(line => line.length > columns && !/^ *(?:heroku |git |https:)/.test(line) && line.trim().includes(' '))
