/** An error that the user can fix: the command exits with 2, and prints this message and the hint. */
export class UserError extends Error {
  readonly hint: string

  /** @param hint what to do next, as far as possible a command */
  constructor(message: string, hint: string) {
    super(message)
    this.name = 'UserError'
    this.hint = hint
  }
}
