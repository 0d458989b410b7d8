/** A command to type next, and what it does. */
export interface NextStep {
  readonly command: string
  readonly about: string
}
