import type {CatalogView} from '../explain/catalog-view.js'
import type {ChangeDiff} from '../model/comparison.js'
import type {Report} from '../model/report.js'
import type {Json, ListItem} from './bounded-json.js'

/** One argument of a tool, as its JSON schema says. */
export interface Parameter {
  readonly type: 'integer' | 'string'
  readonly description: string
  readonly enum?: readonly string[]
  readonly minimum?: number
  /** Characters of a text, where more than usual are taken. */
  readonly longest?: number
  readonly required?: true
}

/** The arguments of a call, of the types that the parameters have. */
export type Arguments = Readonly<Record<string, number | string | undefined>>

/** What planned commands would change, or why that can't be told. */
export type PlannedChangeResult = ChangeDiff | {readonly hint: string; readonly problem: string}

/** What tools answer from. Nothing in it can write, decide or send a request. */
export interface Source {
  readonly report: Report
  /** All that can be explained; read when it is first needed. */
  readonly catalog: () => CatalogView
  /** The time of the call, for the age of the facts. */
  readonly now: () => number
  /** Assesses commands on the facts of the report; absent where they aren't at hand. */
  readonly whatIf?: (commands: string) => Promise<PlannedChangeResult>
  /** What that came to, during a call that asks for it. */
  readonly change?: PlannedChangeResult
}

/** An answer before it is cut into pages. */
export interface Answer {
  /** What every page begins with. */
  readonly head: Readonly<Record<string, Json>>
  /** What a page lists as many of as fit. */
  readonly list: readonly ListItem[]
}

/** A tool as data: its texts, its parameters, and the function that answers. */
export interface Tool {
  readonly name: string
  readonly title: string
  readonly description: string
  /** Those beside `offset`, which every tool has. */
  readonly parameters: Readonly<Record<string, Parameter>>
  /** The key of its list. */
  readonly listName: string
  /**
   * What has to be found out before the answer.
   *
   * @throws ToolError where it can't be
   */
  readonly prepare?: (given: Arguments, source: Source) => Promise<Partial<Source>>
  /** @throws ToolError where the arguments name nothing that exists */
  readonly answer: (given: Arguments, source: Source) => Answer
}

/** What the caller of a tool can correct. Names from the account are apart from the message. */
export class ToolError extends Error {
  constructor(
    message: string,
    /** Names that may have been meant. */
    readonly similar: readonly string[] = [],
  ) {
    super(message)
  }
}

/** A parameter that isn't a number. */
export function stringOf(given: Arguments, name: string): string | undefined {
  const value = given[name]
  return typeof value === 'string' ? value : undefined
}
