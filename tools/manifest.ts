import {Plugin} from '@oclif/core'
import {writeFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'

/** The manifest by which oclif finds commands without loading them, as it follows from the commands themselves. */
export async function manifest(): Promise<string> {
  const root = fileURLToPath(new URL('../../', import.meta.url))
  const plugin = new Plugin({
    errorOnManifestCreate: true,
    ignoreManifest: true,
    respectNoCacheDefault: true,
    root,
    type: 'core',
  })
  await plugin.load()
  return `${JSON.stringify(plugin.manifest, null, 2)}\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('../../oclif.manifest.json', import.meta.url), await manifest())
}
