/** An error that the user can fix: the command exits with 2, and prints this message and the hint, if there is one. */
export class UserError extends Error {
  readonly hint: string | undefined

  constructor(message: string, hint?: string) {
    super(message)
    this.name = 'UserError'
    this.hint = hint
  }
}
