import type {ControlResult, FrameworkResult} from '../../model/report.js'

import {nistRelations} from '../text/nist.js'

/** How OSCAL names a control, and what is assessed of it. */
export interface ControlIds {
  readonly control: string
  readonly objective: string
}

/** The id of a control of NIST SP 800-53 in NIST's catalog: `AC-2 (1)` is ac-2.1. */
export const nistCatalogId = (id: string): string => id.toLowerCase().replaceAll(/\s*\(([^()]*)\)/g, '.$1')

/**
 * Whether a control is one of NIST's catalog: it has a number of SP 800-53, and its framework means that control by it,
 * as the baselines of SP 800-53 and CJIS do. What CJIS numbers alike and NIST doesn't know isn't.
 */
export const isNistControl = (framework: FrameworkResult, control: ControlResult): boolean =>
  /^[A-Z]{2}-[1-9]\d*(?: \([1-9]\d*\))?$/.test(control.id) &&
  nistRelations(framework, control).some(([id]) => id === control.id)

/**
 * The ids of a framework's controls as unique tokens. Those of SP 800-53 have their ids in NIST's catalog, ac-2.3 with
 * the objective ac-2.3_obj. The others have no catalog: theirs begin with the framework, as in `hipaa_164.308.a.1`.
 */
export function controlIds(framework: FrameworkResult): ReadonlyMap<string, ControlIds> {
  const occurrences = new Map<string, number>()
  return new Map(
    framework.controls.map(control => {
      const {id} = control
      if (isNistControl(framework, control)) {
        const catalogId = nistCatalogId(id)
        return [id, {control: catalogId, objective: `${catalogId}_obj`}]
      }

      const token = tokenText(`${framework.id}_${id}`)
      const count = (occurrences.get(token) ?? 0) + 1
      occurrences.set(token, count)
      const unique = count === 1 ? token : `${token}_${count}`
      return [id, {control: unique, objective: unique}]
    }),
  )
}

/** What NIST's schema doesn't allow in a token, and the letters and digits that XML doesn't allow in a name. */
const notInToken = /[^\p{L}\p{N}.\-_]|[\u{80}-\u{BF}\u{2190}-\u{2BFF}\u{10000}-\u{10FFFF}]/gu

/** The letters, digits and marks of an id that a token may have. */
function tokenText(id: string): string {
  const dotted = id.replaceAll(/\s*\(\s*([^()]*?)\s*\)/g, '.$1').replaceAll(notInToken, '_')
  return /^[\p{L}_]/u.test(dotted) ? dotted : `_${dotted}`
}
