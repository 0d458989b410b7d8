const widest = 120
const narrowest = 40

/** How wide a document may be: what COLUMNS says, else the terminal, else 80. */
export function columnsOf(stream: NodeJS.WriteStream | undefined): number {
  const typed = Number(process.env['COLUMNS'])
  const columns = typed > 0 ? typed : stream?.isTTY ? stream.columns : 80
  return Math.max(narrowest, Math.min(columns, widest))
}
