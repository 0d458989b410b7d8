import assert from 'node:assert/strict'
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {pathToFileURL} from 'node:url'

import type {Browser, Page} from 'playwright-core'

import {chromium} from 'playwright-core'

import {collectWorld} from '../../tools/sample.js'
import {fleet} from '../fixtures/fleet.js'
import {papersOf, papersOfHostile} from '../workpapers/support.js'

const browserPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(file =>
  existsSync(file),
)
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const cardholder = {apps: ['citation-pay'], by: 'lead@example.com', on: '2026-10-01'}

/** How far each line of text is wider than its frame allows, and lines that lie over each other. */
const textFlaws = `[...document.querySelectorAll('text')].flatMap(text => {
  const {width, x} = text.getBBox()
  const {width: page} = document.documentElement.viewBox.baseVal
  return x < 0 || x + width > page ? [text.textContent] : []
})`
const sizesOfParts = `[...document.querySelectorAll('[data-part]')].flatMap(part => {
  const frame = part.querySelector('rect')
  if (!frame) return []
  const {width, x} = frame.getBBox()
  return [...part.querySelectorAll('text')]
    .map(text => ({right: text.getBBox().x + text.getBBox().width, text: text.textContent}))
    .filter(({right}) => right > x + width)
    .map(({text}) => text)
})`

describe('diagrams in a browser', () => {
  let browser: Browser
  let folder: string
  const files: string[] = []

  before(async () => {
    assert.ok(browserPath, 'Chromium is not installed: apt-get install chromium')
    folder = mkdtempSync(path.join(tmpdir(), 'diagrams-'))
    const papers = {
      declared: await papersOf({frameworks: ['pci', 'hipaa'], policy: {data: {cardholder}}}),
      fleet: await papersOf({snapshot: await collectWorld(fleet(50), {kind: 'all'})}),
      hostile: await papersOfHostile(),
    }
    for (const [world, of] of Object.entries(papers)) {
      const drawings = of.files.filter(({name}) => name.endsWith('.svg'))
      // All of the hostile ones are alike, and too many.
      for (const {content, name} of world === 'hostile' ? drawings.filter((_, index) => index % 8 === 0) : drawings) {
        writeFileSync(path.join(folder, `${world}-${name}`), content)
        files.push(`${world}-${name}`)
      }
    }

    browser = await chromium.launch({args: ['--no-sandbox'], executablePath: browserPath})
  })

  after(async () => {
    await browser.close()
    rmSync(folder, {force: true, recursive: true})
  })

  /** Opens each drawing, and asserts that it requested nothing and reported no error. */
  async function withDrawings(
    use: (page: Page, file: string) => Promise<void>,
    options: Parameters<Browser['newPage']>[0] = {},
  ): Promise<void> {
    assert.ok(files.length > 30)
    const page = await browser.newPage(options)
    const wrong: string[] = []
    let address = ''
    page.on('console', message => wrong.push(message.text()))
    page.on('dialog', dialog => wrong.push(dialog.message()))
    page.on('request', request => {
      if (request.url() !== address) wrong.push(request.url())
    })
    for (const file of files) {
      address = pathToFileURL(path.join(folder, file)).href
      await page.goto(address)
      await use(page, file)
    }

    assert.deepEqual(wrong, [])
    await page.close()
  }

  for (const colorScheme of ['light', 'dark'] as const)
    it(`are accessible: ${colorScheme}`, () =>
      withDrawings(
        async (page, file) => {
          await page.evaluate(axe)
          const text = '`${id}: ${nodes[0].html.slice(0, 200)} ${nodes[0].failureSummary}`'
          assert.deepEqual(
            await page.evaluate(`axe.run().then(({violations}) => violations.map(({id, nodes}) => ${text}))`),
            [],
            file,
          )
        },
        {colorScheme},
      ))

  it('keep all text on the page and within its frame', () =>
    withDrawings(async (page, file) => {
      assert.deepEqual(await page.evaluate(textFlaws), [], file)
      assert.deepEqual(await page.evaluate(sizesOfParts), [], file)
    }))

  it('are dark on a dark screen, and light on paper', () =>
    withDrawings(
      async page => {
        const pageColor = "getComputedStyle(document.querySelector('rect')).fill"
        assert.equal(await page.evaluate(pageColor), 'rgb(20, 17, 27)')
        await page.emulateMedia({colorScheme: 'dark', media: 'print'})
        assert.equal(await page.evaluate(pageColor), 'rgb(255, 255, 255)')
        await page.emulateMedia({colorScheme: 'dark', media: 'screen'})
      },
      {colorScheme: 'dark'},
    ))

  it('are one page of A4 on paper', () =>
    withDrawings(async (page, file) => {
      const bytes = await page.pdf({preferCSSPageSize: true})
      assert.equal(bytes.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length, 1, file)
    }))
})
