import type {Report} from '../../model/report.js'

import {jsonText} from '../../model/json-stream.js'
import {encodeChunks} from '../text/json-chunks.js'

/**
 * All of the report, one JSON document per line: first what occurs once, then each framework, control, observation, gap
 * and notice.
 */
export const ndjson = (report: Report): Iterable<Uint8Array> => encodeChunks(lines(report))

function* lines({frameworks, gaps, notices, observations, ...rest}: Report): Generator<string> {
  yield jsonText({type: 'report', ...rest}, 0)
  for (const {controls, ...framework} of frameworks) {
    yield jsonText({type: 'framework', ...framework}, 0)
    for (const control of controls) yield jsonText({type: 'control', framework: framework.id, ...control}, 0)
  }

  for (const observation of observations) yield jsonText({type: 'observation', ...observation}, 0)
  for (const gap of gaps) yield jsonText({type: 'gap', ...gap}, 0)
  for (const notice of notices) yield jsonText({type: 'notice', ...notice}, 0)
}
