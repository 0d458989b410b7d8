import type {FrameworkResult} from '../../model/report.js'

/** The ids of the controls of a framework as OSCAL writes ids, each of them once: `AC-2 (3)` is `cjis-6.0_AC-2.3`. */
export function tokens({controls, id: framework}: FrameworkResult): ReadonlyMap<string, string> {
  const met = new Map<string, number>()
  return new Map(
    controls.map(({id}) => {
      const token = `${worded(framework)}_${worded(id)}`
      const times = (met.get(token) ?? 0) + 1
      met.set(token, times)
      return [id, times === 1 ? token : `${token}_${times}`]
    }),
  )
}

/** The letters, digits and marks that a token may have. */
function worded(id: string): string {
  const dotted = id.replaceAll(/\s*\(\s*([^()]*?)\s*\)/g, '.$1').replaceAll(/[^\p{L}\p{N}.\-_]/gu, '_')
  return /^[\p{L}_]/u.test(dotted) ? dotted : `_${dotted}`
}
