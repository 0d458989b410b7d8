import type {ChangeDiff, UnknownAfter} from '../../model/comparison.js'
import type {ChangeGroup} from './change-groups.js'

import {firstFew} from '../../foundation/text.js'
import {fitSections} from '../markdown/markdown.js'
import {subjectName} from '../text/labels.js'
import {escapeMarkdown, inlineCode} from '../text/markdown-text.js'
import {unknownGroups} from './change-groups.js'
import {changeHeadline, changeSubjectText, plannedLines} from './change-text.js'
import {comparisonSections} from './markdown.js'

const maxCommands = 25

/** A planned change as a comment on a pull request: what would get worse first, then what can't be known. */
export function changeMarkdown(diff: ChangeDiff): string {
  const [fails, worsens, ...others] = comparisonSections(diff)
  const {missing, undetermined, unseen} = diff.change
  return fitSections(introduction(diff), [
    ...[fails, worsens].flatMap(section => section ?? []),
    {blocks: unknownLines(undetermined), itemName: 'check', title: "Can't be known before it is done"},
    {blocks: unknownLines(unseen), itemName: 'check', title: "Can't be seen now, and could get worse"},
    {
      blocks: missing.map(path => `- ${inlineCode(path)}`),
      itemName: 'fact',
      title: 'Needed, and not in the snapshot',
    },
    ...others,
  ])
}

function introduction(diff: ChangeDiff): string {
  const planned = plannedLines(diff.change)
  const hidden = planned.length - maxCommands
  return [
    `## ${escapeMarkdown(changeHeadline(diff))}`,
    '',
    ...planned.slice(0, maxCommands).map(line => `- ${inlineCode(line.trim())}`),
    ...(hidden > 0 ? [`- and ${hidden} more`] : []),
    '',
    `Nothing was run. ${escapeMarkdown(changeSubjectText(diff))}.`,
    '',
  ].join('\n')
}

const unknownLines = (observations: readonly UnknownAfter[]): string[] =>
  unknownGroups(observations).map(group => `- ${group.severity}: ${escapeMarkdown(group.title)}: ${namesOf(group)}`)

const namesOf = ({members}: ChangeGroup<UnknownAfter>): string =>
  inlineCode(firstFew([...new Set(members.map(({subject}) => subjectName(subject)))], 10))
