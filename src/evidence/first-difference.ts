const newline = 10

/** The first line, counted from 1, in which two texts differ; the one after the last if they are equal. */
export async function firstDifferingLine(
  before: AsyncIterable<Uint8Array>,
  after: Iterable<Uint8Array>,
): Promise<number> {
  const expected = bytesIn(after)
  let line = 1
  for await (const chunk of before)
    for (const byte of chunk) {
      const {done, value} = expected.next()
      if (done || value !== byte) return line
      if (byte === newline) line++
    }

  return line
}

function* bytesIn(chunks: Iterable<Uint8Array>): Generator<number, undefined> {
  for (const chunk of chunks) yield* chunk
  return undefined
}
