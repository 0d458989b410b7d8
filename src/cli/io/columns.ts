const widest = 120
const narrowest = 40

/** How wide a document may be: what COLUMNS says, else the terminal, else 80. */
export function outputColumns(stream: NodeJS.WriteStream | undefined): number {
  const requested = Number(process.env['COLUMNS'])
  // A terminal may not know its width.
  const columns = [requested, stream?.isTTY ? stream.columns : 0].find(width => width > 0) ?? 80
  return Math.max(narrowest, Math.min(columns, widest))
}
