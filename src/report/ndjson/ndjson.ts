import type {Report} from '../../model/report.js'

import {jsonText} from '../../model/json-stream.js'
import {encodeChunks} from '../text/json-chunks.js'
import {runId} from '../text/run-id.js'

/**
 * All of the report, one JSON document per line: first what occurs once, then each framework, control, observation, gap
 * and notice. Each line says by itself of which run it is, of when, of what scope, and by which tool.
 */
export const ndjson = (report: Report): Iterable<Uint8Array> => encodeChunks(lines(report))

function* lines(report: Report): Generator<string> {
  const {frameworks, gaps, notices, observations, ...rest} = report
  const {generatedAt, scope, snapshot, tool} = rest
  const context = {
    run: runId(report),
    time: generatedAt,
    collectedAt: snapshot.collectedAt,
    scope: {kind: scope.kind, name: scope.name},
    tool,
  }
  const line = (type: string, ...parts: readonly object[]) =>
    jsonText(Object.assign({type}, context, ...parts) as object, 0)
  yield line('report', rest)
  for (const {controls, ...framework} of frameworks) {
    yield line('framework', framework)
    for (const control of controls) yield line('control', {framework: framework.id}, control)
  }

  for (const observation of observations) yield line('observation', observation)
  for (const gap of gaps) yield line('gap', gap)
  for (const notice of notices) yield line('notice', notice)
}
