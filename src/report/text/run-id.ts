import type {Report} from '../../model/report.js'

import {sanitizePlainText} from '../../foundation/plain-text.js'
import {uuid} from '../../foundation/uuid.js'

/** What a run covers, as a path: the same for each run with this scope. */
export const scopeId = ({scope: {kind, name}}: Pick<Report, 'scope'>): string =>
  name === undefined ? kind : `${kind}/${encodeURIComponent(sanitizePlainText(name))}`

/** Identifies a run in whatever format it is written: the same each time that its report is. */
export const runId = (report: Report): string =>
  uuid(
    'run',
    report.generatedAt,
    report.snapshot.sha256,
    report.policy?.sha256 ?? '',
    scopeId(report),
    JSON.stringify(report.frameworks.map(({id}) => id)),
    JSON.stringify(report.only ?? null),
  )
