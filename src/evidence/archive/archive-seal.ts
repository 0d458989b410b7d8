/**
 * The comment at the end of an archive: the SHA-256 of every byte before it, headers and compressed data included.
 *
 * The manifest covers the contents of the files. The seal covers the rest, so that no byte of an archive can change
 * unnoticed, whichever library compressed it. Anyone can compute a seal: it protects against damage, not forgery.
 */
export const sealText = (sha256: string): string => `sha256:${sha256}`

/** Bytes of a seal. */
export const sealBytes = sealText('0'.repeat(64)).length
