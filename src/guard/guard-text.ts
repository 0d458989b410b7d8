import type {Comparison, ControlChange} from '../model/comparison.js'
import type {Observation} from '../model/observation.js'
import type {GuardLevel} from '../model/policy.js'
import type {Report} from '../model/report.js'
import type {ShownCommand} from './command-text.js'
import type {Doubt, Finding} from './judge.js'

import {sanitizeLine} from '../foundation/printable.js'
import {spanText} from '../foundation/span.js'
import {pluralize} from '../foundation/text.js'
import {severities} from '../model/framework.js'

/** What the text about a command is made of. */
export interface GuardRemark {
  readonly command: ShownCommand
  /** Of the policy, as it is called from the working folder. */
  readonly file: string
  readonly finding: Finding
  readonly level: GuardLevel
  /** Milliseconds since the oldest of the facts was read. */
  readonly age?: number
  readonly isStale: boolean
  /** Flags that choose what was to be collected, such as `--team acme`. */
  readonly scopeFlags: string
  /** Why the command wasn't let through in spite of a reason. */
  readonly logProblem?: string
}

/** The remark on a command that runs, in one paragraph. */
export const remarkText = (remark: GuardRemark): string => `${remark.file}: ${judgmentText(remark)}`

/** Why a command is stopped, and how to go on. */
export function stopText(remark: GuardRemark): string {
  const {file, level} = remark
  const paragraph = `${level === 'refuse' ? 'Refused' : 'Held'} by ${file}: ${judgmentText(remark)}`
  return [...(level === 'hold' ? wayOn(remark, paragraph) : [paragraph]), guardRail].join('\n')
}

const guardRail = 'This is a guard rail: the dashboard, the API and git push go past it.'

function wayOn({command, logProblem}: GuardRemark, paragraph: string): string[] {
  return logProblem === undefined
    ? [`${paragraph} To go on, say why:`, reasonText(command)]
    : [`${paragraph} The reason can't be logged: ${logProblem}`]
}

function judgmentText(remark: GuardRemark): string {
  const {command, finding} = remark
  if (finding.kind === 'worse') {
    const {after, comparison} = finding.change
    return `${command.text} would ${worseText(comparison, after)}.${ageText(remark)} ${whyText}`
  }

  if (finding.kind === 'target-fails')
    return `${command.text} would go where ${failuresText(finding.failures)}.${ageText(remark)} ${whyFailsText}`
  if (finding.kind === 'no-worse') return `${command.text} breaks nothing by old facts.${ageText(remark)}`
  const {doubt} = finding
  return `can't tell what ${command.text} would break: ${doubtTexts[doubt]}. ${remedy(remark, doubt)}`
}

/** Longer lines would be broken, and could no longer be copied. */
const longestLine = 74

function reasonText({isWhole, text}: ShownCommand): string {
  const whole = `HEROKU_COMPLIANCE_REASON="..." ${text}`
  if (isWhole && whole.length <= longestLine) return whole
  return `HEROKU_COMPLIANCE_REASON="..." ${text.split(' ').slice(0, 2).join(' ')} ...`
}

const whyText = "heroku compliance:what-if '...' shows why."

const whyFailsText = 'heroku compliance:check --pipeline NAME --before-promote shows why.'

function failuresText(failures: readonly Observation[]): string {
  const [worst] = bySeverity(failures)
  const about = worst ? ` (${worst.severity}: ${failureName(worst)})` : ''
  return `${pluralize(failures.length, 'check')} ${failures.length === 1 ? 'fails' : 'fail'} already${about}`
}

const bySeverity = <T extends Pick<Observation, 'severity'>>(failures: readonly T[]): T[] =>
  [...failures].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))

const failureName = ({check, failureTitle, subject}: Pick<Observation, 'check' | 'failureTitle' | 'subject'>): string =>
  sanitizeLine(`${failureTitle ?? check}, ${subject.name}`)

function worseText(comparison: Comparison, {frameworks}: Pick<Report, 'frameworks'>): string {
  const controls = brokenControls(comparison)
  if (controls.length === 0) return failureText(comparison)
  const titleOf = (id: string) => frameworks.find(framework => framework.id === id)?.title ?? id
  const names = controls.slice(0, 2).map(({control, framework}) => `${titleOf(framework)} ${control}`)
  const more = controls.length > names.length ? ', ...' : ''
  return `break ${pluralize(controls.length, 'control')} (${sanitizeLine(names.join(', '))}${more})`
}

/** The controls that a command breaks, worst first. What can't be known before it is done isn't broken. */
export const brokenControls = ({worseControls}: Pick<Comparison, 'worseControls'>): readonly ControlChange[] =>
  worseControls
    .filter(({status}) => status !== 'unknown')
    .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))

function failureText({newlyFailing, worsened}: Comparison): string {
  const [worst] = bySeverity([...newlyFailing, ...worsened])
  const about = worst ? ` (${worst.severity}: ${failureName(worst)})` : ''
  return newlyFailing.length > 0
    ? `cause ${pluralize(newlyFailing.length, 'new failure')}${about}`
    : `make ${pluralize(worsened.length, 'failure')} worse${about}`
}

function ageText({age = 0, isStale, scopeFlags}: GuardRemark): string {
  if (isStale && !(age >= 0))
    return ` By the clock of this computer, the facts are of the future: ${collectText(scopeFlags)}.`
  const facts = ` Facts from ${spanText(age)} ago`
  return isStale ? `${facts} are too old: ${collectText(scopeFlags)}.` : `${facts}.`
}

const collectText = (scopeFlags: string): string => `heroku compliance:collect --guard ${scopeFlags}`

const doubtTexts: Readonly<Record<Doubt, string>> = {
  damaged: "the kept facts can't be read",
  fault: 'an error in the guard',
  impossible: 'by the kept facts, Heroku would refuse it',
  'not-in-facts': "the kept facts don't have all that it is about",
  'not-kept': 'no facts are kept',
  'not-modeled': "what it does isn't modeled",
  undetermined: "a part of it can't be known before it is done",
  unparsed: "its arguments aren't understood",
  unseen: "the account couldn't read all that it changes",
}

function remedy({command, scopeFlags}: GuardRemark, doubt: Doubt): string {
  if (doubt === 'undetermined' || doubt === 'unseen') return whyText
  if (doubt === 'unparsed') return `${command.text.split(' ').slice(0, 2).join(' ')} --help shows how it is called.`
  if (doubt === 'not-modeled') return 'heroku help compliance:what-if lists what is.'
  if (doubt === 'fault') return 'Please report it.'
  return `${collectText(scopeFlags)} reads them.`
}
