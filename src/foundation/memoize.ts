/** Computes once for each key. */
export function remembered<A extends readonly unknown[], T>(
  compute: (...args: A) => T,
  keyOf: (...args: A) => unknown,
): (...args: A) => T {
  const known = new Map<unknown, T>()
  return (...args) => {
    const key = keyOf(...args)
    const found = known.get(key) ?? compute(...args)
    known.set(key, found)
    return found
  }
}
