import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {generateKeyPairSync} from 'node:crypto'
import {existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

import type {AccessReview} from '../../src/access/access-review.js'

import {accessPopulation} from '../../src/access/population.js'
import {selectCatalog} from '../../src/catalog/select-frameworks.js'
import {emptyPolicy} from '../../src/model/policy.js'
import {snapshotText} from '../../src/snapshot/snapshot-file.js'
import {sample} from '../fixtures/sample.js'
import {collectWith, rememberOutcomes} from '../integration/run.js'

/** What stands on stderr, without the line breaks and marks of an error. */
const unwrapped = (text: string): string => text.replaceAll(/\s+›?\s*/g, ' ')

const bin = fileURLToPath(new URL('../../../bin/run.js', import.meta.url))

describe('compliance:access', () => {
  let folder: string
  const at = (name: string) => path.join(folder, name)
  const reviewIn = (name: string) => JSON.parse(readFileSync(at(name), 'utf8')) as AccessReview

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'access-'))
    const catalog = await selectCatalog(['baseline'])
    const world = sample()
    const collect = () =>
      collectWith(rememberOutcomes(world), {kind: 'team', name: 'quillgate'}, catalog, {
        access: true,
        policy: emptyPolicy,
      })
    const whole = await collect()
    assert.deepEqual(
      accessPopulation(new Map(whole.facts.map(fact => [fact.path, fact])), whole.scopes).notSeen.map(({kind}) => kind),
      ['collaborator'],
    )
    for (const app of world.apps) app.invisible = null
    for (const space of world.spaces) space.topology = {apps: []}
    writeFileSync(at('team.json'), snapshotText(await collect()))
    const early = await collect()
    const earlier = {...early, facts: early.facts.map(fact => ({...fact, at: '2020-01-01T00:00:00.000Z'}))}
    writeFileSync(at('earlier.json'), snapshotText(earlier))
    writeFileSync(at('other.json'), snapshotText({...early, scopes: [{kind: 'all'}]}))
    world.teams[0]?.members.splice(1)
    writeFileSync(at('later.json'), snapshotText(await collect()))
    const {privateKey} = generateKeyPairSync('ed25519')
    writeFileSync(at('key.pem'), privateKey.export({format: 'pem', type: 'pkcs8'}))
  })

  after(() => rmSync(folder, {recursive: true}))

  function run(args: readonly string[], input = '') {
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'HEROKU_API_KEY'))
    const {status, stderr, stdout} = spawnSync(process.execPath, [bin, 'compliance:access', ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: {...env, COLUMNS: '80'},
      input,
    })
    return {status, stderr, stdout}
  }

  const by = ['--by', 'mara.ellison@example.org']

  it('shows the sample on one screen, and keeps nothing of it', () => {
    const {status, stderr, stdout} = run(['--sample'])
    assert.equal(status, 3)
    const lines = stdout.trimEnd().split('\n')
    assert.ok(lines.length <= 40 && lines.every(line => line.length <= 80))
    assert.match(stdout, /2 no multi-factor authentication/)
    assert.match(stderr, /Exit code 3: 4 lists of who has access couldn't be read\./)
    assert.ok(!existsSync(at('access-review.json')))
  })

  it('goes from a reading to a completed review that is verified', () => {
    const begun = run(['--snapshot', 'team.json', '--roster', 'roster.csv'])
    assert.equal(begun.status, 2)
    writeFileSync(at('roster.csv'), 'E-Mail;Status\nmara.ellison@example.com;aktiv\n')
    const first = run(['--snapshot', 'team.json', '--roster', 'roster.csv', '--output', 'access.csv'])
    assert.equal(first.status, 3, first.stderr)
    assert.equal(statSync(at('access-review.json')).mode & 0o777, 0o600)
    const review = reviewIn('access-review.json')
    assert.deepEqual([review.roster?.people, review.roster?.left], [1, 0])
    assert.ok(Object.values(review.findings).some(findings => findings.includes('not-on-roster')))

    const kept = run(['--keep', 'open', '--why', 'needed', ...by])
    assert.equal(kept.status, 3, kept.stderr)
    const removed = run(['--remove', 'kind=member,person=tom.varga@*', '--why', 'left', ...by])
    assert.match(removed.stdout, /keep, 1 remove/)
    const changed = run(['--change', 'kind=member,role=member', '--to', 'viewer', '--why', 'less', ...by])
    assert.equal(changed.status, 3)

    const done = run(['--complete', '--sign', 'key.pem', ...by])
    assert.equal(done.status, 3, done.stderr)
    assert.match(done.stderr, /access-review\.csv lists it, access-review\.dsse\.json signs it/)
    assert.match(done.stdout, /heroku compliance:fix --access-review access-review\.json/)
    assert.ok(reviewIn('access-review.json').completed)
    assert.match(readFileSync(at('access-review.csv'), 'utf8'), /tom\.varga@example\.com.*,remove,,left,/)

    const open = run(['--snapshot', 'team.json', '--verify'])
    assert.equal(open.status, 1)
    assert.match(open.stdout, /Decisions carried out: 0 of/)
    assert.match(open.stdout, /heroku members:remove tom\.varga@example\.com --team quillgate/)
    const verified = run(['--snapshot', 'later.json', '--verify'])
    assert.equal(verified.status, 0, verified.stdout)
    assert.doesNotMatch(verified.stdout, /compliance:fix/)
    assert.match(
      verified.stdout.replaceAll(/\s+\\?\s*/g, ' '),
      /heroku compliance:evidence --team quillgate --access-review access-review\.json --output evidence\.zip/,
    )
    assert.match(
      verified.stderr,
      /Without a policy file, the review answers no question\. heroku compliance:init --team quillgate writes one;/,
    )
    const other = run(['--snapshot', 'other.json', '--verify'])
    assert.deepEqual([other.status, other.stdout], [2, ''])
    assert.match(unwrapped(other.stderr), /is of team quillgate, and the facts are of the account/)
    const before = run(['--snapshot', 'earlier.json', '--verify'])
    assert.deepEqual([before.status, before.stdout], [2, ''])
    assert.match(unwrapped(before.stderr), /Facts were read at 2020-01-01T00:00:00.000Z, before the review/)
    const late = run(['--remove', 'role=admin', '--why', 'x', ...by])
    assert.equal(late.status, 2)
    assert.match(late.stderr, /is completed: no decision/)
    assert.equal(run(['--snapshot', 'team.json', '--new']).status, 2)
  })

  it('takes a filled-in document, and refuses one that is wrong without saving anything', () => {
    run(['--snapshot', 'team.json', '--review', 'csv.json', '--output', 'fill.csv'])
    const text = readFileSync(at('fill.csv'), 'utf8')
    const [head = '', ...rows] = text.trimEnd().split('\r\n')
    const place = head.split(',').indexOf('decision')
    const filled = rows.map(row => {
      const cells = row.match(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g) ?? []
      cells[place] = 'keep,'
      cells[place + 2] = 'needed,'
      cells[place + 3] = 'mara.ellison@example.org,'
      return cells.join('')
    })
    writeFileSync(at('filled.csv'), [head, ...filled].join('\r\n'))
    const {status, stderr, stdout} = run(['--review', 'csv.json', '--decisions', 'filled.csv'])
    assert.equal(status, 3, stderr)
    assert.match(stdout, /0 grants of \d+ open/)
    const saved = readFileSync(at('csv.json'), 'utf8')
    writeFileSync(at('wrong.csv'), [head, ...filled.slice(0, 1), filled[1]?.replace('keep', 'maybe')].join('\r\n'))
    const wrong = run(['--review', 'csv.json', '--decisions', 'wrong.csv'])
    assert.equal(wrong.status, 2)
    assert.match(wrong.stderr, /wrong\.csv:3: the decision isn't one of those/)
    assert.equal(wrong.stdout, '')
    assert.equal(readFileSync(at('csv.json'), 'utf8'), saved)
  })

  it('asks line by line, and saves each answer', () => {
    run(['--snapshot', 'team.json', '--review', 'plain.json'])
    const {status, stdout} = run(['--review', 'plain.json', '--plain', ...by], 'k needed\nk\nr\nr left\n\nc\nq\n')
    assert.equal(status, 3)
    assert.match(stdout, /A decision needs a reason/)
    const actions = Object.values(reviewIn('plain.json').decisions).map(({action}) => action)
    assert.deepEqual(actions.sort(), ['keep', 'remove'])
  })

  it('logs decisions by the ids of grants beside the policy', () => {
    writeFileSync(at('compliance.yml'), 'version: 1\n')
    run(['--snapshot', 'team.json', '--review', 'logged.json'])
    run(['--review', 'logged.json', '--keep', 'role=admin', '--why', 'lead', ...by])
    const log = readFileSync(at('compliance.decisions.jsonl'), 'utf8')
    assert.match(log, /"action":"access".*"grants":\["member:/)
    rmSync(at('compliance.yml'))
  })

  it('reads again what the review is of, whatever app the folder is of', () => {
    run(['--snapshot', 'team.json', '--review', 'scope.json', '--roster', 'roster.csv'])
    const again = run(['--snapshot', 'later.json', '--review', 'scope.json', '--new', '--roster', 'roster.csv'])
    assert.equal(again.status, 3, again.stderr)
    assert.match(again.stdout, /compliance:access --review scope\.json --output/)
    writeFileSync(at('roster.json'), readFileSync(at('scope.json')))
  })

  const refused: ReadonlyArray<[what: string, args: readonly string[], message: RegExp]> = [
    ['a role without a change', ['--sample', '--to', 'viewer'], /--to has no effect without --change/],
    ['a change without a role', ['--sample', '--change', 'role=member', '--why', 'x'], /--change needs --to/],
    ['a decision without a reason', ['--sample', '--keep', 'open'], /A decision needs a reason/],
    ['a reason without a decision', ['--sample', '--why', 'x'], /--why has no effect without/],
    ['a key without an end', ['--sample', '--sign', 'key.pem'], /--sign has no effect without --complete/],
    ['nothing to verify', ['--sample', '--verify'], /There is no review to verify/],
    ['--full without a terminal', ['--sample', '--json', '--full'], /--full only has an effect on terminal/],
    ['--plain with a document', ['--sample', '--json', '--plain'], /--plain asks on stdout/],
    ['another scope', ['--review', 'csv.json', '--team', 'other'], /is of --team quillgate, not of --team other/],
    ['a snapshot without effect', ['--review', 'csv.json', '--snapshot', 'later.json'], /csv\.json was begun already/],
    ['the sample without effect', ['--review', 'csv.json', '--sample'], /csv\.json was begun already/],
    [
      'another reading of another scope',
      ['--review', 'csv.json', '--new', '--snapshot', 'other.json'],
      /is of team quillgate, not of the account/,
    ],
    [
      'another reading without the roster',
      ['--review', 'roster.json', '--new', '--snapshot', 'later.json'],
      /compares people with a roster, which --new needs again/,
    ],
    ['a roster too late', ['--review', 'csv.json', '--roster', 'roster.csv'], /was begun already/],
    ['what is no review', ['--review', 'team.json'], /team\.json isn't a review of access/],
    ['its own file as output', ['--review', 'csv.json', '--output', 'csv.json'], /csv\.json/],
  ]
  for (const [what, args, message] of refused)
    it(`refuses ${what}`, () => {
      const {status, stderr, stdout} = run(args)
      assert.deepEqual([status, stdout], [2, ''])
      assert.match(unwrapped(stderr), message)
    })
})
