import {byCodeUnit, groupBy} from '../../foundation/collections.js'
import {unsafeCharacters} from '../../foundation/text.js'

/** More files than a bundle of the largest account has. */
export const maxFiles = 10_000

/** Whether a bundle of that name is a zip archive. */
export const isZip = (target: string): boolean => /\.zip$/i.test(target)

const maxNameBytes = 200

/** What makes a name unfit for a file of a bundle, in the order in which it's reported. */
const nameRules: ReadonlyArray<readonly [problem: string, applies: (name: string) => boolean]> = [
  ['has no name', name => name === ''],
  ['has a backslash in its name', name => name.includes('\\')],
  ['has an absolute path', name => name.startsWith('/') || /^[A-Za-z]:/.test(name)],
  ['points outside the bundle', name => name.split('/').includes('..')],
  ['has a path that is not normalized', name => name.split('/').some(segment => segment === '.' || segment === '')],
  [
    'has an invisible or unsafe character in its name',
    name => name.replaceAll(unsafeCharacters, '') !== name || name.includes('\uFFFD'),
  ],
  ['has a name that is too long', name => Buffer.byteLength(name) > maxNameBytes],
]

/**
 * Why a file of a bundle can't have this name: it might point outside the bundle, or mean different files to different
 * readers. Undefined if the name is fine.
 */
export const nameProblem = (name: string): string | undefined => nameRules.find(([, applies]) => applies(name))?.[0]

/** Names that occur twice, or that some file systems take for the same name. */
export function nameCollisions(names: readonly string[]): Array<{readonly name: string; readonly problem: string}> {
  return [...groupBy(names, name => name.normalize('NFC').toLowerCase()).values()].flatMap(collidingNames => {
    const [first = '', ...laterNames] = [...collidingNames].sort(byCodeUnit)
    return laterNames.map(name => ({
      name,
      problem: name === first ? 'occurs twice' : `differs from ${first} only in upper and lower case`,
    }))
  })
}
