/** What is wrong at a place of a document. */
export interface Problem {
  /** A JSON pointer. */
  readonly pointer: string
  /** Set where a key of what is there is meant, rather than all of it. */
  readonly key?: string
  /** Said only of the problems that are told: to find the nearest name takes time. */
  readonly describe: () => string
}

/** The pointer to what a key or an index leads to. */
export const childPointer = (pointer: string, key: number | string): string =>
  `${pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`

/** The keys that a pointer consists of. */
export const pointerKeys = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map(key => key.replaceAll('~1', '/').replaceAll('~0', '~'))
