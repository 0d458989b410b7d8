import type {Change, Diff, Turnover} from '../../model/comparison.js'
import type {Part} from '../markdown/markdown.js'

import {severities} from '../../model/framework.js'
import {byCodeUnit, grouped} from '../../foundation/collections.js'
import {code, words} from '../markdown/markdown-text.js'
import {fitted} from '../markdown/markdown.js'
import {subjectName} from '../text/labels.js'
import {
  changeText,
  claimOf,
  controlChangeText,
  deedText,
  headline,
  parts,
  releasesNote,
  remainder,
  restText,
  sideText,
  standards,
  turnoverText,
  worseParts,
} from './comparison-text.js'

const mostSubjects = 25

/** Markdown that fits a comment on a pull request: what is worse first, and what there is no room for is counted. */
export function diffMarkdown(diff: Diff): string {
  const part = (key: (typeof parts)[number]['key']): Part => ({
    blocks: changes(diff[key]),
    title: parts.find(one => one.key === key)?.title ?? key,
    what: 'check',
  })
  const rest = parts.flatMap(({key}) => (worseParts.includes(key) ? [] : [part(key)]))
  return fitted(head(diff), [
    part('failing'),
    part('worsened'),
    part('unknown'),
    {blocks: controls(diff.fallen), title: 'Controls fallen', what: 'control'},
    ...rest,
    {blocks: controls(diff.risen), title: 'Controls risen', what: 'control'},
    {blocks: turnover(diff.appeared), title: 'Appeared', what: 'thing'},
    {blocks: turnover(diff.gone), title: 'Gone', what: 'thing'},
    {
      blocks: diff.renamed.map(({subject, was}) => `- ${subject.kind} ${code(was)} is ${code(subject.name)} now`),
      title: 'Renamed',
      what: 'thing',
    },
    {
      blocks: diff.severities.map(({check, now, was}) => `- ${code(check)}: ${was} to ${now}`),
      title: 'Severity is another',
      what: 'check',
    },
    {blocks: releases(diff), title: 'Released since, of what changed', what: 'app'},
    {blocks: diff.notices.map(({text}) => `- ${words(text)}`), title: 'Notes', what: 'note'},
  ])
}

const head = (diff: Diff) =>
  `## ${words(headline(diff))}\n\n${words(remainder(diff))}.\n\n- before: ${words(sideText(diff.before))}\n- after: ${words(sideText(diff.after))}\n- against ${words(standards(diff))}\n`

/** Each check with its subjects, worst first. */
function changes(all: readonly Change[]): string[] {
  const groups = [...grouped(all, ({check, now}) => `${now} ${check}`).values()].flatMap(same =>
    same[0] ? [{first: same[0], same}] : [],
  )
  return groups
    .sort(
      (a, b) =>
        severities.indexOf(a.first.severity) - severities.indexOf(b.first.severity) ||
        byCodeUnit(a.first.check, b.first.check),
    )
    .map(({first, same}) => {
      const left = same.length - mostSubjects
      return [
        `**${first.severity}: ${words(claimOf(first))}** (${code(first.check)}, ${same.length})`,
        '',
        ...same.slice(0, mostSubjects).map(one => `- ${subject(one)}`),
        ...(left > 0 ? [`- and ${left} more`] : []),
        '',
      ].join('\n')
    })
}

function subject(change: Change): string {
  const {
    subject: {kind, placeholder},
    wasName,
  } = change
  const text = changeText(change)
  return `${placeholder ? '' : `${kind} `}${code(subjectName(change.subject))}${wasName === undefined ? '' : ` (was ${code(wasName)})`}${text === '' ? '' : `: ${code(text)}`}`
}

const controls = (all: Diff['fallen']): string[] =>
  [...all]
    .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))
    .map(
      one =>
        `- ${one.severity}: ${words(`${one.framework} ${one.control} ${one.title}`)}: ${words(controlChangeText(one))}`,
    )

const turnover = (all: readonly Turnover[]): string[] =>
  [...all]
    .sort((a, b) => b.fail - a.fail || b.unknown - a.unknown)
    .map(one => `- ${one.subject.kind} ${code(subjectName(one.subject))}: ${words(turnoverText(one))}`)

const releases = ({releases: all = []}: Diff): string[] =>
  all.map((one, index) =>
    [
      ...(index === 0 ? [`${releasesNote}\n`] : []),
      `- ${code(one.app)}`,
      ...one.deeds.slice(0, mostSubjects).map(deed => `  - ${code(deedText(deed))}`),
      ...[
        ...(one.deeds.length > mostSubjects ? [`and ${one.deeds.length - mostSubjects} more`] : []),
        ...restText(one),
      ].map(text => `  - ${text}`),
    ].join('\n'),
  )
