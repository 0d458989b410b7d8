import type {Plugin} from 'esbuild'

import {build} from 'esbuild'
import path from 'node:path'

import {guardedByDefault} from '../src/guard/guarded-by-default.js'

/**
 * The hook that runs before every command of the Heroku CLI, as one file that imports nothing at once. Of the commands
 * that are guarded by default, only the names are in it, and not what they do.
 *
 * @param part what it loads late, by its path in the bundle
 */
export async function buildHook(root: string, folder: string, part: string): Promise<void> {
  const late: Plugin = {
    name: 'late',
    setup(bundle) {
      bundle.onResolve({filter: /\/run-guard\.js$/}, () => ({external: true, path: `../${part}.js`}))
      bundle.onLoad({filter: /[/\\]guarded-by-default\.js$/}, () => ({
        contents: `export const guardedByDefault = ${JSON.stringify(guardedByDefault)}`,
      }))
    },
  }
  await build({
    absWorkingDir: root,
    bundle: true,
    entryPoints: [path.join(root, 'dist', 'src', 'hooks', 'prerun.js')],
    format: 'esm',
    legalComments: 'none',
    minifySyntax: true,
    minifyWhitespace: true,
    outdir: folder,
    platform: 'node',
    plugins: [late],
    target: 'node20',
  })
}
