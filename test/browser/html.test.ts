import assert from 'node:assert/strict'
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {pathToFileURL} from 'node:url'

import type {Browser, Page} from 'playwright-core'
import type {Report} from '../../src/model/report.js'

import {parse} from 'csv-parse/sync'
import {chromium} from 'playwright-core'

import {historyOf} from '../../src/history/history.js'
import {readingAt} from '../history/support.js'
import {decidedReport, emptyReport, hostileReport, hostileWords, rendered, sampleReport} from '../report/rendering.js'
import {controlOf, failingObservation, frameworkOf, reportOf} from '../report/terminal/support.js'

const browserPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(file =>
  existsSync(file),
)
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** 1,000 apps that fail 20 checks each, against 300 controls. */
const fleetReport = (): Report =>
  reportOf(
    Array.from({length: 20_000}, (_, index) =>
      failingObservation(`app-${index % 1000}`, {check: `check-${Math.floor(index / 1000)}`}),
    ),
    {
      frameworks: [
        frameworkOf(Array.from({length: 300}, (_, index) => controlOf({id: `${index}.1`, question: 'So?'}))),
      ],
    },
  )

/** A history in which days of every kind occur. */
const historyOfDays = () =>
  historyOf(
    (['held', 'failing', 'unknown', 'open', 'waived', 'attested', 'not-applicable'] as const).map((state, index) =>
      readingAt(index * 24 + 2, {a: state, b: 'held'}, {failures: {critical: 1, high: index, low: 3, medium: 2}}),
    ),
    [{file: 'may.zip', problem: 'was changed'}],
    {from: '2026-01-01', maxGapHours: 36, to: '2026-01-10', version: '0.0.0'},
  )

describe('the HTML report in a browser', () => {
  let browser: Browser
  let folder: string
  const files = new Map<string, string>()

  before(async () => {
    assert.ok(browserPath, 'Chromium is not installed: apt-get install chromium')
    folder = mkdtempSync(path.join(tmpdir(), 'page-'))
    const reports: Readonly<Record<string, Report>> = {
      decided: decidedReport(),
      empty: emptyReport(),
      fleet: fleetReport(),
      full: sampleReport(['pci', 'cjis', 'baseline']),
      history: sampleReport(['baseline']),
      hostile: await hostileReport(),
      long: reportOf(Array.from({length: 300}, (_, index) => failingObservation(`app-${index}`))),
      sample: sampleReport(['pci', 'cjis', 'baseline']),
      words: hostileWords(),
    }
    for (const [name, of] of Object.entries(reports)) {
      const file = path.join(folder, `${name}.html`)
      const options = name === 'history' ? {history: {history: historyOfDays(), otherReadings: 1}} : {}
      writeFileSync(file, await rendered('html', of, {...options, isFull: name === 'full'}))
      files.set(name, pathToFileURL(file).href)
    }

    browser = await chromium.launch({args: ['--no-sandbox'], executablePath: browserPath})
  })

  after(async () => {
    await browser.close()
    rmSync(folder, {force: true, recursive: true})
  })

  /** Opens a page, uses it, and asserts that it requested nothing and reported no error. */
  async function withPage(
    name: string,
    use: (page: Page) => Promise<void>,
    options: Parameters<Browser['newPage']>[0] = {},
  ): Promise<void> {
    const page = await browser.newPage({viewport: {height: 900, width: 1280}, ...options})
    const wrong: string[] = []
    page.on('console', message => wrong.push(message.text()))
    page.on('pageerror', error => wrong.push(error.message))
    page.on('dialog', dialog => wrong.push(dialog.message()))
    page.on('request', request => {
      if (request.url().split('#')[0] !== files.get(name) && !request.url().startsWith('blob:'))
        wrong.push(request.url())
    })
    await page.goto(files.get(name) ?? '')
    await use(page)
    assert.deepEqual(wrong, [], name)
    await page.close()
  }

  /** Draws every part of the page, and opens every details element. */
  async function openEverything(page: Page): Promise<void> {
    await page.evaluate('document.querySelector(\'nav a[href="#observations"]\').click()')
    while ((await page.locator('details:not([open])').count()) > 0) {
      await page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
      await page.evaluate('new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))')
    }
  }

  /** The violations that axe-core finds while everything is open. */
  async function violations(page: Page): Promise<string[]> {
    await openEverything(page)
    await page.evaluate(axe)
    const text = '`${id}: ${nodes[0].html.slice(0, 200)} ${nodes[0].failureSummary}`'
    return page.evaluate(`axe.run().then(({violations}) => violations.map(({id, nodes}) => ${text}))`)
  }

  for (const colorScheme of ['light', 'dark'] as const)
    for (const name of ['sample', 'empty', 'decided', 'words', 'hostile', 'history']) {
      it(`is accessible: ${name}, ${colorScheme}`, () =>
        withPage(
          name,
          async page => {
            assert.deepEqual(await violations(page), [])
          },
          {colorScheme},
        ))
    }

  it('fits a phone', () =>
    withPage(
      'sample',
      async page => {
        assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 390)
        assert.deepEqual(await violations(page), [])
      },
      {viewport: {height: 844, width: 390}},
    ))

  it('is rejected by axe-core where a label is missing', () =>
    withPage('empty', async page => {
      await page.evaluate("document.querySelector('#f-app').previousElementSibling.remove()")
      assert.match((await violations(page)).join('\n'), /label/)
    }))

  it('filters by keyboard', () =>
    withPage('sample', async page => {
      const apps = page.locator('#map details').first().locator('tbody tr:not(.whole) th .name')
      await page.locator('nav a[href="#map"]').click()
      const before = await apps.count()
      await page.locator('#f-app').focus()
      assert.ok((await page.locator('#apps option').count()) > 5)
      await page.keyboard.type('citation-pay')
      await page.locator('nav a[href="#map"]').click()
      assert.deepEqual(await apps.allInnerTexts(), ['citation-pay'])
      assert.match(
        await page.locator('#shown').innerText(),
        /^Only app citation-pay: \d+ of 8\d\d observations\. The whole report has its verdict on top\./,
      )
      await page.locator('#f-app').focus()
      for (let step = 0; step < 3; step++) await page.keyboard.press('Tab')
      assert.equal(await page.evaluate('document.activeElement.id'), 'f-status')
      await page.keyboard.type('unknown')
      assert.equal(await page.locator('#f-status').inputValue(), 'unknown')
      assert.match(await page.locator('#failures').innerText(), /Nothing here matches the filter/)
      assert.ok((await page.locator('#unknowns details').count()) > 0)
      for (let step = 0; step < 3; step++) await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      assert.equal(await page.locator('#shown').innerText(), '')
      await page.locator('nav a[href="#map"]').click()
      assert.equal(await apps.count(), before)
    }))

  it('filters by app and by check where their names are clicked', () =>
    withPage('sample', async page => {
      await page.locator('nav a[href="#map"]').click()
      await page.getByRole('button', {exact: true, name: 'fee-tables'}).first().click()
      assert.equal(await page.locator('#f-app').inputValue(), 'fee-tables')
      await page.getByRole('button', {name: 'Reset'}).click()
      await page.locator('nav a[href="#checks"]').click()
      await page.getByRole('button', {exact: true, name: 'dynos-are-shield-dynos'}).click()
      assert.deepEqual(await page.locator('#failures h3').allInnerTexts(), [
        'The app runs outside Shield or on other than Shield dynos',
      ])
    }))

  it('shows the rest of a long list, and keeps the focus there', () =>
    withPage('long', async page => {
      const rows = page.locator('#failures li')
      assert.equal(await rows.count(), 20)
      await page.locator('#failures [data-more]').focus()
      await page.keyboard.press('Enter')
      assert.equal(await rows.count(), 120)
      assert.equal(await page.evaluate('document.activeElement.dataset.more'), 'fail:0')
      for (let step = 0; step < 2; step++) await page.keyboard.press('Enter')
      assert.equal(await rows.count(), 300)
    }))

  it('is readable without its script', () =>
    withPage(
      'sample',
      async page => {
        assert.ok(!(await page.locator('#filter').isVisible()))
        assert.equal(await page.locator('button:visible').count(), 0)
        assert.match(await page.locator('#failures').innerText(), /Fix:/)
        assert.match(await page.locator('body').innerText(), /Without its script, this page can't be filtered/)
      },
      {javaScriptEnabled: false},
    ))

  it('counts what the filter leaves, and keeps the verdict of the whole report', () =>
    withPage('sample', async page => {
      const verdict = await page.locator('.verdict').innerText()
      const count = () => page.locator('.tiles .fail b').innerText()
      const before = await count()
      await page.locator('#f-app').fill('citation-pay')
      assert.notEqual(await count(), before)
      assert.match(await page.locator('.filtered').innerText(), /^Only a part is shown: app citation-pay\. \d+ of 8/)
      assert.equal(await page.locator('.verdict').innerText(), verdict)
      await page.locator('#f-status').selectOption('pass')
      assert.match(await page.locator('.filtered').innerText(), /no failure among these, which isn't a pass/)
      assert.equal(await page.locator('.holds').count(), 0)
      await page.getByRole('button', {name: 'Show the whole report'}).click()
      assert.equal(await page.locator('.filtered').count(), 0)
      assert.equal(await count(), before)
      assert.equal(await page.evaluate('document.activeElement.id'), 'f-search')
    }))

  it('finds words in failures, unknowns, questions, controls and checks', () =>
    withPage('sample', async page => {
      const matching = async (words: string, section: string) => {
        await page.locator('#f-search').fill(words)
        await page.locator(`nav a[href="#${section}"]`).click()
        return page.locator(`#part-${section}`).innerText()
      }
      assert.match(await matching('TLS drain', 'failures'), /The log drain sends logs without TLS/)
      assert.doesNotMatch(await matching('TLS drain', 'failures'), /member doesn't use multi-factor/)
      assert.match(await matching('global', 'unknowns'), /scope global/)
      assert.match(await matching('incident', 'questions'), /incident/i)
      assert.match(await matching('incident', 'controls'), /controls? /)
      assert.match(await matching('certificate expired', 'checks'), /certificate/i)
      assert.match(await matching('no such words', 'failures'), /Nothing here matches the filter/)
    }))

  it('copies the commands of a fix, and says so', () =>
    withPage('sample', async page => {
      await page.evaluate(
        "Object.defineProperty(navigator, 'clipboard', {value: {writeText: async text => { self.copied = text }}})",
      )
      const commands = page.locator('#failures pre').first()
      const lines = await commands.locator('code').allInnerTexts()
      await commands.getByRole('button').click()
      await page.waitForFunction("document.querySelector('#announcement').textContent !== ''")
      assert.equal(await page.evaluate('self.copied'), lines.join('\n'))
      assert.match(await page.locator('#announcement').innerText(), /^\d+ commands? copied$/)
      assert.equal(await commands.getByRole('button').innerText(), 'Copied')
      await page.locator('#f-app').focus()
      assert.equal(await commands.getByRole('button').innerText(), 'Copy')
    }))

  for (const isCopied of [true, false])
    it(`copies in another way where the clipboard is refused, ${isCopied ? 'or' : 'and'} says that it can't`, () =>
      withPage('sample', async page => {
        await page.evaluate(
          `Object.defineProperty(navigator, 'clipboard', {value: undefined}); document.execCommand = () => ${isCopied}`,
        )
        await page.locator('#failures pre button').first().click()
        await page.waitForFunction("document.querySelector('#announcement').textContent !== ''")
        assert.match(
          await page.locator('#announcement').innerText(),
          isCopied ? /copied/ : /The browser doesn't let this page copy/,
        )
        assert.equal(await page.locator('textarea').count(), 0)
      }))

  it('saves what is listed as CSV, and says what was left out', () =>
    withPage('sample', async page => {
      const save = async () => {
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('button', {name: 'CSV of this view'}).click(),
        ])
        return [download.suggestedFilename(), readFileSync(await download.path(), 'utf8')] as const
      }
      const [name, everything] = await save()
      assert.equal(name, 'compliance.csv')
      assert.match(everything, /^\uFEFFtype,status,/)
      await page.locator('#f-app').fill('fee-tables')
      const [filteredName, filtered] = await save()
      assert.equal(filteredName, 'compliance-filtered.csv')
      const observations = filtered.split('\r\n').filter(line => line.startsWith('observation,'))
      assert.ok(observations.length > 0 && observations.every(line => line.endsWith('"app fee-tables"')))
    }))

  it('keeps hostile names out of links, copies and files', async () => {
    for (const name of ['hostile', 'words'])
      await withPage(name, async page => {
        await openEverything(page)
        const links: string[] = await page.evaluate(
          '[...document.querySelectorAll(\'a:not([href^="#"])\')].map(link => link.outerHTML)',
        )
        for (const link of links) {
          assert.match(link, /^<a [^>]*href="https?:\/\/[^"]+"[^>]*rel="noopener noreferrer">/)
          if (link.includes('dashboard.heroku.com'))
            assert.match(link, /href="https:\/\/dashboard\.heroku\.com\/(?:apps|teams|spaces|pipelines)\/[a-z\d/-]+"/)
        }

        const [download] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('button', {name: 'CSV of this view'}).click(),
        ])
        const text = readFileSync(await download.path(), 'utf8')
        for (const row of parse(text.slice(1)))
          for (const cell of row) assert.doesNotMatch(cell, /^\s*[=+\-@\t\r＝＋－＠]/)
      })
  })

  it('draws a large report only as it is read', () =>
    withPage('fleet', async page => {
      const nodeCount = () => page.locator('*').count()
      const atFirst = await nodeCount()
      assert.ok(atFirst < 2500, `${atFirst}`)
      assert.equal(await page.locator('#part-controls *').count(), 0)
      await page.locator('nav a[href="#controls"]').click()
      const summary = page.locator('#controls summary').first()
      assert.equal(await page.locator('#controls td').count(), 0)
      await summary.click()
      await page.locator('#controls td').first().waitFor()
      assert.ok((await nodeCount()) < 30_000)
      await page.mouse.wheel(0, 100_000)
      await page.locator('#part-observations td').first().waitFor()
    }))

  it('shows names in full on a phone', () =>
    withPage(
      'sample',
      async page => {
        await page.locator('nav a[href="#map"]').click()
        const clipped: string[] = await page.evaluate(
          "[...document.querySelectorAll('#map th, #map .name')].filter(element => " +
            "element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflow !== 'visible')" +
            '.map(element => element.textContent)',
        )
        assert.deepEqual(clipped, [])
      },
      {viewport: {height: 844, width: 390}},
    ))

  it('prints a cover and a summary of at most ten pages', () =>
    withPage('sample', async page => {
      await page.locator('#f-app').fill('citation-pay')
      await page.emulateMedia({media: 'print'})
      for (const selector of ['#filter', 'nav', '#failures', '#map', '#observations'])
        assert.ok(!(await page.locator(selector).isVisible()), selector)
      assert.match(await page.locator('#cover').innerText(), /Signature[^]*Signature/)
      assert.match(await page.locator('.filtered').innerText(), /Only a part is shown/)
      await page.emulateMedia({media: null})
      await page.getByRole('button', {name: 'Show the whole report'}).click()
      assert.ok(pageCount(await page.pdf({format: 'A4'})) <= 10)
    }))

  it('prints everything, closed or not, where it was made in full', () =>
    withPage(
      'full',
      async page => {
        const closed = page.locator('#failures details:not([open])')
        const closedCount = await closed.count()
        assert.ok(closedCount > 0)
        assert.ok(pageCount(await page.pdf({format: 'A4'})) > 10)
        await page.emulateMedia({media: 'print'})
        await page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert.equal(await closed.count(), 0)
        assert.ok(!(await page.locator('#short').isVisible()))
        const widths: Array<[boolean, number]> = await page.evaluate(
          "[...document.querySelectorAll('#controls table, #map table')].map(table => " +
            "[table.closest('.broad') !== null, table.getBoundingClientRect().right])",
        )
        assert.ok(widths.some(([isBroad]) => isBroad))
        for (const [isBroad, right] of widths) assert.ok(right <= (isBroad ? 1032 : 703), `${right}`)
        await page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert.equal(await closed.count(), closedCount)
      },
      {viewport: {height: 1000, width: 703}},
    ))
})

/** How many pages a PDF has. */
const pageCount = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0
