import type {ObservationChange, Diff, SubjectChange} from '../../model/comparison.js'
import type {MarkdownSection} from '../markdown/markdown.js'

import {severities} from '../../model/framework.js'
import {byCodeUnit, groupBy} from '../../foundation/collections.js'
import {inlineCode, escapeMarkdown} from '../markdown/markdown-text.js'
import {fitSections} from '../markdown/markdown.js'
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

/** Markdown that fits a comment on a pull request: what is worse first, and what there is no room for is counted. */
export function comparisonMarkdown(diff: Diff): string {
  const changesSection = (key: (typeof changeLists)[number]['key']): MarkdownSection => ({
    blocks: checkBlocks(diff[key]),
    title: changeLists.find(list => list.key === key)?.title ?? key,
    itemName: 'check',
  })
  const otherSections = changeLists.flatMap(({key}) => (worseLists.includes(key) ? [] : [changesSection(key)]))
  return fitSections(introduction(diff), [
    changesSection('newlyFailing'),
    changesSection('worsened'),
    changesSection('newlyUnknown'),
    {blocks: controlLines(diff.worseControls), title: 'Controls fallen', itemName: 'control'},
    ...otherSections,
    {blocks: controlLines(diff.betterControls), title: 'Controls risen', itemName: 'control'},
    {blocks: subjectLines(diff.appeared), title: 'Appeared', itemName: 'thing'},
    {blocks: subjectLines(diff.gone), title: 'Gone', itemName: 'thing'},
    {
      blocks: diff.renamed.map(
        ({subject, was}) => `- ${subject.kind} ${inlineCode(was)} is ${inlineCode(subject.name)} now`,
      ),
      title: 'Renamed',
      itemName: 'thing',
    },
    {
      blocks: diff.severities.map(({check, now, was}) => `- ${inlineCode(check)}: ${was} to ${now}`),
      title: 'Severity is another',
      itemName: 'check',
    },
    {blocks: releaseBlocks(diff), title: 'Released since, of what changed', itemName: 'app'},
    {blocks: diff.notices.map(({text}) => `- ${escapeMarkdown(text)}`), title: 'Notes', itemName: 'note'},
  ])
}

const introduction = (diff: Diff) =>
  `## ${escapeMarkdown(comparisonHeadline(diff))}\n\n${escapeMarkdown(comparisonRemainder(diff))}.\n\n- before: ${escapeMarkdown(comparisonSideText(diff.before))}\n- after: ${escapeMarkdown(comparisonSideText(diff.after))}\n- against ${escapeMarkdown(commonFrameworksText(diff))}\n`

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
  const text = changeText(change)
  return `${placeholder ? '' : `${kind} `}${inlineCode(subjectName(change.subject))}${wasName === undefined ? '' : ` (was ${inlineCode(wasName)})`}${text === '' ? '' : `: ${inlineCode(text)}`}`
}

const controlLines = (changes: Diff['worseControls']): string[] =>
  [...changes]
    .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))
    .map(
      change =>
        `- ${change.severity}: ${escapeMarkdown(`${change.framework} ${change.control} ${change.title}`)}: ${escapeMarkdown(controlChangeText(change))}`,
    )

const subjectLines = (changes: readonly SubjectChange[]): string[] =>
  [...changes]
    .sort((a, b) => b.fail - a.fail || b.unknown - a.unknown)
    .map(
      change =>
        `- ${change.subject.kind} ${inlineCode(subjectName(change.subject))}: ${escapeMarkdown(subjectChangeText(change))}`,
    )

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
