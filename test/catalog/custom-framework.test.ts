import assert from 'node:assert/strict'
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

import type {CustomFramework} from '../../src/catalog/custom-framework.js'

import {createAjv} from '../../src/parsing/ajv.js'
import {readChecks, readFields, readFrameworks} from '../../src/catalog/catalog.js'
import {errorSentences} from '../../src/parsing/schema-sentences.js'
import {readCustomFramework} from '../../src/catalog/custom-framework.js'
import {readCatalogFile} from '../../src/catalog/catalog-files.js'
import {UserError} from '../../src/foundation/user-error.js'

const bundled = {checks: readChecks(), fields: readFields(), frameworks: readFrameworks()}
const example = fileURLToPath(new URL('../../../docs/example-framework.yml', import.meta.url))

type Json = Record<string, unknown>

const check = (overrides: Json = {}): Json => ({
  id: 'apps-are-ours',
  must: {team: {const: 'acme'}},
  remediation: {text: 'Move it.'},
  severity: 'high',
  subject: 'app',
  title: 'the app is ours',
  why: 'It is.',
  ...overrides,
})
const control = (overrides: Json = {}): Json => ({
  checks: ['apps-are-ours'],
  id: 'A-1',
  kind: 'automatic',
  title: 'Apps are ours',
  ...overrides,
})
const framework = (overrides: Json = {}): Json => ({
  checks: [check()],
  controls: [control()],
  id: 'own',
  title: 'Own',
  version: '1',
  ...overrides,
})
/** Of a check, a control, or a check's clauses that are otherwise right. */
const withCheck = (more: Json) => framework({checks: [check(more)]})
const withControl = (more: Json) => framework({controls: [control({kind: 'fail-only', question: 'Who?', ...more})]})
const must = (clauses: Json) => withCheck({must: clauses})

describe('readCustomFramework', () => {
  let folder = ''
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'own-'))
  })
  after(() => rmSync(folder, {recursive: true}))

  function read(text: Buffer | string, name = 'own.yml'): Promise<CustomFramework> {
    const file = path.join(folder, name)
    writeFileSync(file, text)
    return readCustomFramework(file, bundled)
  }

  /** What is said to be wrong, without the file's name. */
  async function refusal(text: Buffer | string, name = 'own.yml'): Promise<string[]> {
    try {
      await read(text, name)
    } catch (error) {
      assert.ok(error instanceof UserError, String(error))
      const [first = '', ...messageLines] = error.message.split('\n')
      const file = path.join(folder, name)
      return messageLines.length === 0
        ? [first.replace(file, 'FILE')]
        : [
            ...(first === `${file} is not a valid framework:` ? [] : [first]),
            ...messageLines.map(line => line.replace(`  ${file}`, '').replace(/^:/, '')),
          ]
    }

    throw new assert.AssertionError({message: 'nothing was refused'})
  }

  const json = (value: unknown) => refusal(JSON.stringify(value), 'own.json')
  const withoutPlace = (lines: readonly string[]) => lines.map(line => line.replace(/^\d+:\d+ /, ''))

  it('reads the example, and fills in what it leaves out', async () => {
    const {checks, framework: own} = await readCustomFramework(example, bundled)
    assert.deepEqual(
      checks.map(({id}) => id),
      ['web-apps-run-on-a-tested-stack'],
    )
    assert.deepEqual(
      {aliases: own.aliases, documents: own.documents, sources: own.sources},
      {aliases: [], documents: {}, sources: {'house-rules': {title: 'House rules of Acme 2026.1'}}},
    )
    assert.deepEqual(
      own.controls.map(({checks: named, id, kind, responsibility, severity, source}) => [
        id,
        kind,
        responsibility,
        severity,
        named.length,
        source,
      ]),
      [
        ['HR-1', 'automatic', 'customer', 'medium', 1, {document: 'house-rules', section: 'HR-1'}],
        ['HR-2', 'fail-only', 'customer', 'critical', 2, {document: 'house-rules', section: 'HR-2'}],
        ['HR-3', 'evidence', 'customer', 'medium', 0, {document: 'house-rules', section: 'HR-3'}],
        ['HR-4', 'manual', 'customer', 'medium', 0, {document: 'house-rules', section: 'HR-4'}],
      ],
    )
    assert.equal(
      own.controls[1]?.question,
      'Where else does customer data go, such as mail, analytics or support tools, and who approved each of them?',
    )
    const ajv = createAjv()
    const validate = ajv.compile(readCatalogFile<object>('./schema/framework.schema.json'))
    assert.ok(validate(own), errorSentences(validate.errors ?? []).join('\n'))
  })

  it('reads JSON like YAML, a document that starts with its schema, and one with a byte order mark', async () => {
    const text = JSON.stringify(framework({$schema: 'own-framework.schema.json'}), null, '\t')
    const [fromJson, fromYaml] = [await read(text, 'own.json'), await read(text)]
    assert.deepEqual(fromJson, fromYaml)
    assert.deepEqual(await read(`\uFEFF${text}`, 'own.json'), fromJson)
    assert.deepEqual(fromJson.checks, [check({failureTitle: 'not met: the app is ours'})])
  })

  it('keeps the failure title that a check states', async () => {
    const {checks} = await read(JSON.stringify(withCheck({failureTitle: "the app isn't ours"})))
    assert.deepEqual(
      checks.map(({failureTitle}) => failureTitle),
      ["the app isn't ours"],
    )
  })

  it('takes the severity of the worst check, bundled ones too, and keeps what is said', async () => {
    const customFramework = await read(JSON.stringify(withControl({checks: ['apps-are-ours', 'postgres-is-shield']})))
    assert.equal(customFramework.framework.controls[0]?.severity, 'critical')
    const refusalText = {
      remediation: {text: 'Do.'},
      responsibility: 'shared',
      severity: 'low',
      source: {document: 'law', section: '3'},
    }
    const otherControl = await read(JSON.stringify({...withControl(refusalText), sources: {law: {title: 'A law'}}}))
    const [{remediation, responsibility, severity, source} = {}] = otherControl.framework.controls
    assert.deepEqual({remediation, responsibility, severity, source}, refusalText)
    assert.deepEqual(otherControl.framework.sources, {law: {title: 'A law'}})
  })

  it('takes a check of its own that is only a signal', async () => {
    const {
      checks,
      framework: {
        controls: [first],
      },
    } = await read(JSON.stringify(withControl({checks: [], signals: ['apps-are-ours']})))
    assert.deepEqual(first?.signals, ['apps-are-ours'])
    assert.deepEqual(
      checks.map(({id}) => id),
      ['apps-are-ours'],
    )
  })

  it('takes aliases of YAML, folded texts, and every bundled framework under another name', async () => {
    const text =
      'id: own\ntitle: Own\n' +
      'version: "1"\ncontrols:\n' +
      '  - {id: A, title: a, kind: manual, question: &q Who?}\n' +
      '  - id: B\n    title: >\n' +
      '      two\n      lines\n' +
      '    kind: manual\n    question: *q\n'
    const {controls} = (await read(text)).framework
    assert.deepEqual(
      controls.map(({question, title}) => [title, question]),
      [
        ['a', 'Who?'],
        ['two lines', 'Who?'],
      ],
    )
    const {properties} = readCatalogFile<{properties: object}>('./schema/own-framework.schema.json')
    for (const bundledFramework of bundled.frameworks) {
      const fields = Object.fromEntries(
        Object.entries(bundledFramework).filter(([name]) => Object.hasOwn(properties, name)),
      )
      const renamedFramework = {...fields, aliases: [], id: `own-${bundledFramework.id}`}
      assert.deepEqual((await read(JSON.stringify(renamedFramework), 'own.json')).framework, renamedFramework)
    }
  })

  describe('tells the place of everything that is wrong', () => {
    const yaml = `id: own
title: Own
version: 1.10
controls:
  - id: A
    titel: Foo
    kind: fail-only
    severity: hihg
    checks: [postgres-is-sheild]
    question: Who?
  - id: 8.3
    title: Bar
    kind: manual
    question: Who?
`
    const invalidFramework = [
      '3:10 /version must be a string, but 1.10 without quotes is a number: write "1.10"',
      '5:5 /controls/0 lacks "title"',
      '6:5 /controls/0 has an unknown key "titel"; did you mean "title"?',
      '8:15 /controls/0/severity must be one of critical, high, medium, low; did you mean "high"?',
      '9:14 /controls/0/checks/0 is "postgres-is-sheild", which is not a check; did you mean "postgres-is-shield"?',
      '11:9 /controls/1/id must be a string, but 8.3 without quotes is a number: write "8.3"',
    ]
    it('in YAML', async () => assert.deepEqual(await refusal(yaml), invalidFramework))

    it('with line ends of Windows', async () =>
      assert.deepEqual(await refusal(yaml.replaceAll('\n', '\r\n')), invalidFramework))

    it('in JSON', async () => {
      assert.deepEqual(
        await refusal('{\n\t"id": "own", "title": 7,\n\t"version": "1",\n\t"controls": []\n}\n', 'own.json'),
        ['2:24 /title must be a string, but 7 without quotes is a number: write "7"', '4:14 /controls is empty'],
      )
    })

    it('through an alias, and in what the alias stands for', async () => {
      assert.deepEqual(
        await refusal('id: own\ntitle: Own\nversion: "1"\ncontrols:\n  - &c {id: A, title: a, kind: manual}\n  - *c\n'),
        [
          '5:8 /controls/0 lacks "question", which a control of kind manual needs',
          '5:8 /controls/1 lacks "question", which a control of kind manual needs',
          '5:13 /controls/1/id is "A", which /controls/0/id already is',
        ],
      )
    })

    it('up to fifty, and says how many more there are', async () => {
      const lines = await json(
        framework({controls: Array.from({length: 70}, (_, index) => ({id: `A${index}`, kind: 'manual', title: 'x'}))}),
      )
      assert.equal(lines.length, 51)
      assert.equal(lines.at(-1), '  and 21 more')
    })
  })

  describe('refuses a file', () => {
    const files: Array<[string, Buffer | string, string, string[]]> = [
      [
        'that is not valid JSON',
        '{"id": own}',
        'own.json',
        ['1:8 is not valid JSON: own is unexpected; expected a value'],
      ],
      [
        'that ends early',
        '{"id": "own"',
        'own.json',
        ['1:13 is not valid JSON: it ends too early; expected a comma or a closing bracket'],
      ],
      [
        "of YAML in JSON's name",
        'id: own\n',
        'own.json',
        ['1:1 is not valid JSON: id is unexpected; expected a value'],
      ],
      [
        'that is not valid YAML',
        'id: own\ntitle: [a\nversion: 1',
        'own.yml',
        ['3:1 is not valid YAML: a bracket opened before has no end, or its lines are indented less than its key'],
      ],
      ['that is empty', '', 'own.yml', ['1:1 / must be a mapping, but is empty']],
      ['that is a list', '- a\n', 'own.yml', ['1:1 / must be a mapping, but is a list']],
      [
        'of two documents',
        `${JSON.stringify(framework())}\n---\na: 1\n`,
        'own.yml',
        ['2:1 has a second document; only one is allowed'],
      ],
      ['that is no UTF-8', Buffer.from([0x69, 0x64, 0xff]), 'own.yml', ['FILE is not UTF-8: line 1 has other bytes.']],
      [
        'larger than a MiB',
        `# ${'x'.repeat(1_048_576)}`,
        'own.yml',
        ['FILE is larger than 1 MiB, the limit for a framework.'],
      ],
      [
        'that is nested too deep',
        `{"a": ${'['.repeat(40)}${']'.repeat(40)}}`,
        'own.json',
        [' is nested more than 32 levels deep'],
      ],
      ['that is nested very deep', '['.repeat(100_000), 'own.yml', [' is nested more than 32 levels deep']],
      [
        'with a list too long',
        JSON.stringify(framework({aliases: Array.from({length: 1001}, (_, index) => `a${index}`)})),
        'own.json',
        [' has a list or a mapping of more than 1000 entries'],
      ],
      ['with an alias of itself', 'id: &a [*a]\n', 'own.yml', [' is too large once its aliases are resolved']],
    ]
    for (const [what, text, name, lines] of files)
      it(what, async () => assert.deepEqual(await refusal(text, name), lines))

    it('whose aliases multiply', async () => {
      const aliasBomb = Array.from(
        {length: 8},
        (_, index) =>
          `x${index}: &a${index} [${Array<string>(10)
            .fill(index === 0 ? 'x' : `*a${index - 1}`)
            .join(', ')}]\n`,
      ).join('')
      assert.deepEqual(await refusal(aliasBomb), [' is too large once its aliases are resolved'])
    })

    it('with a key twice, and goes on to the rest', async () => {
      assert.deepEqual(await refusal('id: own\nid: other\ntitle: Own\nversion: "1"\ncontrols: []\n'), [
        '2:1 this key appears twice',
        '5:11 /controls is empty',
      ])
      const text = JSON.stringify(framework()).replace('"id":"own"', '"id":"own","id":"own"')
      assert.deepEqual(await refusal(text, 'own.json'), [`1:${text.lastIndexOf('"id"') + 1} this key appears twice`])
    })

    it('with a tag', async () => {
      const text =
        'id: own\ntitle: !secret Own\n' +
        'version: !!str 1\ncontrols: [{id: !!binary QQ==, title: a, kind: manual, question: q}]\n'
      assert.deepEqual(
        (await refusal(text)).filter(line => line.includes('tag')),
        [
          '2:16 has the tag !secret, which is not supported',
          '4:26 has the tag tag:yaml.org,2002:binary, which is not supported',
        ],
      )
    })

    it('that is not there, or a folder', async () => {
      await assert.rejects(readCustomFramework(path.join(folder, 'none.yml'), bundled), {
        message: /none\.yml cannot be read: there is no such file\.$/,
      })
      await assert.rejects(readCustomFramework(folder, bundled), {message: /cannot be read: it is a folder\.$/})
    })
  })

  const subjects =
    'account, addon, app, attachment, authorization, certificate, collaborator, domain, drain, ' +
    'invitation, member, pipeline, space, team, webhook'
  const cases: Array<[string, unknown, string[]]> = [
    ['nothing', {}, ['id', 'title', 'version', 'controls'].map(name => `/ lacks "${name}"`)],
    ['an unknown key', framework({control: []}), ['/ has an unknown key "control"; did you mean "controls"?']],
    ['a key that is like no other', framework({whatever: 1}), ['/ has an unknown key "whatever"']],
    [
      'an id that is no name',
      framework({id: 'My Rules'}),
      ['/id must consist of lowercase letters, digits, hyphens and periods'],
    ],
    [
      'the id of a bundled framework',
      framework({id: 'pci-dss-4.0.1'}),
      ['/id is "pci-dss-4.0.1", which is already a name of PCI DSS 4.0.1; choose another'],
    ],
    [
      'the alias of a bundled framework',
      framework({aliases: ['cjis', 'all']}),
      [
        '/aliases/0 is "cjis", which is already a name of CJIS Security Policy 6.0; choose another',
        '/aliases/1 is "all", which is the word for all bundled frameworks; choose another',
      ],
    ],
    ['an alias that is the id', framework({aliases: ['own']}), ['/aliases/0 is "own", which /id already is']],
    ['an empty title', framework({title: ''}), ['/title is empty']],
    ['a title with blanks around it', framework({title: ' Own '}), ['/title has leading or trailing spaces']],
    [
      'a title over lines',
      framework({title: 'O\nwn'}),
      ['/title must be a single line', '/title must be a single line'],
    ],
    [
      'a title that steers a terminal',
      framework({title: 'O\u001B[31mwn'}),
      ['/title has a hidden or control character, U+001B'],
    ],
    [
      'a key that steers a terminal',
      framework({sources: {'a\u202E': {title: 'x'}}}),
      ['/sources has a hidden or control character, U+202E'],
    ],
    ['a version that is none', framework({version: null}), ['/version must be a string, but is empty']],
    [
      'an unknown data class',
      framework({dataClass: 'helth'}),
      [
        '/dataClass must be one of cardholder, cji, health, government-id, bank-account, personal; ' +
          'did you mean "health"?',
      ],
    ],
    ['no controls', framework({checks: [], controls: []}), ['/controls is empty']],
    [
      'a control without a kind',
      framework({controls: [{checks: ['apps-are-ours'], id: 'A', title: 'x'}]}),
      ['/controls/0 lacks "kind"'],
    ],
    [
      'an unknown kind',
      framework({controls: [control({kind: 'automated'})]}),
      ['/controls/0/kind must be one of automatic, fail-only, evidence, inherited, manual; did you mean "automatic"?'],
    ],
    [
      'checks that are no list',
      framework({checks: [], controls: [control({checks: 'postgres-is-shield'})]}),
      ['/controls/0/checks must be a list: write [postgres-is-shield]'],
    ],
    [
      'a check named twice',
      framework({controls: [control({checks: ['apps-are-ours', 'apps-are-ours']})]}),
      ['/controls/0/checks has entry 1 twice'],
    ],
    [
      'an unknown check',
      withControl({checks: ['apps-are-ours', 'apps-are-our']}),
      ['/controls/0/checks/1 is "apps-are-our", which is not a check; did you mean "apps-are-ours"?'],
    ],
    [
      'a check that is like no other',
      withControl({checks: ['apps-are-ours', 'xyzzy']}),
      ['/controls/0/checks/1 is "xyzzy", which is not a check'],
    ],
    [
      'an unknown signal',
      withControl({signals: ['postgres-is-sheild']}),
      ['/controls/0/signals/0 is "postgres-is-sheild", which is not a check; did you mean "postgres-is-shield"?'],
    ],
    [
      'a signal named twice',
      withControl({signals: ['postgres-is-shield', 'postgres-is-shield']}),
      ['/controls/0/signals has entry 1 twice'],
    ],
    [
      'a signal that is a check of the same control',
      withControl({signals: ['postgres-is-shield', 'apps-are-ours']}),
      [
        '/controls/0/signals/1 is "apps-are-ours", which is also in the checks of the same control: ' +
          'remove it from one of the two',
      ],
    ],
    [
      'a control twice',
      framework({controls: [control(), control()]}),
      ['/controls/1/id is "A-1", which /controls/0/id already is'],
    ],
    [
      'a fail-only control without a question',
      framework({controls: [control({kind: 'fail-only'})]}),
      ['/controls/0 lacks "question", which a control of kind fail-only needs'],
    ],
    [
      'an automatic control without checks',
      framework({checks: [], controls: [{id: 'A', kind: 'automatic', title: 'x'}]}),
      ['/controls/0 lacks "checks", which a control of kind automatic needs'],
    ],
    [
      'an automatic control with an empty list of checks',
      framework({checks: [], controls: [control({checks: []})]}),
      ['/controls/0/checks is empty'],
    ],
    [
      'a manual control with checks',
      withControl({kind: 'manual'}),
      ['/controls/0/checks must be empty: a control of kind manual has no checks'],
    ],
    [
      'evidence without facts',
      withControl({kind: 'evidence'}),
      ['/controls/0 lacks "facts", which a control of kind evidence needs: they list the data to review'],
    ],
    [
      'an inherited control without document and boundary',
      withControl({kind: 'inherited'}),
      [
        '/controls/0 lacks "documents", which a control of kind inherited needs',
        '/controls/0 lacks "boundary", which a control of kind inherited needs',
      ],
    ],
    [
      'a boundary of a control that is not inherited',
      withControl({boundary: ['postgres-is-shield']}),
      ['/controls/0/boundary is not allowed: only a control of kind inherited has it'],
    ],
    [
      'documents that are not declared',
      withControl({boundary: [], documents: ['heroku-aco'], kind: 'inherited', relievedBy: 'letter'}),
      [
        '/controls/0/documents/0 is "heroku-aco", which is not in documents',
        '/controls/0/relievedBy is "letter", which is not in documents',
      ],
    ],
    [
      'a document nearly declared',
      {...withControl({relievedBy: 'heroku-aco'}), documents: {'heroku-aoc': {from: 'Heroku', title: 'AoC'}}},
      ['/controls/0/relievedBy is "heroku-aco", which is not in documents; did you mean "heroku-aoc"?'],
    ],
    [
      'a source that is not declared',
      withControl({source: {document: 'law', section: '1'}}),
      ['/controls/0/source/document is "law", which is not in sources'],
    ],
    [
      'a source without a section',
      {...withControl({source: {document: 'law'}}), sources: {law: {title: 'Law'}}},
      ['/controls/0/source lacks "section"'],
    ],
    [
      'a date that is none',
      framework({sources: {law: {date: 'May', title: 'Law'}}}),
      ['/sources/law/date must be a date such as 2026-11-22'],
    ],
    [
      'a gate that is not there',
      {
        ...withControl({boundary: ['apps-are-ours'], checks: [], documents: ['d'], gates: ['G-1'], kind: 'inherited'}),
        documents: {d: {from: 'x', title: 'x'}},
      },
      ['/controls/0/gates/0 is "G-1", which is not a control in this file; did you mean "A-1"?'],
    ],
    [
      'a gate that judges another boundary',
      {
        ...framework({
          controls: [
            control(),
            control({
              boundary: ['postgres-is-shield'],
              checks: [],
              documents: ['d'],
              gates: ['A-1'],
              id: 'B',
              kind: 'inherited',
            }),
          ],
        }),
        documents: {d: {from: 'x', title: 'x'}},
      },
      ['/controls/1/boundary/0 is the check "postgres-is-shield", which none of the gates A-1 has'],
    ],
    [
      'facts of no subject',
      withControl({facts: [{fields: ['stack'], subject: 'apps'}]}),
      [`/controls/0/facts/0/subject must be one of ${subjects}; did you mean "app"?`],
    ],
    [
      'facts of no field',
      withControl({facts: [{fields: ['stack', 'stak'], subject: 'app'}]}),
      ['/controls/0/facts/0/fields/1 is "stak", which is not a field of app; did you mean "stack"?'],
    ],
    [
      'an automatic control that the policy could sway',
      framework({controls: [control({checks: ['apps-are-ours', 'members-are-from-allowed-domains']})]}),
      [
        '/controls/0/checks/1 depends on "emailDomainsAreDeclared", which comes from the policy ' +
          'file: the kind must be fail-only, not automatic',
      ],
    ],
    [
      'an automatic control that the policy could sway through a check of its own',
      must({exposure: {const: 'internal'}}),
      [
        '/controls/0/checks/0 depends on "exposure", which comes from the policy file: the kind ' +
          'must be fail-only, not automatic',
      ],
    ],
    [
      'a check without what it needs',
      framework({checks: [{id: 'apps-are-ours', subject: 'app'}]}),
      ['title', 'severity', 'why', 'must', 'remediation'].map(name => `/checks/0 lacks "${name}"`),
    ],
    [
      'a check whose id is no name',
      framework({checks: [check({id: 'Apps_Are'})], controls: [control({checks: ['postgres-is-shield']})]}),
      [
        '/checks/0/id must be lowercase words joined by hyphens, such as apps-have-an-owner',
        '/checks/0/id is "Apps_Are", which no control uses; add it to a control\'s checks, or remove it',
      ],
    ],
    [
      'the id of a bundled check',
      framework({checks: [check({id: 'postgres-is-shield'})], controls: [control({checks: ['postgres-is-shield']})]}),
      ['/checks/0/id is "postgres-is-shield", which is a bundled check; choose another id'],
    ],
    [
      'a check twice',
      framework({checks: [check(), check({title: 'x'})]}),
      ['/checks/1/id is "apps-are-ours", which /checks/0/id already is'],
    ],
    [
      'a check that no control uses',
      framework({checks: [check(), check({id: 'x'})]}),
      ['/checks/1/id is "x", which no control uses; add it to a control\'s checks, or remove it'],
    ],
    [
      'a check of no subject',
      withCheck({subject: 'apps'}),
      [`/checks/0/subject must be one of ${subjects}; did you mean "app"?`],
    ],
    [
      'an unknown severity',
      withCheck({severity: 'urgent'}),
      ['/checks/0/severity must be one of critical, high, medium, low'],
    ],
    ['a title that is too long', withCheck({title: 'x'.repeat(91)}), ['/checks/0/title is longer than 90 characters']],
    ['a check without a must', must({}), ['/checks/0/must is empty: a check without conditions cannot fail']],
    [
      'a clause without a predicate',
      must({team: {}}),
      ['/checks/0/must/team is empty: a check without conditions cannot fail'],
    ],
    [
      'an unknown field',
      must({teem: {const: 'x'}}),
      ['/checks/0/must/teem is not a field of app; did you mean "team"?'],
    ],
    [
      'what can be no field',
      must({'team.name': {const: 'x'}}),
      [
        '/checks/0/must has "team.name", which can\'t be the name of a field',
        '/checks/0/must/team.name is not a field of app',
      ],
    ],
    ['a field of another subject', withCheck({subject: 'team'}), ['/checks/0/must/team is not a field of team']],
    [
      'a word of JavaScript as a field',
      must({constructor: {const: 'x'}}),
      ['/checks/0/must/constructor is not a field of app'],
    ],
    [
      'an unknown keyword',
      must({team: {cosnt: 'x'}}),
      ['/checks/0/must/team has an unknown key "cosnt"; did you mean "const"?'],
    ],
    [
      'an unknown keyword deep within',
      must({team: {anyOf: [{not: {format: 'date'}}]}}),
      ['/checks/0/must/team/anyOf/0/not has an unknown key "format"'],
    ],
    [
      'a value that cannot be',
      must({runtimeClass: {const: 'sheild'}}),
      ['/checks/0/must/runtimeClass/const can never be "sheild"; did you mean "shield"?'],
    ],
    [
      'one value among several that cannot be',
      must({runtimeClass: {enum: ['shield', 'fir']}}),
      ['/checks/0/must/runtimeClass/enum/1 can never be "fir"; it is one of common, private, shield'],
    ],
    [
      'a word for yes',
      withCheck({when: {hasTeam: {const: 'on'}}}),
      ['/checks/0/when/hasTeam/const can never be "on"; did you mean true?'],
    ],
    [
      'a keyword that does not speak of the field',
      must({hasTeam: {minimum: 1}}),
      ['/checks/0/must/hasTeam has "minimum", which applies to a number, but the field is true or false'],
    ],
    [
      'a clause that cannot fail',
      must({hasTeam: {enum: [true, false]}}),
      ["/checks/0/must/hasTeam cannot fail: it is true for all of the field's possible values: true, false"],
    ],
    [
      'a list that may be empty',
      must({dynoSizes: {minItems: 0}}),
      ['/checks/0/must/dynoSizes/minItems cannot fail: every list has at least 0 entries'],
    ],
    [
      'a pattern that is none',
      must({team: {pattern: '('}}),
      ['/checks/0/must/team/pattern is not a valid regular expression: unterminated group'],
    ],
    ['a pattern that matches all', must({team: {pattern: 'x*'}}), ['/checks/0/must/team/pattern matches every string']],
    [
      'a pattern that is too long',
      must({team: {pattern: `^${'x'.repeat(200)}`}}),
      ['/checks/0/must/team/pattern is longer than 200 characters'],
    ],
    [
      'a pattern that could backtrack without end',
      must({dynoSizes: {items: {not: {pattern: '^(a+)+$'}}}}),
      [
        '/checks/0/must/dynoSizes/items/not/pattern could backtrack without end: one text can match ' +
          'it in very many ways; start it with ^, and let no two adjacent repetitions match the same ' +
          'text',
      ],
    ],
    [
      'a variant of a remediation that names what the subject has not',
      withCheck({
        remediation: {
          text: 'x',
          variants: [
            {commands: ['heroku stack:set {stak.app} -a {app}'], text: 'x', when: {stak: {const: 'y'}}},
            {text: 'x', when: {generation: {const: 'birch'}}},
          ],
        },
      }),
      [
        '/checks/0/remediation/variants/0/when/stak is not a field of app; did you mean "stack"?',
        '/checks/0/remediation/variants/1/when/generation/const can never be "birch"; it is one of cedar, fir',
        '/checks/0/remediation/variants/0/commands/0 has {stak}, which app has not; did you mean "stack"?',
      ],
    ],
    [
      'a command that names what the subject has not',
      withCheck({remediation: {commands: ['heroku stack:set {stak} -a {app}'], text: 'x'}}),
      ['/checks/0/remediation/commands/0 has {stak}, which app has not; did you mean "stack"?'],
    ],
    [
      'an address that is none',
      withCheck({remediation: {text: 'x', url: 'http://x'}}),
      ['/checks/0/remediation/url must be a URL that starts with https://'],
    ],
    [
      'parts of another form everywhere',
      {
        checks: 7,
        controls: [7, {checks: [7], documents: {}, facts: 7, gates: 7, id: [], kind: 7, source: 7, title: {}}],
        id: [],
        title: {},
        version: true,
      },
      [
        '/checks must be a list, but is a number',
        '/controls/0 must be a mapping, but is a number',
        '/controls/1/checks/0 must be a string, but 7 without quotes is a number: write "7"',
        '/controls/1/documents is not allowed: only a control of kind inherited has it',
        '/controls/1/documents must be a list, but is a mapping',
        '/controls/1/facts must be a list, but is a number',
        '/controls/1/gates is not allowed: only a control of kind inherited has it',
        '/controls/1/gates must be a list, but is a number',
        '/controls/1/id must be a string, but is a list',
        '/controls/1/kind must be one of automatic, fail-only, evidence, inherited, manual',
        '/controls/1/source must be a mapping, but is a number',
        '/controls/1/title must be a string, but is a mapping',
        '/id must be a string, but is a list',
        '/title must be a string, but is a mapping',
        '/version must be a string, but true without quotes is true or false: write "true"',
      ],
    ],
  ]
  describe('refuses', () => {
    for (const [what, value, lines] of cases)
      it(what, async () => assert.deepEqual(withoutPlace(await json(value)).sort(), [...new Set(lines)].sort()))
  })

  it('gives every line a place that is the line of what it speaks of', async () => {
    const text = readFileSync(example, 'utf8')
      .replace('kind: manual', 'kind: manaul')
      .replace('{minimum: 1}', '{minimum: one}')
    for (const line of await refusal(text)) {
      const [, row, column, pointer] = /^(\d+):(\d+) (\S+)/.exec(line) ?? []
      const written = text.split('\n')[Number(row) - 1]?.slice(Number(column) - 1)
      assert.ok(pointer?.endsWith('kind') ? written?.startsWith('manaul') : written?.startsWith('one}'), line)
    }
  })
})
