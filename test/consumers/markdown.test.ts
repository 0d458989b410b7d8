import assert from 'node:assert/strict'
import {readFileSync, rmSync} from 'node:fs'
import path from 'node:path'

import {hostileReport, hostileWords, rendered} from '../report/rendering.js'
import {runProgram, sampleFolder} from './programs.js'

/** With raw HTML passed on: none may come from a name. */
const extensions = ['table', 'strikethrough', 'autolink', 'tasklist']
const render = (markdown: string): string =>
  runProgram('cmark-gfm', ['--unsafe', ...extensions.flatMap(name => ['--extension', name])], {input: markdown}).stdout

const ours = ['h2', 'h3', 'p', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'ul', 'li', 'code', 'strong', 'em']

describe('cmark-gfm', () => {
  let folder: string
  before(() => {
    folder = sampleFolder('compliance:check', [
      ...['--framework', 'all', '--fail-on', 'never', '--output', 'report.md', '--output', 'report.json'],
    ])
  })
  after(() => rmSync(folder, {force: true, recursive: true}))

  it('renders a comment whose heading and first lines count the failures, though they fail no run', () => {
    const html = render(readFileSync(path.join(folder, 'report.md'), 'utf8'))
    const heading = /<h2>(.*?)<\/h2>/.exec(html)?.[1] ?? ''
    assert.match(heading, /^\d+ failures \(\d+ critical, .*\) that don't fail this run; /)
    assert.match(html, /<li><strong>Checks:<\/strong> \d+ hold, \d+ fail .*<\/li>\n<li><strong>Questions:<\/strong> /)
    assert.equal(html.match(/<table>/g)?.length, 2)
    assert.match(html, /<p><strong>Next<\/strong><\/p>\n<ul>\n<li><code>heroku compliance:fix --sample/)
    console.log(`      ${heading}`)
  })

  it('makes no element, link or picture of a name', async () => {
    for (const report of [hostileWords(), await hostileReport()]) {
      const html = render(await rendered('markdown', report)).replaceAll(/<!--.*?-->/g, '')
      const elements = new Set([...html.matchAll(/<\/?([a-z][a-z\d]*)/gi)].map(([, name = '']) => name))
      assert.deepEqual(
        [...elements].filter(name => !ours.includes(name)),
        [],
      )
    }
  })
})
