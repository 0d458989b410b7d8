import {loadCatalog} from '../../src/catalog/catalog.js'
import {heroku, environmentFor} from '../e2e/run.js'
import {collectWith, rememberOutcomes} from '../integration/run.js'
import {sample} from '../fixtures/sample.js'
import {serve} from '../fixtures/serve.js'
import {median, print} from './print.js'

/** An app with everything: a database, a store, a space, a pipeline with others. And an app with nothing around it. */
const app = 'citation-pay'
const plainApp = 'quillgate-www'
const turns = 5

const commands: Readonly<Record<string, readonly string[]>> = {
  'heroku --version': ['--version'],
  'heroku compliance:controls': ['compliance:controls'],
  'heroku apps:info': ['apps:info', '--app', app],
  'heroku compliance:check': ['compliance:check', '--app', app],
  'heroku compliance:pci': ['compliance:pci', '--app', app],
  'check of a plain app': ['compliance:check', '--app', plainApp],
}

interface Measurement {
  readonly name: string
  readonly time: number
  readonly requests: number
  readonly inFlight: number
}

/** Every command in turn, several times, so that whatever else the machine does slows all alike. */
async function measure(latencyMs: number): Promise<Measurement[]> {
  const measurements = new Map(
    Object.keys(commands).map(name => [name, {inFlight: 0, requests: 0, times: [] as number[]}]),
  )
  for (let turn = 0; turn < turns; turn++)
    for (const [name, args] of Object.entries(commands)) {
      const server = await serve(sample(), {latencyMs})
      const startedAt = performance.now()
      await heroku(args, {env: environmentFor(server)})
      const measurement = measurements.get(name)
      measurement?.times.push(performance.now() - startedAt)
      if (measurement) Object.assign(measurement, {inFlight: server.maxInFlight, requests: server.requests.length})
      await server.close()
    }

  return [...measurements].map(([name, {inFlight, requests, times}]) => ({
    inFlight,
    name,
    requests,
    time: median(times),
  }))
}

/** How many answers come one after another, where all that is in flight is answered at once. */
async function countRounds(name: string): Promise<number> {
  const respond = rememberOutcomes(sample())
  let count = 0
  const pending: Array<() => void> = []
  const respondToAll = () => {
    count++
    for (const respondNow of pending.splice(0)) respondNow()
  }
  await collectWith(
    async request => {
      await new Promise<void>(resolve => {
        if (pending.push(resolve) === 1) setTimeout(respondToAll, 50)
      })
      return respond(request)
    },
    {kind: 'app', name},
    loadCatalog(['pci', 'cjis']),
  )
  return count
}

await heroku(['--version'])
process.stdout.write(
  `Apps of the sample, ${turns} turns, medians\n\nrounds of requests, pci and cjis: ` +
    `${app} ${await countRounds(app)}, ${plainApp} ${await countRounds(plainApp)}\n`,
)
for (const latency of [0, 100]) {
  const results = await measure(latency)
  const base = results.find(({name}) => name === 'heroku --version')?.time ?? Number.NaN
  const appsInfo = results.find(({name}) => name === 'heroku apps:info')?.time ?? Number.NaN
  process.stdout.write(`\n${latency} ms of latency\n`)
  print('', 'ms', 'x version', 'x apps:info', 'requests', 'in flight')
  for (const {inFlight, name, requests, time} of results)
    print(name, Math.round(time), (time / base).toFixed(2), (time / appsInfo).toFixed(2), requests, inFlight)
}
