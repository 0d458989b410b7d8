import type {Observation} from '../../model/observation.js'
import type {FrameworkResult, Report} from '../../model/report.js'
import type {Page} from './page.js'

import {byCodeUnit, groupBy} from '../../foundation/collections.js'
import {decisionText, waiverOf} from '../text/decisions.js'
import {joinParts, paragraph, labeledParagraph} from './page.js'
import {sanitizeForTerminal} from '../text/sanitize.js'
import {displayName, shortList, subjectName, countText} from '../text/labels.js'

const maxNames = 8

/** A list of names that stands on its own, cut if it is long. */
const nameList = (names: readonly string[]): string => shortList(names, maxNames)

const subjectList = ({paint}: Page, observations: ReadonlyArray<Pick<Observation, 'subject'>>): string =>
  nameList(observations.map(({subject}) => paint.name(subjectName(subject))))

/** What waivers cover, and until when. A waived failure doesn't fail the run, but it is still listed. */
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
    ...groups.flatMap(group => {
      const [first] = group
      if (!first) return []
      const lead = `${paint.unknown('WAIVED')}  ${first.severity}  `
      return [
        ...labeledParagraph(page, lead, `${sanitizeForTerminal(first.check)}: ${subjectList(page, group)}`),
        ...paragraph(page, sanitizeForTerminal(decisionText(first.waiver)), 1),
      ]
    }),
  ]
}

/** Where the policy says which apps hold a class of data: which apps are in scope and why, and which aren't. */
export const scopesPart = (page: Page): string[] =>
  joinParts(page.report.frameworks.map(framework => scopeLines(page, framework)))

function scopeLines(page: Page, {dataClass, inScope, outOfScope, title}: FrameworkResult): string[] {
  if (!inScope || !outOfScope) return []
  const {paint} = page
  const appList = (apps: ReadonlyArray<{readonly app: string}>) =>
    nameList(apps.map(({app}) => paint.name(displayName(app))))
  const heading = paint.strong(`IN SCOPE OF ${sanitizeForTerminal(title, 40).toUpperCase()}:`)
  const [first] = outOfScope
  return [
    ...paragraph(
      page,
      `${heading} ${countText(inScope.length, 'app')} because of ${sanitizeForTerminal(dataClass ?? '', 40)} data`,
    ),
    ...[...groupBy(inScope, ({path}) => path)].flatMap(([path, apps]) =>
      paragraph(page, `${appList(apps)}: ${sanitizeForTerminal(path)}`, 1),
    ),
    ...(first
      ? paragraph(
          page,
          `Out of scope, declared by ${sanitizeForTerminal(first.by, 80)} on ${first.on}: ${appList(outOfScope)}`,
          1,
        )
      : []),
  ]
}

/** What is worse than the baseline that the run is compared against. */
export function baselinePart(page: Page): string[] {
  const {
    paint,
    report: {baseline},
  } = page
  if (!baseline) return []
  const {newlyFailing, worseControls, newlyUnknown, worsened = []} = baseline
  const rows = [
    ...newlyFailing.map(observation => ({...observation, word: paint.fail('NEW FAIL')})),
    ...worsened.map(observation => ({...observation, word: paint.fail('WORSE FAIL')})),
    ...newlyUnknown.map(observation => ({...observation, word: paint.unknown('NEW UNKNOWN')})),
  ]
  const groups = [...groupBy(rows, ({check, word}) => `${word} ${check}`).values()]
  const controls = worseControls.map(
    ({control, framework, status, was}) =>
      `${sanitizeForTerminal(framework)} ${sanitizeForTerminal(control)} (${was} to ${status})`,
  )
  return [
    ...baselineCounts(page, baseline),
    ...groups.flatMap(group => {
      const [first] = group
      if (!first) return []
      const text = `${sanitizeForTerminal(first.check)}: ${subjectList(page, group)}`
      return labeledParagraph(page, `${first.word}  ${first.severity}  `, text)
    }),
    ...(controls.length > 0 ? paragraph(page, `Worse controls: ${nameList(controls)}`) : []),
  ]
}

/** How many are worse than in the baseline, and how many were known. */
export function baselineCounts(page: Page, baseline: NonNullable<Report['baseline']>): string[] {
  const {generatedAt, knownFailures, newlyFailing, newlyUnknown, worseControls, worsened = []} = baseline
  const worse = [
    countText(newlyFailing.length, 'new failure'),
    `${countText(worsened.length, 'failure')} got worse`,
    `${newlyUnknown.length} newly unknown`,
    `${countText(worseControls.length, 'control')} got worse`,
  ].join(', ')
  const known = countText(knownFailures, 'known failure')
  const heading = page.paint.strong('SINCE THE BASELINE')
  return paragraph(page, `${heading} of ${generatedAt.slice(0, 10)}: ${worse}; ${known}`)
}
