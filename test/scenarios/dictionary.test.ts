import assert from 'node:assert/strict'

import type {FieldValue, Subject, SubjectKind} from '../../src/model/subject.js'
import type {World} from '../fixtures/types.js'

import {createAjv} from '../../src/parsing/ajv.js'
import {readFields} from '../../src/catalog/catalog.js'
import {subjectKinds} from '../../src/model/subject.js'
import {derivations, deriveSubjects} from '../../src/subjects/derive.js'
import {factReader} from '../../src/subjects/fact-reader.js'
import {scopeInventory} from '../../src/subjects/scope/scope-inventory.js'
import {fleet} from '../fixtures/fleet.js'
import {hostile} from '../fixtures/hostile.js'
import {sample} from '../fixtures/sample.js'
import {estate, withSecret} from './estate.js'
import {catalog, everything, assessWorld, now} from './assess-world.js'

const dictionary = readFields()
const allow = {
  addonServices: [],
  emailDomains: ['example.com'],
  logHosts: ['*.example.com'],
  oauthClients: [],
  peerings: [],
  publicApps: ['pay*'],
  vpns: [],
  webhookHosts: [],
}
const kinds = new Set(Object.keys(derivations) as SubjectKind[])

async function subjectsOf(world: World): Promise<Subject[]> {
  const {facts} = await assessWorld(world, {allow})
  const reader = factReader(facts)
  return deriveSubjects(
    {endOfLife: catalog.endOfLife, facts: reader.facts, now: {body: now}, policy: {allow}},
    scopeInventory(reader.facts, everything),
    kinds,
  )
}

const worlds: Readonly<Record<string, () => World>> = {
  estate,
  'estate with a secret': withSecret,
  fleet: () => fleet(40),
  hostile,
  sample,
}

describe('the field dictionary', () => {
  const ajv = createAjv()
  const validators = new Map(
    subjectKinds.flatMap(kind =>
      Object.entries(dictionary[kind]).map(([name, {schema}]) => [`${kind} ${name}`, ajv.compile(schema)] as const),
    ),
  )

  it('has every kind of subject', () => {
    assert.deepEqual(Object.keys(dictionary).sort(), [...subjectKinds].sort())
  })

  it('has exactly the fields that are derived', async () => {
    const subjects = (await Promise.all([subjectsOf(sample()), subjectsOf(estate())])).flat()
    for (const kind of kinds) {
      const derived = subjects.filter(subject => subject.kind === kind && !subject.placeholder)
      assert.ok(derived.length > 0, kind)
      for (const {fields, name} of derived)
        assert.deepEqual(Object.keys(fields).sort(), Object.keys(dictionary[kind]).sort(), `${kind} ${name}`)
    }

    for (const kind of subjectKinds) if (!kinds.has(kind)) assert.deepEqual(dictionary[kind], {}, kind)
  })

  it('describes for placeholders what the policy alone decides', async () => {
    const placeholders = (
      await subjectsOf({
        ...withSecret(),
        faults: [{fault: {status: 403}, path: /^\/(account|apps|oauth\/authorizations|pipelines|spaces|teams)$/}],
      })
    ).filter(({placeholder}) => placeholder)
    for (const kind of kinds)
      assert.ok(
        placeholders.some(placeholder => placeholder.kind === kind),
        kind,
      )
    for (const {fields, kind} of placeholders) {
      const ofPolicy = Object.entries(dictionary[kind])
        .filter(([, {policy}]) => policy)
        .map(([name]) => name)
      assert.deepEqual(Object.keys(fields).sort(), ofPolicy.sort(), kind)
      for (const name of ofPolicy) assert.deepEqual(fields[name]?.(), {value: true}, `${kind} ${name}`)
    }
  })

  for (const [name, make] of Object.entries(worlds))
    it(`matches every value of the world ${name}, and every value that a gap leaves open`, async () => {
      for (const subject of await subjectsOf(make()))
        for (const [field, compute] of Object.entries(subject.fields)) {
          const known: FieldValue = compute()
          const values = 'value' in known ? [known.value] : (known.possibleValues ?? [])
          for (const value of values)
            assert.ok(
              validators.get(`${subject.kind} ${field}`)?.(value),
              `${subject.kind} ${field} of ${subject.name}: ${JSON.stringify(value)}`,
            )
          if ('gap' in known && known.possibleValues)
            assert.ok(
              new Set(known.possibleValues.map(possibleValue => JSON.stringify(possibleValue))).size > 1,
              `${subject.kind} ${field} of ${subject.name} leaves one value open`,
            )
        }
    })

  it('has every field that is looked up in any world', async () => {
    for (const make of Object.values(worlds)) {
      const {facts, judgements} = await assessWorld(make(), {allow})
      assert.ok(facts.size > 0)
      for (const subjectJudgement of judgements)
        for (const {field} of 'gaps' in subjectJudgement ? subjectJudgement.gaps : [])
          assert.ok(dictionary[subjectJudgement.subject.kind][field], `${subjectJudgement.check.id}: ${field}`)
    }
  })
})
