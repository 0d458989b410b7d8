/** When support for a version ends, according to one source. */
export interface EndOfLife {
  readonly version: string
  /** The last day of support, an ISO date. */
  readonly endOfLife: string
  readonly source: string
  /** The day on which the date was compared with the source. */
  readonly checkedOn: string
}

/** The table of each product. A version may have an entry for each source. */
export interface EndOfLifeTables {
  readonly postgres: readonly EndOfLife[]
  readonly stacks: readonly EndOfLife[]
}

/** The products that have a table. */
export const products = ['postgres', 'stacks'] as const satisfies ReadonlyArray<keyof EndOfLifeTables>

/** The last day on which every source still supports a version; undefined where no source says. */
export function endOfLifeDate(entries: readonly EndOfLife[], version: string): string | undefined {
  return entries
    .filter(entry => entry.version === version)
    .map(({endOfLife}) => endOfLife)
    .sort()[0]
}
