import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {fileURLToPath} from 'node:url'

import {readFrameworks} from '../../src/catalog/catalog.js'
import {readCrosswalks} from '../../src/catalog/crosswalk.js'
import {controlKinds} from '../../src/model/framework.js'

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
    assert.match(stdout, /\nUS government\n {2}cjis +\d+ +\d+ +\d+ +\d+ +\d+ +\d+\n {4}CJIS Security Policy 6\.0\n/)
    assert.match(stdout, /critical {2}trusted-ips-are-not-open/)
  })

  for (const [id, first] of [
    ['pci', /^PCI DSS 4\.0\.1 {2}\(pci-dss-4\.0\.1, pci\)\n/],
    ['cjis-6.0', /^CJIS Security Policy 6\.0 {2}\(/],
    ['SC-7.b', /^CJIS Security Policy 6\.0 SC-7\.b /],
    ['gate-pci-1', /^PCI DSS 4\.0\.1 GATE-PCI-1 /],
    ['PCI:8.3.1', /^PCI DSS 4\.0\.1 8\.3\.1 (?![^]*\nPCI DSS SAQ)/],
    ['postgres-is-shield', /^postgres-is-shield \(critical, of each attachment\)\n/],
  ] as const)
    it(`explains ${id}, whatever the case of its letters`, () => {
      const {code, stdout} = runControls(id)
      assert.equal(code, 0)
      assert.match(stdout, first)
    })

  it('names what a beginning could mean', () => {
    assert.match(
      runControls('trusted-ips').stderr.replaceAll(/\s+(?:›\s+)?/g, ' '),
      /Did you mean trusted-ips-are-applied, trusted-ips-are-narrow, trusted-ips-are-not-open\?/,
    )
  })

  it('ends with 2 for an id that is none, naming the nearest, with nothing on stdout', () => {
    const {code, stderr, stdout} = runControls('postgres-is-sheild')
    assert.deepEqual({code, stdout}, {code: 2, stdout: ''})
    assert.match(stderr, /no framework, control or check "postgres-is-sheild"/)
    assert.match(stderr.replaceAll(/\s+(?:›\s+)?/g, ' '), /Did you mean postgres-is-shield\?/)
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

  it('says what permissions are needed for, by all checks, by a framework and by a file', () => {
    assert.match(runControls('--permissions').stdout, /\n {2}without it unknown: \d+ checks\n {2}for controls: /)
    const {code, stderr, stdout} = runControls('--permissions', 'PCI')
    assert.deepEqual({code, stderr}, {code: 0, stderr: ''})
    assert.match(stdout, /^PCI DSS 4\.0\.1: permissions\n[^]*\nWithout deploy permission on the app\n {2}reads builds/)
    assert.match(
      runControls('--permissions', 'docs/example-framework.yml').stdout,
      /^House rules of Acme 2026\.1: permissions\n[^]*\n {2}web-apps-run-on-a-tested-stack\n/,
    )
  })

  it('shows what a control maps to, and what maps to a control of NIST SP 800-53', () => {
    const {stdout} = runControls('ac-2')
    assert.match(stdout, /\nNIST SP 800-53 controls that it maps to\n {2}is a part of AC-2\n/)
    assert.match(stdout, /\nA yes to any of these also answers it\n {2}nist: AC-2\n/)
    assert.match(stdout, /\nControls that map to it\n/)
    assert.match(stdout, /\nThe same in the profiles\n/)
  })

  const runJson = (...args: string[]) => {
    const {code, stderr, stdout} = runControls('--json', ...args)
    assert.deepEqual({code, stderr}, {code: 0, stderr: ''})
    return JSON.parse(stdout) as Record<string, unknown>
  }

  it('shows what maps to a control of NIST SP 800-53 that no framework has', () => {
    const ids = new Set(readFrameworks().flatMap(({controls}) => controls.map(({id}) => id)))
    const mapped = readCrosswalks().flatMap(({pairs}) => pairs.map(({nist}) => nist))
    const [id = assert.fail('every control is bundled')] = mapped.filter(candidate => !ids.has(candidate))
    assert.ok(runControls(id.toLowerCase()).stdout.startsWith(`NIST SP 800-53 ${id}\n\nControls that map to it\n`))
    const json = runJson(id)
    assert.deepEqual({controls: json['controls'], nist: json['nist']}, {controls: [], nist: id})
    assert.ok((json['mappedBy'] as unknown[]).length > 0)
  })

  it('prints a control as JSON with what it has to do with others', () => {
    const {controls} = runJson('ac-2') as {controls: Array<Record<string, unknown>>}
    const [cjis] = controls
    assert.deepEqual(
      (cjis?.['maps'] as Array<{nist: string}>).map(({nist}) => nist),
      ['AC-2'],
    )
    for (const key of ['answers', 'answeredBy', 'mappedBy']) assert.ok(Array.isArray(cjis?.[key]), key)
  })

  it('prints all as JSON', () => {
    const {checks, frameworks} = runJson() as {
      checks: Array<{id: string}>
      frameworks: Array<{audience?: string; id: string; kinds: object; profileOf?: string}>
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
    assert.deepEqual(Object.keys(frameworks.find(({id}) => id === 'pci-dss-4.0.1')?.kinds ?? {}), controlKinds)
    assert.equal(frameworks.find(({id}) => id === 'pci-dss-4.0.1')?.audience, 'card-payments')
    assert.equal(frameworks.find(({id}) => id === 'cjis-5.9.5')?.profileOf, 'cjis-6.0')
  })

  for (const [what, args, keys] of [
    ['a framework', ['pci'], ['framework']],
    ["a framework of one's own", ['docs/example-framework.yml'], ['framework', 'checks']],
    ['a control', ['SC-7.b'], ['controls']],
    ['a check', ['postgres-is-shield'], ['check']],
    ['fields', ['--fields', 'app'], ['fields']],
    ['permissions', ['--permissions', 'pci'], ['permissions', 'tokenScopes', 'checks', 'scopes', 'frameworks']],
    ['all permissions', ['--permissions'], ['permissions', 'tokenScopes', 'checks', 'scopes', 'frameworks']],
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
    ['--permissions with --fields', ['--permissions', '--fields'], /--fields and --permissions can't be combined/],
    ['--permissions with --search', ['--permissions', '--search', 'x'], /--permissions and --search can't be combined/],
    [
      '--permissions with what is no framework',
      ['--permissions', 'pcii'],
      /no framework "pcii"[^]*Did you mean pci\? Available: /,
    ],
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
