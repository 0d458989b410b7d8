import {createHash} from 'node:crypto'

import type {Report} from '../../model/report.js'
import type {Markup} from './markup.js'
import type {View} from './view.js'

import {encodeChunks} from '../text/json-chunks.js'
import {scopeText} from '../text/scope-text.js'
import {noFilter} from './filter.js'
import {filterForm} from './filter-form.js'
import {coverageSection, pageHeader} from './header.js'
import {script, style} from './inlined.js'
import {pageDataJson} from './json-script.js'
import {mapLegend} from './app-map.js'
import {html} from './markup.js'
import {filteredSections, initialRowLimit} from './sections.js'
import {buildPageData} from './page-data-from-report.js'
import {baselineSection, noticesSection, sourcesSection} from './sources.js'

const cspHash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** Nothing can be loaded, sent or run, except for the one style and the one script of the page. */
const contentSecurityPolicy = [
  "default-src 'none'",
  `script-src ${cspHash(script)}`,
  `style-src ${cspHash(style)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

interface Section {
  readonly id: string
  readonly title: string
  readonly lead?: Markup
  /** Set where the filter changes nothing. */
  readonly renderOnce?: (report: Report) => Markup
  /** Set where only the script fills it. */
  readonly isScriptOnly?: boolean
}

const sections: readonly Section[] = [
  {id: 'coverage', renderOnce: coverageSection, title: 'Controls by status'},
  {id: 'map', lead: mapLegend, title: 'Map of apps'},
  {id: 'failures', title: 'Failures'},
  {id: 'unknowns', title: 'Unknowns'},
  {
    id: 'signals',
    lead: html`<p class="note">These checks fail without breaching a control of the selected frameworks, so they don't
      fail the run.</p>`,
    title: 'Worth a look',
  },
  {
    id: 'questions',
    lead: html`<p class="note">Controls apply to the whole scope, whatever app is selected. Only a person can answer
      them.</p>`,
    title: 'Open questions',
  },
  {id: 'decisions', title: 'Waivers and answers'},
  {id: 'controls', title: 'All controls'},
  {id: 'checks', title: 'All checks'},
  {id: 'observations', isScriptOnly: true, title: 'All observations'},
  {id: 'sources', renderOnce: sourcesSection, title: 'Sources and gaps'},
]

/**
 * A page in a single file, for a team lead and an auditor. The important parts are readable without its script, which
 * filters the page and shows the rest of long lists.
 */
export const htmlPage = (report: Report): Iterable<Uint8Array> => encodeChunks(pageChunks(report))

function* pageChunks(report: Report): Generator<string> {
  const data = buildPageData(report)
  const view: View = {data, filter: noFilter, rowLimit: initialRowLimit, rows: data.rows}
  yield html`<!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="referrer" content="no-referrer">
    <meta name="color-scheme" content="light dark">
    <title>Compliance of ${scopeText(report)}${report.only ? ', in part' : ''}</title>
    `.markup
  yield `<style>${style}</style>\n</head>\n<body>\n`
  yield html`<a class="skip" href="#main">Skip to the results</a>
    ${pageHeader(report)}
    <nav aria-label="Sections"><ul>${sections.map(navigationItem)}</ul></nav>
    <noscript><p class="note">Without its script, this page can't be filtered and long lists end early. The JSON and CSV
    reports have everything.</p></noscript>
    <main id="main" tabindex="-1">
    ${noticesSection(report)}${baselineSection(report)}
    ${filterForm(report, data)}
    `.markup
  for (const section of sections) yield renderSection(section, view, report).markup
  yield '</main>\n<script type="application/json" id="page-data">'
  yield* pageDataJson(data)
  yield `</script>\n<script>${script}</script>\n</body>\n</html>\n`
}

const navigationItem = ({id, title}: Section) => html`<li><a href="#${id}">${title}</a></li>`

function renderSection(section: Section, view: View, report: Report): Markup {
  const {id, lead, renderOnce, title} = section
  const body = renderOnce ? renderOnce(report) : html`<div id="part-${id}">${filteredContent(section, view)}</div>`
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>${lead}${body}</section>
    `
}

const filteredContent = ({id, isScriptOnly}: Section, view: View) =>
  isScriptOnly ? html`<p class="none">The script of this page lists them.</p>` : filteredSections[id]?.(view)
