import type {Diff, Expectations, Released, SideName} from '../model/comparison.js'
import type {Report} from '../model/report.js'

import {isWorse} from '../model/comparison.js'
import {compare} from './compare.js'
import {withDeeds} from './releases.js'

/**
 * The document on two reports.
 *
 * @param released the releases of each app since the older one, where they are known
 */
export function diff(
  before: Report,
  after: Report,
  version: string,
  expectations: Expectations,
  released?: ReadonlyMap<string, Released>,
): Diff {
  const plain = compare(before, after, expectations)
  const comparison = released ? withDeeds(plain, released) : plain
  return {
    diffVersion: 1,
    tool: {name: 'heroku-compliance', version},
    before: nameOf(before),
    after: nameOf(after),
    worse: isWorse(comparison),
    ...comparison,
  }
}

const nameOf = ({frameworks, generatedAt, policy, scope, snapshot, tool}: Report): SideName => ({
  frameworks: frameworks.map(({id, title, version}) => ({id, title, version})),
  generatedAt,
  ...(policy ? {policy} : {}),
  scope,
  snapshot,
  tool,
})
