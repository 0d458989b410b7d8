import type {ReportingDescriptor, ReportingDescriptorRelationship, ToolComponent} from 'sarif'
import type {Remediation} from '../../model/check.js'
import type {Observation} from '../../model/observation.js'
import type {Report} from '../../model/report.js'
import type {Stated} from '../text/finding-text.js'

import {isDecisive} from '../../model/observation.js'
import {capital} from '../../foundation/text.js'
import {plain} from '../../foundation/plain-text.js'
import {controlText, stated} from '../text/finding-text.js'
import {escaped, levels, multiformat, scores} from './message.js'

/** GitHub refuses a rule with more. */
const mostTags = 20

/** Each check, and each control that is a result itself. */
export function rulesOf(report: Report): ReportingDescriptor[] {
  const places = new Map(
    report.frameworks.flatMap(({controls, id}, component) =>
      controls.map((control, index) => [`${id}/${control.id}`, {component, index}]),
    ),
  )
  const checks = new Map<string, {first: Observation; remedy: Remediation | undefined}>()
  for (const one of report.observations) {
    const known = checks.get(one.check)
    if (!known) checks.set(one.check, {first: one, remedy: one.remediation})
    else {
      known.remedy ??= one.remediation
      // Whom a class of data does not concern says less of a check than others do.
      if (!isDecisive(known.first) && isDecisive(one)) known.first = one
    }
  }

  return [
    ...[...checks.values()].map(({first, remedy}) => ruleOfCheck(first, remedy, places)),
    ...[...stated(report)].filter(({isTold}) => !isTold).map(one => ruleOfControl(one)),
  ]
}

type Places = ReadonlyMap<string, {readonly component: number; readonly index: number}>

function ruleOfCheck(
  {check, controls, severity, signals = [], title}: Observation,
  remedy: Remediation | undefined,
  places: Places,
): ReportingDescriptor {
  const text = `${capital(title)}. ${remedy?.text ?? ''}`.trim()
  const decides = controls.map(({control, framework}) => `${framework} ${control}`).join(', ')
  const isSignal = controls.length === 0
  const link = remedy?.url === undefined ? '' : `\n\n<${encodeURI(plain(remedy.url))}>`
  return {
    id: plain(check),
    shortDescription: multiformat(capital(title)),
    fullDescription: multiformat(capital(title)),
    help: {
      text: escaped(decides === '' ? text : `${text} Controls: ${decides}.`),
      markdown: `${marked(capital(title))}.\n\n${marked(remedy?.text ?? '')}${link}${decides === '' ? '' : `\n\nControls: ${marked(decides)}`}`,
    },
    ...(remedy?.url === undefined ? {} : {helpUri: encodeURI(plain(remedy.url))}),
    defaultConfiguration: {level: isSignal ? 'note' : levels[severity]},
    properties: {
      precision: 'very-high',
      'security-severity': scores[isSignal ? 'low' : severity],
      tags: [
        'security',
        'compliance',
        ...new Set([...controls, ...signals].map(({framework}) => plain(framework))),
      ].slice(0, mostTags),
    },
    relationships: controls.flatMap(({control, framework}): ReportingDescriptorRelationship[] => {
      const place = places.get(`${framework}/${control}`)
      return place
        ? [
            {
              kinds: ['relevant'],
              target: {
                id: plain(control),
                index: place.index,
                toolComponent: {index: place.component, name: plain(framework)},
              },
            },
          ]
        : []
    }),
  }
}

function ruleOfControl({control, framework, key}: Stated): ReportingDescriptor {
  const text = `${capital(control.title)}. ${control.question ?? ''}`.trim()
  return {
    id: plain(key),
    shortDescription: multiformat(`${framework.title} ${control.id}: ${control.title}`),
    fullDescription: multiformat(`${framework.title} ${framework.version} ${control.id}: ${control.title}`),
    help: {markdown: marked(text), text: escaped(text)},
    defaultConfiguration: {level: levels[control.severity]},
    properties: {
      precision: 'very-high',
      'security-severity': scores[control.severity],
      tags: ['security', 'compliance', plain(framework.id)],
    },
  }
}

/** Text that Markdown shows as it is. */
const marked = (text: string): string => plain(text).replaceAll(/[!#&*<>[\\\]_`|~]/g, String.raw`\$&`)

/** The frameworks, each with the status of all its controls. */
export const taxonomies = ({frameworks}: Report): ToolComponent[] =>
  frameworks.map(({controls, id, summary, title, version}) => ({
    name: plain(id),
    fullName: plain(`${title} ${version}`),
    version: plain(version),
    isComprehensive: true,
    properties: {summary},
    taxa: controls.map(control => ({
      id: plain(control.id),
      shortDescription: multiformat(control.title),
      properties: {
        kind: control.kind,
        reason: plain(controlText(control)),
        responsibility: control.responsibility,
        severity: control.severity,
        status: control.status,
      },
    })),
  }))
