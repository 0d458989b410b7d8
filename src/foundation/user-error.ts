/** What the user can mend: the command ends with exit code 2, this message and, where there is one, this hint. */
export class UserError extends Error {
  readonly hint: string | undefined

  constructor(message: string, hint?: string) {
    super(message)
    this.name = 'UserError'
    this.hint = hint
  }
}
