import {readFileSync} from 'node:fs'

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

/** The first case that depends on no gap, else the first. */
function firstExample(cases: readonly Case[]): Example {
  const example = cases.find(({gaps}) => gaps === undefined) ?? cases[0]
  if (!example) throw new Error('a check needs a case that passes and a case that fails')
  return {name: example.name, fields: example.fields}
}

/** By check: a case that passes and a case that fails, taken from its test cases. */
export function checkExamples(): Examples {
  return Object.fromEntries(
    readChecks().map(({id}) => {
      const {fail, pass} = casesOf(id)
      return [id, {pass: firstExample(pass), fail: firstExample(fail)}]
    }),
  )
}
