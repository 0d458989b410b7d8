import {writeFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'

import {snapshotText} from '../src/snapshot/snapshot-file.js'
import {sample} from '../test/fixtures/sample.js'
import {checkExamples} from './examples.js'
import {generatedFiles} from './generated-files.js'
import {collectWorld} from './sample.js'

type GeneratedFile = (typeof generatedFiles)[number]

const generators: Readonly<Record<GeneratedFile, () => Promise<string>>> = {
  'examples.json': async () => JSON.stringify(checkExamples()),
  'sample.json': async () => snapshotText(await collectWorld(sample(), {kind: 'all'})),
}

/** The content that a generated file should have, which follows from code, test cases and the simulated account. */
export const generatedContent = (name: GeneratedFile): Promise<string> => generators[name]()

/** Writes the generated files into the compiled catalog. */
export async function generate(): Promise<void> {
  for (const name of generatedFiles)
    writeFileSync(new URL(`../src/catalog/${name}`, import.meta.url), await generatedContent(name))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await generate()
