import assert from 'node:assert/strict'
import {readFileSync, rmSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath, pathToFileURL} from 'node:url'

import type {Completion} from './language-server.js'

import {LanguageServer} from './language-server.js'
import {sampleFolder, toolFile} from './programs.js'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const schemaUri = (name: string) => pathToFileURL(path.join(root, 'dist', 'bundle', `${name}.schema.json`)).href

type Kind = 'framework' | 'policy'

describe('yaml-language-server', () => {
  const yaml = {
    completion: true,
    hover: true,
    schemas: {[schemaUri('framework')]: '*.framework.yml', [schemaUri('policy')]: '*.policy.yml'},
    schemaStore: {enable: false},
    validate: true,
  }
  const server = new LanguageServer(
    process.execPath,
    [toolFile('yaml-language-server', 'bin', 'yaml-language-server'), '--stdio'],
    {yaml},
  )
  before(() => server.start())
  after(() => server.stop())

  let documents = 0
  // Beside the examples, whose first line names a schema by its path.
  const newUri = (kind: Kind) => pathToFileURL(path.join(root, 'docs', `${++documents}.${kind}.yml`)).href

  async function problems(kind: Kind, text: string): Promise<string[]> {
    const diagnostics = await server.open(newUri(kind), text)
    return diagnostics.map(({message, range: {end, start}}) => {
      const line = (text.split('\n')[start.line] ?? '').slice(0, start.line === end.line ? end.character : undefined)
      return `${start.line + 1}: ${line.slice(start.character)}: ${message}`
    })
  }

  /** The text without its mark, and where that was. */
  function marked(text: string) {
    const lines = text.slice(0, text.indexOf('¦')).split('\n')
    return {
      position: {character: lines.at(-1)?.length ?? 0, line: lines.length - 1},
      text: text.replace('¦', ''),
    }
  }

  async function completions(kind: Kind, markedText: string): Promise<ReadonlyMap<string, string>> {
    const {position, text} = marked(markedText)
    const uri = newUri(kind)
    await server.open(uri, text)
    const items = await server.complete(uri, position)
    const documentation = ({documentation: told = ''}: Completion) => (typeof told === 'string' ? told : told.value)
    return new Map(items.map(item => [item.label, documentation(item)]))
  }

  async function hover(kind: Kind, markedText: string): Promise<string> {
    const {position, text} = marked(markedText)
    const uri = newUri(kind)
    await server.open(uri, text)
    return server.hover(uri, position)
  }

  const answer = (framework: string, control: string) =>
    `version: 1\nanswers:\n  - {framework: ${framework}, control: '${control}', apps: ['*'], answer: 'yes', ` +
    'reason: Seen, by: ann@example.com, on: 2026-10-15}\n'
  const waiver = (check: string) =>
    `version: 1\nwaivers:\n  - {check: ${check}, subjects: [x], reason: Later, by: ann@example.com, ` +
    'approvedBy: bob@example.com, expires: 2026-12-31}\n'

  describe('with the schema of the policy', () => {
    it('finds nothing wrong in the example, and in what the plugin drafts', async () => {
      assert.deepEqual(
        await problems('policy', readFileSync(path.join(root, 'docs', 'example-policy.yml'), 'utf8')),
        [],
      )
      const folder = sampleFolder('compliance:init', ['--framework', 'pci', '--framework', 'nist'])
      const draft = readFileSync(path.join(folder, 'compliance.yml'), 'utf8').replace(/^.*yaml-language-server.*\n/, '')
      rmSync(folder, {recursive: true})
      assert.deepEqual(await problems('policy', draft), [])
      const withoutSigns = draft.replace(/^# allow:\n(?:#.*\n)+/m, block => block.replaceAll(/^# /gm, ''))
      assert.match(withoutSigns, /^allow:\n {2}\w+: \[/m)
      assert.deepEqual(await problems('policy', withoutSigns), [])
    })

    for (const [name, text, problem] of [
      [
        'framework',
        'version: 1\nframeworks: [pcii]\n',
        /^2: pcii: Not a framework: heroku compliance:controls lists them\./,
      ],
      ['framework of an answer', answer('pcii', '1.2.4'), /^3: pcii: Not a bundled framework/],
      [
        'control',
        answer('pci', '1.2.44'),
        /^3: '1\.2\.44': Not a control of PCI DSS 4\.0\.1: heroku compliance:controls pci lists them\.$/,
      ],
      ['control of another framework', answer('nist', '1.2.4'), /^3: '1\.2\.4': Not a control of NIST/],
      ['check', waiver('apps-have-log-drain'), /^3: apps-have-log-drain: Not a bundled check/],
      [
        'key of a document',
        'version: 1\ndocuments:\n  - {id: heroku-soc2, issuer: x, issued: 2026-01-01, service: [x]}\n',
        /service/,
      ],
      [
        'class of data',
        'version: 1\ndata: {cardholders: {apps: [x], by: x, on: 2026-01-01}}\n',
        /^2: cardholders: Property cardholders is not allowed\.$/,
      ],
      [
        'severity',
        'version: 1\ndefaults: {failOn: hihg}\n',
        /^2: hihg: Value is not accepted\. Valid values: "critical", "high"/,
      ],
    ] as const)
      it(`marks a misspelled ${name}`, async () => {
        const found = await problems('policy', text)
        assert.match(found[0] ?? '', problem)
      })

    it('accepts what can come from a framework of ones own', async () => {
      const own = (text: string) => problems('policy', `${text}frameworks: [pci, ./house-rules.yml]\n`)
      assert.deepEqual(await own(waiver('apps-are-ours')), [])
      assert.deepEqual(await own(answer('house-rules', 'HR-1')), [])
      assert.deepEqual(await problems('policy', `${waiver('apps-are-ours')}extends: [../company.yml]\n`), [])
    })

    it('completes names, each with what it is', async () => {
      const frameworks = await completions('policy', 'version: 1\nframeworks:\n  - ¦\n')
      assert.equal(frameworks.get('pci'), 'PCI DSS 4.0.1')
      assert.ok(frameworks.has('all') && frameworks.size > 40, String(frameworks.size))
      const checks = await completions('policy', 'version: 1\nwaivers:\n  - check: ¦\n')
      assert.equal(checks.get('apps-have-a-log-drain'), "the app's logs go to a log drain (app, high)")
      const documents = await completions('policy', 'version: 1\ndocuments:\n  - id: ¦\n')
      assert.match(documents.get('heroku-pci-aoc') ?? '', /Attestation of Compliance.*; from: /)
      const classes = await completions('policy', 'version: 1\ndata:\n  ¦\n')
      assert.equal(classes.get('cardholder'), 'the apps that hold account data of payment cards')
    })

    it('completes the controls of the framework that an answer names', async () => {
      const controlsOf = async (framework: string) =>
        completions('policy', `version: 1\nanswers:\n  - framework: ${framework}\n    control: ¦\n`)
      const [pci, nist] = [await controlsOf('pci'), await controlsOf('nist')]
      const label = [...pci.keys()].find(key => key.includes('1.2.4')) ?? ''
      assert.equal(pci.get(label), 'A current data-flow diagram shows where account data flows')
      assert.match(nist.get('AC-2') ?? '', /^Accounts are /)
      assert.deepEqual([pci.has('AC-2'), nist.has(label)], [false, false])
    })

    it('explains keys, and the name under the pointer first', async () => {
      assert.match(await hover('policy', 'version: 1\nframe¦works: [pci]\n'), /assessed without `--framework`/)
      const check = await hover('policy', 'version: 1\nwaivers:\n  - check: apps-have-a¦-log-drain\n')
      assert.match(
        check,
        /the check whose failure is accepted[^*]*\* `apps-have-a-log-drain`: the app's logs go to a log drain/,
      )
      const control = await hover('policy', answer('pci', '1.2¦.4'))
      assert.match(control, /\n\* `1\.2\.4`: A current data-flow diagram/)
    })
  })

  describe('with the schema of custom frameworks', () => {
    const head = 'id: house-rules\ntitle: House rules\nversion: "1"\n'
    const example = readFileSync(path.join(root, 'docs', 'example-framework.yml'), 'utf8')

    it('finds nothing wrong in the example', async () => {
      assert.deepEqual(await problems('framework', example), [])
    })

    for (const [name, text, problem] of [
      [
        'check',
        `${head}controls:\n  - {id: a, title: A, kind: automatic, checks: [apps-have-log-drain]}\n`,
        /^5: apps-have-log-drain: Not a bundled check/,
      ],
      ['field', example.replace('webDynos:', 'webDyno:'), /: webDyno: Property webDyno is not allowed\.$/],
      ['operator', example.replace('{minimum: 1}', '{minimun: 1}'), /: minimun: Property minimun is not allowed\.$/],
      ['field of facts', example.replace('fields: [addon,', 'fields: [adon,'), /: adon: Not a field of attachment/],
      [
        'subject',
        example.replace('subject: app\n', 'subject: apps\n'),
        /: apps: Value is not accepted\. Valid values: "account"/,
      ],
      ['kind', example.replace('kind: manual', 'kind: manul'), /: manul: Value is not accepted/],
    ] as const)
      it(`marks a misspelled ${name}`, async () => {
        assert.match((await problems('framework', text))[0] ?? '', problem)
      })

    it('says that a name is taken', async () => {
      assert.match(
        (await problems('framework', example.replace('id: house-rules', 'id: pci')))[0] ?? '',
        /choose another/,
      )
    })

    it('completes checks, fields of the subject, and their values', async () => {
      const checks = await completions('framework', `${head}controls:\n  - id: a\n    checks: [¦]\n`)
      assert.equal(checks.get('apps-have-a-log-drain'), "the app's logs go to a log drain (app, high)")
      const must = `${head}checks:\n  - id: a\n    subject: app\n    must:\n      `
      const fields = await completions('framework', `${must}¦\n`)
      assert.match(fields.get('buildAgeDays') ?? '', /^age of the newest successful build, in days\n\nFrom /)
      assert.ok(!fields.has('mfa'))
      const values = await completions('framework', `${must}exposure:\n        const: ¦\n`)
      assert.deepEqual([...values.keys()], ['internal', 'no web dyno', 'declared', 'public'])
    })

    it('explains a field', async () => {
      const text = `${head}checks:\n  - id: a\n    subject: app\n    must:\n      expo¦sure:\n        const: public\n`
      assert.match(await hover('framework', text), /how the public can reach the app/)
    })
  })
})
