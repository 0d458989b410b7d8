import {build} from 'esbuild'
import {readdirSync, statSync, writeFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'

const source = new URL('../../src/report/html/', import.meta.url)
const target = new URL('../src/report/html/inlined.js', import.meta.url)

async function bundleForPage(file: string): Promise<string> {
  const {outputFiles} = await build({
    bundle: true,
    entryPoints: [fileURLToPath(new URL(`browser/${file}`, source))],
    format: 'iife',
    legalComments: 'none',
    minify: true,
    target: ['chrome111', 'firefox113', 'safari16.4'],
    write: false,
  })
  const text = outputFiles[0]?.text.trim() ?? ''
  if (/<\/(?:script|style)|<!--/i.test(text)) throw new Error(`${file} contains markup that would end its element`)
  return text
}

/** The script and the style of the HTML report, as they stand in its page. */
export const pageAssets = async (): Promise<{readonly script: string; readonly style: string}> => ({
  script: await bundleForPage('client.ts'),
  style: await bundleForPage('page.css'),
})

/** Writes the module that the page imports its script and its style from. */
export async function writePageAssets(): Promise<void> {
  const assets = Object.entries(await pageAssets())
  writeFileSync(target, assets.map(([name, text]) => `export const ${name} = ${JSON.stringify(text)}\n`).join(''))
}

/** Whether the module is missing, or older than a source of the page. */
export function arePageAssetsStale(): boolean {
  const written = statSync(target, {throwIfNoEntry: false})?.mtimeMs ?? 0
  return readdirSync(source, {encoding: 'utf8', recursive: true}).some(
    name => statSync(new URL(name, source)).mtimeMs > written,
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writePageAssets()
