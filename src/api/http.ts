/** What the API answered, of any status. */
export interface Reply {
  readonly status: number
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>
  /** Parsed JSON; undefined where the body is none. */
  readonly json: unknown
}

/** Why there was no answer: `broken` in the middle of one, `unreachable` after the client's own tries to connect. */
export type Trouble = 'broken' | 'malformed' | 'timeout' | 'too-large' | 'two-factor' | 'unreachable'

export type Outcome = {readonly reply: Reply} | {readonly trouble: Trouble}

/** The hosts of the data services: one for Key-Value Store, one for all others. */
export type DataHost = 'data' | 'redis'

export interface Question {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** Who is asked, where that is not the Platform API. */
  readonly host?: DataHost
}

/** One GET, without retries of its own beyond those of connecting. It never throws and never prompts. */
export type Get = (question: Question) => Promise<Outcome>
