import {bundleWriter} from './archive/bundle-writer.js'
import {nextTurn} from './write-bundle.js'

/** A file that is complete. */
interface Document {
  readonly name: string
  readonly content: string | Uint8Array
}

/**
 * Writes documents into a folder or an archive, all or none. The same documents give the same bytes.
 *
 * @returns false if the signal stopped it
 * @throws UserError if they can't be written
 */
export async function writeDocuments(
  target: string,
  documents: readonly Document[],
  signal: AbortSignal,
): Promise<boolean> {
  const writer = bundleWriter(target)
  try {
    for (const {content, name} of documents) {
      writer.add(name, [Buffer.from(content)])
      await nextTurn()
      if (signal.aborted) return false
    }

    writer.commit()
    return true
  } finally {
    writer.abort()
  }
}
