import {execFileSync} from 'node:child_process'
import {mkdirSync, writeFileSync} from 'node:fs'
import path from 'node:path'

import {heroku, environmentFor, temporaryFolder} from '../e2e/run.js'
import {sample} from '../fixtures/sample.js'
import {serve} from '../fixtures/serve.js'
import {median, print} from './print.js'

const turns = 15
const command = ['apps:info', '--app', 'citation-pay']

/** How long a command of the host takes, in one folder, with the plugin and without it, in turn. */
async function measure(
  cwd: string,
  withoutPlugins: string,
): Promise<{readonly ratio: number; readonly times: number[]}> {
  const server = await serve(sample())
  const time = async (env: Readonly<Record<string, string>>) => {
    const startedAt = performance.now()
    await heroku(command, {cwd, env: {...environmentFor(server), ...env}})
    return performance.now() - startedAt
  }
  const pairs: Array<readonly [withPlugin: number, without: number]> = []
  for (let turn = 0; turn <= turns; turn++) pairs.push([await time({}), await time({XDG_DATA_HOME: withoutPlugins})])
  await server.close()
  // The first turn fills caches.
  const measured = pairs.slice(1)
  return {
    ratio: median(measured.map(([own, other]) => own / other)),
    times: [median(measured.map(([own]) => own)), median(measured.map(([, other]) => other))],
  }
}

const folder = await temporaryFolder('hook')
const withoutPlugins = path.join(folder, 'data')
mkdirSync(withoutPlugins)
execFileSync('git', ['init', '-q', folder])
process.stdout.write(`heroku ${command.join(' ')}, ${turns} turns, medians\n`)
print('', 'with plugin', 'without', 'ratio')
for (const [name, policy] of [
  ['no policy', undefined],
  ['a policy without a guard', 'version: 1\nlimits: {admins: 3}\n'],
  ['a guard, other command', 'version: 1\nguard: {level: refuse}\n'],
] as const) {
  if (policy !== undefined) writeFileSync(path.join(folder, 'compliance.yml'), policy)
  const {ratio, times} = await measure(folder, withoutPlugins)
  print(name, ...times.map(Math.round), ratio.toFixed(3))
}
