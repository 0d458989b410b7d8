/** Files of the compiled catalog that have no source: `generate.ts` writes them. */
export const generatedFiles = ['examples.json', 'sample.json'] as const
