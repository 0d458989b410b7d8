import type {AssessOptions} from '../../assess/assessment-context.js'
import type {Catalog} from '../../catalog/catalog.js'
import type {Report} from '../../model/report.js'
import type {Snapshot} from '../../model/snapshot.js'
import type {ReviewModel} from '../../review/review-model.js'

import {assessByPlace} from '../../assess/assess-by-place.js'
import {otherFrameworks, withAnswersOf} from '../../catalog/catalog.js'
import {emptyPolicy} from '../../model/policy.js'

/**
 * What a review shows of a snapshot under a policy. Its report is what a check by the catalog's frameworks gives,
 * whatever other frameworks' questions the review asks.
 */
export function buildReviewModel(snapshot: Snapshot, catalog: Catalog, options: AssessOptions): ReviewModel {
  const policy = options.policy?.policy ?? emptyPolicy
  const answered = withAnswersOf(catalog, policy)
  const assessment = assessByPlace(snapshot, answered, options)
  const {frameworks} = catalog
  const known = [...frameworks, ...answered.answeredFrameworks]
  return {
    ...assessment,
    checks: catalog.checks,
    frameworks,
    otherFrameworks: [
      ...answered.answeredFrameworks,
      ...otherFrameworks(askedFrameworks(assessment.report), known, policy),
    ],
    policy,
    today: assessment.report.generatedAt.slice(0, 10),
  }
}

/** The frameworks whose questions are asked for open controls. */
const askedFrameworks = ({frameworks}: Report): ReadonlySet<string> =>
  new Set(frameworks.flatMap(({controls}) => controls.flatMap(({askedAs}) => askedAs?.framework ?? [])))
