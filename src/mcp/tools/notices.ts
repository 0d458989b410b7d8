import type {Tool} from '../tool.js'

import {boundedText} from '../bounded-json.js'

/** What a reader of the report must know besides verdicts. */
export const notices: Tool = {
  answer: (_, {report}) => ({
    head: {},
    list: report.notices.map(({id, text}) => bounds => ({
      account: {text: boundedText(text, {text: bounds.text * 3})},
      id: boundedText(id, bounds),
    })),
  }),
  description:
    'Lists what a reader of the report must know besides verdicts: what expires soon, mistakes in the policy, limits ' +
    'of what was read.',
  listName: 'notices',
  name: 'notices',
  parameters: {},
  title: 'Notices',
}
