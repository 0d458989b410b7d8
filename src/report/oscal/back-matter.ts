import type {FrameworkResult, Report} from '../../model/report.js'

import {nistIds, nistName} from '../text/nist.js'
import {uuid} from '../../foundation/uuid.js'
import {isNistControl} from './control-ids.js'
import {oscalProperties, ownProperties, requiredText} from './properties.js'

/** NIST's own catalog of SP 800-53 in OSCAL, in which ids such as ac-2.3 are found. */
const nistCatalogAddress =
  'https://raw.githubusercontent.com/usnistgov/oscal-content/main/nist.gov/SP800-53/rev5/json/' +
  'NIST_SP-800-53_rev5_catalog.json'

const nistCatalogId = uuid('resource', 'nist-sp-800-53r5')
const planId = ({frameworks}: Report): string => uuid('plan', ...frameworks.map(({id}) => id))
const frameworkId = ({id, version}: FrameworkResult): string => uuid('resource', 'framework', id, version)

interface Link {
  readonly href: string
  readonly rel: 'reference'
}

const linkTo = (resource: string): Link => ({href: `#${resource}`, rel: 'reference'})

/** What assessment results import: the plan among the resources of the same document. */
export const planReference = (report: Report): object => ({href: linkTo(planId(report)).href})

/** The resource of a framework; and NIST's catalog, where controls of the framework are found in it. */
export const frameworkLinks = (framework: FrameworkResult): readonly Link[] => [
  linkTo(frameworkId(framework)),
  ...(framework.controls.some(control => isNistControl(framework, control)) ? [linkTo(nistCatalogId)] : []),
]

/** What the version of the tool that made the report says of frameworks, checks, verdicts and statuses. */
const documentationLinks = ({tool}: Report): object => ({
  rlinks: [
    {
      href: `https://unpkg.com/heroku-compliance@${encodeURIComponent(tool.version)}/docs/frameworks.md`,
      'media-type': 'text/markdown',
    },
  ],
})

/** What stands for an assessment plan in OSCAL: the documentation says what is assessed, and how. */
export const planResource = (report: Report): object => ({
  uuid: planId(report),
  title: 'Assessment plan',
  description:
    'There is no plan in OSCAL: the documentation of the tool says how checks and controls of frameworks are assessed.',
  props: oscalProperties({type: 'plan'}),
  ...documentationLinks(report),
})

/** A resource for each framework, and one for NIST's catalog where controls relate to it; each has a link. */
export const frameworkResources = (report: Report): object[] => [
  ...report.frameworks.map(framework => ({
    uuid: frameworkId(framework),
    title: requiredText(`${framework.title} ${framework.version}`),
    description: 'The framework, as the documentation of the tool describes it.',
    props: [...ownProperties({framework: framework.id}), ...oscalProperties({version: framework.version})],
    ...documentationLinks(report),
  })),
  ...(nistIds(report.frameworks).length > 0
    ? [
        {
          uuid: nistCatalogId,
          title: nistName,
          description:
            "NIST's catalog in OSCAL, with ids of controls such as ac-2.3 and of objectives such as ac-2.3_obj.",
          props: oscalProperties({type: 'standard'}),
          rlinks: [{href: nistCatalogAddress, 'media-type': 'application/oscal+json'}],
        },
      ]
    : []),
]
