/** Why no script of commands closes a failure: what a person does, or what needs one between two commands. */
export type HandworkKind =
  | 'between'
  | 'build'
  | 'certificate'
  | 'contract'
  | 'dashboard'
  | 'data-copy'
  | 'decision'
  | 'dns'
  | 'new-app'
  | 'new-space'
  | 'plugin'
  | 'support'

/** How to close a failure. Commands may hold placeholders such as `{app}` for names of the subject. */
export interface Remediation {
  readonly text: string
  /** Set where the commands alone don't close it. */
  readonly byHand?: HandworkKind
  readonly commands?: readonly string[]
  /** What it costs, restarts, interrupts or can't undo, a sentence each. */
  readonly effects?: readonly string[]
  readonly url?: string
}
