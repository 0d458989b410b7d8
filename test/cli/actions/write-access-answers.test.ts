import assert from 'node:assert/strict'
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import type {ReviewSummary} from '../../../src/access/access-answers.js'

import {decisionLogFile} from '../../../src/cli/actions/decision-writer.js'
import {writeAccessAnswers} from '../../../src/cli/actions/write-access-answers.js'
import {readPolicy} from '../../../src/policy/read-policy.js'

const review: ReviewSummary = {
  apps: ['pay'],
  by: 'ann@example.com',
  corrected: 1,
  file: 'access-review.json',
  grants: 7,
  hasRoster: false,
  isComplete: true,
  keptLeavers: 0,
  on: '2026-11-01',
  selfReviewers: [],
  sha256: 'a'.repeat(64),
  spaces: [],
  teams: ['acme'],
  uncorrected: 0,
  unreadLists: 0,
}

describe('writeAccessAnswers', () => {
  let folder: string
  let file: string
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'access-answers-'))
    file = path.join(folder, 'compliance.yml')
  })
  afterEach(() => {
    rmSync(folder, {force: true, recursive: true})
  })

  async function write(of: ReviewSummary, into: string | undefined = file): Promise<string> {
    const lines: string[] = []
    const printMessage = (line: string) => lines.push(line)
    await writeAccessAnswers(of, {clock: () => 0, file: into, frameworkFiles: [], printMessage})
    return lines.join('\n')
  }

  const policy = async () => (await readPolicy(file, [])).policy
  const actions = () =>
    readFileSync(decisionLogFile(file), 'utf8')
      .trimEnd()
      .split('\n')
      .map(line => (JSON.parse(line) as {action: string}).action)

  it('creates the policy with document and answers, logs both, and says what stays open', async () => {
    const printed = await write(review)
    assert.deepEqual(
      (await policy()).answers?.map(({control, evidence}) => [control, evidence]),
      [
        ['Art. 32(4)', 'access-review-2026-11-01-aaaaaaaa'],
        ['164.308(a)(4)(ii)(C)', 'access-review-2026-11-01-aaaaaaaa'],
      ],
    )
    assert.equal((await policy()).documents?.[0]?.sha256, review.sha256)
    assert.deepEqual(actions(), ['document', 'answers'])
    assert.match(printed, /compliance\.yml: hipaa 164\.308\(a\)\(4\)\(ii\)\(C\), through 2027-11-02\./)
    assert.match(printed, /With --roster it would also answer baseline BASELINE-30\./)
    assert.match(printed, /\d+ questions of .* stay open/)
  })

  it('keeps what the policy says, and replaces the answers of an earlier state of the same file', async () => {
    writeFileSync(file, '# ours\nversion: 1\nallow:\n  emailDomains: [example.com]\n')
    await write(review)
    await write({...review, sha256: 'b'.repeat(64)})
    await write({...review, file: 'other.json', sha256: 'c'.repeat(64)})
    const {allow, answers = [], documents = []} = await policy()
    assert.deepEqual(allow.emailDomains, ['example.com'])
    assert.match(readFileSync(file, 'utf8'), /^# ours/)
    assert.deepEqual(
      documents.map(({place, sha256 = ''}) => [place, sha256.slice(0, 1)]),
      [
        ['access-review.json', 'b'],
        ['other.json', 'c'],
      ],
    )
    assert.deepEqual([...new Set(answers.map(({evidence}) => evidence?.slice(-1)))], ['b', 'c'])
  })

  it('writes the same review once', async () => {
    await write(review)
    assert.match(await write(review), /already/)
    assert.deepEqual(actions(), ['document', 'answers'])
  })

  it('writes nothing while something stands in the way, and says what', async () => {
    const printed = await write({...review, unreadLists: 2})
    assert.equal(printed, 'The access review answers no question yet: 2 lists could not be read.')
    assert.ok(!existsSync(file))
  })

  it('only says what it would answer where nothing is kept', async () => {
    const lines: string[] = []
    const printMessage = (line: string) => lines.push(line)
    await writeAccessAnswers(
      {...review, hasRoster: true},
      {clock: () => 0, file: undefined, frameworkFiles: [], printMessage},
    )
    assert.match(lines.join('\n'), /It would answer baseline BASELINE-30, through 2027-02-01\./)
    assert.doesNotMatch(lines.join('\n'), /--roster/)
  })
})
