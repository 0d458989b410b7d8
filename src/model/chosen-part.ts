import type {Report} from './report.js'

import {distinct} from '../foundation/collections.js'

/** Whether two reports were limited by the same names, in any order and case, or neither of them was. */
export function isSamePart(one: Report['only'], other: Report['only']): boolean {
  if (one === undefined || other === undefined) return one === other
  const [names, otherNames] = [one, other].map(only => distinct(only.map(name => name.toLowerCase())).join('\n'))
  return names === otherNames
}
