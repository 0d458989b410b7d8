import path from 'node:path'

import type {Origin, ProvenanceTree} from '../../policy/provenance-tree.js'

import {confinementRoot, isInside, realPath} from '../../files/confined-path.js'
import {UserError} from '../../foundation/user-error.js'
import {formats} from '../../report/formats.js'
import {frameworkPlaceholder, hasPlaceholder, parseOutputFile} from '../io/outputs.js'

/** The files that a policy asks for, as --output. */
interface OutputDefault {
  readonly file: string
  readonly flags: {readonly output: readonly string[]}
  readonly text: string
}

/**
 * What the policy's `defaults.output` says, with paths relative to the file that says it: a policy may come from
 * somebody else, so that none of them leaves its repository, or its folder where there is none.
 *
 * @throws UserError for an unknown format and for a path outside, each with its position
 */
export function outputDefaults(leaves: ReadonlyArray<Extract<ProvenanceTree, {value: unknown}>>): OutputDefault[] {
  const resolved = leaves.map(({origin, value}) => ({origin, output: resolveOutput(String(value), origin)}))
  const output = resolved.map(file => file.output)
  return resolved.map(({origin, output: text}) => ({file: origin.file, flags: {output}, text: `--output ${text}`}))
}

function resolveOutput(text: string, origin: Origin): string {
  try {
    const {file, format} = parseOutputFile(formats, text)
    const resolved = path.isAbsolute(file) ? file : path.join(path.dirname(origin.file), file)
    assertConfined(resolved, confinementRoot(origin.file))
    return text === file ? resolved : `${format}:${resolved}`
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const {column, file, line} = origin
    throw new UserError(`${file}:${line}:${column} /defaults/output: ${error.message}`, error.hint)
  }
}

/** Git runs what is in its own folder, whose name may be in any case on some disks. */
function assertConfined(file: string, root: string): void {
  if (hasPlaceholder(file) && path.basename(file).startsWith('.'))
    throw new UserError(
      `${file} begins with a dot and has ${frameworkPlaceholder} in its name, which could make it Git's own folder.`,
      'Name it without the dot.',
    )
  const real = path.join(realPath(path.dirname(file)), path.basename(file))
  if (isInside(root, real) && !path.relative(root, real).toLowerCase().split(path.sep).includes('.git')) return
  throw new UserError(
    `${file} points outside ${root}: a policy can only have reports written in its own repository, ` +
      'or in its own folder if there is no repository.',
    'Name it with --output.',
  )
}
