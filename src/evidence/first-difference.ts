const newline = 10

/** The line, counted from 1, from which two texts are not the same. */
export function firstDifferingLine(before: Iterable<Uint8Array>, after: Iterable<Uint8Array>): number {
  const [a, b] = [bytesIn(before), bytesIn(after)]
  let line = 1
  for (;;) {
    const [left, right] = [a.next(), b.next()]
    if (left.done || right.done || left.value !== right.value) return line
    if (left.value === newline) line++
  }
}

function* bytesIn(chunks: Iterable<Uint8Array>): Generator<number, undefined> {
  for (const chunk of chunks) yield* chunk
  return undefined
}
