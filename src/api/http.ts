/** What the API answered, of any status. */
export interface ApiResponse {
  readonly status: number
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>
  /** Parsed JSON; undefined where the body is none. */
  readonly json: unknown
}

/** Why there was no answer: `broken` in the middle of one, `unreachable` after the client's own tries to connect. */
export type RequestFailure = 'broken' | 'malformed' | 'timeout' | 'too-large' | 'two-factor' | 'unreachable'

export type Outcome = {readonly reply: ApiResponse} | {readonly trouble: RequestFailure}

/** The hosts of the data services: one for Key-Value Store, one for all others. */
export type DataHost = 'data' | 'redis'

export interface ApiRequest {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** Who is asked, where that is not the Platform API. */
  readonly host?: DataHost
}

/** One GET, without retries of its own beyond those of connecting. It never throws and never prompts. */
export type Get = (request: ApiRequest) => Promise<Outcome>
