/** A file of a bundle can't be read as it was written. The message continues a sentence that begins with its name. */
export class CorruptFileError extends Error {}
