import type {FactTypes} from '../model/facts.js'
import type {FieldValue} from '../model/subject.js'
import type {SubjectContext} from './context.js'

import {fieldFrom, unknown} from './field-value.js'
import {notStated} from './read-result.js'

/** The field derived from the entry of `/regions` with this name; a gap if the region isn't listed. */
export function fieldFromRegion(
  {facts}: SubjectContext,
  name: string | undefined,
  use: (region: FactTypes['regions'][number]) => FieldValue,
): FieldValue {
  if (name === undefined) return notStated('which region it is in')
  return fieldFrom(facts.read('regions'), regions => {
    const region = regions.find(candidate => candidate.name === name)
    return region ? use(region) : unknown('unknown-value', `/regions doesn't list "${name}"`)
  })
}
