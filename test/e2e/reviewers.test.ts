import assert from 'node:assert/strict'
import {spawn} from 'node:child_process'
import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

import {verifyLog} from '../../src/policy/decision-log.js'
import {sha256} from '../../src/foundation/canonical-json.js'

const bin = fileURLToPath(new URL('../../../bin/run.js', import.meta.url))

describe('two concurrent reviewers', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'reviewers-'))
  })
  afterEach(() => rmSync(folder, {force: true, recursive: true}))

  /** Each has a place of their own in the review, and the one policy. */
  async function review(who: string, lines: readonly string[]): Promise<string> {
    const child = spawn(
      process.execPath,
      [bin, 'compliance:review', '--sample', '--plain', '--policy', 'p.yml', '--by', `${who}@example.com`],
      {cwd: folder, env: {...process.env, XDG_DATA_HOME: path.join(folder, who)}},
    )
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString('utf8')
      })
    child.stdin.end(`${lines.join('\n')}\n`)
    const code = await new Promise(resolve => child.once('close', resolve))
    assert.equal(code, 0, output)
    return output
  }

  it('lose nothing in 20 rounds, and leave the log intact', async function () {
    this.timeout(600_000)
    const log = path.join(folder, 'p.decisions.jsonl')
    const document = (id: string) => ['document', id, 'Heroku', '', '2026-01-01', '', '*', '', '']
    for (let round = 1; round <= 20; round++) {
      const [linesOf, expectedEntries] = [
        (who: string) => [`note ${who} begins ${round}`, ...document(`${who}-${round}`), `note ${who} ends ${round}`],
        round * 6,
      ]
      const outputs = await Promise.all(['ann', 'bob'].map(async who => review(who, linesOf(who))))
      for (const output of outputs) assert.equal(output.match(/Saved: /g)?.length, 3, output)
      const policy = readFileSync(path.join(folder, 'p.yml'), 'utf8')
      assert.equal(verifyLog(log).lineCount, expectedEntries)
      assert.equal(verifyLog(log).policyHashes[0], sha256(policy))
      assert.deepEqual(
        [...policy.matchAll(/id: (\S+)/g)].map(([, id]) => id).sort(),
        Array.from({length: round}, (_, index) => [`ann-${index + 1}`, `bob-${index + 1}`])
          .flat()
          .sort(),
      )
    }

    assert.deepEqual(readdirSync(folder).sort(), ['ann', 'bob', 'p.decisions.jsonl', 'p.yml'])
  })
})
