import type {Report} from '../model/report.js'

import {escapeMarkdown, inlineCode} from '../report/text/markdown-text.js'
import {scopeText} from '../report/text/scope-text.js'
import {provenanceRows} from './provenance.js'

/** A document in Markdown, which begins with what it is about and where it comes from. */
export const textDocument = (title: string, report: Report, lead: string, body: string): string =>
  [
    `# ${title}`,
    '',
    `${lead} About ${escapeMarkdown(scopeText(report))}.`,
    '',
    ...provenanceRows(report).map(([name, value]) => `- ${name}: ${inlineCode(value)}`),
    '',
    body,
  ].join('\n')
