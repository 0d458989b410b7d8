import type {ResourceRef, User} from './resource-ref.js'

/** A buildpack by its address or its name, without secrets. */
export interface Buildpack {
  readonly url?: null | string
  readonly name?: null | string
}

export interface Build {
  readonly status?: null | string
  readonly created_at?: null | string
  /** What the build ran. */
  readonly buildpacks?: null | readonly Buildpack[]
}

export interface Release {
  readonly version?: null | number
  readonly status?: null | string
  readonly description?: null | string
  /** What it runs: a slug, or on Fir and for containers an image. */
  readonly slug?: null | ResourceRef
  readonly oci_image?: null | ResourceRef
  readonly created_at?: null | string
  readonly user?: User
}
