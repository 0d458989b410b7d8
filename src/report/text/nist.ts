import type {Relation} from '../../model/framework.js'
import type {ControlResult, FrameworkResult} from '../../model/report.js'

import {byCodeUnit} from '../../foundation/collections.js'
import {crosswalkTarget} from '../../model/framework.js'

/** How documents name what the crosswalk leads to. */
export const nistName = 'NIST SP 800-53 Rev. 5'

const isNist = (framework: string): boolean =>
  framework === crosswalkTarget || framework.startsWith(`${crosswalkTarget}-`)

/**
 * The controls of NIST SP 800-53 that a control relates to, in NIST's order. A control of SP 800-53 itself, or of a
 * baseline of it, is equal to the one of its number.
 */
export function nistRelations(
  {id: framework}: Pick<FrameworkResult, 'id'>,
  {id, nist = {}}: Pick<ControlResult, 'id' | 'nist'>,
): ReadonlyArray<readonly [id: string, relation: Relation]> {
  const own: Readonly<Record<string, Relation>> = isNist(framework) && /^[A-Z]{2}-\d/.test(id) ? {[id]: 'equal'} : {}
  return Object.entries({...nist, ...own}).sort(([a], [b]) => byNistNumber(a, b))
}

/** The controls of NIST SP 800-53 that those of frameworks relate to, each once, in NIST's order. */
export const nistIds = (frameworks: readonly FrameworkResult[]): string[] =>
  [
    ...new Set(
      frameworks.flatMap(framework =>
        framework.controls.flatMap(control => nistRelations(framework, control).map(([id]) => id)),
      ),
    ),
  ].sort(byNistNumber)

/** `AC-2` before `AC-2 (1)` before `AC-10`. */
const byNistNumber = (a: string, b: string): number => byCodeUnit(padNumbers(a), padNumbers(b)) || byCodeUnit(a, b)

const padNumbers = (id: string): string => id.replaceAll(/\d+/g, digits => digits.padStart(4, '0'))
