import type {Report} from '../model/report.js'
import type {Markup} from '../report/html/markup.js'
import type {ClassScope} from './class-scope.js'
import type {InventoryRow} from './inventory.js'
import type {Unseen} from './unseen.js'

import {groupBy} from '../foundation/collections.js'
import {sha256} from '../foundation/canonical-json.js'
import {truncate} from '../foundation/plain-text.js'
import {statuses} from '../model/framework.js'
import {html} from '../report/html/markup.js'
import {statusMarks} from '../report/html/view.js'
import {violatedChecks} from '../report/text/failed-checks.js'
import {findingTitle} from '../report/text/finding-text.js'
import {countText, formatNumber, kindCountText} from '../report/text/labels.js'
import {countOpenQuestions} from '../report/text/open-questions.js'
import {scopeText} from '../report/text/scope-text.js'
import {openRemarks, verdictText} from '../report/text/verdict-text.js'
import {classTitle} from './class-scope.js'
import {provenanceRows} from './provenance.js'
import {summaryStyle} from './summary-style.js'

/** Rows that fit on the two pages. */
const limits = {apps: 8, causes: 6, failures: 14, frameworks: 20} as const
const textLimit = 110

const signatories = ['Prepared by', 'Reviewed by'] as const
const signOffFields = ['Name', 'Role', 'Date', 'Signature'] as const

/** Nothing can be loaded, sent or run, except for the one style of the page. */
const contentSecurityPolicy =
  `default-src 'none'; style-src 'sha256-${Buffer.from(sha256(summaryStyle), 'hex').toString('base64')}'; ` +
  "base-uri 'none'; form-action 'none'"

/** Two pages for a lead and an auditor: the verdict, the scope, what is open, and lines to sign. */
export function summaryPage(
  report: Report,
  scopes: readonly ClassScope[],
  rows: readonly InventoryRow[],
  unseen: readonly Unseen[],
): string {
  const title = `Compliance of ${truncate(scopeText(report), textLimit)}`
  return html`<!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${title}: summary</title>
    <style>${{markup: summaryStyle}}</style>
    </head>
    <body><main>
    <h1>${title}</h1>
    <p class="aside">Summary for sign-off; the documents beside it hold the details.</p>
    ${verdictBox(report)}
    <h2>Where it comes from</h2>
    <dl>${provenanceRows(report).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
    <h2>Controls</h2>
    ${frameworkTable(report)}
    <h2>Scope</h2>
    ${scopePart(scopes, rows)}
    <div class="second">
    <h2>Open items</h2>
    ${failureTable(report)}
    ${openList(report)}
    <h2>What could not be seen</h2>
    ${unseenList(unseen)}
    <h2>Sign-off</h2>
    <p>A signature says that these documents were read. It approves no app, and it isn't a certificate.</p>
    <div class="sign-off">${signatories.map(signatory)}</div>
    </div>
    </main></body>
    </html>
    `.markup
}

function verdictBox(report: Report): Markup {
  const {color, text} = verdictText(report)
  return html`<div class="verdict ${color}"><p><strong class="state">${text}.</strong></p>
    ${openRemarks(report).map(remark => html`<p>${remark}</p>`)}</div>`
}

function frameworkTable({frameworks}: Report): Markup {
  const used = statuses.filter(status => frameworks.some(({summary}) => summary[status] > 0))
  const shown = frameworks.slice(0, limits.frameworks)
  return html`<table><thead><tr><th scope="col">Framework</th>${used.map(
    status => html`<th scope="col" class="number">${statusMarks[status][1]}</th>`,
  )}</tr></thead><tbody>${shown.map(
    ({summary, title, version}) =>
      html`<tr><th scope="row">${truncate(`${title} ${version}`, 60)}</th>${used.map(
        status => html`<td class="number">${formatNumber(summary[status])}</td>`,
      )}</tr>`,
  )}${moreRow(frameworks.length - shown.length, used.length + 1)}</tbody></table>`
}

const moreRow = (count: number, columns: number): Markup =>
  count > 0 ? html`<tr><td colspan="${columns}">and ${formatNumber(count)} more</td></tr>` : html``

/** What was seen, and for each class of data what of it is in scope. */
function scopePart(scopes: readonly ClassScope[], rows: readonly InventoryRow[]): Markup {
  const seen = rows.filter(({subject}) => !subject.placeholder)
  return html`<p>Seen: ${countsText(seen)}.</p>
    <ul>${scopes.map(scope => classItem(scope, seen))}</ul>`
}

function countsText(rows: readonly InventoryRow[]): string {
  const counts = [...groupBy(rows, ({subject}) => subject.kind)].map(([kind, own]) => kindCountText(own.length, kind))
  return counts.join(', ') || 'nothing'
}

function classItem(scope: ClassScope, rows: readonly InventoryRow[]): Markup {
  const {dataClass, frameworks} = scope
  return html`<li><strong>${classTitle(dataClass)}</strong> (${truncate(frameworks.join(', '), textLimit)}): ${
    scope.isDeclared
      ? declarationText(
          scope,
          rows.filter(row => row.inScopeFor.includes(dataClass ?? 'all')),
        )
      : undeclaredText(scope)
  }.</li>
    `
}

const undeclaredText = ({dataClass, ofAll}: ClassScope): string =>
  dataClass === undefined ? 'everything is in scope' : truncate(ofAll.why, textLimit)

function declarationText({declaredBy = '', inScope, outOfScope}: ClassScope, rows: readonly InventoryRow[]): string {
  const names = inScope.slice(0, limits.apps).map(({app}) => truncate(app, 40))
  const more = inScope.length - names.length
  const apps = names.length > 0 ? `; apps: ${names.join(', ')}${more > 0 ? ` and ${formatNumber(more)} more` : ''}` : ''
  return (
    `${countsText(rows)} in scope, ${countText(outOfScope.length, 'app')} ruled out, as declared by ` +
    `${truncate(declaredBy, 60)}${apps}`
  )
}

function failureTable(report: Report): Markup {
  const failures = violatedChecks(report)
  if (failures.length === 0) return html`<p>No check fails.</p>`
  const shown = failures.slice(0, limits.failures)
  return html`<table><caption>Failures</caption><thead><tr><th scope="col">Severity</th><th scope="col">What fails</th>
    <th scope="col" class="number">Times</th></tr></thead><tbody>${shown.map(
      ({
        observations,
        sample,
      }) => html`<tr><td>${sample.severity}</td><th scope="row">${truncate(findingTitle(sample), textLimit)}</th>
          <td class="number">${formatNumber(observations.length)}</td></tr>`,
    )}${moreRow(failures.length - shown.length, 3)}</tbody></table>`
}

function openList({frameworks, summary}: Report): Markup {
  const {open, toAnswer} = countOpenQuestions(frameworks)
  const documents = frameworks.flatMap(({controls}) =>
    controls.filter(({question, status}) => status === 'manual' && question === undefined),
  )
  return html`<ul><li>${countText(open, 'open question')}, ${formatNumber(toAnswer)} to answer</li>
    <li>${countText(documents.length, 'control')} waiting for a document</li>
    <li>${countText(summary.unknown, 'observation')} that couldn't be determined</li>
    <li>${countText(summary.waived, 'observation')} waived</li></ul>`
}

function unseenList(unseen: readonly Unseen[]): Markup {
  if (unseen.length === 0) return html`<p>Nothing that these documents need was hidden.</p>`
  const shown = unseen.slice(0, limits.causes)
  const more = unseen.length - shown.length
  return html`<ul>${shown.map(
    ({needs, paths, what, why}) =>
      html`<li>${truncate(what, textLimit)}: ${why}, ${countText(paths.length, 'request')}${
        needs === undefined ? '' : `; needs ${truncate(needs, 100)}`
      }</li>`,
  )}${more > 0 ? html`<li>and ${formatNumber(more)} more causes</li>` : html``}</ul>`
}

const signatory = (title: string): Markup =>
  html`<table><caption>${title}</caption><tbody>${signOffFields.map(
    field => html`<tr><th scope="row">${field}</th><td></td></tr>`,
  )}</tbody></table>`
