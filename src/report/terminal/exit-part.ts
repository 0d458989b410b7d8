import type {Page} from './page.js'

import {paragraph} from './page.js'
import {sanitizeForTerminal} from '../text/sanitize.js'

/** Why a run ends with 0; the reason of any other exit code goes to stderr. */
export const exitPart = (page: Page): string[] => {
  const {code, reason} = page.report.exit
  return code === 0 ? paragraph(page, page.paint.dim(`Exit 0: ${sanitizeForTerminal(reason)}`)) : []
}
