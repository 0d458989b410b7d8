import {execFileSync} from 'node:child_process'
import {createHash} from 'node:crypto'
import {copyFileSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

import {changelogSection} from './release-check.js'

const root = fileURLToPath(new URL('../../', import.meta.url))

/**
 * Writes what a release consists of: the package, its bill of materials, their sums as `sha256sum --check` reads them,
 * and the notes from CHANGELOG.md.
 *
 * @param packTo packs what was built into a folder
 * @returns the names of the files
 */
export function writeAssets(folder: string, changelog: string, packTo = packWithNpm): string[] {
  mkdirSync(folder, {recursive: true})
  const tarball = packTo(folder)
  const version = /-(\d+\.\d+\.\d+)\.tgz$/.exec(tarball)?.[1] ?? ''
  const bill = tarball.replace(/\.tgz$/, '.cdx.json')
  copyFileSync(path.join(root, 'dist', 'bundle', 'sbom.cdx.json'), path.join(folder, bill))
  const sums = [bill, tarball].map(name => `${sumOf(path.join(folder, name))}  ${name}\n`)
  writeFileSync(path.join(folder, 'SHA256SUMS'), sums.join(''))
  writeFileSync(path.join(folder, 'NOTES.md'), `${changelogSection(changelog, version) ?? ''}\n`)
  return [tarball, bill, 'SHA256SUMS', 'NOTES.md']
}

const sumOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')

function packWithNpm(folder: string): string {
  const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', path.resolve(folder)]
  const [packed] = JSON.parse(execFileSync('npm', args, {cwd: root, encoding: 'utf8'})) as Array<{filename: string}>
  if (!packed) throw new Error('npm packed nothing')
  return packed.filename
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , folder = 'release'] = process.argv
  const names = writeAssets(folder, readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8'))
  process.stdout.write(`${names.map(name => path.join(folder, name)).join('\n')}\n`)
}
