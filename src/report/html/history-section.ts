import type {ReportHistory} from '../../model/history.js'
import type {Markup} from './markup.js'

import {historyLegend, historyParts, problemList} from '../history/history-parts.js'
import {historyPartsStyle} from '../history/history-style.js'
import {countText} from '../text/labels.js'
import {html} from './markup.js'

export const historySectionId = 'history'

/** The style of the section, which has no effect on the rest of the page. */
export const historySectionStyle = historyPartsStyle(`#${historySectionId}`)

/** What earlier readings say of each control, up to the report: a trend of failures, and a strip of days. */
export function historyContent({history, otherReadings}: ReportHistory): Markup {
  const {maxGapHours, period, problems, series} = history
  const others = otherReadings === 0 ? '' : `${countText(otherReadings, 'reading')} of another scope left out.`
  return html`<p class="note">Days from ${period.from} to ${period.to}, in UTC. A reading speaks of the time until the
    next one, at most ${maxGapHours} hours: that a control held between two readings is an inference. No signature was
    verified.</p>
    ${others === '' ? '' : html`<p class="note">${others}</p>`}
    ${problems.length === 0 ? '' : html`<h3>Can't be relied on</h3>${problemList(problems)}`}
    ${historyLegend}
    ${series.map(each => historyParts(each))}`
}
