import path from 'node:path'

import type {Catalog} from '../../catalog/catalog.js'
import type {Format} from '../../report/formats.js'
import type {Destinations, OutputFile} from './outputs.js'

import {shellFile} from '../../foundation/shell.js'
import {firstFew} from '../../foundation/text.js'
import {UserError} from '../../foundation/user-error.js'
import {refuseOverwriting} from '../../files/same-file.js'
import {assertWritable} from '../../files/write-atomic.js'
import {checksOfControl} from '../../model/framework.js'
import {otherChecks} from '../../report/by-framework.js'
import {formats} from '../../report/formats.js'
import {frameworkPlaceholder, hasPlaceholder} from './outputs.js'

/** Whether what is written depends on which frameworks there are. */
export const dependsOnFrameworks = ({files, format}: Destinations<Format>): boolean =>
  [format, ...files.map(file => file.format)].some(name => formats[name].holdsOneFramework)

/** The parts that a report on this catalog will have, by id. */
export function partIds({checks, frameworks, only}: Catalog): string[] {
  const ids = frameworks.filter(({controls}) => controls.length > 0).map(({id}) => id)
  const named = new Set(frameworks.flatMap(({controls}) => controls.flatMap(control => checksOfControl(control))))
  const isOthers = ids.length === 0 || (only !== undefined && checks.some(({id}) => !named.has(id)))
  return isOthers ? [...ids, otherChecks] : ids
}

/**
 * The destinations with a file for each framework where the name has a placeholder.
 *
 * @param ids of the frameworks
 * @param choice what else to do about several frameworks, as a sentence
 * @throws UserError where several frameworks would go where there is room for one
 */
export function destinationsFor(
  {files, format}: Destinations<Format>,
  ids: readonly string[],
  choice = '',
): Destinations<Format> {
  if (formats[format].holdsOneFramework) assertSingle(format, undefined, ids, choice)
  return {
    files: files.flatMap(file => filesFor(file, ids, choice)),
    format,
    ...(formats[format].holdsOneFramework && ids[0] !== undefined ? {framework: ids[0]} : {}),
  }
}

function filesFor(output: OutputFile, ids: readonly string[], choice: string): OutputFile[] {
  const {file, format} = output
  if (!formats[format].holdsOneFramework) return [output]
  if (!hasPlaceholder(file)) assertSingle(format, file, ids, choice)
  return ids.map(id => ({...output, file: fileOf(file, id), framework: id}))
}

function fileOf(file: string, id: string): string {
  if (!hasPlaceholder(file)) return file
  const {base, dir} = path.parse(file)
  return path.join(
    dir,
    base.replaceAll(frameworkPlaceholder, () => fileNamePart(id)),
  )
}

/** An id of a saved report or of a custom framework may be any text. */
const fileNamePart = (id: string): string =>
  id
    .replaceAll(/[^\w.-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 100) || 'framework'

function assertSingle(format: Format, file: string | undefined, ids: readonly string[], choice: string): void {
  if (ids.length < 2) return
  const target = file ?? `--format ${format}`
  throw new UserError(
    `${target} has room for one framework, and there are ${ids.length}: ${firstFew(ids.map(id => fileNamePart(id)))}.`,
    [`Write one file for each with --output ${placeholderName(format, file)}.`, choice].filter(Boolean).join(' '),
  )
}

/** The file's name with the placeholder, as it is typed. */
function placeholderName(format: Format, file: string | undefined): string {
  const {suffixes} = formats[format]
  if (file === undefined) return shellFile(`compliance.${frameworkPlaceholder}${suffixes[0]}`, 'FILE')
  const suffix = suffixes.find(text => file.endsWith(text))
  if (suffix !== undefined)
    return shellFile(`${file.slice(0, -suffix.length)}.${frameworkPlaceholder}${suffix}`, 'FILE')
  const {dir, ext, name} = path.parse(file)
  return shellFile(`${format}:${path.join(dir, `${name}.${frameworkPlaceholder}${ext}`)}`, 'FILE')
}

/**
 * Fails before a long collection, not after it, if a document can't be written.
 *
 * @param read the files that the run reads
 * @throws UserError if a file can't be written, is read, or is another one of them
 */
export function assertFilesWritable(files: readonly OutputFile[], read: readonly string[]): void {
  const names = files.map(({file}) => file)
  for (const name of names) assertWritable(name)
  refuseOverwriting(names, read)
}
