import type {OnLoadResult, Plugin} from 'esbuild'

import {readFileSync} from 'node:fs'

type Patch = (text: string) => string

const replaceWith =
  (text: string): Patch =>
  () =>
    text

/** Every occurrence, of which there must be so many: what the bundle was made for is still there. */
const replaceAll =
  (from: RegExp, to: string, times: number): Patch =>
  text => {
    const count = text.match(from)?.length ?? 0
    if (count !== times) throw new Error(`${from.source} is there ${count} times, not ${times}`)
    return text.replaceAll(from, to)
  }

const throwMissing = (what: string) => `throw new Error(${JSON.stringify(`${what} is not part of this bundle`)})`

/** Files that are bundled otherwise than they stand in their packages, by the end of their path. */
const patches: ReadonlyArray<readonly [path: string, change: Patch]> = [
  // It loads its parts by computed names, which no bundler sees.
  ['@heroku/http-call/lib/deps.js', replaceAll(/\bfetch\(('[^']+')\)/g, 'require($1)', 5)],
  // Reports of a key store that fails go to the host's makers, by a library of a megabyte; a scan tells nobody.
  [
    '@heroku-cli/command/lib/credential-manager-core/lib/cli-command-telemetry.js',
    replaceWith('export async function reportCredentialStoreError() {}'),
  ],
  // Prompts, and the browser that a login opens: nothing here ever logs in.
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
  // Decrypts a .netrc.gpg; loaded where there is one.
  [
    '@heroku-cli/command/lib/credential-manager-core/lib/netrc-parser.js',
    replaceAll(
      /^import \{ execa, execaSync \} from 'execa';$/gm,
      `const execa = async (...all) => (await import('execa')).execa(...all)\nconst execaSync = () => {${throwMissing('waiting for another program')}}`,
      1,
    ),
  ],
  // The host hands its own configuration over, with all plugins loaded; it is not loaded anew.
  ['@oclif/core/lib/config/index.js', replaceWith('exports.Config = {load: async config => config}')],
  // Help and the last word on an error are the host's.
  ['@oclif/core/lib/help/index.js', replaceWith(`exports.loadHelpClass = () => {${throwMissing('help')}}`)],
  [
    '@oclif/core/lib/errors/handle.js',
    replaceWith(`exports.handle = () => {${throwMissing('the handling of errors')}}`),
  ],
  // Tools for developers of screens, and what react does for them.
  ['ink/build/devtools.js', replaceWith('export {}')],
  ['react/index.js', replaceWith("module.exports = require('./cjs/react.production.js')")],
  [
    'react-reconciler/constants.js',
    replaceWith("module.exports = require('./cjs/react-reconciler-constants.production.js')"),
  ],
  ['react-reconciler/index.js', replaceWith("module.exports = require('./cjs/react-reconciler.production.js')")],
  ['scheduler/index.js', replaceWith("module.exports = require('./cjs/scheduler.production.js')")],
  ['dist/src/catalog/catalog-files.js', () => readFileSync(new URL('bundled-read.js', import.meta.url), 'utf8')],
]

/** Puts the changed files in place; a file that is gone breaks the build, for what it was changed for may be back. */
export function patchThirdParties(): Plugin {
  return {
    name: 'stand-ins',
    setup(build) {
      const seen = new Set<string>()
      build.onLoad({filter: /\.js$/}, ({path}): OnLoadResult | undefined => {
        const posixPath = path.replaceAll('\\', '/')
        const patch = patches.find(([end]) => posixPath.endsWith(`/${end}`))
        if (!patch) return undefined
        seen.add(patch[0])
        return {contents: patch[1](readFileSync(path, 'utf8')), loader: 'js'}
      })
      build.onEnd(() => {
        const missing = patches.map(([end]) => end).filter(end => !seen.has(end))
        return missing.length > 0 ? {errors: [{text: `not bundled any more: ${missing.join(', ')}`}]} : undefined
      })
    },
  }
}
