import type {ReportHistory} from '../model/history.js'

/** The command that made a report, so that the next one can be given with the same scope and rules. */
export interface Invocation {
  /** Without the name of the CLI, as in `compliance:check`. */
  readonly command: string
  /** The flags and arguments that choose what is assessed by what, quoted for a shell; nothing about output. */
  readonly args: readonly string[]
  /** Whether it writes a page to share as well. */
  readonly writesPage?: boolean
}

/** What a format may need to know about where it is shown. */
export interface RenderOptions {
  readonly columns: number
  readonly color: boolean
  /** Everything in full; without it, the terminal shows one screen, and a printed page its summary. */
  readonly isFull?: boolean | undefined
  /** The history of what the report is of, which a page shows. */
  readonly history?: ReportHistory | undefined
  /** Whether the terminal shows hyperlinks (OSC 8). */
  readonly hyperlinks?: boolean
  /** Whether symbols have to do without Unicode. */
  readonly isAscii?: boolean
  /** Absent where a report doesn't come from a command. */
  readonly invocation?: Invocation
  /** Verdicts and statuses to list; undefined leaves the choice to the format. */
  readonly show?: ReadonlySet<string> | undefined
  /** `findings` puts failures first; `matrix` also prints every control of the frameworks. */
  readonly view: 'findings' | 'matrix'
}
