import assert from 'node:assert/strict'

import {parse} from 'csv-parse/sync'

import type {Report} from '../../../src/model/report.js'
import type {Filter} from '../../../src/report/html/filter.js'
import type {PageSubject} from '../../../src/report/html/page-data.js'
import type {View} from '../../../src/report/html/view.js'

import {nothingAssessed} from '../../../src/model/threshold.js'
import {dashboardUrl} from '../../../src/report/html/dashboard.js'
import {filterText, matchingControls, matchingRows, noFilter} from '../../../src/report/html/filter.js'
import {buildPageData} from '../../../src/report/html/page-data-from-report.js'
import {shortPart} from '../../../src/report/html/short.js'
import {summaryPart} from '../../../src/report/html/summary.js'
import {plainView, staticView} from '../../../src/report/html/view.js'
import {viewCsv} from '../../../src/report/html/view-csv.js'
import {filteredSections} from '../../../src/report/html/sections.js'
import {decidedReport, hostileWords, rendered} from '../rendering.js'
import {controlOf, failingObservation, frameworkOf, observationOf, reportOf} from '../terminal/support.js'

function viewOf(of: Report, changes: Partial<Filter> = {}): View {
  const data = buildPageData(of)
  const filter = {...noFilter, ...changes}
  return plainView({data, filter, rowLimit: () => 20, rows: matchingRows(data, filter)})
}

const words = (markup: string) =>
  markup
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll(/\s+/g, ' ')
    .trim()
const summaryOf = (of: Report, changes: Partial<Filter> = {}) => words(summaryPart(viewOf(of, changes)).markup)

const passing = (name: string) =>
  observationOf({controls: [{control: '1', framework: 'pci-dss-4.0.1'}], subject: {app: name, name}})
const subject = (changes: Partial<PageSubject>): PageSubject => ({
  app: '',
  id: '',
  kind: 'app',
  owner: '',
  space: '',
  text: '',
  ...changes,
})

describe('the parts of the HTML report', () => {
  it('link to the Heroku Dashboard where a name is surely one', () => {
    const id = '01234567-89ab-cdef-0123-456789abcdef'
    for (const [changes, path] of [
      [{app: 'pay-web'}, 'apps/pay-web'],
      [{app: 'pay-web', kind: 'addon'}, 'apps/pay-web/resources'],
      [{app: 'pay-web', kind: 'domain'}, 'apps/pay-web/settings'],
      [{app: 'pay-web', kind: 'collaborator'}, 'apps/pay-web/access'],
      [{kind: 'team', team: 'acme'}, 'teams/acme'],
      [{kind: 'member', team: 'acme'}, 'teams/acme/access'],
      [{kind: 'space', space: 'vault'}, 'spaces/vault'],
      [{id, kind: 'pipeline'}, `pipelines/${id}`],
    ] as const)
      assert.equal(dashboardUrl(subject(changes)), `https://dashboard.heroku.com/${path}`)
    for (const changes of [
      {app: 'a/../b'},
      {app: 'pay"web'},
      {app: 'pay-web/'},
      {app: 'Pay'},
      {app: '-x'},
      {app: ''},
      {app: 'x'.repeat(80)},
      {app: 'pay-web', isUnseen: true},
      {id: '../x', kind: 'pipeline'},
      {kind: 'team'},
      {kind: 'account'},
    ] as const)
      assert.equal(dashboardUrl(subject(changes)), undefined, JSON.stringify(changes))
  })

  it('find all words in the texts of an observation or a control, in any case', () => {
    const found = (of: Report, search: string) => matchingRows(buildPageData(of), {...noFilter, search}).length
    const of = reportOf(
      [
        failingObservation('pay-web', {
          check: 'a',
          remediation: {text: 'Move it to a team'},
          title: 'the app is owned',
        }),
        observationOf({
          check: 'b',
          gaps: [{detail: 'the gateway hung up', field: 'hasTeam', reason: 'malformed'}],
          subject: {name: 'desk'},
          verdict: 'unknown',
        }),
      ],
      {frameworks: [frameworkOf([controlOf({id: 'IR-4', question: 'Who is paged?'}), controlOf({id: 'X'})])]},
    )
    assert.deepEqual(
      ['', ' ', 'PAY-web', 'move TEAM', 'move desk', 'gateway', 'paged'].map(search => found(of, search)),
      [2, 2, 1, 1, 0, 1, 0],
    )
    const controls = (search: string) =>
      matchingControls(buildPageData(of), {...noFilter, search}).flatMap(({matching}) => matching.map(({id}) => id))
    assert.deepEqual(['', 'PAGED who', 'paged desk'].map(controls), [['IR-4', 'X'], ['IR-4'], []])
    assert.equal(filterText({...noFilter, app: 'a', search: 'b c'}), 'app a, what contains "b c"')
  })

  it('say in green that every check holds, only where nothing fails or is unknown', () => {
    const frameworks = [frameworkOf([controlOf({id: '1', status: 'pass'}), controlOf({id: '2', question: 'So?'})])]
    const clean = reportOf([passing('a'), passing('b')], {frameworks})
    assert.match(
      summaryOf(clean),
      /^✓ Every check holds\. That answers none of the 1 control that still needs a person\./,
    )
    assert.match(summaryOf(clean), /Checks .* 0 fail 0 unknown 100 % of 2 observations are known 2 hold/)
    assert.match(summaryOf(clean), /Questions .* 1 open 0 answered of 1 question$/)
    assert.match(summaryOf(reportOf([passing('a')])), /Every check holds\. Checks/)
    assert.match(summaryOf(clean, {app: 'a'}), /no failures, and nothing unknown.*Every check that is shown holds/)
    for (const of of [
      reportOf([passing('a'), failingObservation('b')]),
      reportOf([passing('a'), observationOf({subject: {name: 'b'}, verdict: 'unknown'})]),
      reportOf([observationOf({subject: {name: 'b'}, verdict: 'not-applicable'})]),
      decidedReport(),
    ])
      assert.doesNotMatch(summaryOf(of), /holds\./)
    assert.doesNotMatch(summaryOf(clean, {status: 'pass'}), /holds\./)
    assert.match(summaryOf(reportOf([passing('a')], {only: ['a']})), /^✓ Every chosen check holds\./)
  })

  it('say in green that every check holds, only where the whole report says so', () => {
    for (const status of ['fail', 'unknown', 'waived'] as const)
      assert.doesNotMatch(
        summaryOf(reportOf([passing('a')], {frameworks: [frameworkOf([controlOf({id: '1', status})])]})),
        /holds\./,
        status,
      )
    const nothing = reportOf([passing('a')], {exit: {code: 3, reason: nothingAssessed}})
    assert.doesNotMatch(summaryOf(nothing), /holds\./)
    assert.doesNotMatch(summaryOf(reportOf([passing('a'), failingObservation('b')]), {app: 'a'}), /holds\./)
  })

  it('never let a filtered page read as a pass', () => {
    const of = reportOf([passing('a'), failingObservation('b')])
    assert.match(summaryOf(of, {app: 'a'}), /^Only a part is shown: app a\. 1 of 2 observations: no failures/)
    assert.match(summaryOf(of, {status: 'pass'}), /1 of 2 observations: no failure among these, which isn't a pass\./)
    assert.match(summaryOf(of, {app: 'x'}), /0 of 2 observations: nothing matches, which isn't a pass\./)
    assert.match(summaryOf(of, {app: 'b'}), /1 of 2 observations: 1 failure \(1 /)
    assert.match(summaryOf(of, {app: 'b'}), /The verdict above is on the whole report\./)
  })

  it('count waived unknowns as unknown, and answers and documents apart from questions', () => {
    const text = summaryOf(decidedReport())
    assert.match(text, /2 unknown \d+(?:\.\d)? % of 9 observations are known; waived unknowns count as unknown/)
    assert.match(text, /2 waived counted separately/)
    assert.match(text, /1 open 2 answered of 3 questions/)
    const documents = reportOf([], {frameworks: [frameworkOf([controlOf({documents: ['letter'], id: '1'})])]})
    assert.match(summaryOf(documents), /0 open 1 more control needs a document/)
  })

  it('are short on paper: failures, causes, and open controls by family', () => {
    const refs = [{control: '1', framework: 'pci-dss-4.0.1'}]
    const observations = Array.from({length: 70}, (_, index) =>
      failingObservation(`app-${index % 9}`, {check: `check-${index}`, controls: refs, title: `thing ${index}`}),
    )
    const controls = ['AC-1', 'AC-2', 'IR-4'].map(id => controlOf({id, question: 'So?'}))
    const of = reportOf(observations, {frameworks: [frameworkOf([...controls, controlOf({id: 'IR-5'})])]})
    const text = words(shortPart(viewOf(of)).markup)
    assert.match(text, /Failures in short .*and 10 more Why things are unknown Everything that/)
    assert.match(text, /PCI DSS 4\.0\.1 AC 2 0 PCI DSS 4\.0\.1 IR 1 1$/)
    const dark = decidedReport()
    assert.match(words(shortPart(viewOf(dark)).markup), /it isn't visible|the API denied access/i)
    const none = words(shortPart(viewOf(reportOf([]))).markup)
    assert.match(none, /No check fails\. .*Everything that the checks need is known\. .*No control is open\./)
    const alone = reportOf([], {frameworks: [frameworkOf([controlOf({id: '1', question: 'So?'})])]})
    assert.match(words(shortPart(viewOf(alone)).markup), /PCI DSS 4\.0\.1 1 0$/)
  })

  it('name a family by its title, or else by its first control', () => {
    const refs = ['AC-1', 'IR-4'].map(control => ({control, framework: 'pci-dss-4.0.1'}))
    const controls = ['AC-1', 'AC-2', 'IR-4'].map(id => controlOf({id, question: 'So?', title: `about ${id}`}))
    const of = reportOf([failingObservation('pay-web', {controls: refs})], {
      frameworks: [frameworkOf(controls, {families: {AC: 'Access control'}})],
    })
    const map = words((filteredSections['map'] ?? assert.fail())(viewOf(of)).markup)
    assert.match(map, /App Access control AC about IR-4 IR /)
    assert.match(words(shortPart(viewOf(of)).markup), /PCI DSS 4\.0\.1 AC Access control 2 0 PCI DSS 4\.0\.1 IR 1 0$/)
  })

  it('write what is listed as CSV, without formulas, and name the filter in each row', () => {
    const rows = (of: Report, changes: Partial<Filter> = {}) =>
      parse<Record<string, string>>(viewCsv(viewOf(of, changes)), {columns: true})
    const all = rows(decidedReport())
    const count = (type: string) => all.filter(row => row['type'] === type).length
    assert.deepEqual([count('observation'), count('control')], [9, 10])
    assert.ok(all.every(row => row['filter'] === ''))
    assert.deepEqual(
      all.flatMap(row => (row['check'] === 'dark' ? [row['finding'], row['controls'], row['status']] : [])),
      ['Unknown whether the app belongs to a team', 'pci-dss-4.0.1:9', 'unknown'],
    )
    const failed = rows(decidedReport(), {status: 'fail'})
    assert.ok(failed.length > 0)
    assert.ok(failed.every(row => row['filter'] === 'status fail' && row['status'] === 'fail'))
    for (const row of rows(hostileWords(), {search: '=1+1'})) assert.match(row['filter'] ?? '', /^what contains/)
    for (const row of rows(hostileWords()))
      for (const cell of Object.values(row)) assert.doesNotMatch(cell, /^\s*[=+\-@\t\r＝＋－＠]/)
  })

  it('keep what is closed out of the page until it is opened, except for readers without the script', () => {
    const data = buildPageData(decidedReport())
    const view = {data, filter: noFilter, rowLimit: () => 20, rows: data.rows}
    const controls = filteredSections['controls'] ?? assert.fail()
    assert.match(controls(staticView(view)).markup, /<div class="content"><noscript><div class="wide"/)
    assert.doesNotMatch(controls(plainView(view)).markup, /noscript/)
    const contents = new Map<string, string>()
    const lazy: View = {
      ...plainView(view),
      closedContent(key, content) {
        contents.set(key, content(lazy).markup)
        return {markup: ''}
      },
    }
    assert.doesNotMatch(controls(lazy).markup, /<table/)
    assert.match(contents.get('controls:pci-dss-4.0.1') ?? '', /<table/)
    assert.match(controls({...lazy, isOpen: () => true}).markup, /<table/)
  })

  it('have a cover to sign, which approves nothing', async () => {
    const text = await rendered('html', decidedReport())
    const cover = words(/<section id="cover"[^]*?<\/section>/.exec(text)?.[0] ?? '')
    assert.match(cover, /Assessed app pay-web, 1 app Against PCI DSS 4\.0\.1, 10 controls As of 20\d\d-/)
    assert.match(cover, /SHA-256 of the snapshot 0{64}/)
    assert.match(cover, /It approves no app, and it isn't a certificate: .*1 control still needs a person\./)
    assert.equal(cover.match(/Name Role Date Signature/g)?.length, 2)
    const nothing = words(await rendered('html', reportOf([])))
    assert.match(nothing, /isn't a certificate: checks see only what the API of Heroku shows\./)
  })

  it('say which apps are ruled out for which data, and that this approves nothing', async () => {
    const facts = [
      {mayHoldCardholderData: true, subject: 'pay'},
      {mayHoldCardholderData: false, subject: 'site'},
    ]
    const of = reportOf([], {frameworks: [frameworkOf([controlOf({facts, id: '1'})])]})
    const text = words(/<section id="data"[^]*?<\/section>/.exec(await rendered('html', of))?.[0] ?? '')
    assert.match(
      text,
      /approves nothing\. 1 control is still open\. Ruled out for cardholder data: site Not ruled out, and/,
    )
    assert.match(text, /not approved, for cardholder data: pay$/)
    assert.doesNotMatch(await rendered('html', reportOf([])), /<section id="data"/)
  })

  it('mark a page that was made in full', async () => {
    assert.match(await rendered('html', reportOf([])), /<body>/)
    assert.match(await rendered('html', reportOf([]), {isFull: true}), /<body class="full">/)
  })
})
