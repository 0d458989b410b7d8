import type {Diff, SideName} from '../model/comparison.js'
import type {Report} from '../model/report.js'

import {isWorse} from '../model/comparison.js'
import {compare} from './compare.js'

/** The document on two reports. */
export function diff(before: Report, after: Report, version: string): Diff {
  const comparison = compare(before, after)
  return {diffVersion: 1, tool: {name: 'heroku-compliance', version}, before: nameOf(before), after: nameOf(after), worse: isWorse(comparison), ...comparison}
}

const nameOf = ({frameworks, generatedAt, policy, scope, snapshot, tool}: Report): SideName =>
  ({frameworks: frameworks.map(({id, title, version}) => ({id, title, version})), generatedAt, ...(policy ? {policy} : {}), scope, snapshot, tool})
