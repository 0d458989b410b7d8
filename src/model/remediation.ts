/** How to close a failure. Commands may hold placeholders such as `{app}` for names of the subject. */
export interface Remediation {
  readonly text: string
  readonly commands?: readonly string[]
  /** What it costs, restarts, interrupts or can't undo, a sentence each. */
  readonly effects?: readonly string[]
  readonly url?: string
}
