import {loadCatalog} from '../../src/catalog/catalog.js'
import {heroku, online} from '../e2e/run.js'
import {collecting, remembering} from '../integration/run.js'
import {sample} from '../fixtures/sample.js'
import {serve} from '../fixtures/serve.js'
import {median, print} from './print.js'

/** One that has everything: a database, a store, a space, a pipeline with others; and one that has nothing around it. */
const app = 'citation-pay'
const plain = 'quillgate-www'
const turns = 5

const commands: Readonly<Record<string, readonly string[]>> = {
  'heroku --version': ['--version'],
  'heroku compliance:controls': ['compliance:controls'],
  'heroku apps:info': ['apps:info', '--app', app],
  'heroku compliance:check': ['compliance:check', '--app', app],
  'heroku compliance:pci': ['compliance:pci', '--app', app],
  'check of a plain app': ['compliance:check', '--app', plain],
}

interface Measured {
  readonly name: string
  readonly time: number
  readonly requests: number
  readonly inFlight: number
}

/** Every command in turn, several times, so that whatever else the machine does slows all alike. */
async function measured(latencyMs: number): Promise<Measured[]> {
  const seen = new Map(Object.keys(commands).map(name => [name, {inFlight: 0, requests: 0, times: [] as number[]}]))
  for (let turn = 0; turn < turns; turn++)
    for (const [name, args] of Object.entries(commands)) {
      const served = await serve(sample(), {latencyMs})
      const began = performance.now()
      await heroku(args, {env: online(served)})
      const one = seen.get(name)
      one?.times.push(performance.now() - began)
      if (one) Object.assign(one, {inFlight: served.maxInFlight, requests: served.requests.length})
      await served.close()
    }

  return [...seen].map(([name, {inFlight, requests, times}]) => ({inFlight, name, requests, time: median(times)}))
}

/** How many answers come one after another, where all that is in flight is answered at once. */
async function rounds(name: string): Promise<number> {
  const answer = remembering(sample())
  let count = 0
  const open: Array<() => void> = []
  const together = () => {
    count++
    for (const go of open.splice(0)) go()
  }
  await collecting(
    async question => {
      await new Promise<void>(resolve => {
        if (open.push(resolve) === 1) setTimeout(together, 50)
      })
      return answer(question)
    },
    {kind: 'app', name},
    loadCatalog(['pci', 'cjis']),
  )
  return count
}

await heroku(['--version'])
process.stdout.write(
  `Apps of the sample, ${turns} turns, medians\n\nanswers one after another, pci and cjis: ${app} ${await rounds(app)}, ${plain} ${await rounds(plain)}\n`,
)
for (const latency of [0, 100]) {
  const rows = await measured(latency)
  const base = rows.find(({name}) => name === 'heroku --version')?.time ?? Number.NaN
  const other = rows.find(({name}) => name === 'heroku apps:info')?.time ?? Number.NaN
  process.stdout.write(`\n${latency} ms of latency\n`)
  print('', 'ms', 'x version', 'x apps:info', 'requests', 'in flight')
  for (const {inFlight, name, requests, time} of rows)
    print(name, Math.round(time), (time / base).toFixed(2), (time / other).toFixed(2), requests, inFlight)
}
