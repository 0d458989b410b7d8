import assert from 'node:assert/strict'
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import type {Answer, Waiver} from '../../../src/model/policy.js'
import type {Decision, Edit} from '../../../src/review/decision.js'

import {keeperOf, logOf, memory} from '../../../src/cli/actions/decision-writer.js'
import {noPolicy} from '../../../src/model/policy.js'
import {checkedLog} from '../../../src/policy/decision-log.js'
import {sha256Of} from '../../../src/foundation/canonical-json.js'
import {prepared} from '../../../src/policy/policy-file.js'

const by = 'ann@example.com'
const said: Answer = {
  answer: 'yes',
  apps: ['*'],
  by,
  control: 'BASELINE-7',
  framework: 'baseline',
  on: '2026-11-20',
  reason: 'looked: at "it" # really',
}
const answer: Edit = {action: 'answer', by, swaps: [{in: {...said}}], what: said}
const accepted: Waiver = {
  approvedBy: 'bob@example.com',
  by,
  check: 'apps-have-a-log-drain',
  expires: '2027-01-01',
  reason: 'later',
  subjects: ['evil\u001B[2J: *', '- x'],
}
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
    const {policy} = await (await keeper())(answer)
    assert.match(text(), /^# What people decided.*\n.*\nversion: 1\nanswers:\n {2}- answer: yes\n/)
    assert.deepEqual(policy.answers, [answer.what])
    assert.equal(statSync(file).mode & 0o777, 0o644)
  })

  it('keeps comments, order and form of what is there, and the rights of the file', async () => {
    const before = `# ours\nwaivers: []   # none\nversion: 1 # the first\n\n# who lives where\nallow:\n  logHosts: ['*.example.com', "b"] # two\nanswers:\n  # the oldest\n  - {framework: baseline, control: BASELINE-5, apps: ['*'], answer: no, reason: x, by: a, on: 2026-01-01}\n`
    writeFileSync(file, before)
    chmodSync(file, 0o640)
    await (
      await keeper()
    )(answer)
    for (const kept of [
      '# ours\n',
      '# none',
      'version: 1 # the first',
      '# who lives where\nallow:',
      `logHosts: ['*.example.com', "b"] # two`,
      '  # the oldest\n',
    ])
      assert.ok(text().includes(kept), kept)
    assert.ok(
      text().indexOf('waivers') < text().indexOf('version') && text().indexOf('allow') < text().indexOf('answers'),
    )
    assert.equal(statSync(file).mode & 0o777, 0o640)
    await (
      await keeper()
    )(undo(answer))
    assert.equal(text().replaceAll(/\s/g, ''), before.replaceAll(/\s/g, ''))
  })

  it('writes names that would be something else in YAML as they are', async () => {
    const {policy} = await (
      await keeper()
    )(waiving({...accepted, subjects: ['- x', 'a: b', 'yes', '2026-01-01', '# c']}))
    assert.deepEqual(policy.waivers?.[0]?.subjects, ['- x', 'a: b', 'yes', '2026-01-01', '# c'])
  })

  it('writes nothing that does not read as a policy', async () => {
    await assert.rejects(
      (await keeper())(waiver),
      ({message}: Error) => message.startsWith('This cannot be written:') && message.includes(file),
    )
    assert.deepEqual(readdirSync(folder), [])
  })

  it('logs each decision, with the hash of the line before and of the file', async () => {
    const keep = await keeper()
    await keep(answer)
    const first = sha256Of(text())
    await keep(note)
    await keep(undo(answer))
    const entries = lines().map(line => JSON.parse(line) as Record<string, unknown>)
    assert.deepEqual(
      entries.map(one => one['action']),
      ['answer', 'note', 'undo'],
    )
    assert.deepEqual(
      entries.map(one => one['previous']),
      ['0'.repeat(64), ...lines().slice(0, 2).map(sha256Of)],
    )
    assert.deepEqual(
      entries.map(one => one['policySha256']),
      [first, first, sha256Of(text())],
    )
    assert.equal(checkedLog(logOf(file)).length, 3)
  })

  it('goes on with no log that was changed, cut or thinned out', async () => {
    const keep = await keeper()
    for (const one of [answer, note, note] as const) await keep(one)
    const whole = lines()
    const broken = {
      changed: [whole[0]?.replace('looked', 'booked'), whole[1], whole[2], ''],
      cut: [whole[0], whole[1]?.slice(0, 20)],
      thinned: [whole[0], whole[2], ''],
    }
    for (const [what, some] of Object.entries(broken)) {
      writeFileSync(logOf(file), some.join('\n'))
      await assert.rejects(keeper(), /compliance\.decisions\.jsonl:2 /, what)
    }
  })

  it('adds to what somebody else wrote meanwhile, and does not touch what they broke', async () => {
    const keep = await keeper()
    await keep(answer)
    writeFileSync(file, `${text()}# theirs\nframeworks: [pci]\n`)
    assert.deepEqual(
      (await keep({action: 'document', by, swaps: [{in: document}], what: document})).policy.frameworks,
      ['pci'],
    )
    assert.match(text(), /# theirs/)
    writeFileSync(file, 'version: 1\nanswrs: []\n')
    await assert.rejects(keep(answer), /answrs/)
    assert.equal(text(), 'version: 1\nanswrs: []\n')
    assert.equal(lines().length, 2)
  })

  it('says so where what is taken back is not there any more', async () => {
    const keep = await keeper()
    await keep(answer)
    writeFileSync(file, 'version: 1\n')
    await assert.rejects(keep(undo(answer)), /changed by hand/)
  })

  it('writes through a link', async () => {
    mkdirSync(path.join(folder, 'real'))
    writeFileSync(path.join(folder, 'real', 'policy.yml'), 'version: 1\n')
    symlinkSync(path.join('real', 'policy.yml'), file)
    await (
      await keeper()
    )(answer)
    assert.match(readFileSync(path.join(folder, 'real', 'policy.yml'), 'utf8'), /BASELINE-7/)
  })

  it('of the sample is forgotten', async () => {
    const keep = memory(noPolicy)
    assert.deepEqual((await keep(answer)).policy.answers, [answer.what])
    assert.deepEqual((await keep(undo(answer))).policy.answers, [])
  })

  describe('by two at once', () => {
    const numbered = (index: number): Edit => {
      const what = {...document, id: `document-${index}`}
      return {action: 'document', by, swaps: [{in: what}], what}
    }

    it('loses nothing, and leaves the log whole', async () => {
      const keepers = [await keeper(), await keeper(), await keeper()]
      await Promise.all(
        keepers.flatMap((keep, turn) => [0, 1, 2].flatMap(index => [keep(numbered(turn * 3 + index)), keep(note)])),
      )
      assert.equal(checkedLog(logOf(file)).length, 18)
      assert.deepEqual(
        [...text().matchAll(/id: (document-\d)/g)].map(([, id]) => id).sort(),
        Array.from({length: 9}, (_, index) => `document-${index}`),
      )
      assert.equal(checkedLog(logOf(file)).policies[0], sha256Of(text()))
      assert.deepEqual(readdirSync(folder).sort(), ['compliance.decisions.jsonl', 'compliance.yml'])
    })

    it('whose policies share a log, leaves that whole, too', async () => {
      const other = path.join(folder, 'compliance.json')
      const keepers = [await keeper(), await keeperOf(other, [], () => 0)]
      await Promise.all(keepers.flatMap((keep, turn) => [0, 1, 2].map(index => keep(numbered(turn * 3 + index)))))
      assert.equal(checkedLog(logOf(file)).length, 6)
    })

    it('of one policy by two names, loses nothing', async () => {
      writeFileSync(file, 'version: 1\n')
      const link = path.join(folder, 'link.yml')
      symlinkSync(file, link)
      const keepers = [await keeper(), await keeperOf(link, [], () => 0)]
      await Promise.all(keepers.flatMap((keep, turn) => [0, 1, 2].map(index => keep(numbered(turn * 3 + index)))))
      assert.equal(text().match(/id: document-/g)?.length, 6)
      assert.equal(checkedLog(logOf(file)).length + checkedLog(logOf(link)).length, 6)
    })
  })

  describe('after a process was killed in the middle', () => {
    const told: string[] = []
    const again = async () => {
      told.length = 0
      return keeperOf(
        file,
        [],
        () => 0,
        line => told.push(line),
      )
    }

    /** As a process leaves them that was killed between the two: the log with the decision, the policy without. */
    async function killed(keep: Awaited<ReturnType<typeof keeper>>): Promise<string> {
      const before = text()
      await keep({action: 'document', by, swaps: [{in: document}], what: document})
      const after = text()
      const beside = prepared(file, before, after)
      writeFileSync(file, before)
      return beside.beside
    }

    it('finishes what was logged', async () => {
      const keep = await keeper()
      await keep(answer)
      chmodSync(file, 0o664)
      const beside = await killed(keep)
      await again()
      assert.match(text(), /heroku-soc2/)
      assert.equal(told.length, 1)
      assert.match(told[0] ?? '', /was not in .*compliance\.yml yet, since a review was interrupted\. It is now\.$/)
      assert.equal(statSync(file).mode & 0o777, 0o664)
      assert.ok(!readdirSync(folder).includes(path.basename(beside)))
      await again()
      assert.deepEqual(told, [])
    })

    it('finishes it before the next decision is kept, too', async () => {
      const keep = await again()
      await keep(answer)
      await killed(keep)
      await keep(note)
      assert.match(text(), /heroku-soc2/)
      assert.equal(told.length, 1)
      assert.equal(checkedLog(logOf(file)).policies[0], sha256Of(text()))
    })

    it('does not undo what somebody wrote since, and takes away what is left', async () => {
      const keep = await keeper()
      await keep(answer)
      const beside = await killed(keep)
      writeFileSync(file, `${text()}# theirs\n`)
      await again()
      assert.match(text(), /# theirs/)
      assert.doesNotMatch(text(), /heroku-soc2/)
      assert.ok(!readdirSync(folder).includes(path.basename(beside)))
    })

    it('takes away what was prepared and never logged', async () => {
      await (
        await keeper()
      )(answer)
      const before = text()
      prepared(file, before, `${before}# never\n`)
      await again()
      assert.equal(text(), before)
      assert.deepEqual(told, [])
      assert.equal(readdirSync(folder).length, 2)
    })

    it('follows no link that somebody put there', async () => {
      await (
        await keeper()
      )(answer)
      const before = text()
      const beside = await killed(await keeper())
      const elsewhere = path.join(folder, 'elsewhere.txt')
      renameSync(beside, elsewhere)
      symlinkSync(elsewhere, beside)
      await again()
      assert.equal(text(), before)
      assert.equal(lstatSync(file).isFile(), true)
    })

    it('says of a decision that is in the log alone that it is not in the policy', async () => {
      const keep = await keeper()
      await keep(answer)
      rmSync(await killed(keep))
      await again()
      assert.equal(told.length, 1)
      assert.match(told[0] ?? '', /The last decision in .*decisions\.jsonl is not in .*compliance\.yml/)
      await keep(note)
      await again()
      assert.deepEqual(told, [])
    })

    it('says so of the first decision as well, and nothing of a policy that was changed since', async () => {
      await (
        await keeper()
      )(answer)
      await again()
      assert.deepEqual(told, [])
      const whole = text()
      rmSync(file)
      await again()
      assert.equal(told.length, 1)
      writeFileSync(file, `${whole}# theirs\n`)
      await again()
      assert.deepEqual(told, [])
    })
  })

  it('refuses a policy that is a link to nothing', async () => {
    symlinkSync('nowhere.yml', file)
    await assert.rejects(keeper(), /compliance\.yml is a link, and what it leads to is not there/)
  })
})
