/** An answer counts for a month, a quarter, half a year or a year. */
export const allowedAnswerDays: readonly number[] = [31, 92, 184, 366]

const longest = 366
const unitDays: Readonly<Record<string, number>> = {
  day: 1,
  fortnight: 14,
  'half-year': 184,
  month: 30.67,
  quarter: 92,
  week: 7,
  year: 365.25,
}
const adverbDays: Readonly<Record<string, number>> = {
  annual: longest,
  biannual: 184,
  biweekly: 14,
  daily: 1,
  fortnightly: 14,
  'half-yearly': 184,
  monthly: 31,
  nightly: 1,
  quarterly: 92,
  'semi-annual': 184,
  semiannual: 184,
  weekly: 7,
  yearly: longest,
}
const numberWords = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']
const timesWords = ['once', 'twice', 'three times', 'four times']

const number = `(?:(?<count>\\d+|${numberWords.join('|')}|other|half)[- ])?`
const unit = `(?:(?:business|calendar|full|working)[- ])?(?<unit>${Object.keys(unitDays).join('|')})s?\\b`
const limit = '(?:(?:at most|fewer than|less than|no more than|not more than|up to) )?'

/** How a question says that something is done again and again, or was done lately. */
const periodPatterns: readonly RegExp[] = [
  `\\b(?<adverb>${Object.keys(adverbDays).join('|')})(?:ly)?\\b`,
  `\\b(?:each|every) ${number}${unit}`,
  `\\b(?<times>${timesWords.join('|')}) (?:a|each|every|in a|per|within a) ${number}${unit}`,
  `\\b(?:during|in|over|within) the (?:last|past|preceding|previous) ${number}${unit}`,
  `\\bthe (?:current|present) ${unit}`,
  `\\bthis ${unit}`,
  `\\b(?:less|no more|not more) than (?:a |an )?${number}${unit} ago\\b`,
  `\\b(?:fewer than|less than|no more than|no older than|younger than) ${number}${unit} old\\b`,
  `\\bat intervals of ${limit}${number}${unit}`,
  `\\bat ${number}${unit} intervals\\b`,
  `\\bper (?!cent)${unit}`,
].map(source => new RegExp(source, 'gi'))

function countOf(text = 'one'): number {
  if (text === 'other') return 2
  if (text === 'half') return 0.5
  return /^\d+$/.test(text) ? Number(text) : numberWords.indexOf(text) + 1
}

function daysOf({adverb, count, times, unit: name = ''}: Readonly<Record<string, string | undefined>>): number {
  if (adverb !== undefined) return adverbDays[adverb.toLowerCase()] ?? longest
  const occasions = times === undefined ? 1 : timesWords.indexOf(times.toLowerCase()) + 1
  return ((unitDays[name.toLowerCase()] ?? longest) * countOf(count?.toLowerCase())) / occasions
}

/**
 * The periods that a question names, in days. A deadline ("within 24 hours of discovery"), a time to keep something
 * ("kept for a year") and an interval of hours, which a system keeps by itself, aren't periods.
 */
export const periodsNamed = (question: string): number[] =>
  periodPatterns.flatMap(pattern => [...question.matchAll(pattern)].map(match => daysOf(match.groups ?? {})))

/** A period shorter than this is a routine, which nobody confirms each time. */
const routineDays = 28
/** 90 days and a quarter are the same to whoever asks. */
const slackDays = 4

/** The longest that an answer may count where something has to be done again after so many days. */
export function longestAnswerDays(days: number): number {
  if (days < routineDays) return 92
  return allowedAnswerDays.findLast(allowed => allowed <= days + slackDays) ?? 31
}

const asking = '(?:Is|Are|Do|Does|Did|Was|Were|Has|Have|Can|Must)'
const condition = '(?:After|As|At|Before|Besides|By|For|From|If|In|On|Under|When|Where|Wherever|While|Within)'
const yesOrNo = [
  new RegExp(`^${asking}\\b`),
  new RegExp(`^${condition}\\b[^?]*?, (?:for [^,?]*, )?${asking.toLowerCase()}\\b`),
]
const negation = "(?:\\b(?:neither|never|no|nobody|none|not|nothing)\\b|n't\\b)"
const secondNegation = "(?:\\b(?:never|no|nobody|not|nothing|unless|without)\\b|n't\\b)"
const doubleNegative = new RegExp(`${negation}[^,;:?]*?${secondNegation}`, 'i')
const maxWords = 60

/** What keeps a question from being answered with yes or no at first reading. */
export function wordingProblems(question: string): string[] {
  const problems: ReadonlyArray<readonly [boolean, string]> = [
    [!/^[^?]+\?$/.test(question), "isn't one sentence that ends with a question mark"],
    [!yesOrNo.some(start => start.test(question)), "isn't answered by yes or no"],
    [question.split(/\s+/).length > maxWords, `has more than ${maxWords} words`],
    [/\band\/or\b/i.test(question), 'says and/or'],
    [doubleNegative.test(question), 'has a double negative'],
  ]
  return problems.flatMap(([isProblem, problem]) => (isProblem ? [problem] : []))
}
