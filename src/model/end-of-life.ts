/** What one source says of when the support of a version ends. */
export interface EndOfLife {
  readonly version: string
  /** The last day of support, an ISO date. */
  readonly endOfLife: string
  readonly source: string
  /** The day on which the date was compared with the source. */
  readonly checkedOn: string
}

/** The dated table of each product. A version may have a row of each source that speaks of it. */
export interface EndOfLifeTables {
  readonly postgres: readonly EndOfLife[]
  readonly stacks: readonly EndOfLife[]
}

/** The products that have a table. */
export const products = ['postgres', 'stacks'] as const satisfies ReadonlyArray<keyof EndOfLifeTables>

/** The last day on which a version is supported by all who say when they stop; undefined where nobody says. */
export function endOfLifeDate(entries: readonly EndOfLife[], version: string): string | undefined {
  return entries
    .filter(entry => entry.version === version)
    .map(({endOfLife}) => endOfLife)
    .sort()[0]
}
