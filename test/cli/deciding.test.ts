import assert from 'node:assert/strict'
import {chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import type {Answer, Waiver} from '../../src/model/policy.js'
import type {Decision, Edit} from '../../src/review/decision.js'

import {keeperOf, logOf, memory} from '../../src/cli/deciding.js'
import {noPolicy} from '../../src/model/policy.js'
import {checkedLog, sha256Of} from '../../src/store/decision-log.js'

const by = 'ann@example.com'
const said: Answer = {answer: 'yes', apps: ['*'], by, control: 'BASELINE-7', framework: 'baseline', on: '2026-11-20', reason: 'looked: at "it" # really'}
const answer: Edit = {action: 'answer', by, swaps: [{in: {...said}}], what: said}
const accepted: Waiver = {approvedBy: 'bob@example.com', by, check: 'apps-have-a-log-drain', expires: '2027-01-01', reason: 'later', subjects: ['evil\u001B[2J: *', '- x']}
const waiving = (what: Waiver): Edit => ({action: 'waive', by, swaps: [{in: {...what}}], what})
const waiver = waiving(accepted)
const document = {id: 'heroku-soc2', issued: '2026-01-01', issuer: 'H', services: ['*']}
const undo = (what: Edit): Decision => ({action: 'undo', by, what})
const note: Edit = {action: 'note', by, what: {about: 'the review', text: 'hello'}}

describe('keeping decisions', () => {
  let folder: string
  let file: string
  const text = () => readFileSync(file, 'utf8')
  const lines = () => readFileSync(logOf(file), 'utf8').trimEnd().split('\n')
  const keeper = () => keeperOf(file, [], () => 0)

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'deciding-'))
    file = path.join(folder, 'compliance.yml')
  })

  afterEach(() => rmSync(folder, {force: true, recursive: true}))

  it('begins a file that is not there', async () => {
    const {policy} = await keeper()(answer)
    assert.match(text(), /^# What people decided.*\n.*\nversion: 1\nanswers:\n {2}- answer: yes\n/)
    assert.deepEqual(policy.answers, [answer.what])
    assert.equal(statSync(file).mode & 0o777, 0o644)
  })

  it('keeps comments, order and form of what is there, and the rights of the file', async () => {
    const before = `# ours\nwaivers: []   # none\nversion: 1 # the first\n\n# who lives where\nallow:\n  logHosts: ['*.example.com', "b"] # two\nanswers:\n  # the oldest\n  - {framework: baseline, control: BASELINE-5, apps: ['*'], answer: no, reason: x, by: a, on: 2026-01-01}\n`
    writeFileSync(file, before)
    chmodSync(file, 0o640)
    await keeper()(answer)
    for (const kept of ['# ours\n', '# none', 'version: 1 # the first', '# who lives where\nallow:', `logHosts: ['*.example.com', "b"] # two`, '  # the oldest\n']) assert.ok(text().includes(kept), kept)
    assert.ok(text().indexOf('waivers') < text().indexOf('version') && text().indexOf('allow') < text().indexOf('answers'))
    assert.equal(statSync(file).mode & 0o777, 0o640)
    await keeper()(undo(answer))
    assert.equal(text().replaceAll(/\s/g, ''), before.replaceAll(/\s/g, ''))
  })

  it('writes names that would be something else in YAML as they are', async () => {
    const {policy} = await keeper()(waiving({...accepted, subjects: ['- x', 'a: b', 'yes', '2026-01-01', '# c']}))
    assert.deepEqual(policy.waivers?.[0]?.subjects, ['- x', 'a: b', 'yes', '2026-01-01', '# c'])
  })

  it('writes nothing that does not read as a policy', async () => {
    await assert.rejects(keeper()(waiver), ({message}: Error) => message.startsWith('This cannot be written:') && message.includes(file))
    assert.deepEqual(readdirSync(folder), [])
  })

  it('logs each decision, with the hash of the line before and of the file', async () => {
    const keep = keeper()
    await keep(answer)
    const first = sha256Of(text())
    await keep(note)
    await keep(undo(answer))
    const entries = lines().map(line => JSON.parse(line) as Record<string, unknown>)
    assert.deepEqual(entries.map(one => one['action']), ['answer', 'note', 'undo'])
    assert.deepEqual(entries.map(one => one['previous']), ['0'.repeat(64), ...lines().slice(0, 2).map(sha256Of)])
    assert.deepEqual(entries.map(one => one['policySha256']), [first, first, sha256Of(text())])
    assert.equal(checkedLog(logOf(file)).length, 3)
  })

  it('goes on with no log that was changed, cut or thinned out', async () => {
    const keep = keeper()
    for (const one of [answer, note, note] as const) await keep(one)
    const whole = lines()
    const broken = {changed: [whole[0]?.replace('looked', 'booked'), whole[1], whole[2], ''], cut: [whole[0], whole[1]?.slice(0, 20)], thinned: [whole[0], whole[2], '']}
    for (const [what, some] of Object.entries(broken)) {
      writeFileSync(logOf(file), some.join('\n'))
      assert.throws(() => keeper(), /compliance\.decisions\.jsonl:2 /, what)
    }
  })

  it('adds to what somebody else wrote meanwhile, and does not touch what they broke', async () => {
    const keep = keeper()
    await keep(answer)
    writeFileSync(file, `${text()}# theirs\nframeworks: [pci]\n`)
    assert.deepEqual((await keep({action: 'document', by, swaps: [{in: document}], what: document})).policy.frameworks, ['pci'])
    assert.match(text(), /# theirs/)
    writeFileSync(file, 'version: 1\nanswrs: []\n')
    await assert.rejects(keep(answer), /answrs/)
    assert.equal(text(), 'version: 1\nanswrs: []\n')
    assert.equal(lines().length, 2)
  })

  it('says so where what is taken back is not there any more', async () => {
    const keep = keeper()
    await keep(answer)
    writeFileSync(file, 'version: 1\n')
    await assert.rejects(keep(undo(answer)), /changed by hand/)
  })

  it('writes through a link', async () => {
    mkdirSync(path.join(folder, 'real'))
    writeFileSync(path.join(folder, 'real', 'policy.yml'), 'version: 1\n')
    symlinkSync(path.join('real', 'policy.yml'), file)
    await keeper()(answer)
    assert.match(readFileSync(path.join(folder, 'real', 'policy.yml'), 'utf8'), /BASELINE-7/)
  })

  it('of the sample is forgotten', async () => {
    const keep = memory(noPolicy)
    assert.deepEqual((await keep(answer)).policy.answers, [answer.what])
    assert.deepEqual((await keep(undo(answer))).policy.answers, [])
  })
})
