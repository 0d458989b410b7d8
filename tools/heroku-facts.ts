import {readFileSync} from 'node:fs'

import type {FactsDue} from '../src/catalog/catalog.js'

import {addDays} from '../src/foundation/date.js'

/** A statement about Heroku that the catalog or the documentation relies on, and that can become outdated. */
export interface HerokuFact {
  readonly checkAgain: string
  readonly fact: string
  readonly id: string
  readonly readOn: string
  /** Phrases by which texts of the catalog state the fact with a date. */
  readonly said?: readonly string[]
  readonly source: {readonly date?: string; readonly title: string; readonly url?: string}
  readonly usedIn: readonly string[]
}

/** Days after the date of a fact on which tests still pass. */
export const daysOfGrace = 30

/** The facts, in the order of their ids. */
export const readHerokuFacts = (): readonly HerokuFact[] =>
  JSON.parse(readFileSync(new URL('../../tools/heroku-facts.json', import.meta.url), 'utf8')) as HerokuFact[]

const sourceText = ({date, title, url}: HerokuFact['source']): string =>
  [title, date, url].filter(part => part !== undefined).join(', ')

/** For each fact that nobody checked in time, given today's ISO date, a sentence that says what to do. */
export const overdueFacts = (facts: readonly HerokuFact[], today: string): string[] =>
  facts
    .filter(({checkAgain}) => today > addDays(checkAgain, daysOfGrace))
    .map(
      ({checkAgain, fact, id, source, usedIn}) =>
        `${id} was to be checked by ${checkAgain}. Check whether this is still true: ${fact} ` +
        `Source: ${sourceText(source)}. Then update tools/heroku-facts.json, ` +
        `run npm run docs, and correct what relies on it: ${usedIn.join(', ')}.`,
    )

/** When a build with these facts becomes outdated: no version is released once the first of them is overdue. */
export function factsDue(facts: ReadonlyArray<Pick<HerokuFact, 'checkAgain'>>): FactsDue {
  const [first = ''] = facts.map(({checkAgain}) => checkAgain).sort()
  return {checkAgain: first, outdatedAfter: addDays(first, daysOfGrace)}
}

const linked = ({date, title, url}: HerokuFact['source']): string => {
  const name = url === undefined ? title : `[${title}](${url})`
  return date === undefined ? name : `${name}, ${date}`
}

/** The rows of the documentation's table. */
export const herokuFactRows = (): string[][] => [
  ['fact', 'source', 'read on', 'check again by', 'used in'],
  ['---', '---', '---', '---', '---'],
  ...readHerokuFacts().map(({checkAgain, fact, readOn, source, usedIn}) => [
    fact,
    linked(source),
    readOn,
    checkAgain,
    usedIn.map(path => `\`${path}\``).join(', '),
  ]),
]
