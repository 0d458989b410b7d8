import type {Format} from '../report/formats.js'
import type {JudgeFlags} from './flags.js'

import {UserError} from '../model/errors.js'
import {byCodeUnit, nearest} from '../model/order.js'
import {statuses} from '../model/framework.js'
import {verdicts} from '../model/observation.js'
import {formats, isFormat, narrowed} from '../report/formats.js'

export interface Output {
  readonly file: string
  readonly format: Format
}

export interface Outputs {
  /** What goes to stdout. */
  readonly format: Format
  readonly files: readonly Output[]
  readonly show?: ReadonlySet<string>
}

const known = Object.keys(formats).sort(byCodeUnit)
const endings = Object.keys(formats).filter(isFormat).flatMap(format => formats[format].suffixes.map(suffix => ({format, suffix})))

/** @throws UserError for a format, a file's ending or a word of `--show` that is not known, or a flag without effect */
export function outputsOf({format, json, output, show}: Pick<JudgeFlags, 'format' | 'json' | 'output' | 'show'>): Outputs {
  if (json && format !== undefined && format !== 'json') throw new UserError(`--json and --format ${format} exclude each other.`)
  const chosen = formatOf(json ? 'json' : format ?? 'terminal')
  const files = (output ?? []).map(text => outputOf(text))
  const twice = files.find(({file}, index) => files.findIndex(one => one.file === file) < index)
  if (twice) throw new UserError(`--output names ${twice.file} twice.`)
  if (show === undefined) return {files, format: chosen}
  if (![chosen, ...files.map(one => one.format)].some(one => narrowed.includes(one))) throw new UserError(`--show has an effect on ${narrowed.join(' and ')} only.`)
  return {files, format: chosen, show: shown(show)}
}

function formatOf(name: string): Format {
  if (isFormat(name)) return name
  const near = nearest(name, known)
  throw new UserError(`There is no format "${name}".`, `${near ? `Did you mean ${near}? ` : ''}Known are ${known.join(', ')}.`)
}

/** `FORMAT:FILE` where FORMAT is a known name, else a file whose longest known ending tells the format. */
function outputOf(text: string): Output {
  const [name = '', ...rest] = text.split(':')
  if (rest.length > 0 && isFormat(name)) {
    const file = rest.join(':')
    if (file === '') throw new UserError(`--output ${text} names no file.`)
    return {file, format: name}
  }

  const [best] = endings.filter(({suffix}) => text.endsWith(suffix)).sort((a, b) => b.suffix.length - a.suffix.length)
  if (best) return {file: text, format: best.format}
  throw new UserError(
    `The ending of ${text} tells no format.`,
    `Known endings are ${endings.map(({suffix}) => suffix).join(', ')}; or type FORMAT:FILE with one of ${known.join(', ')}.`,
  )
}

function shown(text: string): ReadonlySet<string> {
  const all = [...new Set([...verdicts, ...statuses])]
  const words = text.split(',').map(word => word.trim()).filter(word => word !== '')
  for (const word of words) {
    const near = nearest(word, all)
    if (!(all as string[]).includes(word)) throw new UserError(`--show knows no "${word}".`, `${near ? `Did you mean ${near}? ` : ''}Known are ${all.join(', ')}.`)
  }

  if (words.length === 0) throw new UserError('--show names nothing to list.')
  return new Set(words)
}
