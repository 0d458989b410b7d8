import type {Format} from '../../report/formats.js'
import type {JudgeFlags} from '../flags.js'

import {UserError} from '../../foundation/user-error.js'
import {byCodeUnit, nearest} from '../../foundation/collections.js'
import {statuses} from '../../model/framework.js'
import {verdicts} from '../../model/observation.js'
import {formats, narrowed} from '../../report/formats.js'
import {refuseOverwriting} from '../../files/same-file.js'

export interface Output<F extends string = Format> {
  readonly file: string
  readonly format: F
}

export interface Destinations<F extends string> {
  /** What goes to stdout. */
  readonly format: F
  readonly files: ReadonlyArray<Output<F>>
}

export interface Outputs extends Destinations<Format> {
  readonly show?: ReadonlySet<string>
}

/** @throws UserError for a format, a file's ending or a word of `--show` that is not known, or a flag without effect */
export function outputsOf({show, ...flags}: Pick<JudgeFlags, 'format' | 'json' | 'output' | 'show'>): Outputs {
  const {files, format} = destinationsOf(formats, flags)
  if (show === undefined) return {files, format}
  if (![format, ...files.map(one => one.format)].some(one => narrowed.includes(one)))
    throw new UserError(`--show has an effect on ${narrowed.join(' and ')} only.`)
  return {files, format, show: shown(show)}
}

type Table<F extends string> = Readonly<Record<F, {readonly suffixes: readonly string[]}>>

/**
 * Where a document goes, in which of the formats that it has.
 *
 * @throws UserError for a format or a file's ending that is not known, or a file that is named twice
 */
export function destinationsOf<F extends string>(
  table: Table<F>,
  {format, json, output}: Pick<JudgeFlags, 'format' | 'json' | 'output'>,
): Destinations<F> {
  if (json && format !== undefined && format !== 'json')
    throw new UserError(`--json and --format ${format} exclude each other.`)
  const chosen = formatOf(table, json ? 'json' : (format ?? 'terminal'))
  const files = (output ?? []).map(text => outputOf(table, text))
  refuseOverwriting(
    files.map(({file}) => file),
    [],
  )
  return {files, format: chosen}
}

const isOf = <F extends string>(table: Table<F>, name: string): name is F => Object.hasOwn(table, name)
const namesOf = <F extends string>(table: Table<F>) =>
  Object.keys(table)
    .filter((name): name is F => isOf(table, name))
    .sort(byCodeUnit)

function formatOf<F extends string>(table: Table<F>, name: string): F {
  if (isOf(table, name)) return name
  const near = nearest(name, namesOf(table))
  throw new UserError(
    `There is no format "${name}".`,
    `${near ? `Did you mean ${near}? ` : ''}Known are ${namesOf(table).join(', ')}.`,
  )
}

/** `FORMAT:FILE` where FORMAT is a known name, else a file whose longest known ending tells the format. */
function outputOf<F extends string>(table: Table<F>, text: string): Output<F> {
  const [name = '', ...rest] = text.split(':')
  if (rest.length > 0 && isOf(table, name)) {
    const file = rest.join(':')
    if (file === '') throw new UserError(`--output ${text} names no file.`)
    return {file, format: name}
  }

  const endings = Object.keys(table)
    .filter((key): key is F => isOf(table, key))
    .flatMap(format => table[format].suffixes.map(suffix => ({format, suffix})))
  const [best] = endings.filter(({suffix}) => text.endsWith(suffix)).sort((a, b) => b.suffix.length - a.suffix.length)
  if (best) return {file: text, format: best.format}
  throw new UserError(
    `The ending of ${text} tells no format.`,
    `Known endings are ${endings.map(({suffix}) => suffix).join(', ')}; or type FORMAT:FILE with one of ${namesOf(table).join(', ')}.`,
  )
}

function shown(text: string): ReadonlySet<string> {
  const all = [...new Set([...verdicts, ...statuses])]
  const words = text
    .split(',')
    .map(word => word.trim())
    .filter(word => word !== '')
  for (const word of words) {
    const near = nearest(word, all)
    if (!(all as string[]).includes(word))
      throw new UserError(
        `--show knows no "${word}".`,
        `${near ? `Did you mean ${near}? ` : ''}Known are ${all.join(', ')}.`,
      )
  }

  if (words.length === 0) throw new UserError('--show names nothing to list.')
  return new Set(words)
}
