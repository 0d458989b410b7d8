import {createHash} from 'node:crypto'

import type {Report} from '../../model/report.js'
import type {Markup} from './markup.js'
import type {View} from './view.js'

import {encodeChunks} from '../text/json-chunks.js'
import {scopeText} from '../text/scope-text.js'
import {baselineSection, evidenceSection, noticesSection} from './evidence.js'
import {noFilter} from './filter.js'
import {filterForm} from './form.js'
import {coverageSection, pageHeader} from './head.js'
import {script, style} from './inlined.js'
import {pageDataJson} from './json-script.js'
import {mapLegend} from './map.js'
import {html} from './markup.js'
import {initialRowLimit, filteredSections} from './parts.js'
import {buildPageData} from './page-data-from-report.js'

const cspHash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** Nothing may be loaded, sent or run but the one style and the one script that are in the page. */
const contentSecurityPolicy = `default-src 'none'; script-src ${cspHash(script)}; style-src ${cspHash(style)}; base-uri 'none'; form-action 'none'`

interface Section {
  readonly id: string
  readonly title: string
  readonly lead?: Markup
  /** Set where it does not change with the filter. */
  readonly renderOnce?: (report: Report) => Markup
  /** Set where only the script fills it in. */
  readonly isScriptOnly?: boolean
}

const sections: readonly Section[] = [
  {id: 'coverage', renderOnce: coverageSection, title: 'Controls by status'},
  {id: 'map', lead: mapLegend, title: 'Map of apps'},
  {id: 'failures', title: 'What is wrong'},
  {id: 'unknowns', title: 'What could not be determined'},
  {
    id: 'asides',
    lead: html`<p class="note">These checks fail and breach no control of the chosen frameworks; none of them fails the run.</p>`,
    title: 'Worth a look',
  },
  {
    id: 'questions',
    lead: html`<p class="note">Controls are of the whole scope, whatever app is chosen. Only a person can close these.</p>`,
    title: 'Open questions',
  },
  {id: 'decided', title: 'Waived and answered'},
  {id: 'controls', title: 'Every control'},
  {id: 'checks', title: 'Every check'},
  {id: 'observations', isScriptOnly: true, title: 'Every observation'},
  {id: 'evidence', renderOnce: evidenceSection, title: 'Evidence and gaps'},
]

/**
 * A page for a lead and an auditor that needs nothing beside it: what matters is readable without its script, which
 * filters and shows the rest of long lists.
 */
export const htmlPage = (report: Report): Iterable<Uint8Array> => encodeChunks(pageChunks(report))

function* pageChunks(report: Report): Generator<string> {
  const data = buildPageData(report)
  const view: View = {filter: noFilter, rowLimit: initialRowLimit, rows: data.rows, data}
  yield html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>Compliance of ${scopeText(report)}</title>
`.markup
  yield `<style>${style}</style>\n</head>\n<body>\n`
  yield html`<a class="skip" href="#main">Skip to what was found</a>
${pageHeader(report)}
<nav aria-label="Parts"><ul>${sections.map(({id, title}) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
<noscript><p class="note">Without its script this page cannot be filtered, and long lists end after their first rows: how many are left is said, and the JSON and CSV reports have all.</p></noscript>
<main id="main" tabindex="-1">
${noticesSection(report)}${baselineSection(report)}
${filterForm(report, data)}
`.markup
  for (const section of sections) yield renderSection(section, view, report).markup
  yield '</main>\n<script type="application/json" id="sheet">'
  yield* pageDataJson(data)
  yield `</script>\n<script>${script}</script>\n</body>\n</html>\n`
}

function renderSection({id, isScriptOnly, lead, renderOnce, title}: Section, view: View, report: Report): Markup {
  const body = renderOnce
    ? renderOnce(report)
    : html`<div id="part-${id}">${isScriptOnly ? html`<p class="none">The script of this page lists them.</p>` : filteredSections[id]?.(view)}</div>`
  return html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>${lead}${body}</section>
`
}
