/** When each major version of a program is no longer mended. */
export interface Versions {
  /** Where the dates are from. */
  readonly source: string
  /** The day on which they were compared with the source. */
  readonly checkedOn: string
  /** The last day of support, by major version. What is older than all of them ended before. */
  readonly endOfLife: Readonly<Record<string, string>>
}
