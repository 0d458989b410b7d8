import type {ObservationChange, Diff, SubjectChange} from '../../model/comparison.js'
import type {MarkdownSection} from '../markdown/markdown.js'

import {severities} from '../../model/framework.js'
import {byCodeUnit, groupBy} from '../../foundation/collections.js'
import {inlineCode, escapeMarkdown} from '../text/markdown-text.js'
import {fitSections} from '../markdown/markdown.js'
import {auditTrailTexts, causesText} from './causes-text.js'
import {subjectName} from '../text/labels.js'
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

const maxSubjects = 25

/** Markdown that fits a comment on a pull request: what got worse first, and a count of what doesn't fit. */
export const comparisonMarkdown = (diff: Diff): string => fitSections(introduction(diff), comparisonSections(diff))

/** What differs, what got worse first. */
export function comparisonSections(diff: Diff): MarkdownSection[] {
  const changesSection = (key: (typeof changeLists)[number]['key']): MarkdownSection => ({
    blocks: checkBlocks(diff[key]),
    title: changeLists.find(list => list.key === key)?.title ?? key,
    itemName: 'check',
  })
  const otherSections = changeLists.flatMap(({key}) => (worseLists.includes(key) ? [] : [changesSection(key)]))
  return [
    changesSection('newlyFailing'),
    changesSection('worsened'),
    changesSection('newlyUnknown'),
    {blocks: controlLines(diff.worseControls), title: 'Controls that got worse', itemName: 'control'},
    ...otherSections,
    {blocks: controlLines(diff.betterControls), title: 'Controls that improved', itemName: 'control'},
    {blocks: subjectLines(diff.appeared), title: 'Appeared', itemName: 'subject'},
    {blocks: subjectLines(diff.gone), title: 'Gone', itemName: 'subject'},
    {
      blocks: diff.renamed.map(
        ({subject, was}) => `- ${subject.kind} ${inlineCode(was)} is ${inlineCode(subject.name)} now`,
      ),
      title: 'Renamed',
      itemName: 'subject',
    },
    {
      blocks: diff.severities.map(({check, now, was}) => `- ${inlineCode(check)}: ${was} to ${now}`),
      title: 'Changed severity',
      itemName: 'check',
    },
    {blocks: releaseBlocks(diff), title: 'Releases of what changed', itemName: 'app'},
    {blocks: auditTrailTexts(diff).map(text => `- ${escapeMarkdown(text)}`), title: 'Audit trail', itemName: 'line'},
    {blocks: diff.notices.map(({text}) => `- ${escapeMarkdown(text)}`), title: 'Notes', itemName: 'note'},
  ]
}

const introduction = (diff: Diff) => `## ${escapeMarkdown(comparisonHeadline(diff))}

${escapeMarkdown(comparisonRemainder(diff))}.

- before: ${escapeMarkdown(comparisonSideText(diff.before))}
- after: ${escapeMarkdown(comparisonSideText(diff.after))}
- against ${escapeMarkdown(commonFrameworksText(diff))}
`

/** Each check with its subjects, worst first. */
function checkBlocks(changeList: readonly ObservationChange[]): string[] {
  const groups = [...groupBy(changeList, ({check, now}) => `${now} ${check}`).values()].flatMap(changes =>
    changes[0] ? [{first: changes[0], same: changes}] : [],
  )
  return groups
    .sort(
      (a, b) =>
        severities.indexOf(a.first.severity) - severities.indexOf(b.first.severity) ||
        byCodeUnit(a.first.check, b.first.check),
    )
    .map(({first, same}) => {
      const hiddenCount = same.length - maxSubjects
      return [
        `**${first.severity}: ${escapeMarkdown(changeTitle(first))}** (${inlineCode(first.check)}, ${same.length})`,
        '',
        ...same.slice(0, maxSubjects).map(change => `- ${changeLine(change)}`),
        ...(hiddenCount > 0 ? [`- and ${hiddenCount} more`] : []),
        '',
      ].join('\n')
    })
}

function changeLine(change: ObservationChange): string {
  const {
    subject: {kind, placeholder},
    wasName,
  } = change
  const name = `${placeholder ? '' : `${kind} `}${inlineCode(subjectName(change.subject))}`
  const earlierName = wasName === undefined ? '' : ` (was ${inlineCode(wasName)})`
  const text = changeText(change)
  const causes = causesText(change.causes).map(cause => `\n  - ${inlineCode(cause)}`)
  return `${name}${earlierName}${text === '' ? '' : `: ${inlineCode(text)}`}${causes.join('')}`
}

const controlLines = (changes: Diff['worseControls']): string[] =>
  [...changes]
    .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))
    .map(change => {
      const control = escapeMarkdown(`${change.framework} ${change.control} ${change.title}`)
      return `- ${change.severity}: ${control}: ${escapeMarkdown(controlChangeText(change))}`
    })

const subjectLines = (changes: readonly SubjectChange[]): string[] =>
  [...changes]
    .sort((a, b) => b.fail - a.fail || b.unknown - a.unknown)
    .map(change => {
      const name = `${change.subject.kind} ${inlineCode(subjectName(change.subject))}`
      return `- ${name}: ${escapeMarkdown(subjectChangeText(change))}`
    })

const releaseBlocks = ({appReleases: all = []}: Diff): string[] =>
  all.map((appReleases, index) =>
    [
      ...(index === 0 ? [`${releasesNote}\n`] : []),
      `- ${inlineCode(appReleases.app)}`,
      ...appReleases.releases.slice(0, maxSubjects).map(release => `  - ${inlineCode(releaseText(release))}`),
      ...[
        ...(appReleases.releases.length > maxSubjects ? [`and ${appReleases.releases.length - maxSubjects} more`] : []),
        ...missingReleasesText(appReleases),
      ].map(text => `  - ${text}`),
    ].join('\n'),
  )
