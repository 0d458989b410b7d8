/** What a format may need to know about where it is shown. */
export interface RenderOptions {
  readonly columns: number
  readonly color: boolean
  /** Verdicts and statuses to list; undefined leaves the choice to the format. */
  readonly show?: ReadonlySet<string> | undefined
  /** `findings` puts failures first; `matrix` prints every control of the frameworks. */
  readonly view: 'findings' | 'matrix'
}
