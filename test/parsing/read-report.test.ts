import assert from 'node:assert/strict'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import {UserError} from '../../src/foundation/user-error.js'
import {jsonString} from '../../src/report/json/json.js'
import {readReport} from '../../src/parsing/read-report.js'
import {decidedReport, emptyReport, rendered, textFormats} from '../report/rendering.js'

const fine = () => []

describe('readReport', () => {
  let folder: string
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'report-'))
  })

  after(() => rmSync(folder, {recursive: true}))

  function file(text: string): string {
    const at = path.join(folder, 'report.json')
    writeFileSync(at, text)
    return at
  }

  function refusal(text: string, check: () => readonly string[] = fine): UserError {
    try {
      readReport(file(text), check)
    } catch (error) {
      assert.ok(error instanceof UserError)
      return error
    }

    throw new assert.AssertionError({message: 'nothing was refused'})
  }

  it('gives what was saved, also with a mark of the order of bytes before it', () => {
    const report = decidedReport()
    for (const mark of ['', '\uFEFF']) assert.deepEqual(readReport(file(mark + jsonString(report)), fine), {report})
  })

  it('sees a snapshot', () => {
    assert.deepEqual(readReport(file('{"snapshotVersion": 1}'), fine), {isSnapshot: true})
  })

  it('refuses what is neither', () => {
    for (const text of ['{}', '[]', 'null', '"x"', '{"version": "2.1.0", "runs": []}'])
      assert.match(refusal(text).message, /report\.json is neither a report nor a snapshot: it has no reportVersion\.$/)
  })

  it('says that a file ends too early, and what else is not valid JSON', () => {
    const text = jsonString(decidedReport())
    for (const length of [1, 100, text.length - 3])
      assert.match(refusal(text.slice(0, length)).message, /: it ends too early[,;] .*at line \d+/, String(length))
    assert.match(refusal('').message, /report\.json is not valid JSON: it is empty/)
    assert.match(refusal('reportVersion: 1').message, /report\.json is not valid JSON: /)
    assert.match(refusal('reportVersion: 1').hint, /^Write a new one/)
  })

  it('says where something is wrong, at most five times', () => {
    assert.match(
      refusal('{"reportVersion": 1}', () => Array.from({length: 7}, (_, index) => `/a/${index} is wrong`)).message,
      /is not a valid report:\n {2}\/a\/0 is wrong\n(?:.*\n){4} {2}and 2 more$/,
    )
  })

  it('refuses a file that is not there, and a folder', () => {
    for (const at of [path.join(folder, 'none.json'), folder])
      assert.throws(() => readReport(at, fine), /cannot be read: /)
  })

  it('gives a report without reasons that every format can show', async () => {
    const {frameworks, ...rest} = decidedReport()
    const silent = {
      ...rest,
      frameworks: frameworks.map(framework => ({
        ...framework,
        controls: framework.controls.map(({reason, ...control}) => reason && control),
      })),
    }
    const saved = readReport(file(JSON.stringify(silent)), fine)
    assert.ok('report' in saved)
    for (const format of textFormats)
      assert.doesNotMatch(await rendered(format, saved.report, {view: 'matrix'}), /undefined/, format)
    assert.ok(
      'report' in
        readReport(file(JSON.stringify({...emptyReport(), exit: {code: 3, reason: 'nothing could be judged'}})), fine),
    )
  })
})

describe('a report whose exit code is another', () => {
  it('is refused as damaged', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'report-'))
    const at = path.join(folder, 'report.json')
    const report = decidedReport()
    assert.ok(
      report.observations.some(({controls, verdict, waiver}) => verdict === 'fail' && controls.length > 0 && !waiver),
    )
    writeFileSync(at, JSON.stringify({...report, exit: {code: 0, reason: 'no failure of severity low or worse'}}))
    assert.throws(
      () => readReport(at, fine),
      (error: unknown) =>
        error instanceof UserError &&
        /report\.json is damaged: it says that the run exited with 0, but \S+ fails for /.test(error.message),
    )
    rmSync(folder, {recursive: true})
  })
})
