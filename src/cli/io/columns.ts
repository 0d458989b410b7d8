const widest = 120
const narrowest = 40

/** The width of a document in columns: COLUMNS, else that of the terminal, else 80; from 40 to 120. */
export function outputColumns(stream: NodeJS.WriteStream | undefined): number {
  const requested = Number(process.env['COLUMNS'])
  // Some terminals don't report their width.
  const columns = [requested, stream?.isTTY ? stream.columns : 0].find(width => width > 0) ?? 80
  return Math.max(narrowest, Math.min(columns, widest))
}
