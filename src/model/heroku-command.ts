/** A command of the Heroku CLI, parsed by its definition. */
export interface HerokuCommand {
  /** Its canonical id: `ps:type`, where `ps:resize` was typed. */
  readonly id: string
  /** Arguments by name. */
  readonly args: Readonly<Record<string, string | undefined>>
  /** Flags by name, without those that weren't given. */
  readonly flags: Readonly<Record<string, boolean | string | readonly string[] | undefined>>
  /** Every word that isn't a flag, arguments included, in order; what follows `--`, too. */
  readonly words: readonly string[]
}

/** How a command is called, as far as parsing needs it. */
export interface CommandDefinition {
  readonly id: string
  readonly args: ReadonlyArray<{
    readonly name: string
    readonly options?: readonly string[]
    readonly required: boolean
  }>
  readonly flags: readonly FlagDefinition[]
  /** Whether it takes words beside its arguments. */
  readonly isOpenEnded: boolean
}

export interface FlagDefinition {
  readonly name: string
  readonly char?: string
  /** Whether the CLI takes it from HEROKU_APP or the git remote where it isn't given. */
  readonly isFromFolder?: boolean
  readonly isMultiple?: boolean
  readonly isRequired: boolean
  readonly options?: readonly string[]
  readonly takesValue: boolean
}
