import {readdirSync, readFileSync} from 'node:fs'

const folder = new URL('../../../test/catalog/lists/', import.meta.url)

/** The ids that a standard has by its own numbering, and how a framework of ours differs from them. */
export interface ControlList {
  /** Where the ids come from. */
  readonly source: string
  /** In the order of the standard. */
  readonly ids: readonly string[]
  /** The rows of a document without numbers are listed by the heading above them. */
  readonly by?: 'heading'
  /** Rows of ours that the standard doesn't have. */
  readonly added?: ReadonlyArray<{readonly ids: readonly string[]; readonly reason: string}>
  /** What has no row, and the section of the framework's `leftOut` that says why. */
  readonly absent?: ReadonlyArray<{readonly ids: readonly string[]; readonly statedIn: string}>
  /** The rows that stand for one id of the standard. */
  readonly parts?: Readonly<Record<string, readonly string[]>>
}

/** A list with the standard's own priorities, and the ids that have each. */
export interface PrioritizedList extends ControlList {
  readonly priorities: Readonly<Record<string, readonly string[]>>
}

export interface CjisList extends PrioritizedList {
  /** Not sanctioned before October 2027. */
  readonly zeroCycle: readonly string[]
}

export interface PciList extends ControlList {
  readonly futureDated: readonly string[]
}

export interface NistList extends ControlList {
  /** Every control of the catalog, whatever the baseline. */
  readonly active: readonly string[]
}

/** A period after which something has to be done again: framework, control, days, and who says so. */
export type StatedPeriod = readonly [string, string, number, string]

const periodsFile = 'answer-days.json'
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller knows which file it is
const read = <T>(name: string) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as T

/** The frameworks that have a list. */
export const listedFrameworks = (): string[] =>
  readdirSync(folder)
    .filter(name => name !== periodsFile)
    .map(name => name.replace(/\.json$/, ''))
    .sort()

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller knows which list it is
export const readControlList = <T extends ControlList = ControlList>(framework: string): T =>
  read<T>(`${framework}.json`)

export const statedPeriods = (): readonly StatedPeriod[] =>
  read<{readonly periods: readonly StatedPeriod[]}>(periodsFile).periods

/** The rows that should stand for one id of a list. */
export const rowsOf = ({parts = {}}: ControlList, id: string): readonly string[] => parts[id] ?? [id]
