const newline = 10

/** The line, counted from 1, from which two texts are not the same. */
export function firstDifference(one: Iterable<Uint8Array>, other: Iterable<Uint8Array>): number {
  const [a, b] = [bytes(one), bytes(other)]
  let line = 1
  for (;;) {
    const [left, right] = [a.next(), b.next()]
    if (left.done || right.done || left.value !== right.value) return line
    if (left.value === newline) line++
  }
}

function* bytes(pieces: Iterable<Uint8Array>): Generator<number, undefined> {
  for (const piece of pieces) yield* piece
  return undefined
}
