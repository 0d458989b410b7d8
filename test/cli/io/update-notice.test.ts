import assert from 'node:assert/strict'
import {mkdtempSync, rmSync, statSync, utimesSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import type {Format} from '../../../src/report/formats.js'
import type {ComplianceCommand} from '../../../src/cli/io/base-command.js'

import {readFactsDue} from '../../../src/catalog/catalog.js'
import {isFirstToday, isReadByPerson, printUpdateNotice, updateNotice} from '../../../src/cli/io/update-notice.js'
import {factsDue} from '../../../tools/heroku-facts.js'

const due = {checkAgain: '2027-02-28', outdatedAfter: '2027-03-30'}

describe('update-notice', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'update-notice-'))
  })
  afterEach(() => rmSync(folder, {recursive: true}))

  it('speaks once the first fact about Heroku is overdue, and not a day sooner', () => {
    assert.equal(updateNotice(due, '0.1.0', Date.parse('2027-03-30T23:59:59Z')), undefined)
    assert.equal(
      updateNotice(due, '0.1.0', Date.parse('2027-03-31T00:00:00Z')),
      'Facts about Heroku in this version (0.1.0) were to be checked again by 2027-02-28; ' +
        'heroku plugins:update installs a newer version, if there is one.',
    )
  })

  it('takes the date of the fact that is due first', () => {
    assert.deepEqual(factsDue([{checkAgain: '2027-11-30'}, {checkAgain: '2027-02-28'}]), due)
    assert.match(readFactsDue().checkAgain, /^\d{4}-\d{2}-\d{2}$/)
    assert.ok(readFactsDue().checkAgain < readFactsDue().outdatedAfter)
  })

  it('speaks to people alone: both streams are a terminal, and nothing says CI', () => {
    const [terminal, pipe] = [{isTTY: true}, {}]
    assert.equal(isReadByPerson({}, [terminal, terminal]), true)
    assert.equal(isReadByPerson({CI: 'true'}, [terminal, terminal]), false)
    assert.equal(isReadByPerson({}, [pipe, terminal]), false)
    assert.equal(isReadByPerson({}, [terminal, pipe]), false)
  })

  it('speaks at most once a day, whatever the clock did', () => {
    const marker = path.join(folder, 'cache', 'update-notice')
    const now = Date.now()
    assert.equal(isFirstToday(marker, now), true)
    assert.equal(isFirstToday(marker, now + 60_000), false)
    utimesSync(marker, new Date(now - 86_400_000), new Date(now - 86_400_000))
    assert.equal(isFirstToday(marker, now), true)
    utimesSync(marker, new Date(now + 86_400_000), new Date(now + 86_400_000))
    assert.equal(isFirstToday(marker, now), true)
    assert.ok(statSync(marker).isFile())
  })

  it('is silent where it could not note that it spoke', () => {
    writeFileSync(path.join(folder, 'cache'), 'a file, no folder')
    assert.equal(isFirstToday(path.join(folder, 'cache', 'update-notice'), Date.now()), false)
  })

  describe('of a command', () => {
    const [isTTY, {CI}] = [[process.stdout.isTTY, process.stderr.isTTY], process.env]
    const realNow = Date.now
    afterEach(() => {
      Object.assign(process.stdout, {isTTY: isTTY[0]})
      Object.assign(process.stderr, {isTTY: isTTY[1]})
      Date.now = realNow
      if (CI !== undefined) process.env['CI'] = CI
    })

    interface Circumstances {
      readonly format?: Format
      readonly isSkipped?: boolean
      readonly isTerminal?: boolean
      readonly now?: string
    }

    function messages({
      format = 'terminal',
      isSkipped = false,
      isTerminal = true,
      now = '2099-01-01T00:00:00Z',
    }: Circumstances = {}): string[] {
      const printed: string[] = []
      for (const stream of [process.stdout, process.stderr]) Object.assign(stream, {isTTY: isTerminal})
      delete process.env['CI']
      Date.now = () => Date.parse(now)
      const command = {
        config: {cacheDir: folder, scopedEnvVarTrue: (name: string) => isSkipped && name === 'SKIP_NEW_VERSION_CHECK'},
        printMessage: (line: string) => printed.push(line),
        version: '0.1.0',
      }
      printUpdateNotice(command as unknown as ComplianceCommand, format)
      return printed
    }

    it('is one line, under the switch by which the host is silenced, too', () => {
      assert.deepEqual(messages({isSkipped: true}), [])
      assert.deepEqual(messages({isTerminal: false}), [])
      assert.deepEqual(messages({format: 'json'}), [])
      assert.deepEqual(messages({now: '2026-12-01T00:00:00Z'}), [])
      assert.equal(messages().length, 1)
    })
  })
})
