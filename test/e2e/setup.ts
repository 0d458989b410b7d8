import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import {cachedCli} from './install.js'

/** Puts the CLI into the cache once, before the processes begin, each of which installs the plugin for itself. */
export async function mochaGlobalSetup(): Promise<void> {
  // The processes are ended before they could remove their homes.
  process.env['HEROKU_HOMES'] = mkdtempSync(path.join(tmpdir(), 'heroku-homes-'))
  await cachedCli()
}

export function mochaGlobalTeardown(): void {
  rmSync(process.env['HEROKU_HOMES'] ?? '', {force: true, recursive: true})
}
