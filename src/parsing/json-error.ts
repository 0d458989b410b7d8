// eslint-disable-next-line no-control-regex -- these may not be in a string of JSON
const token = /\s*(?:[[\]{},:]|"(?:[^"\\\u0000-\u001F]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)|\s+$/y

/** What is wrong with a text that is no JSON, and at which offset; undefined where it is JSON. */
export function jsonError(text: string): undefined | {readonly at: number; readonly what: string} {
  try {
    JSON.parse(text)
    return undefined
  } catch (error) {
    const {message} = error as Error
    return {
      at: place(text, message),
      what: message.replace(/, [^]* is not valid JSON$|(?: in JSON)? at position [^]*$/, ''),
    }
  }
}

/** Where the parser says so; else the first that is no part of JSON. */
function place(text: string, message: string): number {
  const said = /at position (\d+)/.exec(message)?.[1]
  if (said !== undefined) return Number(said)
  let at = 0
  for (token.lastIndex = 0; token.test(text);) at = token.lastIndex
  return at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0)
}
