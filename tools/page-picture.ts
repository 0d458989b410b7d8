import {existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath, pathToFileURL} from 'node:url'

import {chromium} from 'playwright-core'

import {loadCatalog} from '../src/catalog/catalog.js'
import {defaultFrameworks} from '../src/model/framework.js'
import {assessSnapshot} from '../src/assess/assess-snapshot.js'
import {htmlPage} from '../src/report/html/page.js'
import {loadSample} from '../src/snapshot/load-snapshots.js'

const browserPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(file =>
  existsSync(file),
)
if (browserPath === undefined) throw new Error('Chromium is not installed: apt-get install chromium')
const report = assessSnapshot(loadSample(), loadCatalog(defaultFrameworks), {
  allowUnknown: false,
  failOn: 'high',
  scopeKind: 'sample',
  version: '0.1.0',
})
const folder = mkdtempSync(path.join(tmpdir(), 'page-'))
const file = path.join(folder, 'report.html')
writeFileSync(file, Buffer.concat([...htmlPage(report)]))
const browser = await chromium.launch({args: ['--no-sandbox'], executablePath: browserPath})
const page = await browser.newPage({colorScheme: 'light', viewport: {height: 1000, width: 1280}})
await page.goto(pathToFileURL(file).href)
await page.screenshot({path: fileURLToPath(new URL('../../docs/report.png', import.meta.url))})
await browser.close()
rmSync(folder, {force: true, recursive: true})
