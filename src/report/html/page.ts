import {createHash} from 'node:crypto'

import type {Report} from '../../model/report.js'
import type {ReportHistory} from '../../model/history.js'
import type {RenderOptions} from '../render-options.js'
import type {Markup} from './markup.js'
import type {View} from './view.js'

import {encodeChunks} from '../text/json-chunks.js'
import {scopeText} from '../text/scope-text.js'
import {noFilter} from './filter.js'
import {coverSection} from './cover.js'
import {filterForm} from './filter-form.js'
import {coverageSection, excludedDataSection, pageHeader} from './header.js'
import {script, style} from './inlined.js'
import {historyContent, historySectionId, historySectionStyle} from './history-section.js'
import {pageDataJson} from './json-script.js'
import {mapLegend} from './app-map.js'
import {html} from './markup.js'
import {filteredSections, initialRowLimit} from './sections.js'
import {buildPageData} from './page-data-from-report.js'
import {shortPart} from './short.js'
import {summaryPart} from './summary.js'
import {baselineSection, noticesSection, sourcesSection} from './sources.js'
import {plainView, staticView} from './view.js'

const cspHash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** Nothing can be loaded, sent or run, except for the styles and the one script of the page. */
const contentSecurityPolicy = (styles: readonly string[]): string =>
  [
    "default-src 'none'",
    `script-src ${cspHash(script)}`,
    `style-src ${styles.map(text => cspHash(text)).join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')

interface Section {
  readonly id: string
  readonly title: string
  readonly lead?: Markup
  /** Set where the filter changes nothing. */
  readonly renderOnce?: (report: Report) => Markup
  /** Set where the script fills it when it's scrolled to, so that a large page is readable soon. */
  readonly isDrawnLater?: boolean
  /** Set where only the script fills it. */
  readonly isScriptOnly?: boolean
}

const sections: readonly Section[] = [
  {id: 'coverage', renderOnce: coverageSection, title: 'Controls by status'},
  {id: 'failures', title: 'Failures'},
  {id: 'unknowns', title: 'Unknowns'},
  {
    id: 'questions',
    isDrawnLater: true,
    lead: html`<p class="note">Controls apply to the whole scope, whatever app is selected. Only a person can answer
      them.</p>`,
    title: 'Open questions',
  },
  {
    id: 'signals',
    isDrawnLater: true,
    lead: html`<p class="note">These checks fail without breaching a control of the selected frameworks, so they don't
      fail the run.</p>`,
    title: 'Worth a look',
  },
  {id: 'map', isDrawnLater: true, lead: mapLegend, title: 'Map of apps'},
  {id: 'decisions', isDrawnLater: true, title: 'Waivers and answers'},
  {id: 'controls', isDrawnLater: true, title: 'All controls'},
  {id: 'checks', isDrawnLater: true, title: 'All checks'},
  {id: 'observations', isScriptOnly: true, title: 'All observations'},
  {id: 'sources', renderOnce: sourcesSection, title: 'Sources and gaps'},
]

/** The history of what the report is of stands before its sources. */
const sectionsWith = (history: ReportHistory): readonly Section[] => [
  ...sections.slice(0, -1),
  {id: historySectionId, renderOnce: () => historyContent(history), title: 'History'},
  ...sections.slice(-1),
]

/**
 * A page in a single file, for a team lead and an auditor. The important parts are readable without its script, which
 * filters the page and shows the rest of long lists.
 */
export const htmlPage = (report: Report, options: PageOptions = {}): Iterable<Uint8Array> =>
  encodeChunks(pageChunks(report, options))

type PageOptions = Pick<RenderOptions, 'history' | 'isFull'>

function* pageChunks(report: Report, {history, isFull = false}: PageOptions): Generator<string> {
  const shown = history ? sectionsWith(history) : sections
  const styles = history ? [style, historySectionStyle] : [style]
  const data = buildPageData(report)
  const view = {data, filter: noFilter, rowLimit: initialRowLimit, rows: data.rows}
  const firstView = staticView(view)
  yield html`<!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(styles)}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="referrer" content="no-referrer">
    <meta name="color-scheme" content="light dark">
    <title>Compliance of ${scopeText(report)}${report.only ? ', in part' : ''}</title>
    `.markup
  yield html`${styles.map(text => html`<style>${{markup: text}}</style>`)}
    </head>
    <body${isFull ? html` class="full"` : html``}>
    <a class="skip" href="#main">Skip to the results</a>
    <div class="page">
    <nav aria-label="Sections"><ul>${shown.map(navigationItem)}</ul></nav>
    <div>
    ${pageHeader(report)}
    ${coverSection(report)}
    <main id="main" tabindex="-1">
    <noscript><p class="note">Without its script, this page can't be filtered and long lists end early. The JSON and CSV
    reports have everything.</p></noscript>
    <div id="part-summary">${summaryPart(firstView)}</div>
    ${filterForm(report, data)}
    ${noticesSection(report)}${excludedDataSection(report)}${baselineSection(report)}
    `.markup
  for (const section of shown) yield renderSection(section, firstView, report).markup
  yield html`<section id="short" class="print-only" aria-label="In short">
    <div id="part-short">${shortPart(firstView)}</div>
    <p class="note">Details are in the page on the screen, and on paper where it was made with <code>--full</code>.</p>
    </section>
    </main>
    </div>
    </div>
    <p id="announcement" class="visually-hidden" role="status"></p>
    <script type="application/json" id="page-data">`.markup
  yield* pageDataJson(data)
  yield `</script>\n<script>${script}</script>\n</body>\n</html>\n`
}

const navigationItem = ({id, title}: Section) => html`<li><a href="#${id}">${title}</a></li>`

function renderSection(section: Section, view: View, report: Report): Markup {
  const {id, lead, renderOnce, title} = section
  const later = section.isDrawnLater || section.isScriptOnly ? html` data-later` : html``
  const body = renderOnce
    ? renderOnce(report)
    : html`<div id="part-${id}"${later}>${filteredContent(section, view)}</div>`
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>${lead}${body}</section>
    `
}

function filteredContent({id, isDrawnLater, isScriptOnly}: Section, view: View): Markup {
  if (isScriptOnly) return html`<noscript><p class="none">Only the script of this page lists them.</p></noscript>`
  const render = filteredSections[id] ?? (() => html``)
  return isDrawnLater ? html`<noscript>${render(plainView(view))}</noscript>` : render(view)
}
