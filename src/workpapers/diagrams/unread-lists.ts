import type {Subject, SubjectKind} from '../../model/subject.js'
import type {GraphBuilder} from './graph.js'

import {groupBy} from '../../foundation/collections.js'
import {capitalize} from '../../foundation/text.js'
import {placeholderList, subjectName} from '../../report/text/labels.js'
import {notSeenText} from '../gap-text.js'
import {gapFacts} from './diagram-facts.js'

/**
 * Lists that couldn't be read, with what they would have shown: one node for those of the same cause, with an edge from
 * each app or space whose lists they are.
 */
export function drawUnreadLists(
  builder: GraphBuilder,
  subjects: readonly Subject[],
  kinds: readonly SubjectKind[],
  ownerOf: (subject: Subject) => string | undefined,
): void {
  const unread = subjects.flatMap(subject => {
    const {kind, placeholder} = subject
    const list = placeholderList({...subject, placeholder: placeholder !== undefined})
    return placeholder && list && kinds.includes(kind) ? [{...list, gap: placeholder, subject}] : []
  })
  for (const [why, lists] of groupBy(unread, ({gap}) => notSeenText(gap))) {
    const to = builder.addNode({
      details: [
        why,
        ...lists.flatMap(({subject}) =>
          ownerOf(subject) === undefined ? [subjectName({...subject, placeholder: true})] : [],
        ),
      ],
      facts: lists.flatMap(({gap}) => gapFacts(gap)),
      id: `unread:${why}`,
      isSeen: false,
      kind: 'unread',
      name: capitalize([...new Set(lists.map(({list}) => list))].join(', ')),
    })
    for (const {gap, list, subject} of lists) {
      const from = ownerOf(subject)
      if (from !== undefined)
        builder.addEdge({facts: gapFacts(gap), from, labels: [`${list} not seen`], style: 'unseen', to})
    }
  }
}
