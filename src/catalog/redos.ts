const maxSteps = 1000
const maxUnsafePatterns = 10

/**
 * Says why a pattern could take too long on a text made for it, if it could. After so many patterns that could, and
 * that take long to be found out, all others are refused unseen.
 */
export async function createRedosDetector(): Promise<(pattern: string) => string | undefined> {
  // The bundle has of a CommonJS package its default alone.
  const {
    default: {isSafePattern},
  } = await import('redos-detector')
  const cache = new Map<string, string | undefined>()
  let remaining = maxUnsafePatterns

  function findReason(pattern: string): string | undefined {
    if (remaining === 0) return 'is one of too many patterns that could run away'
    try {
      if (isSafePattern(pattern, {maxSteps, unicode: true}).safe) return undefined
    } catch {
      return 'is a pattern that cannot be proved not to run away; write it without named groups, modifiers and the like'
    }

    remaining -= 1
    return 'could run away: one text can match it in very many ways; begin it with ^, and let no two repetitions that follow each other match the same'
  }

  return pattern => {
    if (!cache.has(pattern)) cache.set(pattern, findReason(pattern))
    return cache.get(pattern)
  }
}
