/** A resource inside another record; which of the two is there depends on the route. */
export interface ResourceRef {
  readonly id?: string
  readonly name?: string
}

export interface NamedResource {
  readonly id?: string
  readonly name: string
}

export type User = {readonly id?: string; readonly email?: null | string} | null

/** A string in version 3.sdk of the API, an object in version 3. */
export type Generation = NamedResource | null | string

/** Scheme and host of a URL, all that is ever kept of one; both null where it could not be parsed. */
export interface UrlOrigin {
  readonly scheme: null | string
  readonly host: null | string
}
