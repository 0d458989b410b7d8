import assert from 'node:assert/strict'
import {readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

import {manifest} from '../../tools/manifest.js'

const root = fileURLToPath(new URL('../../../', import.meta.url))

function filesIn(folder: string, suffixes: readonly string[]): string[] {
  return readdirSync(path.join(root, folder), {encoding: 'utf8', recursive: true})
    .map(name => path.join(folder, name))
    .filter(name => suffixes.some(suffix => name.endsWith(suffix)))
}

describe('the commands that texts name', () => {
  it('exist', async () => {
    const {commands} = JSON.parse(await manifest()) as {commands: Record<string, unknown>}
    const files = [
      'README.md',
      ...filesIn('src', ['.ts', '.tsx', '.json']),
      ...filesIn('docs', ['.md', '.yml', '.json']),
    ]
    const unknown = files.flatMap(file =>
      [...readFileSync(path.join(root, file), 'utf8').matchAll(/(?<![-\w])compliance:[a-z]+(?:[:-][a-z]+)*/g)]
        .map(([name]) => name)
        .filter(name => !Object.hasOwn(commands, name))
        .map(name => `${file}: ${name}`),
    )
    assert.deepEqual([...new Set(unknown)], [])
  })
})
