/** Whether all of `name` matches one of the globs, in which only `*` is special; case is ignored. */
export function matchesGlob(name: string, globs: readonly string[]): boolean {
  const lowerName = name.toLowerCase()
  return globs.some(glob => matches(lowerName, glob.toLowerCase()))
}

/** Takes time linear in the length of both, whatever the glob. */
function matches(name: string, glob: string): boolean {
  const [head, ...segments] = glob.split('*') as [string, ...string[]]
  const tail = segments.pop()
  if (tail === undefined) return name === glob
  if (!name.startsWith(head) || !name.endsWith(tail)) return false
  let position = head.length
  for (const segment of segments) {
    const index = name.indexOf(segment, position)
    if (index === -1) return false
    position = index + segment.length
  }

  // The tail must not overlap what the head and the segments matched.
  return position <= name.length - tail.length
}
