/** Whether colors and lines that rewrite themselves are unwanted, whatever the stream is. */
export const isPlain = (): boolean =>
  Boolean(process.env['CI']) || process.env['NO_COLOR'] !== undefined || process.env['TERM'] === 'dumb'
