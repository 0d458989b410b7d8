import assert from 'node:assert/strict'
import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {parse} from 'yaml'

import {readCatalogFile} from '../src/catalog/catalog-files.js'
import {parseShard} from '../src/cli/shard-flag.js'
import {readPolicy} from '../src/policy/read-policy.js'
import {frameworkEditorSchema} from '../tools/editor/framework-schema.js'
import {policyEditorSchema} from '../tools/editor/policy-schema.js'
import {manifest} from '../tools/manifest.js'

interface Flag {
  readonly char?: string
  readonly name: string
  readonly type: string
}
interface Manifest {
  readonly commands: Readonly<Record<string, {readonly args: object; readonly flags: Readonly<Record<string, Flag>>}>>
}
interface Job {
  readonly needs?: string
  readonly strategy?: {readonly matrix: {readonly part: readonly number[]}}
  readonly steps: ReadonlyArray<{
    readonly run?: string
    readonly uses?: string
    readonly with?: Readonly<Record<string, unknown>>
  }>
}

const root = fileURLToPath(new URL('../../', import.meta.url))
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'TESTING.md',
  ...pagesIn('docs'),
  ...pagesIn('docs/decisions'),
]
const text = pages.map(page => readFileSync(path.join(root, page), 'utf8')).join('\n')
const blocks = (language: string) =>
  [...text.matchAll(/^```(\w+)\n([^]*?)^```/gm)].flatMap(([, found, body = '']) => (found === language ? [body] : []))

function pagesIn(folder: string): string[] {
  return readdirSync(path.join(root, folder))
    .filter(name => name.endsWith('.md'))
    .map(name => `${folder}/${name}`)
}

describe('the documentation', () => {
  let commands: Manifest['commands']
  before(async () => {
    commands = (JSON.parse(await manifest()) as Manifest).commands
  })

  it('begins with a README of at most 7 KB', () => {
    assert.ok(Buffer.byteLength(readFileSync(path.join(root, 'README.md'))) <= 7168)
  })

  it('shows commands and flags that there are', () => {
    const shown = [...blocks('sh'), ...blocks('yaml')].flatMap(block => [
      ...block.matchAll(/heroku (compliance:[\w:-]+)([^\n#|>&]*)/g),
    ])
    assert.ok(shown.length > 8)
    for (const [line, id = '', rest = ''] of shown) {
      const flags = Object.values(commands[id]?.flags ?? assert.fail(`there is no ${id}`))
      for (const [, name] of rest.matchAll(/ --([\w-]+)/g))
        assert.ok(
          flags.some(flag => flag.name === name),
          line,
        )
    }
  })

  it('shows YAML that can be read', () => {
    assert.ok(blocks('yaml').length > 1)
    for (const block of blocks('yaml')) assert.ok(typeof parse(block) === 'object', block)
  })

  it('shows policies that can be judged by', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'readme-'))
    const file = path.join(folder, 'compliance.yml')
    writeFileSync(file, blocks('yaml').find(block => block.includes('waivers:')) ?? assert.fail('it shows no policy'))
    const {policy} = await readPolicy(file)
    rmSync(folder, {recursive: true})
    assert.deepEqual(Object.keys(policy).sort(), ['allow', 'answers', 'data', 'frameworks', 'waivers'])
    const whole = await readPolicy(fileURLToPath(new URL('../../docs/example-policy.yml', import.meta.url)))
    assert.deepEqual(Object.keys(whole.policy).sort(), [
      'allow',
      'answers',
      'data',
      'documents',
      'frameworks',
      'guard',
      'limits',
      'profile',
      'recovery',
      'waivers',
    ])
  })

  it('names schemas that are in the package', () => {
    for (const [name, own] of [
      ['framework', frameworkEditorSchema()],
      ['policy', policyEditorSchema()],
      ['report', readCatalogFile('./schema/report.schema.json')],
    ] as const) {
      const shipped = readFileSync(new URL(`../bundle/${name}.schema.json`, import.meta.url), 'utf8')
      assert.deepEqual(JSON.parse(shipped), own)
      assert.ok(text.includes(`${name}.schema.json`))
    }
  })

  it('shows a matrix whose parts are the whole that is judged', () => {
    const block = blocks('yaml').find(block => block.includes('--shard')) ?? assert.fail('it shows no matrix')
    const {collect, judge} = (parse(block) as {readonly jobs: Readonly<Record<string, Job>>}).jobs
    assert.ok(collect && judge)
    const parts = collect.strategy?.matrix.part ?? []
    const line = collect.steps.map(({run}) => run ?? '').find(run => run.includes('--shard')) ?? ''
    const filled = parts.map(part => line.replaceAll('${{ matrix.part }}', String(part)))
    assert.deepEqual(
      filled.map(text => parseShard(/--shard (\S+)/.exec(text)?.[1] ?? '')),
      parts.map((_, index) => ({index: index + 1, of: parts.length})),
    )
    const judged = [...(judge.steps.at(-1)?.run ?? '').matchAll(/--snapshot (\S+)/g)].map(([, file]) => file)
    assert.deepEqual(
      judged,
      filled.map(text => /--output (\S+)/.exec(text)?.[1]),
    )
    assert.equal(judge.needs, 'collect')
  })
})
