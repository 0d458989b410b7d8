const escapes: Readonly<Record<string, string>> = {'\n': String.raw`\n`, '\r': String.raw`\r`, '\\': String.raw`\\`}

/** A line as sha256sum prints it, and `sha256sum -c` reads it: odd names are escaped, which a backslash announces. */
export function checksumLine(sum: string, file: string): string {
  const escaped = file.replaceAll(/[\n\r\\]/g, character => escapes[character] ?? character)
  return `${escaped === file ? '' : '\\'}${sum}  ${escaped}\n`
}
