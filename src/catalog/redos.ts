const mostSteps = 1000
const mostTried = 10

/**
 * Says why a pattern could take too long on a text made for it, if it could. After so many patterns that could, and
 * that take long to be found out, all others are refused unseen.
 */
export async function runawayFinder(): Promise<(pattern: string) => string | undefined> {
  // The bundle has of a CommonJS package its default alone.
  const {
    default: {isSafePattern},
  } = await import('redos-detector')
  const known = new Map<string, string | undefined>()
  let left = mostTried

  function judged(pattern: string): string | undefined {
    if (left === 0) return 'is one of too many patterns that could run away'
    try {
      if (isSafePattern(pattern, {maxSteps: mostSteps, unicode: true}).safe) return undefined
    } catch {
      return 'is a pattern that cannot be proved not to run away; write it without named groups, modifiers and the like'
    }

    left -= 1
    return 'could run away: one text can match it in very many ways; begin it with ^, and let no two repetitions that follow each other match the same'
  }

  return pattern => {
    if (!known.has(pattern)) known.set(pattern, judged(pattern))
    return known.get(pattern)
  }
}
