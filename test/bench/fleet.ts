import {readFileSync, rmSync} from 'node:fs'
import path from 'node:path'

import {temporaryFolder, heroku, environmentFor} from '../e2e/run.js'
import {fleet} from '../fixtures/fleet.js'
import {serve} from '../fixtures/serve.js'
import {median, print} from './print.js'

interface Turn {
  readonly seconds: number
  readonly requests: number
  readonly inFlight: number
  /** The most memory that the process held, in MiB. */
  readonly memory: number
}

const frameworks = ['--framework', 'pci', '--framework', 'cjis']
const directory = await temporaryFolder('bench')
const peakFile = path.join(directory, 'peak')
// Says at the end of the process how much memory it held at most.
const peakScript = `import {writeFileSync} from 'node:fs'
process.on('exit', () => writeFileSync(${JSON.stringify(peakFile)}, String(process.resourceUsage().maxRSS / 1024)))`
const peakRecorder = `data:text/javascript,${encodeURIComponent(peakScript)}`

async function runOnce(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Pick<Turn, 'memory' | 'seconds'>> {
  rmSync(peakFile, {force: true})
  const startedAt = performance.now()
  const {code, stderr} = await heroku(args, {
    env: {...env, NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --import ${peakRecorder}`.trim()},
  })
  const seconds = (performance.now() - startedAt) / 1000
  if (code === 2) throw new Error(stderr)
  return {memory: Number(readFileSync(peakFile, 'utf8')), seconds}
}

/** All apps of a generated account, with its start-up beside it in the same run. */
async function measure(
  apps: number,
  latencyMs: number,
  turns: number,
): Promise<{readonly base: number; readonly check: Turn}> {
  const world = fleet(apps)
  const startTimes: number[] = []
  const runs: Turn[] = []
  for (let index = 0; index < turns; index++) {
    startTimes.push((await runOnce(['compliance'], {})).seconds)
    const server = await serve(world, {latencyMs})
    const {memory, seconds} = await runOnce(
      ['compliance:check', '--all', ...frameworks, '--output', path.join(directory, 'report.json')],
      environmentFor(server),
    )
    runs.push({inFlight: server.maxInFlight, memory, requests: server.requests.length, seconds})
    await server.close()
  }

  const medianOf = (use: (run: Turn) => number) => median(runs.map(run => use(run)))
  return {
    base: median(startTimes),
    check: {
      inFlight: medianOf(run => run.inFlight),
      memory: medianOf(run => run.memory),
      requests: medianOf(run => run.requests),
      seconds: medianOf(run => run.seconds),
    },
  }
}

const sizes = process.argv.slice(2).map(Number)
process.stdout.write(
  'All apps of a generated account, pci and cjis; ideal is requests / 10 x latency, beyond start-up\n',
)
print('', 'turns', 'requests', 'an app', 'in flight', 's beyond', 'x ideal', 'MiB')
for (const apps of sizes.length > 0 ? sizes : [20, 100, 1000])
  for (const latency of [50, 100]) {
    const turns = apps > 100 ? 3 : 5
    const {base, check} = await measure(apps, latency, turns)
    const beyond = check.seconds - base
    const ideal = ((check.requests / 10) * latency) / 1000
    print(
      `${apps} apps, ${latency} ms`,
      turns,
      check.requests,
      (check.requests / apps).toFixed(1),
      check.inFlight,
      beyond.toFixed(2),
      (beyond / ideal).toFixed(2),
      Math.round(check.memory),
    )
  }
