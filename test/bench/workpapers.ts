import {spawnSync} from 'node:child_process'
import {existsSync, mkdirSync, rmSync, statSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

import {loadCatalog} from '../../src/catalog/catalog.js'
import {snapshotText} from '../../src/snapshot/snapshot-file.js'
import {requestsTo} from '../../tools/sample.js'
import {temporaryFolder} from '../e2e/run.js'
import {fleet} from '../fixtures/fleet.js'
import {collectWith} from '../integration/run.js'
import {median, print} from './print.js'

const root = new URL('../../../', import.meta.url)
const bin = fileURLToPath(new URL('bin/run.js', root))
const cache = fileURLToPath(new URL('.cache/', root))
const turns = 3
const frameworks = ['--framework', 'pci', '--framework', 'cjis']

/** The facts of a generated account; the file is kept, because collecting takes minutes. */
async function snapshotFile(apps: number): Promise<string> {
  const file = path.join(cache, `fleet-${apps}.snapshot.json`)
  if (existsSync(file)) return file
  mkdirSync(cache, {recursive: true})
  writeFileSync(file, snapshotText(await collectWith(requestsTo(fleet(apps)), {kind: 'all'}, loadCatalog(['all']))))
  return file
}

interface Turn {
  readonly seconds: number
  /** The most memory that the process held, in MiB. */
  readonly memory: number
}

function runOnce(args: readonly string[]): Turn {
  const peakScript = 'process.on("exit", () => console.error(process.resourceUsage().maxRSS / 1024))'
  const startedAt = performance.now()
  const {status, stderr} = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(peakScript)}`, bin, ...args],
    {encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe']},
  )
  if (status === 2 || status === null) throw new Error(stderr)
  return {
    memory: Number(stderr.trimEnd().split('\n').at(-1)),
    seconds: (performance.now() - startedAt) / 1000,
  }
}

function measure(args: () => readonly string[]): Turn {
  const runs = Array.from({length: turns}, () => runOnce(args()))
  return {memory: median(runs.map(({memory}) => memory)), seconds: median(runs.map(({seconds}) => seconds))}
}

const folder = await temporaryFolder('workpapers')
const sizes = process.argv.slice(2).map(Number)
process.stdout.write('\nDocuments for an assessor from a saved snapshot, pci and cjis, beyond a check of the same\n')
print('', 'turns', 'MB of facts', 'check s', 'MiB', 'papers s', 'MiB', 's beyond', 'MiB beyond')
for (const apps of sizes.length > 0 ? sizes : [100, 1000]) {
  const snapshot = await snapshotFile(apps)
  const given = ['--snapshot', snapshot, ...frameworks]
  const output = path.join(folder, 'papers')
  const check = measure(() => ['compliance:check', ...given])
  const papers = measure(() => {
    rmSync(output, {force: true, recursive: true})
    return ['compliance:workpapers', ...given, '--output', output]
  })
  print(
    `${apps} apps`,
    turns,
    (statSync(snapshot).size / 1e6).toFixed(1),
    check.seconds.toFixed(1),
    Math.round(check.memory),
    papers.seconds.toFixed(1),
    Math.round(papers.memory),
    (papers.seconds - check.seconds).toFixed(1),
    Math.round(papers.memory - check.memory),
  )
}
