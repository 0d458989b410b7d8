import type {CatalogView} from '../../explain/catalog-view.js'
import type {Entry} from '../../explain/find-entry.js'
import type {Answer, Arguments, Source, Tool} from '../tool.js'

import {checkText} from '../../explain/check.js'
import {findEntry, nistText, similarIds} from '../../explain/find-entry.js'
import {controlsText, frameworkText} from '../../explain/framework.js'
import {boundedText} from '../bounded-json.js'
import {stringOf, ToolError} from '../tool.js'

/** What an entry of the catalog means. */
export const explain: Tool = {
  answer,
  description:
    'Explains a check, a control or a framework: what it requires, what decides it, who is responsible, how a person ' +
    'could fix it and where it comes from. It says nothing about the account.',
  listName: 'text',
  name: 'explain',
  parameters: {
    id: {
      description: 'the id of a check, control or framework, or FRAMEWORK:CONTROL, such as pci:8.3.1',
      required: true,
      type: 'string',
    },
  },
  title: 'What a check or control means',
}

/** Columns of the text. */
const columns = 100

function answer(given: Arguments, source: Source): Answer {
  const id = stringOf(given, 'id') ?? ''
  const catalog = source.catalog()
  const entry = findEntry(id, catalog)
  if (!entry)
    throw new ToolError(
      'There is no check, control or framework with this id; failures and controls list the ids.',
      similarIds(id, catalog),
    )
  const lines = textOf(entry, catalog).trimEnd().split('\n')
  return {head: {kind: entry.kind}, list: lines.map(line => bounds => boundedText(line, bounds))}
}

function textOf(entry: Entry, catalog: CatalogView): string {
  switch (entry.kind) {
    case 'check':
      return checkText(entry.check, catalog, columns)
    case 'controls':
      return controlsText(entry.matches, catalog, columns)
    case 'framework':
      return frameworkText(entry.framework, columns)
    case 'nist':
      return nistText(entry, catalog, columns)
  }
}
