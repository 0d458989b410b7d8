import type {Diff, Expectations, AppReleases, ComparedReport} from '../model/comparison.js'
import type {Report} from '../model/report.js'

import {isWorse} from '../model/comparison.js'
import {compareReports} from './compare.js'
import {withReleases} from './releases.js'

/**
 * The document that compares two reports.
 *
 * @param releasesByApp the releases of each app since the older report, where they are known
 */
export function diffReports(
  before: Report,
  after: Report,
  version: string,
  expectations: Expectations,
  releasesByApp?: ReadonlyMap<string, AppReleases>,
): Diff {
  const withoutReleases = compareReports(before, after, expectations)
  const comparison = releasesByApp ? withReleases(withoutReleases, releasesByApp) : withoutReleases
  return {
    diffVersion: 1,
    tool: {name: 'heroku-compliance', version},
    before: comparedReport(before),
    after: comparedReport(after),
    worse: isWorse(comparison),
    ...comparison,
  }
}

/** A report without its results. */
export const comparedReport = ({
  frameworks,
  generatedAt,
  only,
  policy,
  scope,
  snapshot,
  tool,
}: Report): ComparedReport => ({
  frameworks: frameworks.map(({id, title, version}) => ({id, title, version})),
  generatedAt,
  ...(policy ? {policy} : {}),
  scope,
  ...(only ? {only} : {}),
  snapshot,
  tool,
})
