const maxSteps = 1000
const maxUnsafePatterns = 10

/**
 * Finds out why a regular expression could take too long on a text that is made for it (ReDoS); undefined if it can't.
 * Unsafe patterns are slow to detect: after ten of them, all others are refused unchecked.
 */
export async function createRedosDetector(): Promise<(pattern: string) => string | undefined> {
  // The bundle has only the default export of a CommonJS package.
  const {
    default: {isSafePattern},
  } = await import('redos-detector')
  const cache = new Map<string, string | undefined>()
  let remaining = maxUnsafePatterns

  function findReason(pattern: string): string | undefined {
    if (remaining === 0) return 'is not checked: too many patterns of this file could backtrack without end'
    try {
      if (isSafePattern(pattern, {maxSteps, unicode: true}).safe) return undefined
    } catch {
      return (
        "can't be proven safe from catastrophic backtracking; " +
        'write it without named groups, modifiers and the like'
      )
    }

    remaining -= 1
    return (
      'could backtrack without end: one text can match it in very many ways; ' +
      'start it with ^, and let no two adjacent repetitions match the same text'
    )
  }

  return pattern => {
    if (!cache.has(pattern)) cache.set(pattern, findReason(pattern))
    return cache.get(pattern)
  }
}
