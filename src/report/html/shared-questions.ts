import type {PageControl, PageData, PageFramework} from './page-data.js'

import {groupBy} from '../../foundation/collections.js'
import {askingRef} from '../text/open-questions.js'

/** A control with its framework. */
export interface ControlEntry {
  readonly control: PageControl
  readonly framework: Pick<PageFramework, 'id' | 'name'>
}

/** A question whose answer settles several of the open controls that are listed. */
export interface SharedQuestion {
  readonly key: string
  /** The framework and the number of the control that asks it. */
  readonly name: string
  readonly control: string
  /** The control that asks it, if the report has it. */
  readonly asking: ControlEntry | undefined
  readonly settles: readonly ControlEntry[]
}

/** Open controls: those that one answer settles together, and the others. Each control is in one of the two. */
export interface GroupedQuestions {
  /** The question that settles the most comes first. */
  readonly shared: readonly SharedQuestion[]
  readonly single: readonly ControlEntry[]
}

/** Groups open controls by the question to ask. */
export function groupQuestions(open: readonly ControlEntry[], {frameworks}: PageData): GroupedQuestions {
  const groups = [...groupBy(open, ({control, framework}) => JSON.stringify(askingRef(control, framework.id)))]
  const shared = groups.flatMap(([key, settles]): SharedQuestion[] => {
    const [first] = settles
    if (!first || settles.length === 1) return []
    const ref = askingRef(first.control, first.framework.id)
    const framework = frameworks.find(({id}) => id === ref.framework)
    const control = framework?.controls.find(({id}) => id === ref.control)
    const asking = framework && control ? {control, framework} : undefined
    return [{asking, control: ref.control, key, name: `${framework?.name ?? ref.framework} ${ref.control}`, settles}]
  })
  const groupedEntries = new Set(shared.flatMap(({settles}) => settles))
  return {
    shared: shared.sort((a, b) => b.settles.length - a.settles.length),
    single: open.filter(entry => !groupedEntries.has(entry)),
  }
}
