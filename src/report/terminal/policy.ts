import type {Page} from './page.js'

import {byCodeUnit, grouped} from '../../foundation/collections.js'
import {decisionText, waiverOf} from '../text/decisions.js'
import {joined, paragraph, titled} from './page.js'
import {harmless} from '../text/layout.js'
import {plainName, some, subjectName, times} from '../text/labels.js'

/** What a waiver covers, and until when: it fails no run, and is no less true. */
export function waivedPart(page: Page): string[] {
  const {paint, report} = page
  const all = report.observations.flatMap(one => {
    const waiver = waiverOf(one)
    return waiver ? [{...one, waiver}] : []
  })
  if (all.length === 0) return []
  const groups = [
    ...grouped(all, ({check, verdict, waiver}) => JSON.stringify([check, verdict, waiver])).values(),
  ].sort(([a], [b]) => byCodeUnit(a?.waiver.expires ?? '', b?.waiver.expires ?? ''))
  return [
    ...paragraph(page, `${paint.strong('WAIVED:')} ${times(all.length, 'observation')}`),
    ...groups.flatMap(same =>
      same[0]
        ? [
            ...titled(
              page,
              `${paint.unknown('WAIVED')}  ${same[0].severity}  `,
              `${harmless(same[0].check)}: ${some(
                same.map(({subject}) => paint.name(subjectName(subject))),
                8,
              )}`,
            ),
            ...paragraph(page, harmless(decisionText(same[0].waiver)), 1),
          ]
        : [],
    ),
  ]
}

/** Where the policy says which apps hold a class of data: who is judged for it and why, and who is not. */
export function scopesPart(page: Page): string[] {
  const {paint, report} = page
  return joined(
    report.frameworks.flatMap(({dataClass, inScope, outOfScope, title}) => {
      if (!inScope || !outOfScope) return []
      const ways = [...grouped(inScope, ({path}) => path)]
      const [first] = outOfScope
      return [
        [
          ...paragraph(
            page,
            `${paint.strong(`IN SCOPE OF ${harmless(title, 40).toUpperCase()}:`)} ${times(inScope.length, 'app')} by ${harmless(dataClass ?? '', 40)} data`,
          ),
          ...ways.flatMap(([path, all]) =>
            paragraph(
              page,
              `${some(
                all.map(({app}) => paint.name(plainName(app))),
                8,
              )}: ${harmless(path)}`,
              1,
            ),
          ),
          ...(first
            ? paragraph(
                page,
                `Out of scope, as ${harmless(first.by, 80)} declared on ${first.on}: ${some(
                  outOfScope.map(({app}) => paint.name(plainName(app))),
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
  const {failing, fallen, generatedAt, known, unknown, worsened = []} = baseline
  const rows = [
    ...failing.map(one => ({...one, word: paint.fail('NEW FAIL')})),
    ...worsened.map(one => ({...one, word: paint.fail('WORSE FAIL')})),
    ...unknown.map(one => ({...one, word: paint.unknown('NEW UNKNOWN')})),
  ]
  const groups = [...grouped(rows, ({check, word}) => `${word} ${check}`).values()]
  return [
    ...paragraph(
      page,
      `${paint.strong('SINCE THE BASELINE')} of ${generatedAt.slice(0, 10)}: ${times(failing.length, 'new failure')}, ${times(worsened.length, 'failure')} got worse, ${unknown.length} newly unknown, ${times(fallen.length, 'control')} fallen; ${times(known, 'failure')} known before`,
    ),
    ...groups.flatMap(same =>
      same[0]
        ? titled(
            page,
            `${same[0].word}  ${same[0].severity}  `,
            `${harmless(same[0].check)}: ${some(
              same.map(({subject}) => paint.name(subjectName(subject))),
              8,
            )}`,
          )
        : [],
    ),
    ...(fallen.length > 0
      ? paragraph(
          page,
          `Fallen: ${some(
            fallen.map(
              ({control, framework, status, was}) =>
                `${harmless(framework)} ${harmless(control)} (${was} to ${status})`,
            ),
            8,
          )}`,
        )
      : []),
  ]
}
