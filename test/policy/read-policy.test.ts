import assert from 'node:assert/strict'
import {execFileSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import {UserError} from '../../src/foundation/user-error.js'
import {readPolicy} from '../../src/policy/read-policy.js'
import {policySources, policyText} from '../../src/policy/show-policy.js'

/** The eighth file extends the first; each other extends eight names of the next. */
const extendedNames = (index: number) =>
  index === 8 ? ['base.yml'] : Array.from({length: 8}, (_, turn) => `${'./'.repeat(turn)}n${index + 1}.yml`)

describe('readPolicy', () => {
  let folder: string

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'policy-'))
  })

  after(() => {
    rmSync(folder, {recursive: true})
  })

  function write(text: string, name = 'compliance.yml'): string {
    const file = path.join(folder, name)
    writeFileSync(file, text)
    return file
  }

  /** What is said against a text, each line without the name of its file. */
  async function refusalLines(text: string, name?: string): Promise<string[]> {
    const file = write(text, name)
    return readPolicy(file).then(
      () => assert.fail('was read'),
      (error: unknown) => {
        assert.ok(error instanceof UserError, String(error))
        const [head, ...lines] = error.message.split('\n')
        assert.equal(head, `${file} is not a valid policy:`)
        return lines.map(line => line.trim().replace(`${file}:`, '').replace(`${file} `, ''))
      },
    )
  }

  const read = async (text: string, name?: string) => (await readPolicy(write(text, name))).policy

  it('reads YAML, JSON, a mark of byte order and the line ends of Windows', async () => {
    const expected = {allow: {emailDomains: ['example.com']}, limits: {admins: 3}}
    const yaml = 'version: 1\nallow:\n  emailDomains: [example.com]\nlimits: {admins: 3}\n'
    for (const text of [yaml, yaml.replaceAll('\n', '\r\n'), `\uFEFF${yaml}`])
      assert.deepEqual(await read(text), expected)
    assert.deepEqual(
      await read('{"version": 1, "allow": {"emailDomains": ["example.com"]}, "limits": {"admins": 3}}', 'policy.json'),
      expected,
    )
    assert.deepEqual(await read('version: 1'), {allow: {}})
  })

  it('reads defaults of flags, with their places, as a part of its fingerprint', async () => {
    const file = write('version: 1\ndefaults: {failOn: low, strict: true, team: acme, output: [a.json]}\n')
    const {policy, sha256, tree} = await readPolicy(file)
    assert.deepEqual(policy.defaults, {failOn: 'low', output: ['a.json'], strict: true, team: 'acme'})
    assert.match(policyText(tree, sha256), /^ {2}failOn: low {2}# .*compliance\.yml:2:20$/m)
    assert.notEqual(sha256, (await readPolicy(write('version: 1\ndefaults: {failOn: never}\n'))).sha256)
  })

  it('reads a guard, which a file changes that extends another, and whose commands are joined', async () => {
    write('version: 1\nguard: {level: refuse, maxAge: 2d, commands: [addons:*]}\n', 'base.yml')
    const {policy, tree} = await readPolicy(
      write('version: 1\nextends: [base.yml]\nguard: {level: hold, commands: [pipelines:promote]}\n'),
    )
    assert.deepEqual(policy.guard, {commands: ['addons:*', 'pipelines:promote'], level: 'hold', maxAge: '2d'})
    assert.ok(policySources(tree).some(({at, line}) => at === '/guard/level' && line === 3))
  })

  it('names what is wrong with a guard', async () => {
    const guard = (text: string) => refusalLines(`version: 1\nguard: ${text}\n`)
    const names = 'ADDONS:*, config:*, ci:config:set, ps:resize, addons:atach, "nothing:*"'
    for (const text of ['{level: stop}', '{maxAge: 1 day}', '{maxAge: 24}', '{commands: []}', '{command: [x]}', 'hold'])
      assert.equal((await guard(text)).length, 1, text)
    assert.deepEqual(await guard(`{commands: [${names}]}`), [
      '2:30 /guard/commands/1 is "config:*", which is never guarded: its arguments are secrets',
      '2:40 /guard/commands/2 is "ci:config:set", which is never guarded: its arguments are secrets',
      '2:55 /guard/commands/3 is "ps:resize", another name of ps:type: write "ps:type"',
      '2:66 /guard/commands/4 is "addons:atach", which is no command of the Heroku CLI; did you mean "addons:attach"?',
      '2:80 /guard/commands/5 is "nothing:*", which is no command of the Heroku CLI',
    ])
  })

  it('lets a file replace the scope and the threshold of those that it extends, and join their outputs', async () => {
    write('version: 1\ndefaults: {team: acme, failOn: low, output: [a.json]}\n', 'base.yml')
    const extending = (rest: string) => read(`version: 1\nextends: [base.yml]\n${rest}`)
    assert.deepEqual((await extending('defaults: {space: vault, output: [b.json], failOn: high}')).defaults, {
      failOn: 'high',
      output: ['a.json', 'b.json'],
      space: 'vault',
    })
    for (const rest of ['', 'defaults: {strict: false}'])
      assert.equal((await extending(rest)).defaults?.team, 'acme', rest)
    write('version: 1\n', 'base.yml')
    assert.deepEqual((await extending('defaults: {space: vault}')).defaults, {space: 'vault'})
  })

  it('refuses defaults that are unknown, blank, or of two scopes', async () => {
    assert.deepEqual(await refusalLines('version: 1\ndefaults: {team: a, space: b}\n'), [
      '2:11 /defaults has "team" and "space": choose one scope',
    ])
    assert.match(
      (await refusalLines('version: 1\ndefaults: {failOm: low}\n')).join(),
      /unknown key "failOm"; did you mean/,
    )
    assert.match(
      (await refusalLines('version: 1\ndefaults: {failOn: most}\n')).join(),
      /\/defaults\/failOn must be one of/,
    )
    assert.match((await refusalLines("version: 1\ndefaults: {team: ''}\n")).join(), /2:18 \/defaults\/team/)
    assert.equal((await refusalLines('version: 1\ndefaults: [team]\n')).length, 1)
  })

  it('takes the list of documents by its former name too, but not by both', async () => {
    const policyWithDocuments = (key: string) => `${key}: [{id: audit, issuer: i, issued: 2026-01-01, services: [x]}]\n`
    const expected = {allow: {}, documents: [{id: 'audit', issued: '2026-01-01', issuer: 'i', services: ['x']}]}
    assert.deepEqual(await read(`version: 1\n${policyWithDocuments('documents')}`), expected)
    assert.deepEqual(await read(`version: 1\n${policyWithDocuments('evidence')}`), expected)
    const {sha256} = await readPolicy(write(`version: 1\n${policyWithDocuments('documents')}`))
    const old = await readPolicy(write(`version: 1\n${policyWithDocuments('evidence')}`))
    assert.equal(old.sha256, sha256)
    assert.match(policyText(old.tree, old.sha256), /^version: 1 .*\ndocuments:\n {2}- id: audit {2}# .*:2:17\n/)
    assert.deepEqual(
      await refusalLines(`version: 1\n${policyWithDocuments('documents')}${policyWithDocuments('evidence')}`),
      ['3:1 / has both "documents" and "evidence", which are the same list: put everything under "documents"'],
    )
    write(`version: 1\n${policyWithDocuments('evidence')}`, 'base.yml')
    assert.equal(
      (await read(`version: 1\nextends: [base.yml]\n${policyWithDocuments('documents')}`)).documents?.length,
      2,
    )
  })

  it('leaves dates and yes and no the texts that they are', async () => {
    const {answers} = await read(
      'version: 1\nanswers:\n' +
        "  - {framework: pci, control: '1.2.4', apps: ['*'], answer: no, reason: r, by: a, on: " +
        '2028-02-29}\n',
    )
    assert.deepEqual([answers?.[0]?.answer, answers?.[0]?.on], ['no', '2028-02-29'])
  })

  const invalidPolicies: ReadonlyArray<readonly [string, string, readonly string[]]> = [
    ['an empty file', '', ['1:1 / must be a mapping, but is empty']],
    ['no version', 'allow: {}\n', ['1:1 / lacks "version"']],
    ['another version', 'version: 2\nallw: {}\n', ['1:10 /version is 2; this version of the tool reads 1']],
    [
      'a misspelt key, with the nearest',
      'version: 1\nalow: {}\n',
      ['2:1 / has an unknown key "alow"; did you mean "allow"?'],
    ],
    [
      'a misspelt key deep within',
      'version: 1\nallow: {emailDomain: [x]}\n',
      ['2:9 /allow has an unknown key "emailDomain"; did you mean "emailDomains"?'],
    ],
    [
      'a key that appears twice',
      'version: 1\nlimits: {admins: 1}\nlimits: {admins: 2}\n',
      ['3:1 this key appears twice'],
    ],
    [
      'a class of data that there is not',
      'version: 1\ndata: {cardholders: {apps: [x], by: a, on: 2026-01-01}}\n',
      ['2:8 /data has an unknown key "cardholders"; did you mean "cardholder"?'],
    ],
    ['an empty list of globs', 'version: 1\nallow: {publicApps: []}\n', ['2:21 /allow/publicApps is empty']],
    [
      'a day that there is not',
      'version: 1\ndata: {cji: {apps: [x], by: a, on: 2026-02-30}}\n',
      ['2:36 /data/cji/on is 2026-02-30, which is not a valid date such as 2026-11-22'],
    ],
    [
      'a version that is a number',
      'version: 1\nprofile: {cjis: {version: 6.0}}\n',
      ['2:27 /profile/cjis/version must be a string, but 6.0 without quotes is a number: write "6.0"'],
    ],
    [
      'a date that is a number',
      'version: 1\ndata: {cji: {apps: [x], by: a, on: 2026}}\n',
      ['2:36 /data/cji/on must be a string, but 2026 without quotes is a number: write "2026"'],
    ],
    [
      'an answer to nothing and for nobody',
      'version: 1\nanswers:\n  - {framework: pcii, control: x, answer: maybe, reason: "", by: a, on: 2026-01-01}\n',
      [
        '3:5 /answers/0 lacks "apps", "spaces" or "teams": what does it apply to?',
        '3:43 /answers/0/answer must be one of yes, no, not-applicable',
        '3:58 /answers/0/reason is empty',
      ],
    ],
    [
      'names that mean nothing, each with the nearest',
      'version: 1\nframeworks: [pcii]\n' +
        "answers:\n  - {framework: pci, control: '1.2.33', apps: ['*'], answer: yes, reason: r, " +
        'by: a, on: 2026-01-01}\n' +
        "  - {framework: cjs, control: x, teams: ['*'], answer: yes, reason: r, by: a, on: 2026-01-01}\n" +
        'waivers:\n  - {check: postgres-is-sheild, subjects: [x], reason: r, by: a, approvedBy: ' +
        'b, expires: 2026-12-01}\n',
      [
        '2:14 /frameworks/0 is "pcii", which is not a framework; did you mean "pci"?',
        '4:31 /answers/0/control is "1.2.33", which is not a control of PCI DSS 4.0.1; did you mean "1.2.3"?',
        '5:17 /answers/1/framework is "cjs", which is not a framework; did you mean "cis"?',
        '7:13 /waivers/0/check is "postgres-is-sheild", which is not a check; did you mean "postgres-is-shield"?',
      ],
    ],
    [
      'a limit that limits nothing',
      'version: 1\nlimits: {admins: 0, tokenDays: 1.5}\n',
      ['2:18 /limits/admins must be >= 1', '2:32 /limits/tokenDays must be a whole number, but is a number'],
    ],
    [
      'characters that are not to be seen',
      'version: 1\nallow: {emailDomains: ["a\\u202Eb"]}\n',
      ['2:24 /allow/emailDomains/0 has a hidden or control character, U+202E'],
    ],
    ['a second document', 'version: 1\n---\nversion: 1\n', ['2:1 has a second document; only one is allowed']],
    [
      'text that is not valid YAML',
      'version: [1\n',
      ['2:1 is not valid YAML: a bracket opened before has no end, or its lines are indented less than its key'],
    ],
  ]
  for (const [name, text, expected] of invalidPolicies)
    it(`refuses ${name}`, async () => {
      assert.deepEqual(await refusalLines(text), expected)
    })

  it('refuses aliases that make it too large', async () => {
    const aliasBomb = [
      'version: 1',
      'frameworks: &a [x, x, x, x, x, x, x, x, x, x]',
      ...[...'bcdefg'].map(
        (name, index) => `${name}: &${name} [${`*${'abcdef'[index] ?? ''}, `.repeat(9)}*${'abcdef'[index] ?? ''}]`,
      ),
    ].join('\n')
    const [first = ''] = await refusalLines(aliasBomb)
    assert.match(first, /too large|aliases/)
  })

  it('refuses what cannot be read', async () => {
    await assert.rejects(readPolicy(path.join(folder, 'none.yml')), /none\.yml cannot be read/)
    await assert.rejects(readPolicy(folder), /cannot be read/)
    await assert.rejects(readPolicy(write('x'.repeat(1_100_000))), /larger than 1 MiB, the limit for a policy/)
    const file = path.join(folder, 'latin.yml')
    writeFileSync(file, Buffer.from([0x76, 0xe9]))
    await assert.rejects(readPolicy(file), /is not UTF-8/)
  })

  it('accepts the controls of the profile that the alias means, and of the whole framework', async () => {
    const to = (framework: string, control: string) =>
      `  - {framework: ${framework}, control: ${control}, apps: [x], answer: 'no', reason: r, by: a, on: 2026-11-01}\n`
    const answers = `answers:\n${to('pci', 'GATE-SAQ-A')}${to('pci', '10.2.1.5')}${to('cjis', '5.12.1')}`
    const profile = "profile: {cjis: {version: '5.9.5'}, pci: {saq: A}}\n"
    assert.equal((await read(`version: 1\n${profile}${answers}`)).answers?.length, 3)
    write(`version: 1\n${profile}`, 'base.yml')
    assert.equal((await read(`version: 1\nextends: [base.yml]\n${answers}`)).answers?.length, 3)
    assert.deepEqual(
      await refusalLines(`version: 1\nprofile: {pci: {saq: A}}\nanswers:\n${to('pci', 'GATE-SAQ-A-EP')}`),
      [
        '4:31 /answers/0/control is "GATE-SAQ-A-EP", which is not a control of PCI DSS SAQ A 4.0.1; ' +
          'did you mean "GATE-SAQ-A"?',
      ],
    )
    assert.deepEqual(await refusalLines(`version: 1\n${profile}answers:\n${to('pci-saq-a', '10.2.1.5')}`), [
      '4:37 /answers/0/control is "10.2.1.5", which is not a control of PCI DSS SAQ A 4.0.1',
    ])
    assert.deepEqual(await refusalLines(`version: 1\nanswers:\n${to('pci', 'GATE-SAQ-A')}`), [
      '3:31 /answers/0/control is "GATE-SAQ-A", which is not a control of PCI DSS 4.0.1',
    ])
  })

  it('joins what it extends: later wins, lists are joined', async () => {
    write(
      'version: 1\nframeworks: [pci]\n' +
        'limits: {admins: 4, tokenDays: 90}\n' +
        'data: {cji: {apps: [a], by: ann, on: 2026-01-01}}\n',
      'base.yml',
    )
    write('version: 1\nextends: [base.yml]\nallow: {vpns: [192.0.2.1]}\n', 'middle.yml')
    const file = write(
      'version: 1\nextends: [base.yml, middle.yml]\n' +
        'frameworks: [cjis]\nlimits: {admins: 2}\n' +
        'data: {cji: {apps: [b], by: bob, on: 2026-02-02}}\n',
    )
    const {files, policy, tree} = await readPolicy(file)
    assert.deepEqual(policy, {
      allow: {vpns: ['192.0.2.1']},
      data: {cji: {apps: ['a', 'b'], by: 'bob', on: '2026-02-02'}},
      frameworks: ['pci', 'cjis'],
      limits: {admins: 2, tokenDays: 90},
    })
    assert.deepEqual(
      files.map(policyFile => path.basename(policyFile)),
      ['compliance.yml', 'middle.yml', 'base.yml'],
    )
    const from = new Map(
      policySources(tree).map(({at, column, file: policyFile, line}) => [
        at,
        `${path.basename(policyFile)}:${line}:${column}`,
      ]),
    )
    assert.deepEqual(
      [from.get('/limits/admins'), from.get('/limits/tokenDays'), from.get('/frameworks/0'), from.get('/frameworks/1')],
      ['compliance.yml:4:18', 'base.yml:3:32', 'base.yml:2:14', 'compliance.yml:3:14'],
    )
  })

  it('says of a file that it extends which one is wrong', async () => {
    write('version: 1\nalow: {}\n', 'base.yml')
    const file = write('version: 1\nextends: [base.yml]\n')
    await assert.rejects(readPolicy(file), ({message}: Error) =>
      message.includes(`${path.join(folder, 'base.yml')}:2:1 / has an unknown key "alow"`),
    )
    await assert.rejects(
      readPolicy(write('version: 1\nextends: [missing.yml]\n')),
      /compliance\.yml extends a file that is unavailable: .*missing\.yml cannot be read/,
    )
    write('version: 1\nextends: [compliance.yml]\n', 'ring.yml')
    await assert.rejects(
      readPolicy(write('version: 1\nextends: [ring.yml]\n')),
      /extend each other in a circle: .*compliance\.yml > .*ring\.yml > .*compliance\.yml/,
    )
  })

  it('reads each file once, however many extend it and by whatever name', async () => {
    const names = Array.from({length: 9}, (_, index) => `n${index}.yml`)
    for (const [index, name] of names.entries())
      write(`version: 1\nextends: [${extendedNames(index).join(', ')}]\n`, name)
    write('version: 1\nallow: {vpns: [192.0.2.1]}\n', 'base.yml')
    symlinkSync('base.yml', path.join(folder, 'alias.yml'))
    const {files, policy} = await readPolicy(write('version: 1\nextends: [n0.yml, alias.yml]\n'))
    assert.deepEqual([files.length, policy], [11, {allow: {vpns: ['192.0.2.1']}}])
    rmSync(path.join(folder, 'alias.yml'))
  })

  it('lets a file overrule all that it refines, in whatever order they are named', async () => {
    write('version: 1\nlimits: {admins: 4, tokenDays: 4}\n', 'base.yml')
    write('version: 1\nextends: [base.yml]\nlimits: {admins: 3}\n', 'left.yml')
    write('version: 1\nextends: [base.yml]\nlimits: {tokenDays: 2}\n', 'right.yml')
    const limits = async (...names: string[]) => (await read(`version: 1\nextends: [${names.join(', ')}]\n`)).limits
    for (const names of [
      ['left.yml', 'right.yml'],
      ['right.yml', 'left.yml'],
      ['base.yml', 'left.yml', 'right.yml'],
      ['left.yml', 'right.yml', 'base.yml'],
    ])
      assert.deepEqual(await limits(...names), {admins: 3, tokenDays: 2}, names.join())
    write('version: 1\nlimits: {admins: 1}\n', 'right.yml')
    assert.equal((await limits('left.yml', 'right.yml'))?.admins, 1)
    assert.equal((await limits('right.yml', 'left.yml'))?.admins, 3)
  })

  it('refuses more files, more depth and more text than a policy has', async () => {
    for (let index = 0; index < 32; index++) write('version: 1\n', `m${index}.yml`)
    const many = (count: number) =>
      write(`version: 1\nextends: [${Array.from({length: count}, (_, index) => `m${index}.yml`).join(', ')}]\n`)
    assert.equal((await readPolicy(many(31))).files.length, 32)
    await assert.rejects(readPolicy(many(32)), /compliance\.yml extends more than 32 files\./)
    for (let index = 0; index < 16; index++)
      write(index === 0 ? 'version: 1\n' : `version: 1\nextends: [d${index - 1}.yml]\n`, `d${index}.yml`)
    assert.equal((await readPolicy(write('version: 1\nextends: [d14.yml]\n'))).files.length, 16)
    await assert.rejects(readPolicy(write('version: 1\nextends: [d15.yml]\n')), /more than 16 deep/)
    for (let index = 0; index < 5; index++) write(`version: 1\n#${'x'.repeat(1_000_000)}\n`, `m${index}.yml`)
    assert.equal((await readPolicy(many(4))).files.length, 5)
    await assert.rejects(readPolicy(many(5)), /exceed the limit of 4 MiB/)
  })

  it('is not led out of its repository, or its folder, and quotes nothing of what is there', async () => {
    const outside = mkdtempSync(path.join(tmpdir(), 'outside-'))
    const secret = path.join(outside, 'secret.yml')
    writeFileSync(secret, 'root:*:20228:0\n')
    const inner = path.join(folder, 'inner')
    mkdirSync(inner)
    symlinkSync(secret, path.join(inner, 'link.yml'))
    const own = (text: string) => write(text, path.join('inner', 'compliance.yml'))
    const refusal = async (text: string) =>
      readPolicy(own(text)).then(
        () => assert.fail('was read'),
        (error: unknown) => {
          assert.ok(error instanceof UserError)
          assert.doesNotMatch(error.message, /20228/)
          return error.message
        },
      )
    write('version: 1\n', 'beside.yml')
    for (const name of [path.relative(inner, secret), 'link.yml', '../beside.yml'])
      assert.match(
        await refusal(`version: 1\nextends: [${name}]\n`),
        new RegExp(
          String.raw`compliance\.yml names .*, which points outside .*inner: ` +
            String.raw`a policy can only name files in its own repository, ` +
            String.raw`or in its own folder if there is no repository\.`,
        ),
      )
    assert.match(await refusal(`version: 1\nframeworks: [./link.yml]\n`), /points outside/)
    assert.match(await refusal(`version: 1\nframeworks: [./none.yml]\n`), /none\.yml cannot be read/)
    mkdirSync(path.join(folder, '.git'))
    assert.equal((await readPolicy(own('version: 1\nextends: [../beside.yml]\n'))).files.length, 2)
    assert.match(await refusal('version: 1\nextends: [link.yml]\n'), /points outside/)
    // Whoever names a file says that it is theirs.
    symlinkSync(path.join(folder, 'beside.yml'), path.join(outside, 'named.yml'))
    assert.deepEqual((await readPolicy(path.join(outside, 'named.yml'))).policy, {allow: {}})
    for (const name of [path.join(folder, '.git'), inner, outside]) rmSync(name, {recursive: true})
  })

  it('waits for no pipe, and reads no device', async () => {
    const pipe = path.join(folder, 'pipe.yml')
    execFileSync('mkfifo', [pipe])
    await assert.rejects(readPolicy(pipe), /pipe\.yml cannot be read: it is a pipe/)
    await assert.rejects(
      readPolicy('/dev/zero'),
      /\/dev\/zero cannot be read: it is not a regular file, and may never end/,
    )
    await assert.rejects(
      readPolicy(write('version: 1\nextends: [pipe.yml]\n')),
      /pipe\.yml cannot be read: it is a pipe/,
    )
    rmSync(pipe)
  })

  it('finds frameworks of ones own from the folder of the file', async () => {
    write(
      'id: house\ntitle: House rules\n' +
        'version: "1"\ncontrols:\n' +
        '  - {id: H-1, title: Doors are shut, kind: manual, question: Are doors shut?}\n',
      'house.yml',
    )
    const {policy} = await readPolicy(
      write(
        'version: 1\nframeworks: [./house.yml]\n' +
          "answers:\n  - {framework: house, control: H-1, apps: ['*'], answer: yes, reason: r, by: " +
          'a, on: 2026-01-01}\n',
      ),
    )
    assert.deepEqual(policy.frameworks, [path.join(folder, 'house.yml')])
    assert.match(
      (
        await refusalLines(
          'version: 1\nframeworks: [./house.yml]\n' +
            "answers:\n  - {framework: house, control: H-2, apps: ['*'], answer: yes, reason: r, by: " +
            'a, on: 2026-01-01}\n',
        )
      ).join(),
      /not a control of House rules 1; did you mean "H-1"/,
    )
    assert.match(
      (await refusalLines('version: 1\nframeworks: [./house.yml, house]\n')).join(),
      /\/frameworks\/1 is "house", a custom framework: name its file instead/,
    )
  })

  it('has one fingerprint for one meaning', async () => {
    const hash = async (text: string) => (await readPolicy(write(text))).sha256
    assert.equal(
      await hash('version: 1\nlimits: {admins: 3, tokenDays: 9}\n'),
      await hash('limits:\n  tokenDays: 9 # days\n  admins: 3\nversion: 1\n'),
    )
    assert.notEqual(await hash('version: 1\nlimits: {admins: 3}\n'), await hash('version: 1\nlimits: {admins: 2}\n'))
  })

  it('is shown as a policy that reads the same, with the place of each value', async () => {
    const file = write(
      'version: 1\nframeworks: [pci]\n' +
        "allow:\n  emailDomains: ['true', 'a b', '#x', '- y', '1.5', '*.example.com', 'ü', '']\n" +
        '  addonServices: [{name: papertrail, reason: \'because: "so"\'}]\n' +
        'waivers: []\ndata: {}\n',
    )
    const first = await readPolicy(file)
    const text = policyText(first.tree, first.sha256)
    assert.match(text, /^version: 1 {2}# .*compliance\.yml:1:10\nframeworks:\n {2}- pci {2}# .*:2:14\n/)
    const again = await readPolicy(write(text, 'shown.yml'))
    assert.deepEqual(again.policy, first.policy)
    assert.equal(again.sha256, first.sha256)
  })
})
