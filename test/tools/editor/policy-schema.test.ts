import assert from 'node:assert/strict'
import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {parse} from 'yaml'

import {readFramework} from '../../../src/catalog/catalog.js'
import {readPolicy} from '../../../src/policy/read-policy.js'
import {policyEditorSchema} from '../../../tools/editor/policy-schema.js'
import {chance} from '../../helpers/chance.js'
import {editorValidator} from './validator.js'

const root = fileURLToPath(new URL('../../../../', import.meta.url))

interface DescribedSchema {
  readonly description?: string
  readonly enum?: readonly unknown[]
  readonly enumDescriptions?: readonly string[]
  readonly properties?: Readonly<Record<string, DescribedSchema>>
}

const answer = {answer: 'yes', apps: ['*'], by: 'ann@example.com', on: '2026-10-15', reason: 'seen'}
const waiver = {
  approvedBy: 'bob@example.com',
  by: 'ann@example.com',
  expires: '2026-12-31',
  reason: 'later',
  subjects: ['pay-*'],
}
const houseRules = {
  aliases: ['house'],
  checks: [
    {
      id: 'apps-are-ours',
      must: {team: {const: 'acme'}},
      remediation: {text: 'Move it.'},
      severity: 'low',
      subject: 'app',
      title: 'the app is ours',
      why: 'We pay for it.',
    },
  ],
  controls: [{checks: ['apps-are-ours'], id: 'HR-1', kind: 'automatic', title: 'Apps are ours'}],
  id: 'house-rules',
  title: 'House rules',
  version: '1',
}

/** Policies that are texts in the sources of tests, whether they are valid or not. */
const policyTexts = (): string[] =>
  readdirSync(path.join(root, 'test'), {encoding: 'utf8', recursive: true})
    .filter(file => file.endsWith('.ts'))
    .flatMap(file => [...readFileSync(path.join(root, 'test', file), 'utf8').matchAll(/'(version: 1\\n[^'\n]*)'/g)])
    .flatMap(([, text = '']) => (text.includes('$') ? [] : [text.replaceAll('\\n', '\n')]))

describe('policyEditorSchema', () => {
  const schema = policyEditorSchema()
  const firstMistake = editorValidator(schema)
  let folder: string
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'editor-schema-'))
    writeFileSync(path.join(folder, 'house.json'), JSON.stringify(houseRules))
    writeFileSync(path.join(folder, 'base.json'), JSON.stringify({frameworks: ['./house.json'], version: 1}))
  })
  after(() => rmSync(folder, {force: true, recursive: true}))

  /** Whether the tool accepts it. */
  async function isAccepted(policy: unknown): Promise<boolean> {
    const file = path.join(folder, 'policy.json')
    writeFileSync(file, JSON.stringify(policy))
    try {
      await readPolicy(file)
      return true
    } catch {
      return false
    }
  }

  const policy = (parts: object) => ({version: 1, ...parts})

  for (const [name, value, mistake] of [
    ['a misspelled framework', {frameworks: ['pcii']}, '/frameworks/0 enum'],
    [
      'a framework of an answer',
      {answers: [{...answer, control: '1.2.4', framework: 'pcii'}]},
      '/answers/0/framework enum',
    ],
    ['all for an answer', {answers: [{...answer, control: '1.2.4', framework: 'all'}]}, '/answers/0/framework enum'],
    [
      'a control that another framework has',
      {answers: [{...answer, control: 'AC-1', framework: 'pci'}]},
      '/answers/0/control enum',
    ],
    [
      'a control that a profile has not',
      {answers: [{...answer, control: '1.1.1', framework: 'saq-a'}]},
      '/answers/0/control enum',
    ],
    ['a misspelled check', {waivers: [{...waiver, check: 'apps-have-log-drain'}]}, '/waivers/0/check enum'],
    [
      'a control of a bundled framework beside one of ones own',
      {answers: [{...answer, control: 'HR-1', framework: 'pci'}], frameworks: ['./house.json']},
      '/answers/0/control enum',
    ],
    ['a misspelled class of data', {data: {card: {apps: ['x'], by: 'a', on: '2026-01-01'}}}, ' additionalProperties'],
    [
      'a document without an issuer',
      {documents: [{id: 'heroku-soc2', issued: '2026-01-01', services: ['x']}]},
      '/documents/0 required',
    ],
    ['a severity that there is not', {defaults: {failOn: 'hihg'}}, '/defaults/failOn enum'],
  ] as const)
    it(`refuses, as the tool does: ${name}`, async () => {
      assert.equal(await isAccepted(policy(value)), false)
      assert.ok(firstMistake(policy(value))?.endsWith(mistake), firstMistake(policy(value)))
    })

  for (const [name, value] of [
    ['paths of frameworks', {frameworks: ['./house.json', 'pci', 'all']}],
    [
      'a framework of ones own in answers',
      {answers: [{...answer, control: 'HR-1', framework: 'house'}], frameworks: ['./house.json']},
    ],
    ['a check of ones own', {frameworks: ['./house.json'], waivers: [{...waiver, check: 'apps-are-ours'}]}],
    [
      'what a base names',
      {
        answers: [{...answer, control: 'HR-1', framework: 'house-rules'}],
        extends: ['base.json'],
        waivers: [{...waiver, check: 'apps-are-ours'}],
      },
    ],
    [
      'a document of ones own',
      {documents: [{id: 'papertrail-dpa', issued: '2026-01-01', issuer: 'x', services: ['x']}]},
    ],
    ['a questionnaire in its own words', {profile: {pci: {saq: 'pci-saq-a'}}}],
    [
      'the former name of documents',
      {evidence: [{id: 'heroku-soc2', issued: '2026-01-01', issuer: 'x', services: ['x']}]},
    ],
    ['empty lists', {answers: [], extends: [], frameworks: [], waivers: []}],
  ] as const)
    it(`accepts, as the tool does: ${name}`, async () => {
      assert.equal(await isAccepted(policy(value)), true)
      assert.equal(firstMistake(policy(value)), undefined)
    })

  it('knows the controls that an alias has only under a profile', async () => {
    const added = readFramework('cjis-5.9.5').controls.find(
      ({id}) => !readFramework('cjis-6.0').controls.some(control => control.id === id),
    )
    assert.ok(added)
    const value = policy({
      answers: [
        {...answer, control: added.id, framework: 'cjis'},
        {...answer, control: 'AC-1', framework: 'cjis'},
      ],
      profile: {cjis: {version: '5.9.5'}},
    })
    assert.equal(await isAccepted(value), true)
    assert.equal(firstMistake(value), undefined)
  })

  it('accepts every policy that the tests and the documentation have and the tool accepts', async () => {
    const texts = [
      readFileSync(path.join(root, 'docs', 'example-policy.yml'), 'utf8'),
      ...[...readFileSync(path.join(root, 'docs', 'policy.md'), 'utf8').matchAll(/```yaml\n(.*?)```/gs)].flatMap(
        ([, text = '']) => (text.includes('version: 1') ? [text] : []),
      ),
      ...policyTexts(),
    ]
    let accepted = 0
    for (const text of new Set(texts)) {
      let value: unknown
      try {
        value = parse(text)
      } catch {
        continue
      }
      if (!(await isAccepted(value))) continue
      accepted++
      assert.equal(firstMistake(value), undefined, text)
    }
    assert.ok(accepted > 15, String(accepted))
  })

  it('accepts whatever the tool accepts, and refuses the names that it refuses', async () => {
    const {below, pick} = chance(20_261_201)
    const some = <T>(make: () => T, most = 2): T[] => Array.from({length: below(most + 1)}, make)
    const frameworkNames = ['pci', 'nist-800-53r5', 'gdpr-eu-only', 'cjis', 'saq-d-merchant']
    const controls = ['1.2.4', 'AC-1', 'Art. 5', 'HR-1', 'GATE-PCI-1']
    const generated = () =>
      policy({
        ...(below(2) === 0
          ? {frameworks: some(() => pick([...frameworkNames, 'all', 'house.json', './house.json', 'nits', 'house']))}
          : {}),
        ...(below(4) === 0 ? {extends: ['base.json']} : {}),
        ...(below(3) === 0 ? {profile: {pci: {entity: 'merchant', saq: pick(['A', 'D', 'x'])}}} : {}),
        answers: some(() => ({
          ...answer,
          control: pick(controls),
          framework: pick([...frameworkNames, 'house', 'house-rules', 'nits']),
        })),
        waivers: some(
          () => ({...waiver, check: pick(['apps-have-a-log-drain', 'apps-are-ours', 'apps-have-log-drain'])}),
          1,
        ),
      })
    const counts = {accepted: 0, bothRefuse: 0, onlyTool: 0}
    for (let turn = 0; turn < 80; turn++) {
      const value = generated()
      const mistake = firstMistake(value)
      if (await isAccepted(value)) {
        assert.equal(mistake, undefined, JSON.stringify(value))
        counts.accepted++
      } else if (mistake === undefined) {
        // A name that isn't bundled could be one of a file that the policy or its base names.
        assert.match(JSON.stringify(value), /house\.json|base\.json/)
        counts.onlyTool++
      } else counts.bothRefuse++
    }
    assert.ok(counts.accepted > 8 && counts.bothRefuse > 20 && counts.onlyTool < 40, JSON.stringify(counts))
  })

  it('describes every property and every name', () => {
    const nameless: string[] = []
    const isCondition = (at: string) => /\/(?:if|then|else)(?:\/|$)/.test(at)
    const look = ({enum: names, enumDescriptions, properties}: DescribedSchema, at: string): void => {
      if (names && !/failOn|entity|version|answer$/.test(at)) assert.equal(enumDescriptions?.length, names.length, at)
      for (const [name, {description}] of Object.entries(isCondition(at) ? {} : (properties ?? {})))
        if (description === undefined) nameless.push(`${at}/${name}`)
    }
    const visit = (part: unknown, at: string): void => {
      if (typeof part !== 'object' || part === null) return
      look(part, at)
      for (const [key, value] of Object.entries(part)) visit(value, `${at}/${key}`)
    }
    visit(schema, '')
    assert.deepEqual(nameless, [])
  })

  it('has the text of descriptions in Markdown where code is in them', () => {
    const {properties} = schema as {
      properties: Record<string, {description: string; markdownDescription?: string}>
    }
    assert.equal(properties['frameworks']?.markdownDescription, properties['frameworks']?.description)
    assert.equal(properties['answers']?.markdownDescription, undefined)
  })
})
