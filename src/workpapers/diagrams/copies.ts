import type {Subject} from '../../model/subject.js'
import type {DiagramFacts} from './diagram-facts.js'
import type {GraphBuilder} from './graph.js'

import {paths} from '../../model/paths.js'
import {copySources} from '../../subjects/postgres/copies.js'
import {databaseOf} from '../../subjects/postgres/postgres.js'
import {notSeenText} from '../gap-text.js'
import {known} from './diagram-facts.js'

/** The ID of the node of an add-on. */
export const addonNode = (id: string): string => `addon:${id}`

/** Databases with the data of another: it flows to followers all the time, and to forks it did once. */
export function drawCopies(builder: GraphBuilder, {components: {addons, facts, subjects}}: DiagramFacts): void {
  for (const subject of subjects) {
    if (subject.kind !== 'addon' || subject.placeholder || known(subject, 'isCopy') !== 'true') continue
    const handle = addons().find(({id}) => id === subject.id)
    if (!handle) continue
    const to = addonNode(subject.id)
    const sources = copySources(facts, addons, handle)
    const stated = infoFacts(handle)
    if ('gap' in sources) {
      builder.addNode({
        details: [`copied from a source ${notSeenText(sources.gap)}`],
        id: to,
        kind: 'store',
        name: subject.name,
      })
      continue
    }

    const label = labelOf(subject)
    for (const {id} of sources.body)
      builder.addEdge({facts: stated, from: addonNode(id), labels: [label], style: 'configured', to})
  }
}

const labelOf = (copy: Subject): string => (known(copy, 'isFollower') === 'true' ? 'replication' : 'forked once')

/** The fact that says what a database is a copy of. */
function infoFacts(handle: Parameters<typeof databaseOf>[0]): string[] {
  const database = databaseOf(handle)
  if ('gap' in database) return []
  const {id, isAdvanced} = database.body
  return [isAdvanced ? paths.postgresAdvanced(id) : paths.postgres(id)]
}
