import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {fileURLToPath} from 'node:url'

const run = fileURLToPath(new URL('../../../bin/run.js', import.meta.url))

/** The command in a process of its own, which asks for no login and no network. */
function runControls(...args: string[]): {code: number | null; stderr: string; stdout: string} {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'HEROKU_API_KEY'))
  const {status, stderr, stdout} = spawnSync(process.execPath, [run, 'compliance:controls', ...args], {
    encoding: 'utf8',
    env: {...env, COLUMNS: '80'},
  })
  return {code: status, stderr, stdout}
}

describe('compliance:controls', () => {
  it('lists frameworks and checks', () => {
    const {code, stderr, stdout} = runControls()
    assert.deepEqual({code, stderr}, {code: 0, stderr: ''})
    assert.match(stdout, /^Frameworks +automatic +fail-only +evidence +inherited +manual +all\n/)
    assert.match(stdout, /\n {2}cjis +\d+ +\d+ +\d+ +\d+ +\d+ +\d+\n {4}CJIS Security Policy 6\.0\n/)
    assert.match(stdout, /critical {2}trusted-ips-are-not-open/)
  })

  for (const [id, first] of [
    ['pci', /^PCI DSS 4\.0\.1 {2}\(pci-dss-4\.0\.1, pci\)\n/],
    ['cjis-6.0', /^CJIS Security Policy 6\.0 {2}\(/],
    ['SC-7.b', /^CJIS Security Policy 6\.0 SC-7\.b /],
    ['gate-pci-1', /^PCI DSS 4\.0\.1 GATE-PCI-1 /],
    ['postgres-is-shield', /^postgres-is-shield \(critical, of each attachment\)\n/],
  ] as const)
    it(`explains ${id}, whatever the case of its letters`, () => {
      const {code, stdout} = runControls(id)
      assert.equal(code, 0)
      assert.match(stdout, first)
    })

  it('names what a beginning could mean', () => {
    assert.match(
      runControls('SC-7').stderr.replaceAll(/\s+(?:›\s+)?/g, ' '),
      /Did you mean SC-7\.a, SC-7\.b, SC-7\.c, SC-7 \(3\)\?/,
    )
  })

  it('ends with 2 for an id that is none, naming the nearest, with nothing on stdout', () => {
    const {code, stderr, stdout} = runControls('sc-7b')
    assert.deepEqual({code, stdout}, {code: 2, stdout: ''})
    assert.match(stderr, /no framework, control or check "sc-7b"/)
    assert.match(stderr, /Did you mean SC-7\.b\?/)
  })

  it('documents fields, of all kinds or of one, whatever the case of its letters', () => {
    assert.match(
      runControls('--fields').stdout,
      /^Fields of each account\n[^]*\nFields of each addon\n[^]*\nFields of each webhook\n/,
    )
    assert.match(runControls('--fields', 'Space').stdout, /^Fields of each space\n\n {2}generation: /)
  })

  it('searches for words, quoted or repeated, and ends with 0 where nothing matches', () => {
    assert.match(runControls('--search', 'log drain').stdout, /\n {2}apps-have-a-log-drain\n/)
    assert.equal(
      runControls('--search', 'log', '--search', 'drain').stdout,
      runControls('--search', 'log drain').stdout,
    )
    assert.deepEqual(runControls('--search', 'xyzzy'), {code: 0, stderr: '', stdout: 'No matches for "xyzzy".\n'})
  })

  it("explains a framework of one's own, its controls and its checks", () => {
    const {code, stderr, stdout} = runControls('docs/example-framework.yml')
    assert.deepEqual({code, stderr}, {code: 0, stderr: ''})
    assert.match(stdout, /^House rules of Acme 2026\.1 {2}\(house-rules\)\n/)
    assert.match(stdout, /\nHouse rules of Acme 2026\.1 HR-4 Someone is on call\n/)
    assert.match(
      stdout,
      /\nweb-apps-run-on-a-tested-stack \(medium, of each app\)\n[^]*stack: one of heroku-24, heroku-26, container\n/,
    )
  })

  const runJson = (...args: string[]) => {
    const {code, stderr, stdout} = runControls('--json', ...args)
    assert.deepEqual({code, stderr}, {code: 0, stderr: ''})
    return JSON.parse(stdout) as Record<string, unknown>
  }

  it('prints all as JSON', () => {
    const {checks, frameworks} = runJson() as {
      checks: Array<{id: string}>
      frameworks: Array<{id: string; kinds: object}>
    }
    assert.deepEqual(
      checks.find(({id}) => id === 'postgres-is-shield'),
      {
        id: 'postgres-is-shield',
        severity: 'critical',
        subject: 'attachment',
        title: 'Heroku Postgres is on a Shield plan',
      },
    )
    assert.deepEqual(frameworks.find(({id}) => id === 'pci-dss-4.0.1')?.kinds, {
      automatic: 3,
      evidence: 21,
      'fail-only': 34,
      inherited: 28,
      manual: 68,
    })
  })

  for (const [what, args, keys] of [
    ['a framework', ['pci'], ['framework']],
    ["a framework of one's own", ['docs/example-framework.yml'], ['framework', 'checks']],
    ['a control', ['SC-7.b'], ['controls']],
    ['a check', ['postgres-is-shield'], ['check']],
    ['fields', ['--fields', 'app'], ['fields']],
    ['what was found', ['--search', 'log drain'], ['words', 'checks', 'controls', 'fields', 'frameworks']],
    ['nothing found', ['--search', 'xyzzy'], ['words', 'checks', 'controls', 'fields', 'frameworks']],
  ] as const)
    it(`prints ${what} as JSON`, () => assert.deepEqual(Object.keys(runJson(...args)), keys))

  it('prints a check as JSON with what decides it, who uses it, and examples', () => {
    const {check} = runJson('teams-have-few-admins') as {check: Record<string, unknown>}
    assert.equal(check['id'], 'teams-have-few-admins')
    assert.deepEqual(Object.keys(check['fields'] as object), ['adminCount'])
    assert.ok((check['controls'] as Array<{framework: string}>).some(({framework}) => framework === 'baseline'))
    assert.ok((check['signals'] as Array<{framework: string}>).some(({framework}) => framework === 'pci-dss-4.0.1'))
    assert.deepEqual(check['examples'], {
      pass: {name: 'none', fields: {adminCount: 0}},
      fail: {name: 'six', fields: {adminCount: 6}},
    })
  })

  for (const [what, args, message] of [
    ['--fields with what is no kind', ['--fields', 'apps'], /no kind of subject "apps"[^]*Did you mean app\?/],
    ['--fields with --search', ['--fields', '--search', 'x'], /--fields and --search can't be combined/],
    [
      '--search with an id',
      ['--search', 'log', 'drain'],
      /Choose one: --search and drain were given[^]*--search "log drain"/,
    ],
    ['--search of nothing', ['--search', ' '], /--search needs a word/],
    ['a file that is not there', ['nothing/here.yml'], /nothing\/here\.yml cannot be read/],
  ] as const)
    it(`refuses ${what}`, () => {
      const {code, stderr, stdout} = runControls(...args)
      assert.deepEqual({code, stdout}, {code: 2, stdout: ''})
      assert.match(stderr.replaceAll(/\s+(?:›\s+)?/g, ' '), message)
    })
})
