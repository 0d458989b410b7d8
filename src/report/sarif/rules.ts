import type {ReportingDescriptor, ReportingDescriptorRelationship, ToolComponent} from 'sarif'
import type {Remediation} from '../../model/remediation.js'
import type {Observation} from '../../model/observation.js'
import type {Report} from '../../model/report.js'
import type {KeyedControl} from '../text/finding-text.js'

import {isDecisive} from '../../model/observation.js'
import {capitalize} from '../../foundation/text.js'
import {sanitizePlainText} from '../../foundation/plain-text.js'
import {controlReason, keyedControls} from '../text/finding-text.js'
import {escapeMessage, levelBySeverity, multiformatOf, scoreBySeverity} from './message.js'

/** GitHub refuses a rule with more. */
const maxTags = 20

/** Each check, and each control that is a result itself. */
export function sarifRules(report: Report): ReportingDescriptor[] {
  const taxa = new Map(
    report.frameworks.flatMap(({controls, id}, component) =>
      controls.map((control, index) => [`${id}/${control.id}`, {component, index}]),
    ),
  )
  const checks = new Map<string, {sample: Observation; remediation: Remediation | undefined}>()
  for (const observation of report.observations) {
    const known = checks.get(observation.check)
    if (!known) checks.set(observation.check, {sample: observation, remediation: observation.remediation})
    else {
      known.remediation ??= observation.remediation
      // Whom a class of data does not concern says less of a check than others do.
      if (!isDecisive(known.sample) && isDecisive(observation)) known.sample = observation
    }
  }

  return [
    ...[...checks.values()].map(({sample, remediation}) => checkRule(sample, remediation, taxa)),
    ...[...keyedControls(report)]
      .filter(({isCoveredByObservation}) => !isCoveredByObservation)
      .map(keyedControl => controlRule(keyedControl)),
  ]
}

type TaxonIndexes = ReadonlyMap<string, {readonly component: number; readonly index: number}>

function checkRule(
  {check, controls, severity, signals = [], title}: Observation,
  remediation: Remediation | undefined,
  taxa: TaxonIndexes,
): ReportingDescriptor {
  const text = `${capitalize(title)}. ${remediation?.text ?? ''}`.trim()
  const controlsText = controls.map(({control, framework}) => `${framework} ${control}`).join(', ')
  const isSignal = controls.length === 0
  const link = remediation?.url === undefined ? '' : `\n\n<${encodeURI(sanitizePlainText(remediation.url))}>`
  return {
    id: sanitizePlainText(check),
    shortDescription: multiformatOf(capitalize(title)),
    fullDescription: multiformatOf(capitalize(title)),
    help: {
      text: escapeMessage(controlsText === '' ? text : `${text} Controls: ${controlsText}.`),
      markdown: `${escapeMarkdown(capitalize(title))}.\n\n${escapeMarkdown(remediation?.text ?? '')}${link}${controlsText === '' ? '' : `\n\nControls: ${escapeMarkdown(controlsText)}`}`,
    },
    ...(remediation?.url === undefined ? {} : {helpUri: encodeURI(sanitizePlainText(remediation.url))}),
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
    relationships: controls.flatMap(({control, framework}): ReportingDescriptorRelationship[] => {
      const taxon = taxa.get(`${framework}/${control}`)
      return taxon
        ? [
            {
              kinds: ['relevant'],
              target: {
                id: sanitizePlainText(control),
                index: taxon.index,
                toolComponent: {index: taxon.component, name: sanitizePlainText(framework)},
              },
            },
          ]
        : []
    }),
  }
}

function controlRule({control, framework, key}: KeyedControl): ReportingDescriptor {
  const text = `${capitalize(control.title)}. ${control.question ?? ''}`.trim()
  return {
    id: sanitizePlainText(key),
    shortDescription: multiformatOf(`${framework.title} ${control.id}: ${control.title}`),
    fullDescription: multiformatOf(`${framework.title} ${framework.version} ${control.id}: ${control.title}`),
    help: {markdown: escapeMarkdown(text), text: escapeMessage(text)},
    defaultConfiguration: {level: levelBySeverity[control.severity]},
    properties: {
      precision: 'very-high',
      'security-severity': scoreBySeverity[control.severity],
      tags: ['security', 'compliance', sanitizePlainText(framework.id)],
    },
  }
}

/** Text that Markdown shows as it is. */
const escapeMarkdown = (text: string): string =>
  sanitizePlainText(text).replaceAll(/[!#&*<>[\\\]_`|~]/g, String.raw`\$&`)

/** The frameworks, each with the status of all its controls. */
export const taxonomies = ({frameworks}: Report): ToolComponent[] =>
  frameworks.map(({controls, id, summary, title, version}) => ({
    name: sanitizePlainText(id),
    fullName: sanitizePlainText(`${title} ${version}`),
    version: sanitizePlainText(version),
    isComprehensive: true,
    properties: {summary},
    taxa: controls.map(control => ({
      id: sanitizePlainText(control.id),
      shortDescription: multiformatOf(control.title),
      properties: {
        kind: control.kind,
        reason: sanitizePlainText(controlReason(control)),
        responsibility: control.responsibility,
        severity: control.severity,
        status: control.status,
      },
    })),
  }))
