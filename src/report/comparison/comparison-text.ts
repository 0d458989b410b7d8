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
import type {Violation} from '../../model/observation.js'

import {isNewlyUnknown} from '../../model/comparison.js'
import {maxReleases} from '../../model/release.js'
import {pluralize} from '../../foundation/text.js'
import {findingTitle} from '../text/finding-text.js'
import {
  violationsText,
  severityCounts,
  expectedText,
  fieldLabel,
  gapReasonText,
  violatingValueText,
} from '../text/labels.js'

/** The lists of changes, in the order in which they are told. */
export const changeLists = [
  {key: 'newlyFailing', title: 'Newly failing'},
  {key: 'worsened', title: 'Failing worse than before'},
  {key: 'newlyUnknown', title: 'Not determined any more'},
  {key: 'changed', title: 'Failing as before, with other values'},
  {key: 'newlyWaived', title: 'Waived since'},
  {key: 'fixed', title: 'Fixed'},
  {key: 'newlyDetermined', title: 'Seen again'},
] as const satisfies ReadonlyArray<{readonly key: keyof Comparison; readonly title: string}>

/** Those that make the newer report worse, which are told first. */
export const worseLists: ReadonlyArray<(typeof changeLists)[number]['key']> = [
  'newlyFailing',
  'worsened',
  'newlyUnknown',
]

/** The outcome in a sentence without its full stop. */
export function comparisonHeadline({
  newlyFailing,
  worseControls,
  newlyUnknown: unknown,
  worse,
  worsened,
  ...rest
}: Diff): string {
  const newlyUnknown = unknown.filter(isNewlyUnknown)
  const regressions = [
    ...(newlyFailing.length > 0
      ? [`${pluralize(newlyFailing.length, 'new failure')} (${severityCounts(newlyFailing)})`]
      : []),
    ...(worsened.length > 0
      ? [`${pluralize(worsened.length, 'failure')} got worse (${severityCounts(worsened)})`]
      : []),
    ...(newlyUnknown.length > 0 ? [`${newlyUnknown.length} not determined any more`] : []),
    ...(worseControls.length > 0 ? [`${pluralize(worseControls.length, 'control')} fell`] : []),
  ]
  return worse
    ? `Worse: ${regressions.join(', ')}`
    : `No worse${isUnchanged({...rest, newlyFailing, worseControls, newlyUnknown: unknown, worsened}) ? ', and nothing else differs' : ''}`
}

/** Whether the two say the same. */
const isUnchanged = ({
  appeared,
  changed,
  newlyFailing,
  worseControls,
  gone,
  fixed,
  renamed,
  betterControls,
  newlyDetermined,
  severities,
  newlyUnknown: unknown,
  newlyWaived,
  worsened,
}: Omit<Comparison, 'compared' | 'knownFailures' | 'notices' | 'stillUnknown'>) =>
  [
    appeared,
    changed,
    newlyFailing,
    worseControls,
    gone,
    fixed,
    renamed,
    betterControls,
    newlyDetermined,
    severities,
    unknown,
    newlyWaived,
    worsened,
  ].every(({length}) => length === 0)

/** What is good, and what is as it was, in a sentence without its full stop. */
export function comparisonRemainder({
  knownFailures,
  fixed,
  stillUnknown,
  betterControls,
  newlyDetermined,
  newlyWaived,
}: Comparison): string {
  return [
    ...(fixed.length > 0 ? [`${fixed.length} mended`] : []),
    ...(newlyDetermined.length > 0 ? [`${newlyDetermined.length} seen again`] : []),
    ...(newlyWaived.length > 0 ? [`${newlyWaived.length} waived`] : []),
    ...(betterControls.length > 0 ? [`${pluralize(betterControls.length, 'control')} rose`] : []),
    `${pluralize(knownFailures, 'failure')} as before`,
    ...(stillUnknown > 0 ? [`${stillUnknown} determined in neither`] : []),
  ].join(', ')
}

/** What a check says of what changed. */
export function changeTitle(change: ObservationChange): string {
  const {because, now} = change
  const waivedVerdict = because ? 'fail' : 'unknown'
  return findingTitle({...change, verdict: now === 'waived' ? waivedVerdict : now})
}

/** What was seen, and what was before, of one change, and who released it where that is told. */
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
      violationChangeText(
        violation,
        wasBecause.find(({field}) => field === violation.field),
      ),
    )
    return [...texts, ...(moved === 'past its date' ? ['past its date since'] : [])].join('; ')
  }

  const currentText =
    now === 'unknown'
      ? gaps
          .map(
            ({detail, field, reason}) =>
              `${fieldLabel(field)}: ${gapReasonText[reason]}${detail === undefined ? '' : ` (${detail})`}`,
          )
          .join('; ')
      : violationsText(because)
  return [currentText, hiddenSubjects ? hiddenListText(hiddenSubjects) : earlierStateText(was, now)]
    .filter(text => text !== '')
    .join('; ')
}

function violationChangeText({field, must, value}: Violation, earlier: Violation | undefined): string {
  const earlierText =
    earlier && JSON.stringify(earlier.value) !== JSON.stringify(value)
      ? `, was ${violatingValueText(earlier.value, must)}`
      : ''
  return `${fieldLabel(field)}: ${violatingValueText(value, must)}${earlierText} (demanded: ${expectedText(must)})`
}

function earlierStateText(was: ObservationChange['was'], now: ObservationChange['now']): string {
  if (was === 'absent') return 'was not there before'
  if (now === 'not-applicable') return 'does not apply any more'
  return was === 'pass' || (now !== 'fail' && now !== 'unknown')
    ? ''
    : `was ${was === 'fail' ? 'a failure' : was === 'not-applicable' ? 'not applicable' : was}`
}

function hiddenListText(hides: NonNullable<ObservationChange['hiddenSubjects']>): string {
  const failedCount = hides.filter(({was}) => was === 'fail').length
  return `told of ${hides.length} before${failedCount > 0 ? `, ${failedCount} of which failed` : ''}`
}

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

/** The newest releases that name a thing, those of other apps with the app's name. */
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
  const when = at === undefined ? '' : ` on ${at.slice(0, 16).replace('T', ' ')} UTC`
  return `${name} by ${by ?? 'nobody that the API names'}${when}: ${description || 'no description'}${status === undefined ? '' : ` (${status})`}`
}

/** What is known of an app's releases besides those that are listed. */
export const missingReleasesText = ({gap, truncated}: AppReleases): string[] =>
  gap === undefined
    ? truncated
      ? [`only the last ${maxReleases} were read`]
      : []
    : [`could not be read: ${gapReasonText[gap]}`]

export const releasesNote =
  'Releases tell of deploys, config vars and add-ons; not of domains, drains, people or settings of a space.'

export const controlChangeText = ({reason, status, was}: ControlChange): string =>
  `${was} to ${status}${reason === '' ? '' : `: ${reason}`}`

/** One of the reports: of what, and as of when. */
export function comparisonSideText({generatedAt, scope: {apps, kind, name}, tool}: ComparedReport): string {
  const scopeText =
    kind === 'sample'
      ? 'the sample'
      : kind === 'all'
        ? 'the whole account'
        : name === undefined
          ? `a ${kind}`
          : kind === 'snapshot'
            ? name
            : `${kind} ${name}`
  return `${scopeText} as of ${generatedAt.slice(0, 16).replace('T', ' ')} UTC, ${pluralize(apps.length, 'app')}, by version ${tool.version}`
}

/** The frameworks that both are of. */
export const commonFrameworksText = ({after, before}: Diff): string =>
  after.frameworks
    .filter(({id}) => before.frameworks.some(framework => framework.id === id))
    .map(({title, version}) => `${title} ${version}`)
    .join(', ') || 'no framework'
