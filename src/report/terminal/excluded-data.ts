import type {Page} from './page.js'

import {capitalize} from '../../foundation/text.js'
import {excludedApps, excludedData, excludedDataNote} from '../text/excluded-data.js'
import {paragraph} from './page.js'

/** For which apps the platform rules out which sensitive data. */
export function excludedDataPart(page: Page): string[] {
  const kinds = excludedData(page.report)
  if (kinds.length === 0) return []
  return [
    ...paragraph(page, `${page.paint.strong('DATA THAT HEROKU RULES OUT.')} ${excludedDataNote(page.report)}`),
    ...kinds.flatMap(({data, groups}) => {
      const texts = groups.map(({apps, label}) => `${label} ${excludedApps(apps, page.paint.name)}`)
      return paragraph(page, `${capitalize(data)}: ${texts.join('; ')}`, 1)
    }),
  ]
}
