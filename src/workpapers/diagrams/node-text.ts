import type {DiagramNode} from './graph.js'
import type {TextLine} from './text-box.js'

import {sanitizeForTerminal} from '../../report/text/sanitize.js'
import {classTitle} from '../class-scope.js'
import {wrapText} from './text-box.js'

/** A node's lines as they are drawn: its name, what is known, and the classes of data that it is in scope for. */
export interface NodeText {
  readonly name: readonly TextLine[]
  readonly details: readonly TextLine[]
  readonly marks: ReadonlyArray<TextLine & {readonly dataClass: string}>
}

const cells = 36
const shownDetails = 6
const longestText = 300

/** Long texts are shortened; the title of a node has all of it. */
export function nodeText({details, marks, name}: DiagramNode): NodeText {
  const shown = details.length <= shownDetails + 1 ? details : details.slice(0, shownDetails)
  const hidden = details.length - shown.length
  return {
    details: [...shown, ...(hidden > 0 ? [`and ${hidden} more`] : [])].flatMap(detail => wrapText(detail, cells, 3)),
    marks: marks.flatMap(({dataClass, why}) =>
      wrapText(`${classTitle(dataClass)}: ${why}`, cells, 2).map(line => ({...line, dataClass})),
    ),
    name: wrapText(name, cells, 2),
  }
}

/** Everything that a node says, in one line. */
export const nodeTitle = ({details, marks, name}: DiagramNode): string =>
  [name, ...details, ...marks.map(({dataClass, why}) => `${classTitle(dataClass)}: ${why}`)]
    .map(text => sanitizeForTerminal(text, longestText))
    .join('; ')
