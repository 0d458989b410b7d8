/** The middle one. */
export const median = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN

/** One line of a table whose first column is a name. */
export function print(...cells: ReadonlyArray<number | string>): void {
  process.stdout.write(
    `${cells
      .map((cell, index) => (index === 0 ? String(cell).padEnd(28) : String(cell).padStart(12)))
      .join('')
      .trimEnd()}\n`,
  )
}
