import type {Page} from './page.js'

import {byCodeUnit, groupBy} from '../../foundation/collections.js'
import {decisionText, waiverOf} from '../text/decisions.js'
import {joinParts, paragraph, labeledParagraph} from './page.js'
import {sanitizeForTerminal} from '../text/sanitize.js'
import {displayName, shortList, subjectName, countText} from '../text/labels.js'

/** What a waiver covers, and until when: it fails no run, and is no less true. */
export function waivedPart(page: Page): string[] {
  const {paint, report} = page
  const waived = report.observations.flatMap(observation => {
    const waiver = waiverOf(observation)
    return waiver ? [{...observation, waiver}] : []
  })
  if (waived.length === 0) return []
  const groups = [
    ...groupBy(waived, ({check, verdict, waiver}) => JSON.stringify([check, verdict, waiver])).values(),
  ].sort(([a], [b]) => byCodeUnit(a?.waiver.expires ?? '', b?.waiver.expires ?? ''))
  return [
    ...paragraph(page, `${paint.strong('WAIVED:')} ${countText(waived.length, 'observation')}`),
    ...groups.flatMap(observations =>
      observations[0]
        ? [
            ...labeledParagraph(
              page,
              `${paint.unknown('WAIVED')}  ${observations[0].severity}  `,
              `${sanitizeForTerminal(observations[0].check)}: ${shortList(
                observations.map(({subject}) => paint.name(subjectName(subject))),
                8,
              )}`,
            ),
            ...paragraph(page, sanitizeForTerminal(decisionText(observations[0].waiver)), 1),
          ]
        : [],
    ),
  ]
}

/** Where the policy says which apps hold a class of data: who is judged for it and why, and who is not. */
export function scopesPart(page: Page): string[] {
  const {paint, report} = page
  return joinParts(
    report.frameworks.flatMap(({dataClass, inScope, outOfScope, title}) => {
      if (!inScope || !outOfScope) return []
      const appsByPath = [...groupBy(inScope, ({path}) => path)]
      const [first] = outOfScope
      return [
        [
          ...paragraph(
            page,
            `${paint.strong(`IN SCOPE OF ${sanitizeForTerminal(title, 40).toUpperCase()}:`)} ${countText(inScope.length, 'app')} by ${sanitizeForTerminal(dataClass ?? '', 40)} data`,
          ),
          ...appsByPath.flatMap(([path, all]) =>
            paragraph(
              page,
              `${shortList(
                all.map(({app}) => paint.name(displayName(app))),
                8,
              )}: ${sanitizeForTerminal(path)}`,
              1,
            ),
          ),
          ...(first
            ? paragraph(
                page,
                `Out of scope, as ${sanitizeForTerminal(first.by, 80)} declared on ${first.on}: ${shortList(
                  outOfScope.map(({app}) => paint.name(displayName(app))),
                  8,
                )}`,
                1,
              )
            : []),
        ],
      ]
    }),
  )
}

/** What is worse than the report that the run is held to. */
export function baselinePart(page: Page): string[] {
  const {
    paint,
    report: {baseline},
  } = page
  if (!baseline) return []
  const {newlyFailing, worseControls, generatedAt, knownFailures, newlyUnknown, worsened = []} = baseline
  const rows = [
    ...newlyFailing.map(observation => ({...observation, word: paint.fail('NEW FAIL')})),
    ...worsened.map(observation => ({...observation, word: paint.fail('WORSE FAIL')})),
    ...newlyUnknown.map(observation => ({...observation, word: paint.unknown('NEW UNKNOWN')})),
  ]
  const groups = [...groupBy(rows, ({check, word}) => `${word} ${check}`).values()]
  return [
    ...paragraph(
      page,
      `${paint.strong('SINCE THE BASELINE')} of ${generatedAt.slice(0, 10)}: ${countText(newlyFailing.length, 'new failure')}, ${countText(worsened.length, 'failure')} got worse, ${newlyUnknown.length} newly unknown, ${countText(worseControls.length, 'control')} fallen; ${countText(knownFailures, 'failure')} known before`,
    ),
    ...groups.flatMap(observations =>
      observations[0]
        ? labeledParagraph(
            page,
            `${observations[0].word}  ${observations[0].severity}  `,
            `${sanitizeForTerminal(observations[0].check)}: ${shortList(
              observations.map(({subject}) => paint.name(subjectName(subject))),
              8,
            )}`,
          )
        : [],
    ),
    ...(worseControls.length > 0
      ? paragraph(
          page,
          `Fallen: ${shortList(
            worseControls.map(
              ({control, framework, status, was}) =>
                `${sanitizeForTerminal(framework)} ${sanitizeForTerminal(control)} (${was} to ${status})`,
            ),
            8,
          )}`,
        )
      : []),
  ]
}
