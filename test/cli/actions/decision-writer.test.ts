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

import {decisionWriter, decisionLogFile, inMemoryWriter} from '../../../src/cli/actions/decision-writer.js'
import {emptyPolicy} from '../../../src/model/policy.js'
import {verifyLog} from '../../../src/policy/decision-log.js'
import {sha256} from '../../../src/foundation/canonical-json.js'
import {prepareWrite} from '../../../src/policy/policy-file.js'

const by = 'ann@example.com'
const recordedAnswer: Answer = {
  answer: 'yes',
  apps: ['*'],
  by,
  control: 'BASELINE-7',
  framework: 'baseline',
  on: '2026-11-20',
  reason: 'looked: at "it" # really',
}
const answer: Edit = {action: 'answer', by, replacements: [{added: {...recordedAnswer}}], what: recordedAnswer}
const acceptedRisk: Waiver = {
  approvedBy: 'bob@example.com',
  by,
  check: 'apps-have-a-log-drain',
  expires: '2027-01-01',
  reason: 'later',
  subjects: ['evil\u001B[2J: *', '- x'],
}
const waive = (what: Waiver): Edit => ({action: 'waive', by, replacements: [{added: {...what}}], what})
const waiver = waive(acceptedRisk)
const document = {id: 'heroku-soc2', issued: '2026-01-01', issuer: 'H', services: ['*']}
const undo = (what: Edit): Decision => ({action: 'undo', by, what})
const note: Edit = {action: 'note', by, what: {about: 'the review', text: 'hello'}}

describe('decisionWriter', () => {
  let folder: string
  let file: string
  const text = () => readFileSync(file, 'utf8')
  const lines = () => readFileSync(decisionLogFile(file), 'utf8').trimEnd().split('\n')
  const openWriter = () => decisionWriter(file, [], () => 0)

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'deciding-'))
    file = path.join(folder, 'compliance.yml')
  })

  afterEach(() => rmSync(folder, {force: true, recursive: true}))

  it('creates a missing policy file', async () => {
    const {policy} = await (await openWriter())(answer)
    assert.match(text(), /^# yaml-language-server: \$schema=https:.*policy\.schema\.json\n# Decisions for /)
    assert.match(text(), /\nversion: 1\nanswers:\n {2}- answer: yes\n/)
    assert.deepEqual(policy.answers, [answer.what])
    assert.equal(statSync(file).mode & 0o777, 0o644)
  })

  it('keeps comments, order, style and the permissions of the file', async () => {
    const before =
      `# ours\nwaivers: []   # none\nversion: 1 # the first\n\n# who lives where\nallow:\n  logHosts: ` +
      `['*.example.com', "b"] # two\nanswers:\n  # the oldest\n  - {framework: baseline, control: BASELINE-5, apps: ` +
      `['*'], answer: no, reason: x, by: a, on: 2026-01-01}\n`
    writeFileSync(file, before)
    chmodSync(file, 0o640)
    await (
      await openWriter()
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
      await openWriter()
    )(undo(answer))
    assert.equal(text().replaceAll(/\s/g, ''), before.replaceAll(/\s/g, ''))
  })

  it('quotes names that YAML would read as something else', async () => {
    const {policy} = await (
      await openWriter()
    )(waive({...acceptedRisk, subjects: ['- x', 'a: b', 'yes', '2026-01-01', '# c']}))
    assert.deepEqual(policy.waivers?.[0]?.subjects, ['- x', 'a: b', 'yes', '2026-01-01', '# c'])
  })

  it('never writes an invalid policy', async () => {
    await assert.rejects(
      (await openWriter())(waiver),
      ({message}: Error) => message.startsWith("This can't be written:") && message.includes(file),
    )
    assert.deepEqual(readdirSync(folder), [])
  })

  it('logs each decision, with the hash of the line before and of the file', async () => {
    const save = await openWriter()
    await save(answer)
    const first = sha256(text())
    await save(note)
    await save(undo(answer))
    const entries = lines().map(line => JSON.parse(line) as Record<string, unknown>)
    assert.deepEqual(
      entries.map(entry => entry['action']),
      ['answer', 'note', 'undo'],
    )
    assert.deepEqual(
      entries.map(entry => entry['previous']),
      ['0'.repeat(64), ...lines().slice(0, 2).map(sha256)],
    )
    assert.deepEqual(
      entries.map(entry => entry['policySha256']),
      [first, first, sha256(text())],
    )
    assert.equal(verifyLog(decisionLogFile(file)).lineCount, 3)
  })

  it('refuses a log that was changed, truncated or thinned out', async () => {
    const save = await openWriter()
    for (const edit of [answer, note, note] as const) await save(edit)
    const wholeLog = lines()
    const broken = {
      changed: [wholeLog[0]?.replace('looked', 'booked'), wholeLog[1], wholeLog[2], ''],
      cut: [wholeLog[0], wholeLog[1]?.slice(0, 20)],
      thinned: [wholeLog[0], wholeLog[2], ''],
    }
    for (const [what, linesLeft] of Object.entries(broken)) {
      writeFileSync(decisionLogFile(file), linesLeft.join('\n'))
      await assert.rejects(openWriter(), /compliance\.decisions\.jsonl:2 /, what)
    }
  })

  it('adds to what others wrote meanwhile, and leaves a file alone that they broke', async () => {
    const save = await openWriter()
    await save(answer)
    writeFileSync(file, `${text()}# theirs\nframeworks: [pci]\n`)
    assert.deepEqual(
      (await save({action: 'document', by, replacements: [{added: document}], what: document})).policy.frameworks,
      ['pci'],
    )
    assert.match(text(), /# theirs/)
    writeFileSync(file, 'version: 1\nanswrs: []\n')
    await assert.rejects(save(answer), /answrs/)
    assert.equal(text(), 'version: 1\nanswrs: []\n')
    assert.equal(lines().length, 2)
  })

  it('fails where the decision to undo is gone', async () => {
    const save = await openWriter()
    await save(answer)
    writeFileSync(file, 'version: 1\n')
    await assert.rejects(save(undo(answer)), /changed by hand/)
  })

  it('writes through a symbolic link', async () => {
    mkdirSync(path.join(folder, 'real'))
    writeFileSync(path.join(folder, 'real', 'policy.yml'), 'version: 1\n')
    symlinkSync(path.join('real', 'policy.yml'), file)
    await (
      await openWriter()
    )(answer)
    assert.match(readFileSync(path.join(folder, 'real', 'policy.yml'), 'utf8'), /BASELINE-7/)
  })

  it('keeps decisions about the sample in memory', async () => {
    const save = inMemoryWriter(emptyPolicy)
    assert.deepEqual((await save(answer)).policy.answers, [answer.what])
    assert.deepEqual((await save(undo(answer))).policy.answers, [])
  })

  describe('with several writers at once', () => {
    const numberedDocument = (index: number): Edit => {
      const what = {...document, id: `document-${index}`}
      return {action: 'document', by, replacements: [{added: what}], what}
    }

    it('loses nothing and keeps the log intact', async () => {
      const writers = [await openWriter(), await openWriter(), await openWriter()]
      await Promise.all(
        writers.flatMap((save, turn) =>
          [0, 1, 2].flatMap(index => [save(numberedDocument(turn * 3 + index)), save(note)]),
        ),
      )
      assert.equal(verifyLog(decisionLogFile(file)).lineCount, 18)
      assert.deepEqual(
        [...text().matchAll(/id: (document-\d)/g)].map(([, id]) => id).sort(),
        Array.from({length: 9}, (_, index) => `document-${index}`),
      )
      assert.equal(verifyLog(decisionLogFile(file)).policyHashes[0], sha256(text()))
      assert.deepEqual(readdirSync(folder).sort(), ['compliance.decisions.jsonl', 'compliance.yml'])
    })

    it('keeps a log intact that policies share', async () => {
      const other = path.join(folder, 'compliance.json')
      const writers = [await openWriter(), await decisionWriter(other, [], () => 0)]
      await Promise.all(
        writers.flatMap((save, turn) => [0, 1, 2].map(index => save(numberedDocument(turn * 3 + index)))),
      )
      assert.equal(verifyLog(decisionLogFile(file)).lineCount, 6)
    })

    it('loses nothing where a policy has two names', async () => {
      writeFileSync(file, 'version: 1\n')
      const link = path.join(folder, 'link.yml')
      symlinkSync(file, link)
      const writers = [await openWriter(), await decisionWriter(link, [], () => 0)]
      await Promise.all(
        writers.flatMap((save, turn) => [0, 1, 2].map(index => save(numberedDocument(turn * 3 + index)))),
      )
      assert.equal(text().match(/id: document-/g)?.length, 6)
      assert.equal(verifyLog(decisionLogFile(file)).lineCount + verifyLog(decisionLogFile(link)).lineCount, 6)
    })
  })

  describe('after a process was killed halfway', () => {
    const messages: string[] = []
    const reopen = async () => {
      messages.length = 0
      return decisionWriter(
        file,
        [],
        () => 0,
        line => messages.push(line),
      )
    }

    /** As a process leaves them that was killed between the two: the log with the decision, the policy without. */
    async function killBetweenLogAndPolicy(save: Awaited<ReturnType<typeof openWriter>>): Promise<string> {
      const before = text()
      await save({action: 'document', by, replacements: [{added: document}], what: document})
      const after = text()
      const prepared = prepareWrite(file, before, after)
      writeFileSync(file, before)
      return prepared.temporary
    }

    it('writes the decision that was logged', async () => {
      const save = await openWriter()
      await save(answer)
      chmodSync(file, 0o664)
      const temporaryFile = await killBetweenLogAndPolicy(save)
      await reopen()
      assert.match(text(), /heroku-soc2/)
      assert.equal(messages.length, 1)
      assert.match(
        messages[0] ?? '',
        /was missing from .*compliance\.yml after an interrupted review; it is there now\.$/,
      )
      assert.equal(statSync(file).mode & 0o777, 0o664)
      assert.ok(!readdirSync(folder).includes(path.basename(temporaryFile)))
      await reopen()
      assert.deepEqual(messages, [])
    })

    it('writes it before the next decision, too', async () => {
      const save = await reopen()
      await save(answer)
      await killBetweenLogAndPolicy(save)
      await save(note)
      assert.match(text(), /heroku-soc2/)
      assert.equal(messages.length, 1)
      assert.equal(verifyLog(decisionLogFile(file)).policyHashes[0], sha256(text()))
    })

    it('keeps what others wrote since, and removes leftovers', async () => {
      const save = await openWriter()
      await save(answer)
      const temporaryFile = await killBetweenLogAndPolicy(save)
      writeFileSync(file, `${text()}# theirs\n`)
      await reopen()
      assert.match(text(), /# theirs/)
      assert.doesNotMatch(text(), /heroku-soc2/)
      assert.ok(!readdirSync(folder).includes(path.basename(temporaryFile)))
    })

    it('removes what was prepared and never logged', async () => {
      await (
        await openWriter()
      )(answer)
      const before = text()
      prepareWrite(file, before, `${before}# never\n`)
      await reopen()
      assert.equal(text(), before)
      assert.deepEqual(messages, [])
      assert.equal(readdirSync(folder).length, 2)
    })

    it('follows no symbolic link in place of the prepared file', async () => {
      await (
        await openWriter()
      )(answer)
      const before = text()
      const temporaryFile = await killBetweenLogAndPolicy(await openWriter())
      const elsewhere = path.join(folder, 'elsewhere.txt')
      renameSync(temporaryFile, elsewhere)
      symlinkSync(elsewhere, temporaryFile)
      await reopen()
      assert.equal(text(), before)
      assert.equal(lstatSync(file).isFile(), true)
    })

    it('warns of a decision that only the log contains', async () => {
      const save = await openWriter()
      await save(answer)
      rmSync(await killBetweenLogAndPolicy(save))
      await reopen()
      assert.equal(messages.length, 1)
      assert.match(messages[0] ?? '', /The last decision in .*decisions\.jsonl isn't in .*compliance\.yml/)
      await save(note)
      await reopen()
      assert.deepEqual(messages, [])
    })

    it('warns of the first decision as well, but not once the policy was changed', async () => {
      await (
        await openWriter()
      )(answer)
      await reopen()
      assert.deepEqual(messages, [])
      const wholeText = text()
      rmSync(file)
      await reopen()
      assert.equal(messages.length, 1)
      writeFileSync(file, `${wholeText}# theirs\n`)
      await reopen()
      assert.deepEqual(messages, [])
    })
  })

  it('refuses a policy that is a broken link', async () => {
    symlinkSync('nowhere.yml', file)
    await assert.rejects(openWriter(), /compliance\.yml is a symbolic link to a file that does not exist/)
  })
})
