import type {Report} from '../model/report.js'

import {jsonText} from '../model/text.js'

/** The report as it is. */
export const json = (report: Report): string => jsonText(report, 2)
