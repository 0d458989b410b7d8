/** A response of the API, with any status. */
export interface ApiResponse {
  readonly status: number
  /** By lowercase name. */
  readonly headers: Readonly<Record<string, string | undefined>>
  /** The parsed body; undefined if it isn't JSON. */
  readonly json: unknown
}

/** Why there is no response: `broken` in the middle of one, `unreachable` after all attempts to connect. */
export type RequestFailure = 'broken' | 'malformed' | 'timeout' | 'too-large' | 'two-factor' | 'unreachable'

export type Outcome = {readonly failure: RequestFailure} | {readonly response: ApiResponse}

/** The hosts of the data services: one for Key-Value Store, one for everything else. */
export type DataHost = 'data' | 'redis'

export interface ApiRequest {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** The host, unless it's the Platform API. */
  readonly host?: DataHost
}

/** Makes one GET request, without retries beyond those of connecting. It never throws and never prompts. */
export type Get = (request: ApiRequest) => Promise<Outcome>
