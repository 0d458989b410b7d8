import type {Markup} from './markup.js'
import type {View} from './view.js'

import {mapSection} from './app-map.js'
import {checksSection, observationsSection} from './checks.js'
import {controlsSection} from './controls.js'
import {decisionsSection} from './decisions.js'
import {signalsSection, failuresSection} from './failures.js'
import {questionsSection} from './questions.js'
import {shortPart} from './short.js'
import {summaryPart} from './summary.js'
import {unknownsSection} from './unknowns.js'

/** The parts of the page that the filter narrows, by their IDs; in the order of the page. */
export const filteredSections: Readonly<Record<string, (view: View) => Markup>> = {
  summary: summaryPart,
  short: shortPart,
  failures: failuresSection,
  unknowns: unknownsSection,
  questions: questionsSection,
  signals: signalsSection,
  map: mapSection,
  decisions: decisionsSection,
  controls: controlsSection,
  checks: checksSection,
  observations: observationsSection,
}

/** How many rows of a list the page shows until more are requested. */
export function initialRowLimit(list: string): number {
  if (list.startsWith('facts:')) return 10
  if (list.startsWith('ask')) return 50
  return list.startsWith('map:') || list === 'causes' || list === 'observations' ? 40 : 20
}
