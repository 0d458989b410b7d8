import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {fileURLToPath} from 'node:url'

const run = fileURLToPath(new URL('../../../bin/run.js', import.meta.url))

/** The command in a process of its own, which asks for no login and no network. */
function controls(...args: string[]): {code: number | null; stderr: string; stdout: string} {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'HEROKU_API_KEY'))
  const {status, stderr, stdout} = spawnSync(process.execPath, [run, 'compliance:controls', ...args], {encoding: 'utf8', env: {...env, COLUMNS: '80'}})
  return {code: status, stderr, stdout}
}

describe('compliance:controls', () => {
  it('lists frameworks and checks', () => {
    const {code, stderr, stdout} = controls()
    assert.deepEqual({code, stderr}, {code: 0, stderr: ''})
    assert.match(stdout, /^Frameworks\n {2}cjis {2}CJIS Security Policy 6\.0\n/)
    assert.match(stdout, /critical {2}trusted-ips-are-not-open/)
  })

  for (const [id, first] of [
    ['pci', /^PCI DSS 4\.0\.1 {2}\(pci-dss-4\.0\.1, pci\)\n/],
    ['cjis-6.0', /^CJIS Security Policy 6\.0 {2}\(/],
    ['SC-7.b', /^CJIS Security Policy 6\.0 SC-7\.b /],
    ['gate-pci-1', /^PCI DSS 4\.0\.1 GATE-PCI-1 /],
    ['postgres-is-shield', /^postgres-is-shield \(critical, of each attachment\)\n/],
  ] as const) it(`explains ${id}, whatever the case of its letters`, () => {
    const {code, stdout} = controls(id)
    assert.equal(code, 0)
    assert.match(stdout, first)
  })

  it('names what a beginning could mean', () => {
    assert.match(controls('SC-7').stderr.replaceAll(/\s+(?:›\s+)?/g, ' '), /Did you mean SC-7\.a, SC-7\.b, SC-7\.c, SC-7 \(3\)\?/)
  })

  it('ends with 2 for an id that is none, naming the nearest, with nothing on stdout', () => {
    const {code, stderr, stdout} = controls('sc-7b')
    assert.deepEqual({code, stdout}, {code: 2, stdout: ''})
    assert.match(stderr, /no framework, control or check "sc-7b"/)
    assert.match(stderr, /Did you mean SC-7\.b\?/)
  })
})
