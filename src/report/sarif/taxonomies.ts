import type {ReportingDescriptor, ReportingDescriptorRelationship, ToolComponent, ToolComponentReference} from 'sarif'
import type {Relation} from '../../model/framework.js'
import type {ControlResult, FrameworkResult, Report} from '../../model/report.js'

import {sanitizePlainText} from '../../foundation/plain-text.js'
import {answeredByText} from '../text/control-text.js'
import {controlReason} from '../text/finding-text.js'
import {nistIds, nistName, nistRelations} from '../text/nist.js'
import {descriptionOf} from './message.js'

/** SARIF says what the target is to the source: what a control is a part of is a superset of it. */
const kindByRelation: Readonly<Record<Relation, string>> = {
  equal: 'equal',
  overlap: 'incomparable',
  subset: 'superset',
  superset: 'subset',
}

/** How a control relates to the controls of NIST SP 800-53, for its rule and for its taxon. */
export type NistRelationships = (
  framework: FrameworkResult,
  control: ControlResult,
) => Pick<ReportingDescriptor, 'relationships'>

/** Relationships into the taxonomy of NIST SP 800-53, which follows those of the frameworks. */
export function nistRelationships({frameworks}: Report): NistRelationships {
  const toolComponent: ToolComponentReference = {index: frameworks.length, name: nistName}
  const indexes = new Map(nistIds(frameworks).map((id, index) => [id, index]))
  return (framework, control) => {
    const relationships = nistRelations(framework, control).map(([id, relation]): ReportingDescriptorRelationship => ({
      kinds: [kindByRelation[relation]],
      target: {id: sanitizePlainText(id), index: indexes.get(id) ?? -1, toolComponent},
    }))
    return relationships.length > 0 ? {relationships} : {}
  }
}

/** The frameworks, each with the status of all its controls; then what they relate to in NIST SP 800-53. */
export function taxonomies(report: Report): ToolComponent[] {
  const relationshipsOf = nistRelationships(report)
  const nist = nistIds(report.frameworks)
  return [
    ...report.frameworks.map(framework => frameworkTaxonomy(framework, relationshipsOf, !report.only)),
    ...(nist.length > 0 ? [nistTaxonomy(nist)] : []),
  ]
}

function frameworkTaxonomy(
  framework: FrameworkResult,
  relationshipsOf: NistRelationships,
  isComprehensive: boolean,
): ToolComponent {
  const {controls, id, summary, title, version} = framework
  return {
    name: sanitizePlainText(id),
    fullName: sanitizePlainText(`${title} ${version}`),
    version: sanitizePlainText(version),
    isComprehensive,
    properties: {summary},
    taxa: controls.map(control => controlTaxon(control, relationshipsOf(framework, control))),
  }
}

function controlTaxon(
  control: ControlResult,
  relationships: Pick<ReportingDescriptor, 'relationships'>,
): ReportingDescriptor {
  const {enforcedFrom, id, kind, responsibility, severity, status, title} = control
  const answeredBy = answeredByText(control)
  return {
    id: sanitizePlainText(id),
    shortDescription: descriptionOf(title),
    properties: {
      kind,
      reason: sanitizePlainText(controlReason(control)),
      responsibility,
      severity,
      status,
      ...(enforcedFrom === undefined ? {} : {enforcedFrom: sanitizePlainText(enforcedFrom)}),
      ...(answeredBy === undefined ? {} : {answeredBy: sanitizePlainText(answeredBy)}),
    },
    ...relationships,
  }
}

const nistTaxonomy = (ids: readonly string[]): ToolComponent => ({
  name: nistName,
  fullName: 'NIST Special Publication 800-53 Revision 5',
  organization: 'National Institute of Standards and Technology',
  version: '5',
  informationUri: 'https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final',
  isComprehensive: false,
  taxa: ids.map(id => ({id: sanitizePlainText(id)})),
})
