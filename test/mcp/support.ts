import assert from 'node:assert/strict'

import type {Source} from '../../src/mcp/tool.js'
import type {Report} from '../../src/model/report.js'
import type {Snapshot} from '../../src/model/snapshot.js'
import type {ToolResult} from '../../src/mcp/call-tool.js'

import {assessSnapshot} from '../../src/assess/assess-snapshot.js'
import {loadCatalog} from '../../src/catalog/catalog.js'
import {callTool, maxResultBytes} from '../../src/mcp/call-tool.js'
import {tools} from '../../src/mcp/tools.js'
import {severities} from '../../src/model/framework.js'
import {isBreach} from '../../src/model/observation.js'
import {bundledView} from '../explain/support.js'

export type Item = Readonly<Record<string, unknown>> & {readonly account?: Readonly<Record<string, unknown>>}

/** A result, as a client reads it. */
export interface Read {
  readonly note: string
  readonly error?: string
  readonly data: Readonly<Record<string, unknown>>
  readonly page: {readonly total: number; readonly shown: number; readonly left: number; readonly next?: number}
}

/** The report on a snapshot, as a check gives it. */
export const reportOn = (snapshot: Snapshot, frameworks: readonly string[] = ['baseline', 'sparc']): Report =>
  assessSnapshot(snapshot, loadCatalog(frameworks), {
    allowUnknown: false,
    failOn: 'high',
    scopeKind: 'snapshot',
    version: '0.0.0',
  })

export const sourceOf = (report: Report): Source => ({
  catalog: bundledView,
  now: () => Date.parse(report.snapshot.collectedAt) + 3.5 * 86_400_000,
  report,
})

/** The counts of a report's checks in which a signal that fails is none of the failures, as in the verdict. */
export function checkCounts({observations, summary}: Report): object {
  const failures = observations.filter(isBreach)
  const countOf = (severity: string) => failures.filter(failure => failure.severity === severity).length
  return {
    ...summary,
    fail: failures.length,
    failBySeverity: Object.fromEntries(severities.map(severity => [severity, countOf(severity)])),
  }
}

const toolNamed = (name: string) => tools.find(tool => tool.name === name) ?? assert.fail(name)

/** The result of a call, which is never larger than it may be, as it is sent. */
export function resultOf(name: string, given: Readonly<Record<string, unknown>>, source: Source): ToolResult {
  const result = callTool(toolNamed(name), given, source)
  assert.ok(Buffer.byteLength(JSON.stringify(result)) <= maxResultBytes, name)
  return result
}

/** What a call answers. */
export function call(name: string, given: Readonly<Record<string, unknown>>, source: Source): Read {
  const {content, isError} = resultOf(name, given, source)
  const text = content[0]?.text ?? ''
  assert.equal(isError, undefined, text)
  assert.doesNotMatch(text, /\n/)
  return JSON.parse(text) as Read
}

/** What a call is refused with. */
export function refusal(name: string, given: Readonly<Record<string, unknown>>, source: Source): Read {
  const {content, isError} = resultOf(name, given, source)
  assert.equal(isError, true)
  return JSON.parse(content[0]?.text ?? '') as Read
}

/** The items of one page. */
export const itemsOf = (name: string, {data}: Read): readonly Item[] =>
  data[toolNamed(name).listName] as readonly Item[]

/** The items of all pages, each reached by what the page before says. */
export function allItems(
  name: string,
  given: Readonly<Record<string, unknown>>,
  source: Source,
): {readonly items: readonly Item[]; readonly pages: number} {
  const items: Item[] = []
  let [offset, pages] = [0, 0]
  for (let next: number | undefined = 0; next !== undefined; pages++) {
    const read = call(name, {...given, ...(next === 0 ? {} : {offset: next})}, source)
    const shown = itemsOf(name, read)
    offset += shown.length
    assert.deepEqual([read.page.shown, read.page.left], [shown.length, read.page.total - offset])
    assert.ok(shown.length > 0 || read.page.total === 0, 'no page is empty')
    items.push(...shown)
    next = read.page.next
    assert.equal(next, read.page.left > 0 ? offset : undefined)
  }

  return {items, pages}
}
