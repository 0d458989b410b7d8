import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

import type {Report} from '../../src/model/report.js'
import type {Snapshot} from '../../src/model/snapshot.js'

import {loadSample} from '../../src/snapshot/load-snapshots.js'
import {snapshotText} from '../../src/snapshot/snapshot-file.js'
import {collectWorld} from '../../tools/sample.js'
import {clinic} from '../fixtures/companies.js'

const bin = fileURLToPath(new URL('../../../bin/run.js', import.meta.url))
const guide = readFileSync(new URL('../../../docs/adopting.md', import.meta.url), 'utf8')

/** The commands of the guide, each as the arguments behind `heroku`. */
const [saveBaseline = [], holdLine = [], moveLine = [], showWaivers = [], beStrict = []] = [
  ...guide.matchAll(/^```sh\nheroku ([^\n]*)\n```$/gm),
].map(([, line = '']) => line.replace(/ && .*/, '').split(' '))

describe('docs/adopting.md', () => {
  let folder: string
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'adopting-'))
    save('team.json', loadSample())
    save('worse.json', withoutDrains(loadSample(), 'citation-pay-staging'))
  })
  afterEach(() => rmSync(file('compliance.yml'), {force: true}))
  after(() => rmSync(folder, {recursive: true}))

  const file = (name: string) => path.join(folder, name)
  const save = (name: string, snapshot: Snapshot) => writeFileSync(file(name), snapshotText(snapshot))
  const policy = (waiver: string) => writeFileSync(file('compliance.yml'), `version: 1\nwaivers:\n${waiver}`)

  const withoutDrains = ({facts, ...rest}: Snapshot, app: string): Snapshot => ({
    ...rest,
    facts: facts.map(fact => (fact.path === `/apps/${app}/log-drains` ? {...fact, body: []} : fact)),
  })

  /** Runs a command of the guide on saved facts in place of the account's. */
  function run(args: readonly string[], snapshot: string, ...more: readonly string[]) {
    const own = args.flatMap((arg, index) => {
      if (arg === '--team' || arg === '--app') return ['--snapshot']
      return ['--team', '--app'].includes(args[index - 1] ?? '') ? [snapshot] : [arg]
    })
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'HEROKU_API_KEY'))
    const {status, stderr, stdout} = spawnSync(process.execPath, [bin, ...own, ...more], {
      cwd: folder,
      encoding: 'utf8',
      env: {...env, COLUMNS: '80'},
      maxBuffer: 100_000_000,
    })
    return {code: status, stderr: stderr.replaceAll(/\s+(?:›\s+)?/g, ' '), stdout}
  }

  /** The waiver that a report prints for a check, ready to be pasted. */
  const printedWaiver = (text: string, check: string) =>
    new RegExp(String.raw`^  - check: ${check}\n(?: {4}.*\n)+`, 'm').exec(text)?.[0] ?? assert.fail(text)

  it('has the commands that are tried here', () => {
    assert.deepEqual(
      [saveBaseline, holdLine, moveLine, showWaivers, beStrict].map(([command]) => command),
      Array.from({length: 5}, () => 'compliance:check'),
    )
  })

  it('leads from a run that fails to one that fails for what is worse alone', () => {
    assert.equal(run(saveBaseline, 'team.json').code, 1)
    assert.ok(existsSync(file('compliance-baseline.json')))
    assert.equal(run(holdLine, 'team.json').code, 0)
    const {code, stderr} = run(holdLine, 'worse.json')
    assert.equal(code, 1, stderr)
    assert.match(stderr, /Exit code 1: worse than the baseline: 1 new failure/)
  })

  it('moves the line only where nothing is worse', () => {
    assert.equal(run(moveLine, 'worse.json').code, 1)
    assert.equal(run(moveLine, 'team.json').code, 0)
    renameSync(file('next.json'), file('compliance-baseline.json'))
    assert.equal(run(holdLine, 'team.json').code, 0)
    assert.equal(run(holdLine, 'worse.json').code, 1)
  })

  it('prints waivers that waive nothing before they are filled in, and end on their date', () => {
    const {stdout} = run(showWaivers, 'worse.json')
    const waiver = printedWaiver(stdout, 'apps-have-a-log-drain')
    assert.match(waiver, / {6}- citation-pay-staging\n/)

    policy(waiver)
    const empty = run(holdLine, 'worse.json')
    assert.equal(empty.code, 2)
    assert.match(empty.stderr, /compliance\.yml:9:13 \/waivers\/0\/reason is empty/)

    const withReason = waiver.replace('reason: ""', 'reason: "Moves in January"')
    policy(withReason)
    const nobody = run(holdLine, 'worse.json')
    assert.equal(nobody.code, 1)
    assert.match(
      run(showWaivers, 'worse.json').stdout.replaceAll(/\s+/g, ' '),
      /The waiver of apps-have-a-log-drain for [^:]* has no effect: "by" is blank\./,
    )

    const filledIn = withReason
      .replace('by: ""', 'by: "ann@example.com"')
      .replace('approvedBy: ""', 'approvedBy: "bob@example.com"')
    policy(filledIn)
    const waived = run(holdLine, 'worse.json')
    assert.equal(waived.code, 0, waived.stderr)
    const [, last = ''] = /expires: (\S+)/.exec(filledIn) ?? []
    const only = ['--only', 'apps-have-a-log-drain', '--now']
    assert.equal(run(holdLine, 'worse.json', ...only, `${last}T23:00:00Z`).code, 0)
    const expired = run(holdLine, 'worse.json', ...only, new Date(Date.parse(last) + 86_400_000).toISOString())
    assert.equal(expired.code, 1, expired.stderr)
  })

  it('ends with an app that is clean by every measure once its questions are answered', async () => {
    save('app.json', await collectWorld(clinic(), {kind: 'app', name: 'lindwell-portal'}, ['baseline']))
    const arguments_ = ['--framework', 'baseline', '--json']
    const open = run(beStrict, 'app.json', ...arguments_)
    assert.equal(open.code, 3, open.stderr)
    const controls = (JSON.parse(open.stdout) as Report).frameworks.flatMap(framework => framework.controls)
    const answers = controls
      .filter(({status}) => status === 'manual')
      .map(
        ({id}) =>
          `  - {framework: baseline, control: ${id}, apps: ['*'], answer: 'yes', reason: Seen, ` +
          'by: ann@example.com, on: 2026-11-20}\n',
      )
    assert.ok(answers.length > 5)
    writeFileSync(file('compliance.yml'), `version: 1\nanswers:\n${answers.join('')}`)
    const strict = run(beStrict, 'app.json', ...arguments_)
    assert.equal(strict.code, 0, strict.stderr)
  })
})
