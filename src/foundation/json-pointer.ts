/** What is wrong at a position of a document. */
export interface Problem {
  /** A JSON pointer. */
  readonly pointer: string
  /** Set if the problem is a key of the value, rather than the value. */
  readonly key?: string
  /** Computed only for the problems that are shown: finding the nearest name takes time. */
  readonly describe: () => string
}

/** The pointer to the child at a key or index. */
export const childPointer = (pointer: string, key: number | string): string =>
  `${pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`

/** The keys of a pointer, unescaped. */
export const pointerKeys = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map(key => key.replaceAll('~1', '/').replaceAll('~0', '~'))
