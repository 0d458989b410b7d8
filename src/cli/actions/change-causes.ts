import type {ChangeAssessment} from '../../changes/assess-change.js'
import type {ObservationChange} from '../../model/comparison.js'

import {changeKey} from '../../changes/change-document.js'

/** With more commands, assessing one after the other takes too long. */
const mostCommands = 20

/**
 * Finds the first of several commands after which a check fails.
 *
 * @param assessFirst assesses the first so many of them
 */
export function causeFinder(
  whole: ChangeAssessment,
  commands: number,
  assessFirst: (count: number) => ChangeAssessment,
): (change: ObservationChange) => number | undefined {
  const causes = new Map<string, number>()
  if (whole.isWorse && commands > 1 && commands <= mostCommands)
    for (let count = 1; count <= commands; count++) {
      const {comparison} = count === commands ? whole : assessFirst(count)
      for (const change of [...comparison.newlyFailing, ...comparison.worsened])
        if (!causes.has(changeKey(change))) causes.set(changeKey(change), count)
    }
  return change => causes.get(changeKey(change))
}
