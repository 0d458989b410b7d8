import type {CatalogView} from './catalog-view.js'

import {severities} from '../model/framework.js'
import {byCodeUnit, groupBy} from '../foundation/collections.js'
import {line} from './catalog-view.js'
import {frameworkGroups} from './framework-groups.js'
import {indentedParagraph} from '../report/terminal/layout.js'

/** All frameworks by who needs them, and all checks by subject, one per line. */
export function overviewText({checks, frameworks}: CatalogView, columns: number): string {
  const bySubject = [...groupBy(checks, ({subject}) => subject)]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(
      ([subject, checksOfSubject]) =>
        line() +
        line(`of each ${subject}`) +
        checksOfSubject
          .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || byCodeUnit(a.id, b.id))
          .map(({id, severity}) => line(`  ${severity.padEnd(8)}  ${id}`))
          .join(''),
    )
  return (
    frameworkGroups(frameworks, columns) +
    line() +
    line(`Checks: ${checks.length}`) +
    bySubject.join('').replace(/^\n/, '') +
    line() +
    indentedParagraph(
      'Run compliance:controls with the id of a framework, control or check to explain it, with --search WORD to ' +
        'find what mentions something, with --fields to list the fields that checks can test, or with ' +
        '--permissions to list what each permission is needed for.',
      columns,
    )
  )
}
