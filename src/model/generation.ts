import type {Generation} from './resource-ref.js'

/** The name of a generation, in either form that the API gives it in. */
export const generationName = (generation: Generation | undefined): string | undefined =>
  (typeof generation === 'object' ? generation?.name : generation) ?? undefined
