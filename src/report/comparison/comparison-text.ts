import type {
  Change,
  Comparison,
  ControlChange,
  Deed,
  Diff,
  Released,
  SideName,
  Turnover,
} from '../../model/comparison.js'
import type {Because} from '../../model/observation.js'

import {isLost} from '../../model/comparison.js'
import {mostReleases} from '../../model/release.js'
import {capital, times} from '../../foundation/text.js'
import {claim} from '../text/finding-text.js'
import {becauseText, bySeverity, demanded, label, reasonText, seenText} from '../text/labels.js'

/** The lists of changes, in the order in which they are told. */
export const parts = [
  {key: 'failing', title: 'Newly failing'},
  {key: 'worsened', title: 'Failing worse than before'},
  {key: 'unknown', title: 'Not determined any more'},
  {key: 'changed', title: 'Failing as before, with other values'},
  {key: 'waived', title: 'Waived since'},
  {key: 'mended', title: 'Mended'},
  {key: 'seen', title: 'Seen again'},
] as const satisfies ReadonlyArray<{readonly key: keyof Comparison; readonly title: string}>

/** Those that make the newer report worse, which are told first. */
export const worseParts: ReadonlyArray<(typeof parts)[number]['key']> = ['failing', 'worsened', 'unknown']

/** The outcome in a sentence without its full stop. */
export function headline({failing, fallen, unknown, worse, worsened, ...rest}: Diff): string {
  const lost = unknown.filter(isLost)
  const bad = [
    ...(failing.length > 0 ? [`${times(failing.length, 'new failure')} (${bySeverity(failing)})`] : []),
    ...(worsened.length > 0 ? [`${times(worsened.length, 'failure')} got worse (${bySeverity(worsened)})`] : []),
    ...(lost.length > 0 ? [`${lost.length} not determined any more`] : []),
    ...(fallen.length > 0 ? [`${times(fallen.length, 'control')} fell`] : []),
  ]
  return worse
    ? `Worse: ${bad.join(', ')}`
    : `No worse${isStill({...rest, failing, fallen, unknown, worsened}) ? ', and nothing else differs' : ''}`
}

/** Whether the two say the same. */
const isStill = ({
  appeared,
  changed,
  failing,
  fallen,
  gone,
  mended,
  renamed,
  risen,
  seen,
  severities,
  unknown,
  waived,
  worsened,
}: Omit<Comparison, 'compared' | 'known' | 'notices' | 'open'>) =>
  [appeared, changed, failing, fallen, gone, mended, renamed, risen, seen, severities, unknown, waived, worsened].every(
    ({length}) => length === 0,
  )

/** What is good, and what is as it was, in a sentence without its full stop. */
export function remainder({known, mended, open, risen, seen, waived}: Comparison): string {
  return [
    ...(mended.length > 0 ? [`${mended.length} mended`] : []),
    ...(seen.length > 0 ? [`${seen.length} seen again`] : []),
    ...(waived.length > 0 ? [`${waived.length} waived`] : []),
    ...(risen.length > 0 ? [`${times(risen.length, 'control')} rose`] : []),
    `${times(known, 'failure')} as before`,
    ...(open > 0 ? [`${open} determined in neither`] : []),
  ].join(', ')
}

/** What a check says of what changed. */
export const claimOf = ({now, title}: Change): string =>
  now === 'waived' ? capital(title) : claim({title, verdict: now})

/** What was seen, and what was before, of one change, and who released it where that is told. */
export const changeText = ({deeds = [], ...change}: Change): string =>
  [valuesText(change), ...deedsText(deeds, change.subject)].filter(part => part !== '').join('; ')

function valuesText({because = [], gaps = [], hides, moved, now, was, wasBecause = []}: Change): string {
  if (now === 'fail' && was === 'fail') {
    const texts = because.map(one =>
      becauseWas(
        one,
        wasBecause.find(({field}) => field === one.field),
      ),
    )
    return [...texts, ...(moved === 'past its date' ? ['past its date since'] : [])].join('; ')
  }

  const seen =
    now === 'unknown'
      ? gaps
          .map(
            ({detail, field, reason}) =>
              `${label(field)}: ${reasonText[reason]}${detail === undefined ? '' : ` (${detail})`}`,
          )
          .join('; ')
      : becauseText(because)
  return [seen, hides ? hidesText(hides) : before(was, now)].filter(part => part !== '').join('; ')
}

function becauseWas({field, must, value}: Because, older: Because | undefined): string {
  const was =
    older && JSON.stringify(older.value) !== JSON.stringify(value) ? `, was ${seenText(older.value, must)}` : ''
  return `${label(field)}: ${seenText(value, must)}${was} (demanded: ${demanded(must)})`
}

function before(was: Change['was'], now: Change['now']): string {
  if (was === 'absent') return 'was not there before'
  if (now === 'not-applicable') return 'does not apply any more'
  return was === 'pass' || (now !== 'fail' && now !== 'unknown')
    ? ''
    : `was ${was === 'fail' ? 'a failure' : was === 'not-applicable' ? 'not applicable' : was}`
}

function hidesText(hides: NonNullable<Change['hides']>): string {
  const failed = hides.filter(({was}) => was === 'fail').length
  return `told of ${hides.length} before${failed > 0 ? `, ${failed} of which failed` : ''}`
}

export const turnoverText = ({deeds = [], fail, pass, subject, unknown}: Turnover): string =>
  [
    [
      ...(fail > 0 ? [times(fail, 'failure')] : []),
      ...(unknown > 0 ? [`${unknown} unknown`] : []),
      `${pass} passed`,
    ].join(', '),
    ...deedsText(deeds, subject),
  ].join('; ')

const mostDeeds = 3

/** The newest releases that name a thing, those of other apps with the app's name. */
function deedsText(deeds: readonly Deed[], {app: own}: Change['subject']): string[] {
  const left = deeds.length - mostDeeds
  return [
    ...deeds.slice(0, mostDeeds).map(deed => `${deed.app === own ? '' : `${deed.app} `}${deedText(deed)}`),
    ...(left > 0 ? [`and ${times(left, 'release')} more`] : []),
  ]
}

/** A release in words: who did what, and when. */
export function deedText({at, by, status, version, what}: Deed): string {
  const name = version === undefined ? 'a release' : `v${version}`
  const when = at === undefined ? '' : ` on ${at.slice(0, 16).replace('T', ' ')} UTC`
  return `${name} by ${by ?? 'nobody that the API names'}${when}: ${what || 'no description'}${status === undefined ? '' : ` (${status})`}`
}

/** What is known of an app's releases besides those that are listed. */
export const restText = ({gap, isCut}: Released): string[] =>
  gap === undefined
    ? isCut
      ? [`only the last ${mostReleases} were read`]
      : []
    : [`could not be read: ${reasonText[gap]}`]

export const releasesNote =
  'Releases tell of deploys, config vars and add-ons; not of domains, drains, people or settings of a space.'

export const controlChangeText = ({reason, status, was}: ControlChange): string =>
  `${was} to ${status}${reason === '' ? '' : `: ${reason}`}`

/** One of the reports: of what, and as of when. */
export function sideText({generatedAt, scope: {apps, kind, name}, tool}: SideName): string {
  const of =
    kind === 'sample'
      ? 'the sample'
      : kind === 'all'
        ? 'the whole account'
        : name === undefined
          ? `a ${kind}`
          : kind === 'snapshot'
            ? name
            : `${kind} ${name}`
  return `${of} as of ${generatedAt.slice(0, 16).replace('T', ' ')} UTC, ${times(apps.length, 'app')}, by version ${tool.version}`
}

/** The frameworks that both are of. */
export const standards = ({after, before}: Diff): string =>
  after.frameworks
    .filter(({id}) => before.frameworks.some(one => one.id === id))
    .map(({title, version}) => `${title} ${version}`)
    .join(', ') || 'no framework'
