/** A file of a bundle that cannot be read as it was written; the message says why, behind its name. */
export class CorruptFileError extends Error {}
