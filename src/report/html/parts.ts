import type {Markup} from './markup.js'
import type {View} from './view.js'

import {checksPart, observationsPart} from './checks.js'
import {controlsPart} from './controls.js'
import {decidedPart} from './decided.js'
import {asidesPart, failuresPart} from './failures.js'
import {mapPart} from './map.js'
import {questionsPart} from './questions.js'
import {unknownsPart} from './unknowns.js'

/** The parts of the page that a filter narrows, each by the id that it has there. */
export const parts: Readonly<Record<string, (view: View) => Markup>> = {
  map: mapPart,
  failures: failuresPart,
  unknowns: unknownsPart,
  asides: asidesPart,
  questions: questionsPart,
  decided: decidedPart,
  controls: controlsPart,
  checks: checksPart,
  observations: observationsPart,
}

/** How many rows of a list a page shows before its script is asked for more. */
export const firstRows = (list: string): number =>
  list.startsWith('facts:') ? 10 : list.startsWith('map:') || list === 'causes' || list === 'observations' ? 40 : 20
