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
import {escapeMessage, levelBySeverity, multiformatOf, scoreBySeverity} from './message.js'
import {nistRelationships} from './taxonomies.js'

/** GitHub refuses a rule with more. */
const maxTags = 20

/** A rule for each check, and for each control that is a result itself. */
export function sarifRules(report: Report): ReportingDescriptor[] {
  const taxa = new Map(
    report.frameworks.flatMap(({controls, id}, component) =>
      controls.map((control, index) => [`${id}/${control.id}`, {component, index}]),
    ),
  )
  const nist = nistRelationships(report)
  const checks = new Map<string, {sample: Observation; remediation: Remediation | undefined}>()
  for (const observation of report.observations) {
    const known = checks.get(observation.check)
    if (!known) checks.set(observation.check, {sample: observation, remediation: observation.remediation})
    else {
      known.remediation ??= observation.remediation
      // A subject that a class of data doesn't concern says less about a check than others do.
      if (!isDecisive(known.sample) && isDecisive(observation)) known.sample = observation
    }
  }

  return [
    ...[...checks.values()].map(({sample, remediation}) => checkRule(sample, remediation, taxa)),
    ...[...keyedControls(report)]
      .filter(({isCoveredByObservation}) => !isCoveredByObservation)
      .map(keyedControl => controlRule(keyedControl, nist)),
  ]
}

type TaxonIndexes = ReadonlyMap<string, {readonly component: number; readonly index: number}>

function checkRule(
  {check, controls, severity, signals = [], title}: Observation,
  remediation: Remediation | undefined,
  taxa: TaxonIndexes,
): ReportingDescriptor {
  const isSignal = controls.length === 0
  const helpUri = remediation?.url === undefined ? undefined : encodeURI(sanitizePlainText(remediation.url))
  return {
    id: sanitizePlainText(check),
    shortDescription: multiformatOf(capitalize(title)),
    fullDescription: multiformatOf(capitalize(title)),
    help: checkHelp({controls, title}, remediation?.text ?? '', helpUri),
    ...(helpUri === undefined ? {} : {helpUri}),
    defaultConfiguration: {level: isSignal ? 'note' : levelBySeverity[severity]},
    properties: {
      precision: 'very-high',
      'security-severity': scoreBySeverity[isSignal ? 'low' : severity],
      tags: [
        'security',
        'compliance',
        ...new Set([...controls, ...signals].map(({framework}) => sanitizePlainText(framework))),
      ].slice(0, maxTags),
    },
    relationships: controls.flatMap(ref => relationship(ref, taxa)),
  }
}

function checkHelp(
  {controls, title}: Pick<Observation, 'controls' | 'title'>,
  remediation: string,
  url: string | undefined,
): MultiformatMessageString {
  const text = `${capitalize(title)}. ${remediation}`.trim()
  const link = url === undefined ? '' : `\n\n<${url}>`
  const markdown = `${markdownText(capitalize(title))}.\n\n${markdownText(remediation)}${link}`
  if (controls.length === 0) return {text: escapeMessage(text), markdown}
  const list = controls.map(({control, framework}) => `${framework} ${control}`).join(', ')
  return {
    text: escapeMessage(`${text} Controls: ${list}.`),
    markdown: `${markdown}\n\nControls: ${markdownText(list)}`,
  }
}

/** The control in the taxonomy of its framework, if the report has it. */
function relationship({control, framework}: ControlRef, taxa: TaxonIndexes): ReportingDescriptorRelationship[] {
  const taxon = taxa.get(`${framework}/${control}`)
  if (!taxon) return []
  const toolComponent = {index: taxon.component, name: sanitizePlainText(framework)}
  return [{kinds: ['relevant'], target: {id: sanitizePlainText(control), index: taxon.index, toolComponent}}]
}

function controlRule({control, framework, key}: KeyedControl, nist: NistRelationships): ReportingDescriptor {
  const text = `${capitalize(control.title)}. ${questionWithHint(control) ?? ''}`.trim()
  return {
    id: sanitizePlainText(key),
    shortDescription: multiformatOf(`${framework.title} ${control.id}: ${control.title}`),
    fullDescription: multiformatOf(`${framework.title} ${framework.version} ${control.id}: ${control.title}`),
    help: {markdown: markdownText(text), text: escapeMessage(text)},
    defaultConfiguration: {level: levelBySeverity[control.severity]},
    properties: {
      precision: 'very-high',
      'security-severity': scoreBySeverity[control.severity],
      tags: ['security', 'compliance', sanitizePlainText(framework.id)],
    },
    ...nist(framework, control),
  }
}

const markdownText = (text: string): string => escapeMarkup(sanitizePlainText(text))
