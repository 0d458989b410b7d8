import type {MultiformatMessageString, ReportingDescriptor, ReportingDescriptorRelationship} from 'sarif'
import type {Remediation} from '../../model/remediation.js'
import type {ControlRef, Observation} from '../../model/observation.js'
import type {Report} from '../../model/report.js'
import type {KeyedControl} from '../text/finding-text.js'
import type {NistRelationships} from './taxonomies.js'

import {isDecisive} from '../../model/observation.js'
import {capitalize} from '../../foundation/text.js'
import {sanitizePlainText} from '../../foundation/plain-text.js'
import {escapeMarkup} from '../text/markdown-text.js'
import {questionWithHint} from '../text/control-text.js'
import {keyedControls} from '../text/finding-text.js'
import {descriptionOf, escapeMessage, levelBySeverity, scoreBySeverity} from './message.js'
import {controlSentence, isOpenState, ruleIdOf} from './rule-naming.js'
import {nistRelationships} from './taxonomies.js'

/** GitHub refuses a rule with more, and shows the first ten. */
const maxTags = 20

/** What the observations of a check say about it. */
interface CheckSummary {
  sample: Observation
  remediation: Remediation | undefined
  failureTitle: string | undefined
  hasKnown: boolean
  hasUnknown: boolean
}

/** A rule for each check, for each check that something is unknown of, and for each control that is a result itself. */
export function sarifRules(report: Report): ReportingDescriptor[] {
  const references = referencesOf(report)
  const nist = nistRelationships(report)
  return [
    ...[...checkSummaries(report)].flatMap(summary => [
      ...(summary.hasKnown ? [checkRule(summary, references)] : []),
      ...(summary.hasUnknown ? [unknownRule(summary, references)] : []),
    ]),
    ...[...keyedControls(report)]
      .filter(({isCoveredByObservation}) => !isCoveredByObservation)
      .map(keyedControl => controlRule(keyedControl, nist)),
  ]
}

function checkSummaries({observations}: Report): Iterable<CheckSummary> {
  const checks = new Map<string, CheckSummary>()
  for (const observation of observations) {
    const {check, failureTitle, remediation, verdict} = observation
    const summary = checks.get(check) ?? {
      sample: observation,
      remediation: undefined,
      failureTitle: undefined,
      hasKnown: false,
      hasUnknown: false,
    }
    checks.set(check, summary)
    summary.remediation ??= remediation
    summary.failureTitle ??= failureTitle
    if (verdict === 'unknown') summary.hasUnknown = true
    else summary.hasKnown = true
    // A subject that a class of data doesn't concern says less about a check than others do.
    if (!isDecisive(summary.sample) && isDecisive(observation)) summary.sample = observation
  }

  return checks.values()
}

/** What a rule says of the controls that its check decides, or is a signal of. */
interface References {
  readonly relationships: (refs: readonly ControlRef[]) => ReportingDescriptorRelationship[]
  /** The frameworks, those of the report first. */
  readonly tags: (refs: readonly ControlRef[]) => string[]
}

function referencesOf({frameworks}: Report): References {
  const taxa = new Map(
    frameworks.flatMap(({controls, id}, component) =>
      controls.map((control, index) => [`${id}/${control.id}`, {component, index}] as const),
    ),
  )
  return {
    relationships: refs =>
      refs.flatMap(({control, framework}) => {
        const taxon = taxa.get(`${framework}/${control}`)
        if (!taxon) return []
        const toolComponent = {index: taxon.component, name: sanitizePlainText(framework)}
        return [{kinds: ['relevant'], target: {id: sanitizePlainText(control), index: taxon.index, toolComponent}}]
      }),
    tags(refs) {
      const named = new Set(refs.map(({framework}) => framework))
      const chosen = frameworks.flatMap(({id}) => (named.has(id) ? [id] : []))
      return [...new Set([...chosen, ...named])].map(id => sanitizePlainText(id))
    },
  }
}

/** The headline of an alert is the description of its rule, so it says what is wrong. */
function checkRule({failureTitle, remediation, sample}: CheckSummary, references: References): ReportingDescriptor {
  const {check, controls, severity, title} = sample
  const isSignal = !isDecisive(sample)
  const headline = capitalize(failureTitle ?? title)
  return {
    id: ruleIdOf(check, 'fail'),
    shortDescription: descriptionOf(headline),
    fullDescription: descriptionOf(failureTitle === undefined ? headline : `${headline}. Expected: ${title}.`),
    ...helpOf(sample, remediation, `Expected: ${title}.`),
    defaultConfiguration: {level: isSignal ? 'note' : levelBySeverity[severity]},
    properties: {
      precision: 'very-high',
      'security-severity': scoreBySeverity[isSignal ? 'low' : severity],
      tags: tagsOf(['security', 'compliance'], sample, references),
    },
    relationships: references.relationships(controls),
  }
}

function unknownRule({remediation, sample}: CheckSummary, references: References): ReportingDescriptor {
  const {check, controls, title} = sample
  const text = `Unknown whether ${title}`
  return {
    id: ruleIdOf(check, 'unknown'),
    shortDescription: descriptionOf(text),
    fullDescription: descriptionOf(`${text}: what the check needs couldn't be read. That isn't a pass.`),
    ...helpOf(sample, remediation, `${text}: each result says what couldn't be read, and why.`),
    defaultConfiguration: {level: 'note'},
    properties: {'problem.severity': 'recommendation', tags: tagsOf(['compliance', 'unknown'], sample, references)},
    relationships: references.relationships(controls),
  }
}

const tagsOf = (first: readonly string[], {controls, signals = []}: Observation, references: References): string[] =>
  [...first, ...references.tags([...controls, ...signals])].slice(0, maxTags)

function helpOf(
  {controls}: Observation,
  remediation: Remediation | undefined,
  introduction: string,
): {readonly help: MultiformatMessageString; readonly helpUri?: string} {
  const url = remediation?.url === undefined ? undefined : encodeURI(sanitizePlainText(remediation.url))
  const advice = remediation?.text ?? ''
  const list = controls.map(({control, framework}) => `${framework} ${control}`).join(', ')
  const text = [introduction, advice, ...(list === '' ? [] : [`Controls: ${list}.`])].filter(Boolean).join(' ')
  const markdown = [
    markdownText(introduction),
    markdownText(advice) + (url === undefined ? '' : `\n\n<${url}>`),
    ...(list === '' ? [] : [`Controls: ${markdownText(list)}`]),
  ].join('\n\n')
  return {help: {text: escapeMessage(text), markdown}, ...(url === undefined ? {} : {helpUri: url})}
}

function controlRule(keyedControl: KeyedControl, nist: NistRelationships): ReportingDescriptor {
  const {control, framework, key} = keyedControl
  const headline = controlSentence(keyedControl)
  const text = `${headline}. ${questionWithHint(control) ?? ''}`.trim()
  const isOpen = isOpenState(control.status)
  const frameworkTag = sanitizePlainText(framework.id)
  return {
    id: ruleIdOf(key, control.status),
    shortDescription: descriptionOf(headline),
    fullDescription: descriptionOf(headline),
    help: {markdown: markdownText(text), text: escapeMessage(text)},
    defaultConfiguration: {level: isOpen ? 'note' : levelBySeverity[control.severity]},
    properties: isOpen
      ? {'problem.severity': 'recommendation', tags: ['compliance', control.status, frameworkTag]}
      : {
          precision: 'very-high',
          'security-severity': scoreBySeverity[control.severity],
          tags: ['security', 'compliance', frameworkTag],
        },
    ...nist(framework, control),
  }
}

const markdownText = (text: string): string => escapeMarkup(sanitizePlainText(text))
