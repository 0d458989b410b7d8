import {execFileSync} from 'node:child_process'
import {cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

import type {Installed} from '../e2e/install.js'

import {install} from '../e2e/install.js'
import {runIn} from '../e2e/run.js'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const turns = 5
const needed = ['@heroku-cli/command', '@oclif/core', 'ajv', 'ipaddr.js', 'redos-detector', 'yaml']

const median = (times: readonly number[]) =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN

/** The same code as a package that is not bundled, and has npm fetch what it needs. */
async function unbundled(home: string): Promise<string> {
  const directory = path.join(home, 'unbundled')
  mkdirSync(directory)
  cpSync(path.join(root, 'dist', 'src'), path.join(directory, 'dist', 'src'), {recursive: true})
  const {devDependencies, oclif, ...rest} = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>
    oclif: object
  }
  const dependencies = Object.fromEntries(Object.entries(devDependencies).filter(([name]) => needed.includes(name)))
  writeFileSync(
    path.join(directory, 'package.json'),
    JSON.stringify({
      ...rest,
      dependencies,
      files: ['dist', 'oclif.manifest.json'],
      oclif: {...oclif, commands: './dist/src/commands'},
    }),
  )
  writeFileSync(
    path.join(directory, 'oclif.manifest.json'),
    readFileSync(path.join(root, 'oclif.manifest.json'), 'utf8').replaceAll('"bundle"', '"src"'),
  )
  const file = execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', home], {
    cwd: directory,
    encoding: 'utf8',
  })
    .trim()
    .split('\n')
    .at(-1)
  return path.join(home, file ?? '')
}

interface Footprint {
  readonly bytes: number
  readonly packages: number
}

function footprint({env}: Installed): Footprint {
  const directory = path.join(env['XDG_DATA_HOME'] ?? '', 'heroku', 'node_modules')
  const files = readdirSync(directory, {encoding: 'utf8', recursive: true}).filter(file =>
    statSync(path.join(directory, file)).isFile(),
  )
  const packages = files.filter(file =>
    /(?:^|node_modules[\\/])(?:@[^\\/]+[\\/])?[^\\/@.][^\\/]*[\\/]package\.json$/.test(file),
  )
  return {
    bytes: files.reduce((sum, file) => sum + statSync(path.join(directory, file)).size, 0),
    packages: packages.length,
  }
}

/** How long a command takes in each of several homes, in turn. */
async function measureTimes(
  homes: readonly Installed[],
  commands: ReadonlyArray<readonly string[]>,
): Promise<number[][]> {
  const times = homes.map(() => commands.map(() => [] as number[]))
  for (let turn = 0; turn < turns; turn++)
    for (const [index, args] of commands.entries())
      for (const [which, home] of homes.entries()) {
        const startedAt = performance.now()
        await runIn(home, args)
        times[which]?.[index]?.push(performance.now() - startedAt)
      }

  return times.map(ofHome => ofHome.map(median))
}

const print = (...cells: ReadonlyArray<number | string>) => {
  process.stdout.write(
    `${cells
      .map((cell, index) => (index === 0 ? String(cell).padEnd(28) : String(cell).padStart(12)))
      .join('')
      .trimEnd()}\n`,
  )
}

// In turn, and the one that fills npm's store first of all for nothing.
await install(unbundled)
const installs: Array<readonly [Installed, Installed]> = []
for (let turn = 0; turn < 3; turn++) installs.push([await install(), await install(unbundled)])
const [bundledInstall, unbundledInstall] = installs[0] ?? []
if (bundledInstall && unbundledInstall) {
  const [small, large] = [footprint(bundledInstall), footprint(unbundledInstall)]
  const [quick, slow] = [0, 1].map(which => median(installs.map(pair => pair[which]?.milliseconds ?? Number.NaN)))
  process.stdout.write(
    `\nWhat heroku plugins:install puts on the disk, npm's store filled, medians of ${installs.length}\n`,
  )
  print('', 'bundled', 'unbundled', 'ratio')
  print('ms', Math.round(quick ?? 0), Math.round(slow ?? 0), ((quick ?? 0) / (slow ?? 1)).toFixed(2))
  print('packages', small.packages, large.packages, (small.packages / large.packages).toFixed(2))
  print('MB', (small.bytes / 1e6).toFixed(1), (large.bytes / 1e6).toFixed(1), (small.bytes / large.bytes).toFixed(2))
  const commands = [['--version'], ['compliance'], ['compliance:controls'], ['compliance:check', '--sample']]
  const [bundledTimes = [], unbundledTimes = []] = await measureTimes([bundledInstall, unbundledInstall], commands)
  process.stdout.write(`\nStart, ${turns} turns, medians in ms, and as multiples of heroku --version\n`)
  print('', 'bundled', 'x', 'unbundled', 'x')
  for (const [index, args] of commands.entries()) {
    const [a = 0, b = 0] = [bundledTimes[index], unbundledTimes[index]]
    print(
      `heroku ${args.join(' ')}`,
      Math.round(a),
      (a / (bundledTimes[0] ?? 1)).toFixed(2),
      Math.round(b),
      (b / (unbundledTimes[0] ?? 1)).toFixed(2),
    )
  }
}
