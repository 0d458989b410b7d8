type Rule = readonly [RegExp, string]

/** Tried in order; the first that matches turns a true title into its opposite. */
const rules: readonly Rule[] = [
  [/^only allowed (.+) can /, '$1 that are not allowed can '],
  [/^(all|every|only) /, 'not $1 '],
  [/^at least (\w+) /, 'fewer than $1 '],
  [/ has at most (\w+) /, ' has more than $1 '],
  [/ has (\d+ \w+) left or more$/, ' has less than $1 left'],
  [/ (is|are|was|were|may) (?:no|not) /, ' $1 '],
  [/ do not /, ' '],
  [/ does not (\w+)/, ' $1s'],
  [/ (is|are|was|were|has been|may|must) /, ' $1 not '],
  [/ can /, ' cannot '],
  [/ has /, ' does not have '],
  [/ have /, ' do not have '],
  [/ goes /, ' does not go '],
  [/ (belong|claim|come|cover|lead|name|prefer|refuse|restrict|run|serve|sign|stay|use)s /, ' does not $1 '],
  [/ (call|come|expire|go|leave|run|serve|share|stay|use) /, ' do not $1 '],
  [/ logs /, ' does not log '],
]

/** What is wrong where the title of a check is not true. A title that has no simple opposite is said to be not so. */
export function negation(title: string): string {
  if (/ and |^no |^nobody |^nothing /.test(title)) return `not so: ${title}`
  const rule = rules.find(([pattern]) => pattern.test(title))
  return rule ? title.replace(rule[0], rule[1]) : `not so: ${title}`
}
