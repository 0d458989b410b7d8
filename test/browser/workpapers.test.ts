import assert from 'node:assert/strict'
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {pathToFileURL} from 'node:url'

import type {Browser, Page} from 'playwright-core'

import {chromium} from 'playwright-core'

import {papersOf, papersOfHostile, textOf} from '../workpapers/support.js'

const browserPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(file =>
  existsSync(file),
)
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const names = ['all', 'declared', 'hostile', 'sample'] as const

describe('the summary for an assessor in a browser', () => {
  let browser: Browser
  let folder: string

  before(async () => {
    assert.ok(browserPath, 'Chromium is not installed: apt-get install chromium')
    folder = mkdtempSync(path.join(tmpdir(), 'summary-'))
    const papers = {
      all: await papersOf({frameworks: ['all']}),
      declared: await papersOf({
        frameworks: ['pci', 'hipaa', 'gdpr'],
        policy: {data: {cardholder: {apps: ['citation-pay'], by: 'lead@example.com', on: '2026-10-01'}}},
      }),
      hostile: await papersOfHostile(),
      sample: await papersOf(),
    }
    for (const name of names) writeFileSync(path.join(folder, `${name}.html`), textOf(papers[name], 'summary.html'))
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
    const page = await browser.newPage(options)
    const address = pathToFileURL(path.join(folder, `${name}.html`)).href
    const wrong: string[] = []
    page.on('console', message => wrong.push(message.text()))
    page.on('dialog', dialog => wrong.push(dialog.message()))
    page.on('request', request => {
      if (request.url() !== address) wrong.push(request.url())
    })
    await page.goto(address)
    await use(page)
    assert.deepEqual(wrong, [], name)
    await page.close()
  }

  for (const colorScheme of ['light', 'dark'] as const)
    for (const name of names)
      it(`is accessible: ${name}, ${colorScheme}`, () =>
        withPage(
          name,
          async page => {
            await page.evaluate(axe)
            const text = '`${id}: ${nodes[0].html.slice(0, 200)} ${nodes[0].failureSummary}`'
            assert.deepEqual(
              await page.evaluate(`axe.run().then(({violations}) => violations.map(({id, nodes}) => ${text}))`),
              [],
            )
          },
          {colorScheme},
        ))

  for (const name of names)
    it(`is two pages of A4 on paper: ${name}`, () =>
      withPage(name, async page => {
        const bytes = await page.pdf({preferCSSPageSize: true})
        assert.equal(bytes.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length, 2)
      }))

  it('fits a phone', () =>
    withPage(
      'hostile',
      async page => {
        assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 390)
      },
      {viewport: {height: 844, width: 390}},
    ))
})
