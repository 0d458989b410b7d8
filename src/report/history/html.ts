import type {History} from '../../model/history.js'

import {sha256} from '../../foundation/canonical-json.js'
import {html} from '../html/markup.js'
import {historyLegend, historyParts, problemList} from './history-parts.js'
import {historyStyle} from './history-style.js'
import {periodText} from './history-text.js'

/** Nothing can be loaded, sent or run, except for the one style of the page. */
const contentSecurityPolicy =
  `default-src 'none'; style-src 'sha256-${Buffer.from(sha256(historyStyle), 'hex').toString('base64')}'; ` +
  "base-uri 'none'; form-action 'none'"

/** A page with a strip of days for each control, and a trend of failures. It runs no script. */
export function historyPage(history: History): string {
  const {exit, maxGapHours, problems, series} = history
  const title = `History of ${periodText(history)}`
  return html`<!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${title}</title>
    <style>${{markup: historyStyle}}</style>
    </head>
    <body><main>
    <h1>${title}</h1>
    <p class="verdict code-${exit.code}">${exit.reason.charAt(0).toUpperCase() + exit.reason.slice(1)}.</p>
    <p>Days are in UTC. A reading speaks of the time until the next one, at most ${maxGapHours} hours: that a control
    held between two readings is an inference.</p>
    ${problems.length > 0 ? html`<h2>Can't be relied on</h2>${problemList(problems)}` : ''}
    ${historyLegend}
    ${series.map(each => html`<section><h2>${each.scope}</h2>${historyParts(each)}</section>`)}
    </main></body></html>
    `.markup
}
