import assert from 'node:assert/strict'
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {pathToFileURL} from 'node:url'

import type {Browser, Page} from 'playwright-core'
import type {Report} from '../../src/model/report.js'

import {chromium} from 'playwright-core'

import {decidedReport, emptyReport, hostileReport, hostileWords, rendered, sampleReport} from '../report/rendering.js'
import {failingObservation, reportOf} from '../report/terminal/support.js'

const browserPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(file =>
  existsSync(file),
)
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

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
      hostile: await hostileReport(),
      long: reportOf(Array.from({length: 300}, (_, index) => failingObservation(`app-${index}`))),
      sample: sampleReport(['pci', 'cjis', 'baseline']),
      words: hostileWords(),
    }
    for (const [name, of] of Object.entries(reports)) {
      const file = path.join(folder, `${name}.html`)
      writeFileSync(file, await rendered('html', of))
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
      if (request.url() !== files.get(name)) wrong.push(request.url())
    })
    await page.goto(files.get(name) ?? '')
    await use(page)
    assert.deepEqual(wrong, [], name)
    await page.close()
  }

  /** The violations that axe-core finds while every details element is open. */
  async function violations(page: Page): Promise<string[]> {
    await page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
    await page.evaluate(axe)
    const text = '`${id}: ${nodes[0].html.slice(0, 200)} ${nodes[0].failureSummary}`'
    return page.evaluate(`axe.run().then(({violations}) => violations.map(({id, nodes}) => ${text}))`)
  }

  for (const colorScheme of ['light', 'dark'] as const)
    for (const name of ['sample', 'empty', 'decided', 'words', 'hostile']) {
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
      const apps = page.locator('#map details').first().locator('tbody tr:not(.whole) th')
      const before = await apps.count()
      await page.locator('#f-app').focus()
      await page.keyboard.type('citation-pay')
      assert.deepEqual(await apps.allInnerTexts(), ['citation-pay'])
      assert.match(
        await page.locator('#shown').innerText(),
        /^Only app citation-pay: \d+ observations of 8\d\d observations\. The verdict/,
      )
      for (let step = 0; step < 3; step++) await page.keyboard.press('Tab')
      assert.equal(await page.evaluate('document.activeElement.id'), 'f-status')
      await page.keyboard.type('unknown')
      assert.equal(await page.locator('#f-status').inputValue(), 'unknown')
      assert.match(await page.locator('#failures').innerText(), /Nothing here matches the filter/)
      assert.ok((await page.locator('#unknowns details').count()) > 0)
      for (let step = 0; step < 3; step++) await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      assert.equal(await page.locator('#shown').innerText(), '')
      assert.equal(await apps.count(), before)
    }))

  it('filters by app and by check where their names are clicked', () =>
    withPage('sample', async page => {
      await page.getByRole('button', {exact: true, name: 'fee-tables'}).first().click()
      assert.equal(await page.locator('#f-app').inputValue(), 'fee-tables')
      await page.getByRole('button', {name: 'Reset'}).click()
      await page.getByRole('button', {exact: true, name: 'dynos-are-shield-dynos'}).click()
      assert.deepEqual(await page.locator('#failures h3').allInnerTexts(), [
        "The app is outside a Shield space or has a dyno that isn't a Shield dyno",
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

  it('prints what is closed on the screen, and no filter', () =>
    withPage(
      'sample',
      async page => {
        await page.emulateMedia({media: 'print'})
        assert.ok(!(await page.locator('#filter').isVisible()))
        const last = page.locator('#failures details').last()
        assert.equal(await last.getAttribute('open'), null)
        assert.ok((await last.locator('li').first().boundingBox())?.height)
        const widths: Array<[boolean, number]> = await page.evaluate(
          "[...document.querySelectorAll('table')].map(table => " +
            "[table.closest('.broad') !== null, table.getBoundingClientRect().right])",
        )
        assert.ok(widths.some(([isBroad]) => isBroad))
        for (const [isBroad, right] of widths) assert.ok(right <= (isBroad ? 1032 : 703), `${right}`)
        assert.ok((await page.pdf({format: 'A4'})).length > 10_000)
      },
      {viewport: {height: 1000, width: 703}},
    ))
})
