/** Whether `name` as a whole matches one of the globs, in which only `*` is special; letter case is ignored. */
export function matchesGlob(name: string, globs: readonly string[]): boolean {
  const own = name.toLowerCase()
  return globs.some(glob => matches(own, glob.toLowerCase()))
}

/** Linear in the length of both, whatever the pattern. */
function matches(name: string, glob: string): boolean {
  const [head, ...rest] = glob.split('*') as [string, ...string[]]
  const tail = rest.pop()
  if (tail === undefined) return name === glob
  if (!name.startsWith(head) || !name.endsWith(tail)) return false
  let at = head.length
  for (const part of rest) {
    const found = name.indexOf(part, at)
    if (found === -1) return false
    at = found + part.length
  }

  // What the head and the parts match, the tail can't match again.
  return at <= name.length - tail.length
}
