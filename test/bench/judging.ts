import {spawnSync} from 'node:child_process'
import {existsSync, mkdirSync, statSync, writeFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {snapshotText} from '../../src/snapshot/snapshot-file.js'
import {requestsTo} from '../../tools/sample.js'
import {collectWith} from '../integration/run.js'
import {fleet} from '../fixtures/fleet.js'

const apps = Number(process.argv[2] ?? 10_000)
const root = new URL('../../../', import.meta.url)
const folder = new URL('.cache/', root)
const file = fileURLToPath(new URL(`fleet-${apps}.snapshot.json`, folder))

/** Collects the generated account once; the file is kept, because that takes minutes. */
async function snapshot(): Promise<void> {
  if (existsSync(file)) return
  mkdirSync(folder, {recursive: true})
  const startedAt = performance.now()
  const facts = await collectWith(requestsTo(fleet(apps)), {kind: 'all'}, loadCatalog(['all']))
  writeFileSync(file, snapshotText(facts))
  process.stdout.write(`collected in memory in ${((performance.now() - startedAt) / 1000).toFixed(0)} s\n`)
}

/** Runs a child that says on its last line of stderr what it took. */
function measure(name: string, args: readonly string[]): void {
  const measuringScript =
    'process.on("exit", () => { const {maxRSS, userCPUTime} = process.resourceUsage(); ' +
    'console.error(`${userCPUTime / 1e6} ${maxRSS / 1024}`) })'
  const startedAt = performance.now()
  const {stderr} = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(measuringScript)}`, ...args],
    {encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe']},
  )
  const wall = (performance.now() - startedAt) / 1000
  const [user = 0, memory = 0] = (stderr.trimEnd().split('\n').at(-1) ?? '').split(' ').map(Number)
  process.stdout.write(
    `${name.padEnd(34)}${wall.toFixed(1).padStart(8)}${user.toFixed(1).padStart(8)}${memory.toFixed(0).padStart(8)}\n`,
  )
}

await snapshot()
process.stdout.write(
  `A snapshot of ${apps} apps, ${(statSync(file).size / 1e6).toFixed(0)} MB\n\n` +
    `${''.padEnd(34)}${['wall s', 'user s', 'MiB'].map(title => title.padStart(8)).join('')}\n`,
)
const check = [fileURLToPath(new URL('bin/run.js', root)), 'compliance:check', '--snapshot', file]
measure('nothing but starting', [fileURLToPath(new URL('bin/run.js', root)), 'compliance'])
measure('pci, on the terminal', [...check, '--framework', 'pci'])
measure('all frameworks, on the terminal', [...check, '--framework', 'all'])
measure('all frameworks, as JSON', [...check, '--framework', 'all', '--json'])
