import {unsafeInJson} from './text.js'

const escaped = (text: string) => text.split('').map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')

const safeJson = (value: unknown, indent: number): string => JSON.stringify(value, null, indent).replaceAll(unsafeInJson, escaped)

/** JSON as it is printed and saved, in which what could steer a terminal or mislead a reader is escaped. */
export const jsonText = (value: unknown, indent: number): string => `${safeJson(value, indent)}\n`

const long = 1000

/** The long lists in a value, with how often each is there; what a long list itself holds is not looked into. */
function longLists(value: unknown, found: Map<unknown, number>): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (Array.isArray(value) && value.length > long) {
    found.set(value, (found.get(value) ?? 0) + 1)
    return true
  }

  let holds = false
  for (const one of Object.values(value)) holds = longLists(one, found) || holds
  if (holds) found.set(value, 1)
  return holds
}

/**
 * The text of `jsonText`, of an indent of at least 1, in pieces: for what is longer than a string may be. A list that
 * recurs is put into words once.
 */
export function* jsonPieces(value: unknown, indent: number): Generator<string> {
  const lists = new Map<unknown, number>()
  longLists(value, lists)
  // By depth, which is its margin.
  const known: Array<Map<unknown, readonly string[]>> = []

  function* pieces(one: unknown, depth: number): Generator<string> {
    const margin = `\n${' '.repeat(indent * depth)}`
    const inner = `${margin}${' '.repeat(indent)}`
    const times = lists.get(one)
    if (times === undefined) yield safeJson(one, indent).replaceAll('\n', margin)
    else if (!Array.isArray(one)) yield* joined('{', Object.entries(one as object).filter(([, part]) => part !== undefined).map(([key, part]) => [`${safeJson(key, 0)}: `, part] as const), '}')
    else if (one.length <= long) yield* joined('[', one.map(part => ['', part] as const), ']')
    else if (times === 1) yield* slices(one, margin)
    else {
      const here = known[depth] ??= new Map<unknown, readonly string[]>()
      const texts = here.get(one) ?? [...slices(one, margin)]
      here.set(one, texts)
      yield* texts
    }

    function* joined(open: string, parts: ReadonlyArray<readonly [string, unknown]>, close: string): Generator<string> {
      for (const [index, [label, part]] of parts.entries()) {
        yield `${index === 0 ? open : ','}${inner}${label}`
        yield* pieces(part, depth + 1)
      }

      yield `${margin}${close}`
    }
  }

  yield* pieces(value, 0)
  yield '\n'

  function* slices(list: readonly unknown[], margin: string): Generator<string> {
    for (let start = 0; start < list.length; start += long) {
      const text = safeJson(list.slice(start, start + long), indent)
      yield `${start === 0 ? '[' : ','}${text.slice(1, text.lastIndexOf('\n')).replaceAll('\n', margin)}`
    }

    yield `${margin}]`
  }
}
