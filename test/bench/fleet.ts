import {readFileSync, rmSync} from 'node:fs'
import path from 'node:path'

import {folder, heroku, online} from '../e2e/run.js'
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
const place = await folder('bench')
const told = path.join(place, 'peak')
// Says at the end of the process how much memory it held at most.
const peak = `data:text/javascript,${encodeURIComponent(`import {writeFileSync} from 'node:fs'; process.on('exit', () => writeFileSync(${JSON.stringify(told)}, String(process.resourceUsage().maxRSS / 1024)))`)}`

async function turn(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Pick<Turn, 'memory' | 'seconds'>> {
  rmSync(told, {force: true})
  const began = performance.now()
  const {code, stderr} = await heroku(args, {
    env: {...env, NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --import ${peak}`.trim()},
  })
  const seconds = (performance.now() - began) / 1000
  if (code === 2) throw new Error(stderr)
  return {memory: Number(readFileSync(told, 'utf8')), seconds}
}

/** All apps of a generated account, with its start-up beside it in the same run. */
async function measured(
  apps: number,
  latencyMs: number,
  turns: number,
): Promise<{readonly base: number; readonly whole: Turn}> {
  const world = fleet(apps)
  const bases: number[] = []
  const all: Turn[] = []
  for (let index = 0; index < turns; index++) {
    bases.push((await turn(['compliance'], {})).seconds)
    const served = await serve(world, {latencyMs})
    const {memory, seconds} = await turn(
      ['compliance:check', '--all', ...frameworks, '--output', path.join(place, 'report.json')],
      online(served),
    )
    all.push({inFlight: served.maxInFlight, memory, requests: served.requests.length, seconds})
    await served.close()
  }

  const of = (use: (one: Turn) => number) => median(all.map(one => use(one)))
  return {
    base: median(bases),
    whole: {
      inFlight: of(one => one.inFlight),
      memory: of(one => one.memory),
      requests: of(one => one.requests),
      seconds: of(one => one.seconds),
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
    const {base, whole} = await measured(apps, latency, turns)
    const beyond = whole.seconds - base
    const ideal = ((whole.requests / 10) * latency) / 1000
    print(
      `${apps} apps, ${latency} ms`,
      turns,
      whole.requests,
      (whole.requests / apps).toFixed(1),
      whole.inFlight,
      beyond.toFixed(2),
      (beyond / ideal).toFixed(2),
      Math.round(whole.memory),
    )
  }
