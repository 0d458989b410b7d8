import {readFileSync, writeFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'

import type {Example, Examples} from '../src/model/check.js'

import {readChecks} from '../src/catalog/catalog.js'

interface Case extends Example {
  readonly gaps?: object
}

const casesOf = (id: string) =>
  JSON.parse(readFileSync(new URL(`../../test/catalog/checks/${id}.json`, import.meta.url), 'utf8')) as {
    readonly fail: readonly Case[]
    readonly pass: readonly Case[]
  }

/** The first case of a list that hangs on no gap. */
function firstExample(cases: readonly Case[]): Example {
  const example = cases.find(({gaps}) => gaps === undefined) ?? cases[0]
  if (!example) throw new Error('there is no case')
  return {name: example.name, fields: example.fields}
}

/** An example of each check that passes, and one that fails, from its cases. */
export function checkExamples(): Examples {
  return Object.fromEntries(
    readChecks().map(({id}) => {
      const {fail, pass} = casesOf(id)
      return [id, {pass: firstExample(pass), fail: firstExample(fail)}]
    }),
  )
}

/** As it ships: a line for each example. */
export const examplesText = (all: Examples): string =>
  `{\n${Object.entries(all)
    .map(
      ([id, {fail, pass}]) =>
        `  ${JSON.stringify(id)}: {\n    "pass": ${JSON.stringify(pass)},\n    "fail": ${JSON.stringify(fail)}\n  }`,
    )
    .join(',\n')}\n}\n`

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('../../src/catalog/examples.json', import.meta.url), examplesText(checkExamples()))
}
