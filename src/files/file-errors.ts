const words: Readonly<Record<string, string>> = {
  EACCES: 'you may not read it',
  EISDIR: 'it is a folder',
  ELOOP: 'it is a link that leads to itself',
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EPERM: 'you may not read it',
}

/** Why a file cannot be read, in words for whoever named it. */
export function whyUnread(error: unknown): string {
  const {code = '', message} = error as Error & {code?: string}
  return words[code] ?? message
}

interface Kind {
  readonly isDirectory: () => boolean
  readonly isFIFO: () => boolean
  readonly isFile: () => boolean
}

/** What is read has an end that is known beforehand. */
export const toFile = 'Write what comes out of it into a file first, and name that.'

/** Why something is no file that can be read to its end; undefined where it is one. */
export function irregular(kind: Kind): string | undefined {
  if (kind.isFile()) return undefined
  if (kind.isDirectory()) return 'it is a folder'
  return kind.isFIFO() ? 'it is a pipe, which may never end' : 'it is no file, and may never end'
}
