import type {Markup} from './markup.js'
import type {View} from './view.js'

import {checksSection, observationsSection} from './checks.js'
import {controlsSection} from './controls.js'
import {decisionsSection} from './decided.js'
import {signalsSection, failuresSection} from './failures.js'
import {mapSection} from './map.js'
import {questionsSection} from './questions.js'
import {unknownsSection} from './unknowns.js'

/** The parts of the page that a filter narrows, each by the id that it has there. */
export const filteredSections: Readonly<Record<string, (view: View) => Markup>> = {
  map: mapSection,
  failures: failuresSection,
  unknowns: unknownsSection,
  asides: signalsSection,
  questions: questionsSection,
  decided: decisionsSection,
  controls: controlsSection,
  checks: checksSection,
  observations: observationsSection,
}

/** How many rows of a list a page shows before its script is asked for more. */
export const initialRowLimit = (list: string): number =>
  list.startsWith('facts:') ? 10 : list.startsWith('map:') || list === 'causes' || list === 'observations' ? 40 : 20
