import {execFile} from 'node:child_process'
import {existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {fileURLToPath} from 'node:url'
import {promisify} from 'node:util'

const exec = promisify(execFile)
const root = fileURLToPath(new URL('../../../', import.meta.url))
const cache = path.join(root, '.cache', 'heroku-cli')

/** A Heroku CLI with the packed plugin in it, and a home of its own. */
export interface Installed {
  /** The script that node runs. */
  readonly bin: string
  readonly home: string
  readonly env: Readonly<Record<string, string>>
  /** What the installation of the plugin said. */
  readonly messages: {readonly stdout: string; readonly stderr: string}
  /** Milliseconds that it took. */
  readonly milliseconds: number
}

/** How npm reaches its registry here: by the configuration of whoever runs the tests, wherever that is. */
export async function npmSettings(): Promise<Record<string, string>> {
  const setting = async (name: string) =>
    (await exec('npm', ['config', 'get', name, '--location', 'project'], {cwd: root})).stdout.trim()
  const [userconfig, globalconfig, registry, store] = await Promise.all(
    ['userconfig', 'globalconfig', 'registry', 'cache'].map(setting),
  )
  const network = Object.entries(process.env).filter(([name]) =>
    /^(?:https?_proxy|no_proxy|all_proxy|ssl_cert_\w+|node_extra_ca_certs)$/i.test(name),
  )
  return {
    ...(Object.fromEntries(network) as Record<string, string>),
    HEROKU_NPM_REGISTRY: registry ?? '',
    npm_config_cache: store ?? '',
    npm_config_globalconfig: globalconfig ?? '',
    npm_config_registry: registry ?? '',
    npm_config_userconfig: userconfig ?? '',
  }
}

const cliScript = (folder: string) => path.join(folder, 'node_modules', 'heroku', 'bin', 'run.js')

/** The CLI in the cache, put there when it is used for the first time. */
export async function cachedCli(): Promise<string> {
  const manifestFile = path.join(cache, 'node_modules', 'heroku', 'package.json')
  if (
    existsSync(manifestFile) &&
    (JSON.parse(readFileSync(manifestFile, 'utf8')) as {version: string}).version.startsWith('11.')
  )
    return cliScript(cache)
  const temporaryFolder = `${cache}.${process.pid}`
  rmSync(temporaryFolder, {force: true, recursive: true})
  mkdirSync(temporaryFolder, {recursive: true})
  writeFileSync(path.join(temporaryFolder, 'package.json'), '{"private": true}\n')
  await exec('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', 'heroku@11'], {
    cwd: temporaryFolder,
    maxBuffer: 1 << 26,
  })
  rmSync(cache, {force: true, recursive: true})
  renameSync(temporaryFolder, cache)
  return cliScript(cache)
}

/**
 * Loaded into every node that a test starts: notes each connection that would leave this machine, and refuses it. Its
 * clock begins at CLOCK, if that is set.
 */
const preloadScript = `const {appendFileSync} = require('node:fs')
const {Socket} = require('node:net')
const connect = Socket.prototype.connect
Socket.prototype.connect = function (...all) {
  const [first] = Array.isArray(all[0]) ? all[0] : all
  const options = first && typeof first === 'object' ? first : {host: all[1]}
  const host = String(options.path ?? options.host ?? 'localhost')
  if (/^(?:127\\.0\\.0\\.1|localhost|::1|\\/.*)$/.test(host)) return connect.apply(this, all)
  appendFileSync(process.env.STRAYS, host + '\\n')
  throw new Error('no connection may leave this machine: ' + host)
}

if (process.env.CLOCK) {
  const RealDate = Date
  const ahead = RealDate.parse(process.env.CLOCK) - RealDate.now()
  globalThis.Date = class extends RealDate {
    constructor(...all) {
      super(...all.length === 0 ? [RealDate.now() + ahead] : all)
    }

    static now() {
      return RealDate.now() + ahead
    }
  }
}
`

/** The package as it is published, put into a folder. */
async function packPlugin(folder: string): Promise<string> {
  const {stdout} = await exec('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], {
    cwd: root,
  })
  return path.join(folder, stdout.trim().split('\n').at(-1) ?? '')
}

/** Installs a plugin from the package that is put into its home. */
export async function install(pack: (home: string) => Promise<string> = packPlugin): Promise<Installed> {
  const bin = await cachedCli()
  const home = mkdtempSync(path.join(process.env['HEROKU_HOMES'] ?? tmpdir(), 'heroku-home-'))
  process.once('exit', () => rmSync(home, {force: true, recursive: true}))
  const env = {
    CI: 'true',
    DISABLE_TELEMETRY: 'true',
    GIT_CONFIG_NOSYSTEM: '1',
    HEROKU_DISABLE_AUTOUPDATE: '1',
    HOME: home,
    IS_HEROKU_TEST_ENV: 'true',
    PATH: process.env['PATH'] ?? '',
    XDG_CACHE_HOME: path.join(home, 'cache'),
    XDG_CONFIG_HOME: path.join(home, 'config'),
    XDG_DATA_HOME: path.join(home, 'data'),
  }
  mkdirSync(path.join(env.XDG_CACHE_HOME, 'heroku'), {recursive: true})
  writeFileSync(path.join(env.XDG_CACHE_HOME, 'heroku', 'terms-of-service'), '')
  const settings = await npmSettings()
  const tarball = await pack(home)
  const startedAt = performance.now()
  const said = await exec(process.execPath, [bin, 'plugins:install', `file:${tarball}`], {
    cwd: home,
    env: {...env, ...settings},
    maxBuffer: 1 << 26,
  })
  const milliseconds = performance.now() - startedAt
  const preload = path.join(home, 'guard.cjs')
  writeFileSync(preload, preloadScript)
  return {
    bin,
    env: {...env, NODE_OPTIONS: `--require ${preload}`, STRAYS: path.join(home, 'strays')},
    home,
    messages: said,
    milliseconds,
  }
}

let installation: Promise<Installed> | undefined

/** The same installation for all tests of a run. */
export const installed = (): Promise<Installed> => (installation ??= install())
