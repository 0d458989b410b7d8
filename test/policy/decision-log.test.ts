import assert from 'node:assert/strict'
import {appendFileSync, chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import {appendEntry, verifyLog} from '../../src/policy/decision-log.js'

const entry = (action: string) => ({
  action,
  at: '2026-11-20T00:00:00.000Z',
  by: 'ann@example.com',
  policySha256: `after ${action}`,
  what: {reason: 'größer'},
})

describe('the decision log', () => {
  let folder = ''
  let log = ''
  const text = () => readFileSync(log, 'utf8')
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'log-'))
    log = path.join(folder, 'p.decisions.jsonl')
  })
  afterEach(() => rmSync(folder, {recursive: true}))

  it('says what the policy was after the last two decisions', () => {
    assert.deepEqual(verifyLog(log), {lastHash: '0'.repeat(64), lineCount: 0, policyHashes: [undefined, undefined]})
    appendEntry(log, entry('one'))
    assert.deepEqual(verifyLog(log).policyHashes, ['after one', undefined])
    appendEntry(log, entry('two'))
    assert.deepEqual(verifyLog(log).policyHashes, ['after two', 'after one'])
    assert.equal(verifyLog(log).lineCount, 2)
  })

  it('takes back the last line, whole or torn', () => {
    appendEntry(log, entry('one'))
    const before = text()
    const undoAppend = appendEntry(log, entry('two'))
    const after = text()
    undoAppend()
    assert.equal(text(), before)
    writeFileSync(log, after.slice(0, -9))
    undoAppend()
    assert.equal(text(), before)
    undoAppend()
    assert.equal(text(), before)
  })

  it('takes nothing back that is not its own any more', () => {
    appendEntry(log, entry('one'))
    const before = text()
    const takeBack = appendEntry(log, entry('two'))
    const foreignTexts = [
      `${text()}{"more": 1}\n`,
      before + text().slice(before.length).replace('two', 'too'),
      before.slice(0, -5),
    ]
    for (const foreignText of foreignTexts) {
      writeFileSync(log, foreignText)
      takeBack()
      assert.equal(text(), foreignText)
    }

    rmSync(log)
    takeBack()
  })

  it('keeps its rights', () => {
    appendEntry(log, entry('one'))
    chmodSync(log, 0o664)
    appendEntry(log, entry('two'))()
    assert.equal(statSync(log).mode & 0o777, 0o664)
  })

  it('is broken where something else was written into it', () => {
    appendEntry(log, entry('one'))
    appendFileSync(log, 'null\n')
    assert.throws(() => verifyLog(log), /:2 does not follow/)
  })
})
