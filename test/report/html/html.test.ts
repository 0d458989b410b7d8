import assert from 'node:assert/strict'
import {createHash} from 'node:crypto'
import {isDeepStrictEqual} from 'node:util'

import {HtmlValidate} from 'html-validate'

import type {Report} from '../../../src/model/report.js'
import type {PageData} from '../../../src/report/html/page-data.js'

import {script, style} from '../../../src/report/html/inlined.js'
import {historySectionStyle} from '../../../src/report/html/history-section.js'
import {noFilter, matchingRows} from '../../../src/report/html/filter.js'
import {familiesOf} from '../../../src/report/text/control-family.js'
import {html} from '../../../src/report/html/markup.js'
import {buildPageData} from '../../../src/report/html/page-data-from-report.js'
import {questionsSection} from '../../../src/report/html/questions.js'
import {link, plainView} from '../../../src/report/html/view.js'
import {pageAssets} from '../../../tools/page.js'
import {
  crosswalkReport,
  decidedReport,
  emptyReport,
  hostileReport,
  hostileWords,
  rendered,
  sampleReport,
} from '../rendering.js'
import {controlOf, failingObservation, frameworkOf, reportOf} from '../terminal/support.js'

const renderPage = (of: Report) => rendered('html', of)
/** The page without its script, its style and its data. */
const withoutScripts = (text: string) => text.replaceAll(/<script[\s\S]*?<\/script>|<style>[\s\S]*?<\/style>/g, '')
const pageDataIn = (text: string) =>
  JSON.parse(/<script type="application\/json" id="page-data">([\s\S]*?)<\/script>/.exec(text)?.[1] ?? '') as PageData
const sectionText = (text: string, id: string) =>
  withoutScripts(text).split(`<section id="${id}"`)[1]?.split('</section>')[0] ?? assert.fail(id)

describe('the HTML report', () => {
  it('allows nothing but its own style and script, by their digests', async () => {
    const text = await renderPage(sampleReport(['pci']))
    const policy =
      /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(text)?.[1]?.replaceAll('&#39;', "'") ?? ''
    const digest = (found: string) => `'sha256-${createHash('sha256').update(found).digest('base64')}'`
    const scripts = [...text.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, found = '']) => found)
    const styles = [...text.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, found = '']) => found)
    assert.deepEqual([scripts, styles], [[script], [style]])
    assert.deepEqual(policy.split('; '), [
      "default-src 'none'",
      `script-src ${digest(script)}`,
      `style-src ${digest(style)}`,
      "base-uri 'none'",
      "form-action 'none'",
    ])
    assert.doesNotMatch(withoutScripts(text), /\sstyle=|\son\w+=|\ssrc=|<link|<img|<iframe/)
    assert.doesNotMatch(style, /url\(|@import/)
    assert.ok(text.indexOf('Content-Security-Policy') < text.indexOf('<style>'))
  })

  it('has a history with a style of its own, which the policy allows and nothing hostile leaves', async () => {
    const hostile = '<script>alert(1)</script>"'
    const series = {
      byDay: [],
      controls: [],
      notLookedAt: [],
      readings: 0,
      scope: hostile,
    }
    const history = {
      exit: {code: 3 as const, reason: 'nothing was read'},
      historyVersion: 1 as const,
      maxGapHours: 36,
      period: {from: '2026-01-01', to: '2026-01-02'},
      problems: [{file: hostile, problem: hostile}],
      series: [series],
      tool: {name: 'heroku-compliance' as const, version: '0.0.0'},
    }
    const text = await rendered('html', sampleReport(['pci']), {history: {history, otherReadings: 2}})
    const styles = [...text.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, found = '']) => found)
    assert.deepEqual(styles, [style, historySectionStyle])
    const digest = createHash('sha256').update(historySectionStyle).digest('base64')
    assert.ok(text.includes(`sha256-${digest}&#39;; base-uri`))
    assert.ok(historySectionStyle.split('\n').every(rule => /^(?:@media [^{]+\{)?#history/.test(rule)))
    const section = sectionText(text, 'history')
    assert.match(section, /2 readings of another scope left out/)
    assert.ok(!section.includes(hostile) && section.includes('&lt;script&gt;alert(1)'))
    const ids = [...text.matchAll(/<section id="([a-z]+)"/g)].map(([, id]) => id)
    assert.deepEqual(ids.slice(-3), ['history', 'sources', 'short'])
  })

  it('has the script and the style that its sources build', async () => {
    assert.ok(isDeepStrictEqual(await pageAssets(), {script, style}), '"npm run build" builds them again')
  })

  it('is valid HTML for every report', async () => {
    const validator = new HtmlValidate({
      extends: ['html-validate:standard'],
      // Two styles of writing; and headings within a summary, which HTML allows.
      rules: {
        'no-trailing-whitespace': 'off',
        'long-title': 'off',
        'no-inline-style': 'error',
        'no-raw-characters': 'error',
        'require-sri': 'off',
      },
    })
    for (const [name, of] of [
      ['the sample', sampleReport(['pci', 'baseline'])],
      ['nothing', emptyReport()],
      ['decisions', decidedReport()],
      ['a crosswalk', crosswalkReport()],
      ['hostile words', hostileWords()],
      ['a hostile world', await hostileReport()],
    ] as const) {
      const {results} = await validator.validateString((await renderPage(of)).replace(script, '').replace(style, ''))
      assert.deepEqual(
        results
          .flatMap(({messages}) => messages.map(({line, message, ruleId}) => `${name} ${line} ${ruleId}: ${message}`))
          .slice(0, 5),
        [],
      )
    }
  })

  it('says what a fix costs, and puts another fix above its commands', async () => {
    const fix = (app: string, text: string) =>
      failingObservation(app, {remediation: {commands: [`heroku ps -a ${app}`], effects: ['Restarts.'], text}})
    const text = await renderPage(reportOf([fix('a', 'Do this.'), fix('b', 'Do that.')]))
    assert.match(text, /<b>Fix:<\/b> Do this\.<\/p><p class="aside">Effect: Restarts\.<\/p>/)
    assert.match(text, /<pre><code>heroku ps -a a<\/code>\s*<\/pre>/)
    assert.match(text, /<pre><code># Do that\.<\/code>\s*<code>heroku ps -a b<\/code>/)
    assert.doesNotMatch(await renderPage(reportOf([failingObservation('a')])), /Effect:/)
  })

  it('is rejected by the validator where it is broken', async () => {
    const text = (await renderPage(emptyReport())).replace('</main>', '')
    const {valid} = await new HtmlValidate({extends: ['html-validate:standard']}).validateString(
      text.replace(script, '').replace(style, ''),
    )
    assert.equal(valid, false)
  })

  it('takes no text of a report for HTML', async () => {
    for (const of of [hostileWords(), await hostileReport()]) {
      const text = await renderPage(of)
      assert.equal(text.match(/<script/g)?.length, 2)
      assert.equal(text.match(/<\/script/g)?.length, 2)
      assert.doesNotMatch(withoutScripts(text), /<(?:img|svg on|iframe|object)/i)
    }

    assert.equal(
      html`<p title="${'"><b>'}">${'<i>\u202E'}</p>`.markup,
      '<p title="&quot;&gt;&lt;b&gt;">&lt;i&gt;\uFFFD</p>',
    )
  })

  it('links to web pages only', () => {
    assert.match(
      link('https://example.com/a?b=1&c').markup,
      /^<a href="https:\/\/example\.com\/a\?b=1&amp;c" target="_blank" rel="noopener noreferrer">/,
    )
    assert.equal(link('javascript:alert(1)').markup, 'javascript:alert(1)')
    assert.doesNotMatch(link('https://example.com/" onclick="x').markup, /<a/)
  })

  it('shows failures, unknowns, questions and decisions without its script', async () => {
    const text = await renderPage(decidedReport())
    assert.match(sectionText(text, 'failures'), /app bad-app/)
    assert.match(sectionText(text, 'failures'), /heroku apps:transfer TEAM -a bad-app/)
    assert.doesNotMatch(sectionText(text, 'failures'), /waived-app/)
    assert.match(sectionText(text, 'unknowns'), /app dark-app/)
    assert.doesNotMatch(sectionText(text, 'unknowns'), /unseen-app/)
    assert.match(sectionText(text, 'questions'), /Is it so everywhere\?/)
    for (const word of [
      'waived-app',
      'unseen-app',
      'cto@example.com',
      'dev@example.com',
      '2026-12-31',
      'SEC-12',
      'it goes next month',
      'lead@example.com',
      '2027-01-31',
      'doc-1',
      'looked at in October',
    ])
      assert.ok(sectionText(text, 'decisions').includes(word), word)
    assert.match(sectionText(text, 'notices'), /brochure by lead@example\.com on 2026-10-01/)
    assert.match(sectionText(text, 'sources'), /0{64}/)
    for (const id of ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'])
      assert.ok(sectionText(text, 'controls').includes(`<th scope="row">${id}</th>`), id)
  })

  it('asks a question once that settles several controls, with all that they say', async () => {
    const text = sectionText(await renderPage(crosswalkReport()), 'questions')
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/\s+/g, ' ')
    assert.match(
      text,
      new RegExp(
        String.raw`Questions that settle several controls 2 questions, 5 controls open ○ manual Own 1\.0 AC-1 ` +
          String.raw`high The whole Is all of it so\? A yes also answers 2 controls: PCI DSS 4\.0\.1 1\.1, 1\.2 ` +
          String.raw`○ manual PCI DSS 4\.0\.1 1\.1 high Title of 1\.1 Is 1\.1 so\? .*Is 1\.2 so\? ` +
          String.raw`○ manual nist-800-53r5 CM-6 This report doesn't have its text, which ` +
          String.raw`heroku compliance:controls CM-6 shows; .*A yes answers 2 controls: ` +
          String.raw`PCI DSS 4\.0\.1 1\.3, 1\.4 .*Is 1\.3 so\? .*Is 1\.4 so\?`,
      ),
    )
    assert.match(text, /PCI DSS 4\.0\.1 3 controls open besides those above/)
    assert.match(text, /Is 1\.5 so\? \(a yes to nist-800-53r5 IA-5 answers it too\)/)
    assert.doesNotMatch(text, /AC-1 answers it too/)
    assert.match(
      text,
      new RegExp(
        String.raw`Someone answers \(enforced from 2027-10-01\) Is it enforced\? ann@example\.com answered yes to ` +
          String.raw`nist-800-53r5 AC-2 on 2026-05-01: does it hold here too\? ann@example\.com answered not ` +
          String.raw`applicable to nist-800-53r5 AC-3 on 2026-05-01: does it hold here too\? 1 fact `,
      ),
    )
    const askedAs = {control: 'AC-2 (1)', framework: 'nist-800-53r5'}
    const both = [controlOf({askedAs, id: '1', question: 'A?'}), controlOf({askedAs, id: '2', question: 'B?'})]
    assert.match(await renderPage(reportOf([], {frameworks: [frameworkOf(both)]})), /doesn't have its text;/)
    for (const id of ['1.1', '1.2', '1.3', '1.4', '1.5']) assert.equal(text.split(`Is ${id} so?`).length, 2, id)
  })

  it('opens the list of a shared question whose text it lacks, else the first framework', async () => {
    const open = (text: string) =>
      [...text.matchAll(/<details data-key="([^"]+)" open>/g)].map(([, key = '']) => key.replaceAll('&quot;', '"'))
    assert.deepEqual(open(sectionText(await renderPage(crosswalkReport()), 'questions')), [
      'ask-once',
      'settles:{"framework":"nist-800-53r5","control":"CM-6"}',
    ])
    assert.deepEqual(open(sectionText(await renderPage(decidedReport()), 'questions')), ['ask:pci-dss-4.0.1'])
  })

  it('groups only questions that match the filter', () => {
    const data = buildPageData(crosswalkReport())
    const asked = (filter: Partial<typeof noFilter>) =>
      questionsSection(plainView({data, filter: {...noFilter, ...filter}, rowLimit: () => 9, rows: data.rows})).markup
    const own = asked({framework: 'own-1.0'})
    assert.match(own, /Is all of it so\?/)
    assert.doesNotMatch(own, /that settle several|besides/)
    const filtered = asked({framework: 'pci-dss-4.0.1'})
    assert.match(filtered, /Is all of it so\?[^]*A yes answers 2 controls/)
  })

  it('says how many questions there are to answer, and to which control an answer was given', async () => {
    const text = await renderPage(crosswalkReport())
    const words = withoutScripts(text).replaceAll(/\s+/g, ' ')
    assert.match(words, /<p>7 questions open: 4 to answer, since one answer can settle several\.<\/p>/)
    assert.match(
      words,
      /<b>7<\/b> <span>open<\/span> <span class="aside">4 to answer, since [^<;]*; 1 more control needs/,
    )
    assert.match(
      withoutScripts(await renderPage(decidedReport())),
      /<b>1<\/b> <span>open<\/span>\s<span class="aside"><\/span>/,
    )
    const decisions = sectionText(text, 'decisions').replaceAll(/\s+/g, ' ')
    assert.match(decisions, /answered yes to <b>own-1\.0 AC-2<\/b> by <b>lead@example\.com<\/b>/)
    assert.match(decisions, /answered yes by <b>lead/)
    assert.match(sectionText(text, 'controls'), /Someone answers <span class="aside">\(enforced from 2027-10-01\)/)
  })

  it('never shows an unknown as a pass', async () => {
    const dark = sampleReport(['baseline'])
    const blind: Report = {
      ...dark,
      observations: dark.observations.map(observation => ({
        ...observation,
        gaps: [{field: 'x', reason: 'forbidden'}],
        verdict: 'unknown',
      })),
    }
    const map = sectionText(await renderPage(blind), 'map').split('<tbody>')[1] ?? ''
    assert.match(map, /<td class="cell unknown">/)
    assert.doesNotMatch(map, /<td class="cell (?:pass|not-applicable)/)
    assert.match(withoutScripts(await renderPage(emptyReport())), /Nothing could be assessed/)
    assert.doesNotMatch(
      withoutScripts(await renderPage(emptyReport())).split('<nav')[0] ?? '',
      /100 %|class="verdict pass"/,
    )
  })

  it('tells how much of a long list is hidden, and contains all of it', async () => {
    const text = await renderPage(reportOf(Array.from({length: 300}, (_, index) => failingObservation(`app-${index}`))))
    assert.equal(sectionText(text, 'failures').match(/<li>/g)?.length, 20)
    assert.match(sectionText(text, 'failures'), /and 280 more like this/)
    assert.equal(pageDataIn(text).rows.length, 300)
  })

  it('groups controls into the families of their frameworks', () => {
    assert.deepEqual(
      familiesOf([
        'GATE-PCI-1',
        '8.3.4',
        'A1.1.1',
        'AC-2 (5)',
        'SC-7.a',
        '5.20',
        'Art. 28(3)(c)',
        'Art. 12',
        'EXI 04',
        'PGSSI-S-1',
        '164.308(a)(1)(ii)(C)',
        'A.5.7',
        'CLD.12.1.5',
        '27018 A.6.1',
        'CC6.3',
        '',
      ]),
      [
        'GATE',
        '8',
        'A1',
        'AC',
        'SC',
        '5',
        'Art. 28',
        'Art. 12',
        'EXI',
        'PGSSI-S',
        '164.308',
        'A.5',
        'CLD.12',
        '27018 A.6',
        'CC6',
        '',
      ],
    )
    assert.deepEqual(familiesOf(['BASELINE-1', 'BASELINE-12']), ['1', '12'])
  })

  it('filters by each of its fields', () => {
    const sheet = buildPageData(sampleReport(['pci', 'cjis']))
    const matchingRowsFor = (of: Partial<typeof noFilter>) => matchingRows(sheet, {...noFilter, ...of})
    assert.equal(matchingRowsFor({}).length, sheet.rows.length)
    assert.ok(matchingRowsFor({app: 'citation-pay'}).every(row => sheet.subjects[row[1]]?.app === 'citation-pay'))
    assert.ok(matchingRowsFor({app: 'citation'}).some(row => sheet.subjects[row[1]]?.app === 'citation-pay-staging'))
    assert.ok(matchingRowsFor({space: 'quill-vault'}).every(row => sheet.subjects[row[1]]?.space === 'quill-vault'))
    assert.ok(matchingRowsFor({status: 'fail'}).every(row => row[2] === 0))
    assert.deepEqual(matchingRowsFor({status: 'manual'}), [])
    assert.ok(matchingRowsFor({severity: 'critical'}).every(row => sheet.checks[row[0]]?.severity === 'critical'))
    for (const of of [
      {app: 'citation-pay'},
      {space: 'quill-vault'},
      {status: 'fail'},
      {severity: 'critical'},
      {framework: 'pci-dss-4.0.1'},
      {check: 'dynos-are-shield-dynos'},
    ]) {
      assert.ok(matchingRowsFor(of).length > 0 && matchingRowsFor(of).length < sheet.rows.length, JSON.stringify(of))
    }
  })
})
