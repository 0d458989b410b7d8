import type {ManifestEntry} from '../../model/manifest.js'

/** Takes the files of a bundle one after the other. */
export interface ArchiveWriter {
  readonly add: (name: string, chunks: Iterable<Uint8Array>) => ManifestEntry
  /** Completes the archive after the last file. */
  readonly close: () => void
  /** Lets go of everything that is open, in any state; the caller removes what was written. */
  readonly abort: () => void
  /** Moves what was written to its final path. */
  readonly moveTo: (target: string) => void
}
