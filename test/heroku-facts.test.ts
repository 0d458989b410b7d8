import assert from 'node:assert/strict'
import {existsSync, readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

import type {HerokuFact} from '../tools/heroku-facts.js'

import {addDays, isCalendarDate, isoDate} from '../src/foundation/date.js'
import {daysOfGrace, overdueFacts, readHerokuFacts} from '../tools/heroku-facts.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
const catalog = path.join(root, 'src/catalog')
const facts = readHerokuFacts()

const aboutHeroku =
  /Heroku|Salesforce|Shield|Private Space|Key-Value|Postgres|Dashboard|\b(?:Fir|HDS)\b|ISMAP|Enterprise|stack/i
const dated = /\b202[2-9]\b/

/** Dated texts with Heroku's name in them that state nothing about Heroku, each with the reason. */
const notAboutHeroku: ReadonlyArray<readonly [text: RegExp, reason: string]> = [
  [/27001-2022/, 'the id of a framework'],
  [/(?:27001:|edition )2022|2022 edition/, 'the edition of a standard that a certificate must be for'],
  [/adequacy decision of 10 July 2023/, 'a decision of the European Commission'],
]

/** Keys of the catalog whose values are ids, links or the words of a source; ends of life have sources of their own. */
const skippedKeys = new Set(['enforcedFrom', 'id', 'quote', 'url'])

interface Dated {
  readonly date: string
  readonly title: string
}

const isDatedTitle = (value: object): value is Dated =>
  'date' in value && 'title' in value && typeof value.date === 'string' && typeof value.title === 'string'

/** The sentences in a JSON value; a source is one sentence with its date. */
function sentencesIn(value: unknown): string[] {
  if (typeof value === 'string') return value.split(/(?<=[.:;]) /)
  if (typeof value !== 'object' || value === null) return []
  const own = isDatedTitle(value) ? [`${value.title}, ${value.date}`] : []
  return [...own, ...Object.entries(value).flatMap(([key, item]) => (skippedKeys.has(key) ? [] : sentencesIn(item)))]
}

const sentencesOfCatalog = readdirSync(catalog, {encoding: 'utf8', recursive: true})
  .filter(file => file.endsWith('.json') && !/^(?:end-of-life|schema)\b/.test(file))
  .flatMap(file => sentencesIn(JSON.parse(readFileSync(path.join(catalog, file), 'utf8'))).map(text => ({file, text})))

const phrases = facts.flatMap(({said = []}) => said)
const isCovered = (text: string): boolean =>
  phrases.some(phrase => text.includes(phrase)) || notAboutHeroku.some(([exception]) => exception.test(text))
const isDatedStatement = (text: string): boolean => dated.test(text) && aboutHeroku.test(text)

const example: HerokuFact = {
  checkAgain: '2027-02-28',
  fact: 'Backups are stored in the United States.',
  id: 'backups',
  readOn: '2026-11-30',
  source: {date: '2026-03-31', title: 'Backups, Heroku Dev Center', url: 'https://devcenter.heroku.com'},
  usedIn: ['src/catalog/checks'],
}

/** The last day of a date, which may lack day or month. */
const lastDayOf = (date: string): string => (date.length === 10 ? date : `${date}-31`)

describe('facts about Heroku', () => {
  it('are checked again in time', () => {
    assert.deepEqual(overdueFacts(facts, isoDate(Date.now())), [])
  })

  it('may wait for 30 days after their date', () => {
    assert.equal(daysOfGrace, 30)
    assert.deepEqual(overdueFacts([example], addDays(example.checkAgain, 30)), [])
  })

  it('fail on day 31, saying what to check, where, and what to correct', () => {
    assert.deepEqual(overdueFacts([example], addDays(example.checkAgain, 31)), [
      'backups was to be checked by 2027-02-28. Check whether this is still true: Backups are stored in the United ' +
        'States. Source: Backups, Heroku Dev Center, 2026-03-31, https://devcenter.heroku.com. Then update ' +
        'tools/heroku-facts.json, run npm run docs, and correct what relies on it: src/catalog/checks.',
    ])
  })

  it('have ids in order, without a double', () => {
    const ids = facts.map(({id}) => id)
    assert.ok(ids.length > 20)
    assert.deepEqual(ids, [...new Set(ids)].sort())
  })

  for (const {checkAgain, fact, id, readOn, source, usedIn} of facts)
    it(`have every column, with dates in order: ${id}`, () => {
      assert.match(fact, /^[^|]+\.$/)
      assert.match(source.title, /^[^|[\]]+$/)
      assert.ok(source.url ?? source.date, 'a source needs a link or a date')
      if (source.url !== undefined) assert.ok(URL.canParse(source.url) && source.url.startsWith('https://'))
      assert.ok(isCalendarDate(readOn) && isCalendarDate(checkAgain))
      assert.ok(readOn < checkAgain && checkAgain <= addDays(readOn, 366))
      if (source.date !== undefined) {
        assert.match(source.date, /^\d{4}-\d{2}(?:-\d{2})?$/)
        assert.ok(source.date <= readOn && lastDayOf(source.date) <= addDays(readOn, 31))
      }

      assert.ok(usedIn.length > 0)
      for (const file of usedIn) assert.ok(existsSync(path.join(root, file)), file)
    })

  it('stand for each table of ends of life, read no earlier than its oldest row', () => {
    for (const table of readdirSync(path.join(catalog, 'end-of-life'))) {
      const file = `src/catalog/end-of-life/${table}`
      const rows = JSON.parse(readFileSync(path.join(root, file), 'utf8')) as Array<{readonly checkedOn: string}>
      const oldest = rows.map(({checkedOn}) => checkedOn).sort()[0] ?? ''
      assert.ok(
        facts.some(({readOn, usedIn}) => usedIn.includes(file) && readOn <= oldest),
        file,
      )
    }
  })

  it('cover every dated statement about Heroku in the catalog', () => {
    assert.deepEqual(
      sentencesOfCatalog.filter(({text}) => isDatedStatement(text) && !isCovered(text)),
      [],
    )
  })

  it('notice a dated statement that no fact covers', () => {
    const text = 'Since June 2026, Heroku stores backups in Canada.'
    assert.ok(isDatedStatement(text) && !isCovered(text))
  })

  it('have no phrase and no exception that the catalog no longer uses', () => {
    const texts = sentencesOfCatalog.map(({text}) => text).filter(text => isDatedStatement(text))
    assert.deepEqual(
      phrases.filter(phrase => !texts.some(text => text.includes(phrase))),
      [],
    )
    assert.deepEqual(
      notAboutHeroku.filter(([exception]) => !texts.some(text => exception.test(text))),
      [],
    )
  })
})
