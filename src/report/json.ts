import type {Report} from '../model/report.js'

/** The report as it is. */
export const json = (report: Report): string => `${JSON.stringify(report, null, 2)}\n`
