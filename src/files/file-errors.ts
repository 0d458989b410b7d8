const reasonByCode: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
  ELOOP: 'it is a symbolic link to itself',
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EPERM: 'permission denied',
}

/** Why a file can't be read, in words for the person who named it. */
export function readErrorReason(error: unknown): string {
  const {code = '', message} = error as Error & {code?: string}
  return reasonByCode[code] ?? message
}

interface FileStats {
  readonly isDirectory: () => boolean
  readonly isFIFO: () => boolean
  readonly isFile: () => boolean
}

/** The hint for pipes and devices: only a file whose size is known is read. */
export const writeToFileHint = 'Save its output to a file first, and pass that file instead.'

/** Why a path isn't a regular file that can be read to its end; undefined if it is. */
export function irregularFileReason(stats: FileStats): string | undefined {
  if (stats.isFile()) return undefined
  if (stats.isDirectory()) return 'it is a folder'
  return stats.isFIFO() ? 'it is a pipe, which may never end' : 'it is not a regular file, and may never end'
}
