import assert from 'node:assert/strict'
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {parse} from 'yaml'

import type {Check} from '../../../src/model/check.js'
import type {SubjectKind} from '../../../src/model/subject.js'

import {readChecks, readFields, readFrameworks} from '../../../src/catalog/catalog.js'
import {readCustomFramework} from '../../../src/catalog/custom-framework.js'
import {subjectKinds} from '../../../src/model/subject.js'
import {frameworkEditorSchema} from '../../../tools/editor/framework-schema.js'
import {chance} from '../../helpers/chance.js'
import {editorValidator} from './validator.js'

const root = fileURLToPath(new URL('../../../../', import.meta.url))

const remediation = {text: 'Mend it.'}
const check = {
  id: 'apps-are-ours',
  must: {strictTlsIsOn: {const: true}} as object,
  remediation: remediation as object,
  severity: 'low',
  subject: 'app',
  title: 'the app is ours',
  why: 'We pay for it.',
}
const control = {checks: ['apps-are-ours'], id: 'HR-1', kind: 'automatic', title: 'Apps are ours'}
const framework = {
  checks: [check] as object[],
  controls: [control] as object[],
  id: 'house-rules',
  title: 'House rules',
  version: '1',
}

describe('frameworkEditorSchema', () => {
  const firstMistake = editorValidator(frameworkEditorSchema())
  const bundled = {checks: readChecks(), fields: readFields(), frameworks: readFrameworks()}
  let folder: string
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'editor-schema-'))
  })
  after(() => rmSync(folder, {force: true, recursive: true}))

  async function isAccepted(value: unknown): Promise<boolean> {
    const file = path.join(folder, 'framework.json')
    writeFileSync(file, JSON.stringify(value))
    try {
      await readCustomFramework(file, bundled)
      return true
    } catch {
      return false
    }
  }

  const withCheck = (parts: object) => ({...framework, checks: [{...check, ...parts}]})
  const withoutChecks = (parts: object) => ({
    ...framework,
    checks: undefined,
    controls: [{...control, checks: ['apps-have-a-log-drain'], ...parts}],
  })

  for (const [name, value, mistake] of [
    ['a misspelled check', withoutChecks({checks: ['apps-have-log-drain']}), '/controls/0/checks/0 enum'],
    ['a misspelled signal', withoutChecks({signals: ['apps-have-log-drain']}), '/controls/0/signals/0 enum'],
    ['the name of a bundled framework', {...framework, id: 'pci'}, '/id pattern'],
    ['the word for all frameworks', {...framework, aliases: ['all']}, '/aliases/0 pattern'],
    ['the id of a bundled check', withCheck({id: 'apps-have-a-log-drain'}), '/checks/0/id pattern'],
    ['a field of another subject', withCheck({must: {mfa: {const: true}}}), '/checks/0/must additionalProperties'],
    ['a field in a condition', withCheck({when: {mfa: {const: true}}}), '/checks/0/when additionalProperties'],
    [
      'a value that a field never has',
      withCheck({must: {exposure: {const: 'open'}}}),
      '/checks/0/must/exposure/const enum',
    ],
    [
      'one of several such values',
      withCheck({must: {exposure: {enum: ['public', 'open']}}}),
      '/checks/0/must/exposure/enum/1 enum',
    ],
    [
      'a keyword for another type',
      withCheck({must: {strictTlsIsOn: {minimum: 1}}}),
      '/checks/0/must/strictTlsIsOn additionalProperties',
    ],
    [
      'such a keyword within another',
      withCheck({must: {strictTlsIsOn: {not: {minimum: 1}}}}),
      '/checks/0/must/strictTlsIsOn/not additionalProperties',
    ],
    [
      'a field in a variant of a remediation',
      withCheck({remediation: {...remediation, variants: [{text: 'Or so.', when: {mfa: {const: true}}}]}}),
      '/checks/0/remediation/variants/0/when additionalProperties',
    ],
    [
      'a field in facts',
      withoutChecks({checks: [], facts: [{fields: ['mfa'], subject: 'app'}], kind: 'evidence', question: 'Is it so?'}),
      '/controls/0/facts/0/fields/0 enum',
    ],
    [
      'evidence without facts',
      withoutChecks({checks: [], kind: 'evidence', question: 'Is it so?'}),
      '/controls/0 required',
    ],
    ['automatic without checks', withoutChecks({checks: undefined}), '/controls/0 required'],
    [
      'automatic by the policy file',
      withoutChecks({checks: ['peerings-are-declared']}),
      '/controls/0/checks/0 pattern',
    ],
    ['a kind that there is not', withoutChecks({kind: 'automatik'}), '/controls/0/kind enum'],
  ] as const)
    it(`refuses, as the tool does: ${name}`, async () => {
      const json: unknown = JSON.parse(JSON.stringify(value))
      assert.equal(await isAccepted(json), false)
      assert.equal(firstMistake(json), mistake)
    })

  it('accepts a framework that has all parts', async () => {
    const value: unknown = parse(readFileSync(path.join(root, 'docs', 'example-framework.yml'), 'utf8'))
    assert.equal(await isAccepted(value), true)
    assert.equal(firstMistake(value), undefined)
    assert.equal(firstMistake(JSON.parse(JSON.stringify(framework))), undefined)
  })

  it('accepts the conditions of every bundled check', () => {
    for (const {failureTitle, id, ...rest} of bundled.checks as ReadonlyArray<Check & {readonly failureTitle: string}>)
      assert.equal(
        firstMistake({
          ...framework,
          checks: [{...rest, failureTitle, id: `own-${id}`}],
          controls: [{...control, checks: [`own-${id}`]}],
        }),
        undefined,
        id,
      )
  })

  it('accepts every condition that the tool accepts', async () => {
    const {below, pick} = chance(20_261_202)
    const values = [true, false, 0, 3, 'public', 'shield', 'x', null, [], ['x']]
    const predicate = (depth: number): object => {
      const nested = () => predicate(depth - 1)
      const makers: ReadonlyArray<() => object> = [
        () => ({const: pick(values)}),
        () => ({enum: [pick(values), pick(values)]}),
        () => ({minimum: below(5)}),
        () => ({maxItems: below(5)}),
        () => ({pattern: '^x'}),
        ...(depth === 0
          ? []
          : [
              () => ({not: nested()}),
              () => ({contains: nested()}),
              () => ({items: nested()}),
              () => ({anyOf: [nested(), nested()]}),
              () => ({not: {const: null}, ...nested()}),
            ]),
      ]
      return pick(makers)()
    }
    const counts = {accepted: 0, bothRefuse: 0, onlyTool: 0}
    for (let turn = 0; turn < 600; turn++) {
      const subject = pick<SubjectKind>(subjectKinds)
      const must = {[pick(Object.keys(bundled.fields[subject]))]: predicate(2)}
      const value = withCheck({must, subject})
      const mistake = firstMistake(value)
      if (await isAccepted(value)) {
        assert.equal(mistake, undefined, JSON.stringify({must, subject}))
        counts.accepted++
      } else counts[mistake === undefined ? 'onlyTool' : 'bothRefuse']++
    }
    assert.ok(counts.accepted > 40 && counts.bothRefuse > 5 * counts.onlyTool, JSON.stringify(counts))
  })
})
