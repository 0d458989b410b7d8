import {build} from 'esbuild'
import {readFileSync, writeFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'

const source = new URL('../../src/report/html/', import.meta.url)

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
  if (/<\/(?:script|style)|<!--/i.test(text)) throw new Error(`${file} would end the part of the page that it is in`)
  return text
}

/** The module that holds the style and the script of the HTML report, as they are in its page. */
export const inlinedModule = async (): Promise<string> =>
  `export const script = ${JSON.stringify(await bundleForPage('client.ts'))}\n\nexport const style = ${JSON.stringify(await bundleForPage('page.css'))}\n`

export const readInlined = (): string => readFileSync(new URL('inlined.ts', source), 'utf8')

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(new URL('inlined.ts', source), await inlinedModule())
