import type {RemediationPlan} from '../../model/remediation-plan.js'
import type {FixOptions} from './fix-text.js'

import {jsonChunks} from '../../model/json-stream.js'

export type FixFormat = 'json' | 'markdown' | 'terminal'
type Render = (plan: RemediationPlan, options: FixOptions) => Iterable<Uint8Array> | string

/** The formats of a plan, each loaded when it is used. */
export const fixFormats: Readonly<
  Record<FixFormat, {readonly load: () => Promise<Render>; readonly suffixes: readonly string[]}>
> = {
  terminal: {load: async () => (await import('./terminal.js')).fixTerminal, suffixes: ['.txt']},
  json: {load: async () => plan => jsonChunks(plan, 2), suffixes: ['.json']},
  markdown: {load: async () => (await import('./markdown.js')).fixMarkdown, suffixes: ['.md']},
}
