import type {OnLoadResult, Plugin} from 'esbuild'

import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'

type Patch = (text: string) => string

const replaceWith =
  (text: string): Patch =>
  () =>
    text

/** Replaces all occurrences, whose number is known: another number means that the package has changed. */
const replaceAll =
  (from: RegExp, to: string, times: number): Patch =>
  text => {
    const count = text.match(from)?.length ?? 0
    if (count !== times) throw new Error(`${from.source} occurs ${count} times, not ${times}`)
    return text.replaceAll(from, to)
  }

const throwMissing = (what: string) => `throw new Error(${JSON.stringify(`${what} is not part of this bundle`)})`

/** What execa does where `gpg` decrypts a file: its output without the last line break. */
const decryptWithGpg = `import {spawn} from 'node:child_process'
const execa = (program, args, {input, stdio}) => new Promise(resolve => {
  if (input !== undefined) ${throwMissing('the encryption of a login')}
  const chunks = []
  const child = spawn(program, args, {stdio})
  child.stdout.on('data', chunk => chunks.push(chunk))
  child.once('error', () => resolve({stdout: ''}))
  const output = () => Buffer.concat(chunks).toString('utf8').replace(/\\r?\\n$/, '')
  child.once('close', exitCode => resolve({exitCode, stdout: output()}))
})
`

/** Files that are bundled otherwise than they stand in their packages, by the end of their path. */
const patches: ReadonlyArray<readonly [path: string, change: Patch]> = [
  // It loads its parts by computed names, which a bundler can't see.
  ['@heroku/http-call/lib/deps.js', replaceAll(/\bfetch\(('[^']+')\)/g, 'require($1)', 5)],
  // Reports a failing key store to Heroku, by a library of a megabyte; a read-only plugin reports nothing.
  [
    '@heroku-cli/command/lib/credential-manager-core/lib/cli-command-telemetry.js',
    replaceWith('export async function reportCredentialStoreError() {}'),
  ],
  // Prompts, and the browser that a login opens: the plugin never logs in.
  [
    '@heroku-cli/command/lib/prompter.js',
    replaceWith(`export const prompter = {async prompt() {${throwMissing('a prompt')}}}`),
  ],
  [
    '@heroku-cli/command/lib/login.js',
    replaceWith(
      `export class Login {async login() {${throwMissing('a login')}}\nasync logout() {${throwMissing('a logout')}}}`,
    ),
  ],
  // Decrypts a .netrc.gpg by a library of 190 KB, of which one function is used.
  [
    '@heroku-cli/command/lib/credential-manager-core/lib/netrc-parser.js',
    replaceAll(
      /^import \{ execa, execaSync \} from 'execa';$/gm,
      `${decryptWithGpg}const execaSync = () => {${throwMissing('waiting for another program')}}`,
      1,
    ),
  ],
  // The host passes its own configuration, with all plugins loaded; it isn't loaded again.
  ['@oclif/core/lib/config/index.js', replaceWith('exports.Config = {load: async config => config}')],
  // The host prints help and handles errors.
  ['@oclif/core/lib/help/index.js', replaceWith(`exports.loadHelpClass = () => {${throwMissing('help')}}`)],
  [
    '@oclif/core/lib/errors/handle.js',
    replaceWith(`exports.handle = () => {${throwMissing('the handling of errors')}}`),
  ],
  // Compiles schemas for questions that a server asks a client: this one asks none.
  [
    '@modelcontextprotocol/sdk/dist/esm/validation/ajv-provider.js',
    replaceWith(`export class AjvJsonSchemaValidator {getValidator() {${throwMissing('a validator of answers')}}}`),
  ],
  // Development tools of ink and react.
  ['ink/build/devtools.js', replaceWith('export {}')],
  ['react/index.js', replaceWith("module.exports = require('./cjs/react.production.js')")],
  [
    'react-reconciler/constants.js',
    replaceWith("module.exports = require('./cjs/react-reconciler-constants.production.js')"),
  ],
  ['react-reconciler/index.js', replaceWith("module.exports = require('./cjs/react-reconciler.production.js')")],
  ['scheduler/index.js', replaceWith("module.exports = require('./cjs/scheduler.production.js')")],
  ['dist/src/catalog/catalog-files.js', () => readFileSync(new URL('bundled-read.js', import.meta.url), 'utf8')],
  [
    'dist/src/catalog/schema-validators.js',
    () => readFileSync(new URL('bundled-validators.js', import.meta.url), 'utf8'),
  ],
]

/** Patches files of third parties as they are bundled. A file that is no longer bundled fails the build. */
export function patchThirdParties(): Plugin {
  return {
    name: 'stand-ins',
    setup(build) {
      const seen = new Set<string>()
      // Its ES module holds a copy of another package, which the bill of materials would miss.
      build.onResolve({filter: /^@dagrejs\/dagre$/}, ({path, resolveDir}) => ({
        path: createRequire(`${resolveDir}/importer.js`).resolve(path),
      }))
      build.onLoad({filter: /\.js$/}, ({path}): OnLoadResult | undefined => {
        const posixPath = path.replaceAll('\\', '/')
        const patch = patches.find(([end]) => posixPath.endsWith(`/${end}`))
        if (!patch) return undefined
        seen.add(patch[0])
        return {contents: patch[1](readFileSync(path, 'utf8')), loader: 'js'}
      })
      build.onEnd(() => {
        const missing = patches.map(([end]) => end).filter(end => !seen.has(end))
        return missing.length > 0 ? {errors: [{text: `no longer bundled: ${missing.join(', ')}`}]} : undefined
      })
    },
  }
}
