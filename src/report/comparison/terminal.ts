import type {ObservationChange, Diff, SubjectChange} from '../../model/comparison.js'
import type {Page} from '../terminal/page.js'
import type {ColorName} from '../terminal/palette.js'
import type {NextStep} from '../text/next-steps.js'
import type {ComparisonOptions} from './comparison-options.js'

import {isNewlyUnknown} from '../../model/comparison.js'
import {severities} from '../../model/framework.js'
import {byCodeUnit, firstOf, groupBy} from '../../foundation/collections.js'
import {nextLines} from '../terminal/next-lines.js'
import {joinParts, paragraph, labeledParagraph} from '../terminal/page.js'
import {statusColor, createPalette} from '../terminal/palette.js'
import {statusLabel} from '../text/status-label.js'
import {sanitizeForTerminal} from '../text/sanitize.js'
import {displayName, shortList, subjectName, countText} from '../text/labels.js'
import {
  changeText,
  changeTitle,
  controlChangeText,
  releaseText,
  comparisonHeadline,
  changeLists,
  releasesNote,
  comparisonRemainder,
  missingReleasesText,
  comparisonSideText,
  commonFrameworksText,
  subjectChangeText,
  worseLists,
} from './comparison-text.js'
import {auditTrailTexts, causesText} from './causes-text.js'
import {comparisonScreen} from './one-screen.js'

const maxNames = 8
const maxRows = 12

type ComparisonPage = Pick<Page, 'columns' | 'paint'>

/** The comparison for a person at a terminal: one screen or, in full, all of it. */
export function comparisonTerminal(
  diff: Diff,
  {color, columns, isFull = false, nextSteps = []}: ComparisonOptions,
): string {
  const page: ComparisonPage = {columns, paint: createPalette(color)}
  const verdict = paragraph(page, page.paint[verdictColor(diff)](`${comparisonHeadline(diff)}.`))
  const lines = isFull ? fullLines(page, diff, verdict, nextSteps) : comparisonScreen(page, diff, verdict, nextSteps)
  return `${lines.join('\n')}\n`
}

/** The verdict first and last, and what got worse before what got better. */
function fullLines(
  page: ComparisonPage,
  diff: Diff,
  verdict: readonly string[],
  nextSteps: readonly NextStep[],
): string[] {
  const shown = comparisonParts(page, diff)
  const isLong = shown.some(({length}) => length > 0)
  return joinParts([
    headerPart(page, diff, verdict),
    ...shown,
    ...(isLong ? [verdict] : []),
    nextLines(page, nextSteps),
  ])
}

/** All that differs, what got worse before what got better. */
export function comparisonParts(page: ComparisonPage, diff: Diff): string[][] {
  return [
    changesPart(page, diff, 'newlyFailing'),
    changesPart(page, diff, 'worsened'),
    changesPart(page, diff, 'newlyUnknown'),
    controlsPart(page, 'Controls that got worse', diff.worseControls),
    ...changeLists.filter(({key}) => !worseLists.includes(key)).map(({key}) => changesPart(page, diff, key)),
    controlsPart(page, 'Controls that improved', diff.betterControls),
    subjectsPart(page, 'Appeared', diff.appeared),
    subjectsPart(page, 'Gone', diff.gone),
    renamedPart(page, diff),
    severitiesPart(page, diff),
    releasesPart(page, diff),
    auditTrailTexts(diff).flatMap(text => paragraph(page, sanitizeForTerminal(text, 600))),
    diff.notices.flatMap(({text}) =>
      labeledParagraph(page, `${page.paint.strong('NOTE')}  `, sanitizeForTerminal(text, 600)),
    ),
  ]
}

function verdictColor({newlyFailing, newlyUnknown, worse}: Diff): ColorName {
  if (worse) return 'fail'
  return newlyFailing.length + newlyUnknown.length > 0 ? 'unknown' : 'pass'
}

function headerPart(page: ComparisonPage, diff: Diff, verdict: readonly string[]): string[] {
  return [
    ...paragraph(page, page.paint.strong('Compliance before and after')),
    ...paragraph(page, `before: ${sanitizeForTerminal(comparisonSideText(diff.before), 200)}`, 1),
    ...paragraph(page, `after: ${sanitizeForTerminal(comparisonSideText(diff.after), 200)}`, 1),
    ...paragraph(page, `against ${sanitizeForTerminal(commonFrameworksText(diff), 300)}`, 1),
    '',
    ...verdict,
    ...paragraph(page, `${comparisonRemainder(diff)}.`, 1),
  ]
}

const heading = ({paint}: ComparisonPage, text: string, n: number) => `${paint.strong(`${text.toUpperCase()}:`)} ${n}`

function changesPart(page: ComparisonPage, diff: Diff, key: (typeof changeLists)[number]['key']): string[] {
  const changes = diff[key]
  if (changes.length === 0) return []
  const groups = [...groupBy(changes, ({check, now}) => `${now} ${check}`).values()].flatMap(changes =>
    changes[0] ? [{first: changes[0], same: changes}] : [],
  )
  groups.sort(
    (a, b) =>
      severities.indexOf(a.first.severity) - severities.indexOf(b.first.severity) ||
      byCodeUnit(a.first.check, b.first.check),
  )
  const shown = groups.slice(0, maxRows * 4)
  return [
    ...paragraph(
      page,
      heading(page, changeLists.find(list => list.key === key)?.title ?? key, changes.length) +
        (key === 'newlyUnknown' && !changes.some(isNewlyUnknown) ? ', none of which passed before' : ''),
    ),
    ...shown.flatMap(({first, same}) => checkBlock(page, first, same)),
    ...(groups.length > shown.length
      ? paragraph(page, `and ${countText(groups.length - shown.length, 'check')} more (--json lists all)`, 1)
      : []),
  ]
}

/** One check, with what changed the same way together. */
function checkBlock(page: ComparisonPage, sample: ObservationChange, changes: readonly ObservationChange[]): string[] {
  const changesByText = [...groupBy(firstOf(changes, maxNames), allText).values()]
  const hiddenCount = changes.length - changesByText.reduce((sum, {length}) => sum + length, 0)
  const {paint} = page
  return [
    ...labeledParagraph(
      page,
      `${paint[statusColor[sample.now]](statusLabel[sample.now])}  ${sample.severity}  `,
      paint.strong(sanitizeForTerminal(changeTitle(sample))),
    ),
    ...changesByText.flatMap(alike => {
      const [text, causes] = alike[0] ? [changeText(alike[0]), causesText(alike[0].causes)] : ['', []]
      const names = alike
        .map(
          ({subject, wasName}) =>
            paint.name(subjectName(subject)) + (wasName === undefined ? '' : ` (was ${displayName(wasName)})`),
        )
        .join(', ')
      return [
        ...paragraph(page, text === '' ? names : `${names} - ${sanitizeForTerminal(text, 400)}`, 1),
        ...causes.flatMap(cause => paragraph(page, sanitizeForTerminal(cause, 600), 2)),
      ]
    }),
    ...(hiddenCount > 0 ? paragraph(page, `and ${hiddenCount} more (--json lists all)`, 1) : []),
  ]
}

const allText = (change: ObservationChange) => [changeText(change), ...causesText(change.causes)].join('\n')

function controlsPart(page: ComparisonPage, text: string, changes: Diff['worseControls']): string[] {
  if (changes.length === 0) return []
  const sorted = [...changes].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))
  const shown = firstOf(sorted, maxRows)
  return [
    ...paragraph(page, heading(page, text, changes.length)),
    ...shown.flatMap(change =>
      labeledParagraph(
        page,
        `${page.paint[statusColor[change.status]](statusLabel[change.status])}  ${change.severity}  `,
        controlChangeLine(change),
      ),
    ),
    ...(changes.length > shown.length
      ? paragraph(page, `and ${countText(changes.length - shown.length, 'control')} more (--json lists all)`, 1)
      : []),
  ]
}

const controlChangeLine = (change: Diff['worseControls'][number]): string => {
  const control = sanitizeForTerminal(`${change.framework} ${change.control} ${change.title}`, 160)
  return `${control} - ${sanitizeForTerminal(controlChangeText(change), 200)}`
}

function subjectsPart(page: ComparisonPage, text: string, changes: readonly SubjectChange[]): string[] {
  if (changes.length === 0) return []
  const sorted = [...changes].sort((a, b) => b.fail - a.fail || b.unknown - a.unknown)
  const shown = firstOf(sorted, maxRows)
  return [
    ...paragraph(page, heading(page, text, changes.length)),
    ...shown.flatMap(change => {
      const name = `${change.subject.kind} ${page.paint.name(subjectName(change.subject))}`
      return paragraph(page, `${name} - ${sanitizeForTerminal(subjectChangeText(change), 400)}`, 1)
    }),
    ...(changes.length > shown.length
      ? paragraph(page, `and ${changes.length - shown.length} more (--json lists all)`, 1)
      : []),
  ]
}

/** By app, so that a reader sees who worked on what changed. */
function releasesPart(page: ComparisonPage, {appReleases: releasesByApp = []}: Diff): string[] {
  if (releasesByApp.length === 0) return []
  const shown = firstOf(releasesByApp, maxRows)
  return [
    ...paragraph(page, heading(page, 'Releases of what changed', releasesByApp.length)),
    ...shown.flatMap(appReleases => [
      ...paragraph(page, page.paint.name(displayName(appReleases.app)), 1),
      ...appReleases.releases
        .slice(0, maxNames)
        .flatMap(release => paragraph(page, sanitizeForTerminal(releaseText(release), 200), 2)),
      ...[
        ...(appReleases.releases.length > maxNames
          ? [`and ${appReleases.releases.length - maxNames} more (--json lists all)`]
          : []),
        ...missingReleasesText(appReleases),
      ].flatMap(text => paragraph(page, text, 2)),
    ]),
    ...(releasesByApp.length > shown.length
      ? paragraph(page, `and ${countText(releasesByApp.length - shown.length, 'app')} more (--json lists all)`, 1)
      : []),
    ...paragraph(page, page.paint.dim(releasesNote), 1),
  ]
}

function renamedPart(page: ComparisonPage, {renamed: all}: Diff): string[] {
  if (all.length === 0) return []
  return [
    ...paragraph(page, heading(page, 'Renamed', all.length)),
    ...paragraph(
      page,
      shortList(
        all.map(
          ({subject, was}) => `${subject.kind} ${displayName(was)} to ${page.paint.name(displayName(subject.name))}`,
        ),
        maxNames,
      ),
      1,
    ),
  ]
}

function severitiesPart(page: ComparisonPage, {severities: all}: Diff): string[] {
  if (all.length === 0) return []
  return [
    ...paragraph(page, heading(page, 'Changed severity', all.length)),
    ...paragraph(
      page,
      shortList(
        all.map(({check, now, was}) => `${sanitizeForTerminal(check, 80)} (${was} to ${now})`),
        maxNames,
      ),
      1,
    ),
  ]
}
