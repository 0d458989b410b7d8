import type {Report} from '../../model/report.js'

import {packageAddress} from '../../foundation/package-address.js'
import {uuid} from '../../foundation/uuid.js'
import {oscalProperties, requiredText} from './properties.js'

const componentId = ({tool}: Report): string => uuid('component', tool.name, tool.version)

/** The tool as what assessed, for `origins` to refer to. */
export const assessmentAssets = (report: Report): object => ({
  components: [
    {
      uuid: componentId(report),
      type: 'software',
      title: report.tool.name,
      description: 'Reads the settings of Heroku resources, and assesses them against control frameworks.',
      props: oscalProperties({version: report.tool.version}),
      links: [{href: packageAddress, rel: 'reference'}],
      status: {state: 'operational'},
    },
  ],
  'assessment-platforms': [
    {
      uuid: uuid('platform', report.tool.name),
      title: requiredText(`Heroku Platform API, read by ${report.tool.name}`),
      'uses-components': [{'component-uuid': componentId(report)}],
    },
  ],
})

/** Who observed something or rated a risk: the tool. */
export const toolOrigin = (report: Report): object => ({
  actors: [{type: 'tool', 'actor-uuid': componentId(report)}],
})
