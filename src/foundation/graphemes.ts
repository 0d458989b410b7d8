const segmenter = new Intl.Segmenter(undefined, {granularity: 'grapheme'})

/** What a reader sees as the characters of a text: a letter with its marks, or an emoji of several parts, is one. */
export const graphemes = (text: string): string[] => [...segmenter.segment(text)].map(({segment}) => segment)
