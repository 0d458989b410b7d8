/** What the parser reports about a text. */
interface YamlFlaw {
  readonly code: string
  readonly message: string
  readonly pos: readonly [number, number]
}

/** Words for what the parser's own say in the language of its specification; the first that matches counts. */
const reasons: ReadonlyArray<readonly [code: string, message: RegExp, reason: string]> = [
  ['BAD_INDENT', /^Flow /, 'a bracket opened before has no end, or its lines are indented less than its key'],
  ['MISSING_CHAR', /closing/, 'a quote opened before has no end'],
  ['MISSING_CHAR', /^Flow |^Expected flow/, 'a bracket opened before has no end'],
  ['MISSING_CHAR', /followed by map values/, 'a key needs a colon and a value after it'],
  ['MISSING_CHAR', /- indicator/, 'an item of the list needs "- " before it'],
  ['MISSING_CHAR', /^Missing ,/, 'a comma is missing between two items'],
  ['MISSING_CHAR', /space after :/, 'a space is missing after the colon'],
  ['MISSING_CHAR', /^Comments/, 'a space is missing before the # of the comment'],
  ['MISSING_CHAR', /^Tags and anchors/, 'a space is missing after the tag or anchor'],
  ['MULTILINE_IMPLICIT_KEY', /./, 'a key must be on one line, with a colon and a space after it'],
  ['BLOCK_AS_IMPLICIT_KEY', /^Nested/, 'a second colon and space in one line: put the value in quotes'],
  ['BLOCK_AS_IMPLICIT_KEY', /./, 'a list must start on a line of its own, below its key'],
  ['BLOCK_IN_FLOW', /./, 'within brackets, use [a, b] and {key: value} rather than lines with - or :'],
  ['BAD_SCALAR_START', /./, 'a value that starts with this character needs quotes'],
  ['BAD_DQ_ESCAPE', /./, 'a backslash that escapes nothing: use single quotes, or write it twice'],
  ['BAD_INDENT', /./, 'the line is indented differently from its neighbors'],
  ['TAB_AS_INDENT', /./, 'lines are indented with a tab: use spaces'],
  ['BAD_ALIAS', /./, 'an alias (*) or anchor (&) has no valid name: put the value in quotes'],
  ['ALIAS_PROPS', /./, 'an alias (*) can have no tag or anchor'],
  ['KEY_OVER_1024_CHARS', /./, 'a key is longer than 1024 characters'],
  ['BAD_DIRECTIVE', /./, 'a line that starts with % needs quotes'],
  ['MULTIPLE_ANCHORS', /./, 'a value can have one anchor (&)'],
  ['MULTIPLE_TAGS', /./, 'a value can have one tag (!)'],
  ['UNEXPECTED_TOKEN', /^Unexpected (?:,|empty item)/, 'there is a comma too many'],
  ['UNEXPECTED_TOKEN', /^Unexpected flow-/, 'there is a bracket too many'],
  ['UNEXPECTED_TOKEN', /header/, 'after | or > the text starts on the next line'],
]

const aliasName = /^Unresolved alias .*: (.*)$/

/** What is wrong in a YAML text, and what would be right. */
export function yamlErrorReason({code, message, pos}: YamlFlaw, text: string): string {
  const alias = aliasName.exec(message)?.[1]
  if (alias !== undefined) return `there is no anchor &${alias} before the alias *${alias}`
  const found = reasons.find(([ofCode, pattern]) => ofCode === code && pattern.test(message))
  if (found) return found[2]
  const excerpt = /^[^\n]{0,30}/.exec(text.slice(pos[0]))?.[0].trim() ?? ''
  return excerpt === '' ? 'it ends too early' : `"${excerpt}" is unexpected here; put it in quotes if it is text`
}
