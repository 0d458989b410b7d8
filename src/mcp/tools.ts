import type {Tool} from './tool.js'

import {controls} from './tools/controls.js'
import {explain} from './tools/explain.js'
import {failures} from './tools/failures.js'
import {notices} from './tools/notices.js'
import {openQuestions} from './tools/open-questions.js'
import {listResources, resource} from './tools/resources.js'
import {summary} from './tools/summary.js'
import {unknowns} from './tools/unknowns.js'
import {whatIf} from './tools/what-if.js'

/** All tools, in the order in which they are listed. */
export const tools: readonly Tool[] = [
  summary,
  failures,
  unknowns,
  openQuestions,
  controls,
  listResources,
  resource,
  notices,
  explain,
  whatIf,
]
