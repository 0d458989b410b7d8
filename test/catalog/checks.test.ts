import assert from 'node:assert/strict'
import {readdirSync, readFileSync} from 'node:fs'

import type {Check} from '../../src/model/check.js'
import type {GapReason} from '../../src/model/gap.js'
import type {Verdict} from '../../src/model/observation.js'
import type {LazyField, Subject, Value} from '../../src/model/subject.js'

import {createAjv} from '../../src/parsing/ajv.js'
import {readChecks, readFields} from '../../src/catalog/catalog.js'
import {applyLimits} from '../../src/catalog/limits.js'
import {createCheckCompiler} from '../../src/catalog/compile.js'
import {errorSentences} from '../../src/parsing/schema-sentences.js'
import {readCatalogFile} from '../../src/catalog/catalog-files.js'
import {judge} from '../../src/assess/judge.js'
import {gapReasons} from '../../src/model/gap.js'

/** A gap, and the values that the field could still have. */
interface CaseGap {
  readonly reason: GapReason
  readonly among?: readonly Value[]
}
interface Case {
  readonly name: string
  readonly fields: Readonly<Record<string, Value>>
  readonly gaps?: Readonly<Record<string, CaseGap | GapReason>>
  readonly because?: readonly string[]
}
type Cases = Readonly<Partial<Record<Verdict, readonly Case[]>>>

const folder = new URL('../../../test/catalog/checks/', import.meta.url)
const casesOf = (id: string) => JSON.parse(readFileSync(new URL(`${id}.json`, folder), 'utf8')) as Cases
const without = <V>(all: Readonly<Record<string, V>>, name: string): Record<string, V> =>
  Object.fromEntries(Object.entries(all).filter(([key]) => key !== name))

function subject(check: Check, {fields, gaps = {}}: Omit<Case, 'name'>): Subject {
  const known = Object.entries(fields).map(([name, value]): [string, LazyField] => [name, () => ({value})])
  const open = Object.entries(gaps).map(([name, gap]): [string, LazyField] => {
    const {among, reason}: CaseGap = typeof gap === 'string' ? {reason: gap} : gap
    return [name, () => ({gap: {reason}, ...(among ? {possibleValues: among} : {})})]
  })
  return {fields: Object.fromEntries([...known, ...open]), id: 'x', kind: check.subject, name: 'x'}
}

describe('checks', () => {
  const checks = readChecks()
  const dictionary = readFields()
  const compile = createCheckCompiler(dictionary)
  // Keeps what it has compiled.
  const words = createAjv()

  it('have cases each, and no other check has', () => {
    const files = readdirSync(folder)
      .filter(name => name.endsWith('.json'))
      .map(name => name.slice(0, -5))
      .sort()
    assert.deepEqual(files, checks.map(({id}) => id).sort())
  })

  it('are files of the form that the schema says', () => {
    const validate = createAjv().compile(readCatalogFile<object>('./schema/check.schema.json'))
    for (const check of checks)
      assert.ok(validate(check), `${check.id}: ${errorSentences(validate.errors ?? []).join('; ')}`)
  })

  it('have a failure title that differs from the title and states the failure itself', () => {
    for (const {id, failureTitle, title} of checks) {
      assert.notEqual(failureTitle, title, id)
      assert.doesNotMatch(failureTitle, /^(?:not |no longer |it isn't |it is not )|not (?:so|true|met)\b/i, id)
      assert.match(failureTitle, /^(?:[a-z]|Heroku|Kafka|Key-Value Store|TLS|VPN).*[^.]$/, id)
    }
  })

  it('state no number in the failure title where a policy may set a stricter limit', () => {
    const limits = {admins: 1, buildAgeDays: 1, certificateDays: 99, tokenDays: 1}
    for (const check of checks.filter(candidate => applyLimits(candidate, {limits}) !== candidate))
      assert.doesNotMatch(check.failureTitle, /\d|\b(?:five|ten|fourteen|thirty|year)\b/, check.id)
  })

  it('are told apart by their titles', () => {
    const titles = checks.map(({subject: kind, title}) => `${kind}: ${title}`)
    assert.equal(new Set(titles).size, titles.length)
  })

  for (const check of checks)
    describe(check.id, () => {
      const compiled = compile(check)
      const cases = casesOf(check.id)
      const clauses = [...Object.keys(check.when ?? {}), ...Object.keys(check.must)]
      const all = (Object.entries(cases) as Array<[Verdict, readonly Case[]]>).flatMap(([verdict, cases]) =>
        cases.map(testCase => ({testCase, verdict})),
      )

      it('has a case of every verdict that it can give', () => {
        assert.deepEqual(Object.keys(cases).sort(), [
          'fail',
          ...(check.when ? ['not-applicable'] : []),
          'pass',
          'unknown',
        ])
      })

      it('has no case twice', () => {
        const seen = all.map(({testCase}) => JSON.stringify([testCase.fields, testCase.gaps]))
        assert.equal(new Set(seen).size, seen.length)
      })

      it('has cases in the words of the dictionary', () => {
        const validators = new Map(
          Object.entries(dictionary[check.subject]).map(([name, {schema}]) => [name, words.compile(schema)]),
        )
        for (const {testCase} of all) {
          for (const [name, value] of Object.entries(testCase.fields))
            assert.ok(validators.get(name)?.(value), `${testCase.name}: ${name}`)
          for (const gap of Object.values(testCase.gaps ?? {}))
            assert.ok(
              (gapReasons as readonly string[]).includes(typeof gap === 'string' ? gap : gap.reason),
              testCase.name,
            )
          for (const name of [...Object.keys(testCase.fields), ...Object.keys(testCase.gaps ?? {})])
            assert.ok(clauses.includes(name), `${testCase.name}: ${name} is not read`)
        }
      })

      for (const side of ['when', 'must'] as const)
        for (const name of Object.keys(check[side] ?? {})) {
          it(`needs ${side}.${name}`, () => {
            const mutant = compile({...check, [side]: without(check[side] ?? {}, name)})
            assert.ok(all.some(({testCase, verdict}) => judge(mutant, subject(check, testCase)).verdict !== verdict))
          })
        }

      for (const {testCase, verdict} of all)
        it(`${verdict}: ${testCase.name}`, () => {
          const judged = judge(compiled, subject(check, testCase))
          assert.equal(judged.verdict, verdict)
          assert.deepEqual('because' in judged ? judged.because.map(({field}) => field) : undefined, testCase.because)
          for (const name of verdict === 'pass' ? clauses : []) {
            const hidden = judge(
              compiled,
              subject(check, {fields: without(testCase.fields, name), gaps: {...testCase.gaps, [name]: 'forbidden'}}),
            )
            assert.equal(hidden.verdict, 'unknown', `${name} hidden`)
          }

          for (const name of verdict === 'fail' ? clauses : []) {
            const hidden = judge(
              compiled,
              subject(check, {fields: without(testCase.fields, name), gaps: {...testCase.gaps, [name]: 'forbidden'}}),
            )
            assert.notEqual(hidden.verdict, 'pass', `${name} hidden`)
          }
        })
    })
})
