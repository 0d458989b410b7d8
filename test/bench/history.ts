import {spawnSync} from 'node:child_process'
import {copyFileSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {snapshotText} from '../../src/snapshot/snapshot-file.js'
import {requestsTo} from '../../tools/sample.js'
import {temporaryFolder} from '../e2e/run.js'
import {fleet} from '../fixtures/fleet.js'
import {collectWith} from '../integration/run.js'
import {print} from './print.js'

const root = new URL('../../../', import.meta.url)
const bin = fileURLToPath(new URL('bin/run.js', root))
const cache = fileURLToPath(new URL('.cache/', root))
const [apps, bundles] = [100, 365]

/** The facts of a generated account; the file is kept, because collecting takes long. */
async function snapshotFile(): Promise<string> {
  const file = path.join(cache, `fleet-${apps}.snapshot.json`)
  if (existsSync(file)) return file
  mkdirSync(cache, {recursive: true})
  writeFileSync(file, snapshotText(await collectWith(requestsTo(fleet(apps)), {kind: 'all'}, loadCatalog(['all']))))
  return file
}

function run(args: readonly string[]): {readonly memory: number; readonly seconds: number} {
  const peakScript = 'process.on("exit", () => console.error(process.resourceUsage().maxRSS / 1024))'
  const startedAt = performance.now()
  const {status, stderr} = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(peakScript)}`, bin, ...args],
    {encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe']},
  )
  if (status === 2 || status === null || stderr.includes('Cannot find module')) throw new Error(stderr)
  return {memory: Number(stderr.trimEnd().split('\n').at(-1)), seconds: (performance.now() - startedAt) / 1000}
}

const folder = await temporaryFolder('history')
const bundle = path.join(folder, '1.zip')
run([
  'compliance:evidence',
  '--snapshot',
  await snapshotFile(),
  '--framework',
  'soc2',
  '--output',
  bundle,
  '--exit-zero',
])
// Which time each is of makes no difference to what reading it takes.
for (let index = 2; index <= bundles; index++) copyFileSync(bundle, path.join(folder, `${index}.zip`))
process.stdout.write(`\nHistory of bundles of ${apps} apps, soc2\n`)
print('', 'MB each', 'files', 's', 'MiB')
for (const count of [1, bundles]) {
  const files = Array.from({length: count}, (_, index) => path.join(folder, `${index + 1}.zip`))
  const {memory, seconds} = run(['compliance:history', ...files])
  print('', (statSync(bundle).size / 1e6).toFixed(1), String(count), seconds.toFixed(1), memory.toFixed(0))
}

rmSync(folder, {recursive: true})
