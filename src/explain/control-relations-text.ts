import type {Framework, Relation} from '../model/framework.js'
import type {ControlRelations, MappedControl, RelatedControl} from './control-relations.js'

import {groupBy} from '../foundation/collections.js'
import {relations} from '../model/framework.js'
import {indentedParagraph} from '../report/terminal/layout.js'
import {section, shortestName} from './catalog-view.js'

const relationText: Readonly<Record<Relation, string>> = {
  equal: 'asks the same as',
  subset: 'is a part of',
  superset: 'includes',
  overlap: 'shares something with',
}

/** What a control maps to, whose answers it shares, and what maps to it. */
export function relationSections(
  {answeredBy, answers, mappedBy, maps}: ControlRelations,
  frameworks: readonly Framework[],
  columns: number,
): string {
  return (
    section('NIST SP 800-53 controls that it maps to', mapsText(maps, columns)) +
    mappedBySection(mappedBy, frameworks, columns) +
    section('A yes to it also answers', byFramework(answers, frameworks, columns)) +
    section('A yes to any of these also answers it', byFramework(answeredBy, frameworks, columns))
  )
}

/** What maps to a control of NIST SP 800-53, by relation. */
export const mappedBySection = (
  mappedBy: readonly RelatedControl[],
  frameworks: readonly Framework[],
  columns: number,
): string =>
  section(
    'Controls that map to it',
    relations
      .map(relation => {
        const related = mappedBy.filter(candidate => candidate.relation === relation)
        return related.length === 0
          ? ''
          : indentedParagraph(`what ${relationText[relation]} it`, columns, 2) +
              byFramework(related, frameworks, columns, 4)
      })
      .join(''),
  )

/** A paragraph for the controls that are related alike for the same reason, and a line for each that has its own. */
function mapsText(maps: readonly MappedControl[], columns: number): string {
  const groups = groupBy(maps, ({confidence, corroborated, relation, source}) =>
    [relation, source, confidence, corroborated].join('\n'),
  )
  return [...groups.values()]
    .map(group => {
      const [first] = group
      if (!first) return ''
      const ids = group.map(({nist}) => nist).join(', ')
      const confidence = first.confidence ? `; ${first.confidence} confidence` : ''
      const others = first.corroborated ? '; another public mapping agrees' : ''
      return (
        indentedParagraph(`${relationText[first.relation]} ${ids}`, columns, 2, 2) +
        indentedParagraph(`${first.source}${confidence}${others}`, columns, 4, 2) +
        group.map(({nist, why}) => (why ? indentedParagraph(`${nist}: ${why}`, columns, 4, 2) : '')).join('')
      )
    })
    .join('')
}

function byFramework(
  related: readonly RelatedControl[],
  frameworks: readonly Framework[],
  columns: number,
  indent = 2,
): string {
  const names = new Map(frameworks.map(framework => [framework.id, shortestName(framework)]))
  return [...groupBy(related, ({framework}) => framework)]
    .map(([framework, controls]) =>
      indentedParagraph(
        `${names.get(framework) ?? framework}: ${controls.map(({control}) => control).join(', ')}`,
        columns,
        indent,
        2,
      ),
    )
    .join('')
}
