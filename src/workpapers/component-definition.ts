import type {ControlResult, FrameworkResult, Report} from '../model/report.js'
import type {KeyedControl} from '../report/text/finding-text.js'
import type {Unseen} from './unseen.js'

import {uuid} from '../foundation/uuid.js'
import {frameworkLinks, frameworkResources} from '../report/oscal/back-matter.js'
import {controlIds} from '../report/oscal/control-ids.js'
import {documentId, metadata} from '../report/oscal/oscal.js'
import {nistProperties, nonEmptyList, ownProperties, requiredText} from '../report/oscal/properties.js'
import {controlReason, keyedControls} from '../report/text/finding-text.js'
import {streamJson} from '../report/text/json-chunks.js'
import {readerOf} from './provenance.js'

/** Heroku as an OSCAL component: the controls that it meets, alone or with its customer, as the report has them. */
export function componentDefinition(report: Report, unseen: readonly Unseen[]): Iterable<Uint8Array> {
  const resources = frameworkResources(report)
  return streamJson({
    'component-definition': {
      uuid: documentId('component-definition', report),
      metadata: metadata(report, 'Heroku as a component'),
      components: [herokuComponent(report, unseen)],
      ...(resources.length > 0 ? {'back-matter': {resources}} : {}),
    },
  })
}

function herokuComponent(report: Report, unseen: readonly Unseen[]): object {
  const implementations = report.frameworks.flatMap(framework => implementationOf(report, framework))
  return {
    uuid: uuid('component', 'heroku'),
    type: 'service',
    title: 'Heroku',
    description:
      'The platform by Salesforce, as far as its duties are known: controls that are its own, or that it shares with ' +
      'its customer. A control counts as met by Heroku only where the documents on file say so.',
    props: ownProperties({
      'facts-read': report.snapshot.collectedAt,
      'read-by': readerOf(report),
      'not-seen': String(unseen.reduce((sum, {paths}) => sum + paths.length, 0)),
    }),
    ...nonEmptyList('control-implementations', implementations),
    ...(unseen.length === 0
      ? {}
      : {
          remarks: requiredText(
            `Not seen: ${unseen.map(({paths, what, why}) => `${what}: ${why} (${paths.length})`).join('; ')}.`,
          ),
        }),
  }
}

/** The controls of a framework that Heroku has a part in; none where it has no part. */
function implementationOf(report: Report, framework: FrameworkResult): object[] {
  const ids = controlIds(framework)
  const own = [...keyedControls({...report, frameworks: [framework], observations: []})].filter(
    ({control}) => control.responsibility !== 'customer',
  )
  const [source] = frameworkLinks(framework)
  if (own.length === 0 || !source) return []
  return [
    {
      uuid: uuid('control-implementation', framework.id, framework.version),
      source: source.href,
      description: requiredText(`${framework.title} ${framework.version}`),
      props: ownProperties({framework: framework.id}),
      'implemented-requirements': own.map(keyed =>
        implementedRequirement(keyed, ids.get(keyed.control.id)?.control ?? ''),
      ),
    },
  ]
}

function implementedRequirement(keyed: KeyedControl, controlId: string): object {
  const {control, framework, key} = keyed
  const {documents = [], id, question, responsibility, status} = control
  return {
    uuid: uuid('implemented-requirement', key),
    'control-id': controlId,
    description: requiredText(`${control.title}. ${partText(control)}`),
    props: [
      ...ownProperties({
        framework: framework.id,
        control: id,
        responsibility,
        status,
        documents: documents.length > 0 ? documents.join(', ') : undefined,
      }),
      ...nistProperties(keyed),
    ],
    remarks: requiredText(
      [controlReason(control), responsibility === 'shared' ? question : undefined].filter(Boolean).join('. '),
    ),
  }
}

const partText = ({responsibility}: ControlResult): string =>
  responsibility === 'heroku' ? 'Heroku is responsible.' : 'Heroku and its customer share the responsibility.'
