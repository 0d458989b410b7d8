/** Files of the compiled catalog that have no source: `generate.ts` writes them, in this order. */
export const generatedFiles = [
  'crosswalk-index.json',
  'facts-due.json',
  'framework-heads.json',
  'shared-questions.json',
  'examples.json',
  'sample.json',
] as const
