/** A function that computes its result once for each key; undefined results are computed again. */
export function memoize<A extends readonly unknown[], T>(
  compute: (...args: A) => T,
  keyOf: (...args: A) => unknown,
): (...args: A) => T {
  const cache = new Map<unknown, T>()
  return (...args) => {
    const key = keyOf(...args)
    const result = cache.get(key) ?? compute(...args)
    cache.set(key, result)
    return result
  }
}
