import path from 'node:path'

import type {Format} from '../../report/formats.js'
import type {CheckFlags} from '../flags.js'

import {UserError} from '../../foundation/user-error.js'
import {byCodeUnit} from '../../foundation/collections.js'
import {statuses} from '../../model/framework.js'
import {verdicts} from '../../model/observation.js'
import {formats, filteredFormats, shortenedFormats} from '../../report/formats.js'
import {refuseOverwriting} from '../../files/same-file.js'
import {availableHint} from './suggestion.js'

/** Stands for the id of a framework in the name of a file whose format holds one framework. */
export const frameworkPlaceholder = '{framework}'

/** Whether a file's own name has the placeholder; a folder may be called anything. */
export const hasPlaceholder = (file: string): boolean => path.basename(file).includes(frameworkPlaceholder)

/** What a document is. */
export interface Target<F extends string> {
  readonly format: F
  /** The id of the framework that it is about, where its format holds one. */
  readonly framework?: string
}

export interface OutputFile<F extends string = Format> extends Target<F> {
  readonly file: string
}

/** The document for stdout, and those for files. */
export interface Destinations<F extends string> extends Target<F> {
  readonly files: ReadonlyArray<OutputFile<F>>
}

export interface Outputs extends Destinations<Format> {
  readonly isFull: boolean
  readonly show?: ReadonlySet<string>
}

type OutputFlags = Pick<CheckFlags, 'format' | 'json' | 'output' | 'show'> &
  Partial<Pick<CheckFlags, 'full' | 'history'>>

/** @throws UserError for an unknown format, file extension or word of `--show`, and for a flag without effect */
export function parseOutputs({full: isFull = false, history, show, ...flags}: OutputFlags): Outputs {
  const {files, format} = parseDestinations(formats, flags)
  if (formats[format].isBinary && process.stdout.isTTY)
    throw new UserError(
      `A terminal can't show ${format}.`,
      `Write a file: --output report${formats[format].suffixes[0]}. Or redirect stdout.`,
    )
  const chosenFormats = [format, ...files.map(file => file.format)]
  if (isFull) assertAffects('--full', chosenFormats, shortenedFormats)
  if (history !== undefined) assertAffects('--history', chosenFormats, ['html'])
  if (show === undefined) return {files, format, isFull}
  assertAffects('--show', chosenFormats, filteredFormats)
  return {files, format, isFull, show: parseShow(show)}
}

/** @throws UserError where a flag has no effect on any of the formats chosen */
function assertAffects(flag: string, chosenFormats: readonly Format[], affectedFormats: readonly Format[]): void {
  if (!chosenFormats.some(format => affectedFormats.includes(format)))
    throw new UserError(
      `${flag} only has an effect on ${affectedFormats.join(' and ')}.`,
      `Leave it out, or add --format ${affectedFormats[0]}.`,
    )
}

type FormatTable<F extends string> = Readonly<
  Record<F, {readonly holdsOneFramework?: boolean; readonly suffixes: readonly string[]}>
>

/**
 * Where a document goes, and in which of its formats.
 *
 * @throws UserError for an unknown format or file extension, and for a file that is named twice
 */
export function parseDestinations<F extends string>(
  table: FormatTable<F>,
  {format, json, output}: Pick<CheckFlags, 'format' | 'json' | 'output'>,
): Destinations<F> {
  if (json && format !== undefined && format !== 'json')
    throw new UserError(
      `--json and --format ${format} can't be combined.`,
      `Leave --json out, or write both: --json --output ${format}:FILE.`,
    )
  const stdoutFormat = parseFormat(table, json ? 'json' : (format ?? 'terminal'))
  const files = (output ?? []).map(text => parseOutputFile(table, text))
  refuseOverwriting(
    files.map(({file}) => file),
    [],
  )
  return {files, format: stdoutFormat}
}

const isFormat = <F extends string>(table: FormatTable<F>, name: string): name is F => Object.hasOwn(table, name)
const formatNames = <F extends string>(table: FormatTable<F>) =>
  Object.keys(table)
    .filter((name): name is F => isFormat(table, name))
    .sort(byCodeUnit)

function parseFormat<F extends string>(table: FormatTable<F>, name: string): F {
  if (isFormat(table, name)) return name
  throw new UserError(`There is no format "${name}".`, availableHint(name, formatNames(table)))
}

/**
 * `FORMAT:FILE` where FORMAT is a known name, else a file whose longest known extension gives the format.
 *
 * @throws UserError for an unknown file extension, and for a placeholder in the name of a file that holds everything
 */
export function parseOutputFile<F extends string>(table: FormatTable<F>, text: string): OutputFile<F> {
  const output = fileAndFormat(table, text)
  const {file, format} = output
  if (hasPlaceholder(file) && !table[format].holdsOneFramework)
    throw new UserError(
      `${file} has ${frameworkPlaceholder} in its name, but one file of the format ${format} holds all frameworks.`,
      'Name it without the placeholder.',
    )
  return output
}

function fileAndFormat<F extends string>(table: FormatTable<F>, text: string): OutputFile<F> {
  const [name = '', ...rest] = text.split(':')
  if (rest.length > 0 && isFormat(table, name)) {
    const file = rest.join(':')
    if (file === '') throw new UserError(`--output ${text} needs a file name.`, `Add one: --output ${name}:FILE.`)
    return {file, format: name}
  }

  const knownSuffixes = Object.keys(table)
    .filter((key): key is F => isFormat(table, key))
    .flatMap(format => table[format].suffixes.map(suffix => ({format, suffix})))
  const [longest] = knownSuffixes
    .filter(({suffix}) => text.endsWith(suffix))
    .sort((a, b) => b.suffix.length - a.suffix.length)
  if (longest) return {file: text, format: longest.format}
  throw new UserError(
    `${text} has no extension of a known format.`,
    `Available: ${knownSuffixes.map(({suffix}) => suffix).join(', ')}. ` +
      `Or use FORMAT:FILE, where FORMAT is one of ${formatNames(table).join(', ')}.`,
  )
}

function parseShow(text: string): ReadonlySet<string> {
  const knownWords = [...new Set([...verdicts, ...statuses])]
  const words = text
    .split(',')
    .map(word => word.trim())
    .filter(word => word !== '')
  for (const word of words) {
    if (!(knownWords as string[]).includes(word))
      throw new UserError(`--show doesn't accept "${word}".`, availableHint(word, knownWords))
  }

  if (words.length === 0)
    throw new UserError('--show needs a verdict or a status.', `Available: ${knownWords.join(', ')}.`)
  return new Set(words)
}
