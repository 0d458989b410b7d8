import type {Report} from '../model/report.js'

/** What a format may need to know of the place that it is shown in. */
export interface Dress {
  readonly columns: number
  readonly color: boolean
  /** Verdicts and statuses to list; undefined is the format's own choice. */
  readonly show?: ReadonlySet<string> | undefined
  /** `findings` puts failures first; `matrix` prints every control of the frameworks. */
  readonly view: 'findings' | 'matrix'
}

export type Format = 'json' | 'terminal'
/** In pieces where it may be longer than a string. */
export type Render = (report: Report, dress: Dress) => Iterable<Uint8Array> | string

/** Each format is loaded when it is used. */
export const formats: Readonly<Record<Format, {readonly suffix: string; readonly load: () => Promise<Render>}>> = {
  json: {load: async () => (await import('./json.js')).jsonDocument, suffix: '.json'},
  terminal: {load: async () => (await import('./terminal.js')).terminal, suffix: '.txt'},
}

export const isFormat = (name: string): name is Format => Object.hasOwn(formats, name)
