const reasonByCode: Readonly<Record<string, string>> = {
  EACCES: 'you may not read it',
  EISDIR: 'it is a folder',
  ELOOP: 'it is a link that leads to itself',
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EPERM: 'you may not read it',
}

/** Why a file cannot be read, in words for whoever named it. */
export function readErrorReason(error: unknown): string {
  const {code = '', message} = error as Error & {code?: string}
  return reasonByCode[code] ?? message
}

interface FileStats {
  readonly isDirectory: () => boolean
  readonly isFIFO: () => boolean
  readonly isFile: () => boolean
}

/** What is read has an end that is known beforehand. */
export const writeToFileHint = 'Write what comes out of it into a file first, and name that.'

/** Why something is no file that can be read to its end; undefined where it is one. */
export function irregularFileReason(stats: FileStats): string | undefined {
  if (stats.isFile()) return undefined
  if (stats.isDirectory()) return 'it is a folder'
  return stats.isFIFO() ? 'it is a pipe, which may never end' : 'it is no file, and may never end'
}
