import type {FrameworkResult} from '../../model/report.js'

/** The ids of a framework's controls as unique OSCAL tokens: `AC-2 (3)` becomes `cjis-6.0_AC-2.3`. */
export function controlTokens({controls, id: framework}: FrameworkResult): ReadonlyMap<string, string> {
  const occurrences = new Map<string, number>()
  return new Map(
    controls.map(({id}) => {
      const token = `${tokenText(framework)}_${tokenText(id)}`
      const count = (occurrences.get(token) ?? 0) + 1
      occurrences.set(token, count)
      return [id, count === 1 ? token : `${token}_${count}`]
    }),
  )
}

/** The letters, digits and marks that a token may have. */
function tokenText(id: string): string {
  const dotted = id.replaceAll(/\s*\(\s*([^()]*?)\s*\)/g, '.$1').replaceAll(/[^\p{L}\p{N}.\-_]/gu, '_')
  return /^[\p{L}_]/u.test(dotted) ? dotted : `_${dotted}`
}
