import type {
  ObservationChange,
  Comparison,
  ControlChange,
  ReleaseEvent,
  Diff,
  AppReleases,
  ComparedReport,
  SubjectChange,
} from '../../model/comparison.js'

import {isNewlyUnknown} from '../../model/comparison.js'
import {maxReleases} from '../../model/release.js'
import {pluralize} from '../../foundation/text.js'
import {fieldGapText, findingTitle} from '../text/finding-text.js'
import {formatMinute} from '../text/scope-text.js'
import {violationText, violationsText, severityCounts, gapReasonText} from '../text/labels.js'

/** The lists of changes, in the order in which they are shown. */
export const changeLists = [
  {key: 'newlyFailing', title: 'Newly failing'},
  {key: 'worsened', title: 'Worsened'},
  {key: 'newlyUnknown', title: 'No longer determined'},
  {key: 'changed', title: 'Still failing, with other values'},
  {key: 'newlyWaived', title: 'Newly waived'},
  {key: 'fixed', title: 'Fixed'},
  {key: 'newlyDetermined', title: 'Determined again'},
] as const satisfies ReadonlyArray<{readonly key: keyof Comparison; readonly title: string}>

/** Those that make the newer report worse, which are shown first. */
export const worseLists: ReadonlyArray<(typeof changeLists)[number]['key']> = [
  'newlyFailing',
  'worsened',
  'newlyUnknown',
]

/** The outcome in a sentence without its full stop. */
export function comparisonHeadline(diff: Diff): string {
  const {newlyFailing, worseControls, worsened} = diff
  if (!diff.worse) return `Not worse${isUnchanged(diff) ? ', and nothing else differs' : ''}`
  const newlyUnknown = diff.newlyUnknown.filter(isNewlyUnknown)
  const regressions = [
    ...(newlyFailing.length > 0
      ? [`${pluralize(newlyFailing.length, 'new failure')} (${severityCounts(newlyFailing)})`]
      : []),
    ...(worsened.length > 0
      ? [`${pluralize(worsened.length, 'failure')} got worse (${severityCounts(worsened)})`]
      : []),
    ...(newlyUnknown.length > 0 ? [`${newlyUnknown.length} no longer determined`] : []),
    ...(worseControls.length > 0 ? [`${pluralize(worseControls.length, 'control')} got worse`] : []),
  ]
  return `Worse: ${regressions.join(', ')}`
}

/** The lists that are empty if two reports say the same. */
const differenceLists = [
  ...changeLists.map(({key}) => key),
  'worseControls',
  'betterControls',
  'appeared',
  'gone',
  'renamed',
  'severities',
] as const satisfies ReadonlyArray<keyof Comparison>

/** Whether the two reports say the same. */
const isUnchanged = (comparison: Pick<Comparison, (typeof differenceLists)[number]>) =>
  differenceLists.every(key => comparison[key].length === 0)

/** What got better, and what is unchanged, in a sentence without its full stop. */
export function comparisonRemainder({
  knownFailures,
  fixed,
  stillUnknown,
  betterControls,
  newlyDetermined,
  newlyWaived,
}: Comparison): string {
  return [
    ...(fixed.length > 0 ? [`${fixed.length} fixed`] : []),
    ...(newlyDetermined.length > 0 ? [`${newlyDetermined.length} determined again`] : []),
    ...(newlyWaived.length > 0 ? [`${newlyWaived.length} waived`] : []),
    ...(betterControls.length > 0 ? [`${pluralize(betterControls.length, 'control')} improved`] : []),
    `${pluralize(knownFailures, 'failure')} as before`,
    ...(stillUnknown > 0 ? [`${stillUnknown} undetermined in both`] : []),
  ].join(', ')
}

/** How many subjects are in only one report, or have another name, in a sentence without its full stop. */
export function movedSubjectsText({appeared, gone, renamed}: Comparison): string {
  const parts = [
    ...(appeared.length > 0 ? [`${appeared.length} appeared`] : []),
    ...(gone.length > 0 ? [`${gone.length} gone`] : []),
    ...(renamed.length > 0 ? [`${renamed.length} renamed`] : []),
  ]
  return parts.length === 0 ? '' : `Resources: ${parts.join(', ')}`
}

/** What the check says of its subject now. */
export function changeTitle(change: ObservationChange): string {
  const {because, now} = change
  const waivedVerdict = because ? 'fail' : 'unknown'
  return findingTitle({...change, verdict: now === 'waived' ? waivedVerdict : now})
}

/** What is seen now and was before, and who released what changed it, if that is known. */
export const changeText = ({releases = [], ...change}: ObservationChange): string =>
  [valuesText(change), ...releasesText(releases, change.subject)].filter(part => part !== '').join('; ')

function valuesText({
  because = [],
  gaps = [],
  hiddenSubjects,
  moved,
  now,
  was,
  wasBecause = [],
}: ObservationChange): string {
  if (now === 'fail' && was === 'fail') {
    const texts = because.map(violation =>
      violationText(
        violation,
        wasBecause.find(({field}) => field === violation.field),
      ),
    )
    return [...texts, ...(moved === 'past its date' ? ['past its date now'] : [])].join('; ')
  }

  const currentText = now === 'unknown' ? gaps.map(gap => fieldGapText(gap)).join('; ') : violationsText(because)
  return [currentText, hiddenSubjects ? hiddenListText(hiddenSubjects) : earlierStateText(was, now)]
    .filter(text => text !== '')
    .join('; ')
}

function earlierStateText(was: ObservationChange['was'], now: ObservationChange['now']): string {
  if (was === 'absent') return "wasn't there before"
  if (now === 'not-applicable') return 'no longer applies'
  if (was === 'pass' || (now !== 'fail' && now !== 'unknown')) return ''
  return `was ${earlierLabels[was]}`
}

const earlierLabels: Readonly<Record<Exclude<ObservationChange['was'], 'absent' | 'pass'>, string>> = {
  fail: 'a failure',
  'not-applicable': 'not applicable',
  unknown: 'unknown',
  waived: 'waived',
}

function hiddenListText(hides: NonNullable<ObservationChange['hiddenSubjects']>): string {
  const failedCount = hides.filter(({was}) => was === 'fail').length
  return `listed ${hides.length} before${failedCount > 0 ? `, ${failedCount} of which failed` : ''}`
}

/** The counts of verdicts of a subject that appeared or is gone, and the releases that name it. */
export const subjectChangeText = ({releases = [], fail, pass, subject, unknown}: SubjectChange): string =>
  [
    [
      ...(fail > 0 ? [pluralize(fail, 'failure')] : []),
      ...(unknown > 0 ? [`${unknown} unknown`] : []),
      `${pass} passed`,
    ].join(', '),
    ...releasesText(releases, subject),
  ].join('; ')

const shownReleases = 3

/** The newest releases that name a subject, those of other apps with the app's name. */
function releasesText(releases: readonly ReleaseEvent[], {app: subjectApp}: ObservationChange['subject']): string[] {
  const hiddenCount = releases.length - shownReleases
  return [
    ...releases
      .slice(0, shownReleases)
      .map(release => `${release.app === subjectApp ? '' : `${release.app} `}${releaseText(release)}`),
    ...(hiddenCount > 0 ? [`and ${pluralize(hiddenCount, 'release')} more`] : []),
  ]
}

/** A release in words: who did what, and when. */
export function releaseText({at, by, status, version, description}: ReleaseEvent): string {
  const name = version === undefined ? 'a release' : `v${version}`
  const when = at === undefined ? '' : ` on ${formatMinute(at)}`
  const statusText = status === undefined ? '' : ` (${status})`
  return `${name} by ${by ?? 'an unknown user'}${when}: ${description || 'no description'}${statusText}`
}

/** What a reader must know about the list of an app's releases. */
export function missingReleasesText({gap, truncated}: AppReleases): string[] {
  if (gap !== undefined) return [`couldn't be read: ${gapReasonText[gap]}`]
  return truncated ? [`only the last ${maxReleases} were read`] : []
}

/** What releases can't explain. */
export const releasesNote =
  'Releases cover deploys, config vars and add-ons, but not domains, drains, people or space settings.'

/** How the status of a control changed, and why. */
export const controlChangeText = ({reason, status, was}: ControlChange): string =>
  `${was} to ${status}${reason === '' ? '' : `: ${reason}`}`

/** One of the reports: its scope, and as of when it was assessed. */
export const comparisonSideText = (side: ComparedReport): string =>
  `${comparedScopeText(side)}, by version ${side.tool.version}`

/** What was assessed, and as of when. */
export const comparedScopeText = ({generatedAt, scope}: Pick<ComparedReport, 'generatedAt' | 'scope'>): string =>
  `${sideScopeText(scope)} as of ${formatMinute(generatedAt)}, ${pluralize(scope.apps.length, 'app')}`

function sideScopeText({kind, name}: ComparedReport['scope']): string {
  if (kind === 'sample') return 'the sample'
  if (kind === 'all') return 'the whole account'
  if (name === undefined) return `a ${kind}`
  return kind === 'snapshot' ? name : `${kind} ${name}`
}

/** The frameworks that both reports were assessed against. */
export const commonFrameworksText = ({after, before}: Diff): string =>
  after.frameworks
    .filter(({id}) => before.frameworks.some(framework => framework.id === id))
    .map(({title, version}) => `${title} ${version}`)
    .join(', ') || 'no framework'
