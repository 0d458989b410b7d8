const string = String.raw`"(?:[^"\\\u0000-\u001F]|\\.)*"`
const number = String.raw`-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?`
const jsonToken = new RegExp(String.raw`\s*(?:[[\]{},:]|${string}|${number}|true|false|null)|\s+$`, 'y')

/** Why a text isn't valid JSON, and at which offset; undefined if it is. */
export function jsonError(text: string): undefined | {readonly offset: number; readonly reason: string} {
  try {
    JSON.parse(text)
    return undefined
  } catch (error) {
    const {message} = error as Error
    return {
      offset: errorOffset(text, message),
      reason: message.replace(/, [^]* is not valid JSON$|(?: in JSON)? at position [^]*$/, ''),
    }
  }
}

/** Where the parser says so; otherwise the first character that isn't part of a JSON token. */
function errorOffset(text: string, message: string): number {
  const statedOffset = /at position (\d+)/.exec(message)?.[1]
  if (statedOffset !== undefined) return Number(statedOffset)
  let offset = 0
  for (jsonToken.lastIndex = 0; jsonToken.test(text);) offset = jsonToken.lastIndex
  return offset + (/^\s*/.exec(text.slice(offset))?.[0].length ?? 0)
}
