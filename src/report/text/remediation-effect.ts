/** What a fix costs, restarts, interrupts or can't undo; empty if that isn't known. */
export const effectText = (effects: readonly string[] = []): string =>
  effects.length > 0 ? `Effect: ${effects.join(' ')}` : ''
