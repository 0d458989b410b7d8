import type {App, Space} from '../../model/facts.js'
import type {Generation} from '../../model/resource-ref.js'
import type {ReadResult} from '../../model/gap.js'
import type {FieldValue} from '../../model/subject.js'
import type {ScopeInventory} from '../context.js'

import {generationName} from '../../model/generation.js'
import {fieldFrom, unknown, value} from '../field-value.js'
import {notStated} from '../read-result.js'

/** `cedar` or `fir`; anything else is a gap. */
export function generationOf(generation: Generation | undefined): FieldValue {
  const name = generationName(generation)
  if (name === undefined) return notStated('which generation it is')
  return name === 'cedar' || name === 'fir'
    ? value(name)
    : unknown('unknown-value', `"${name}" isn't a known generation`)
}

/** The generation that the record of an app or space states. */
export const recordedGeneration = (record: ReadResult<Pick<App, 'generation'>>): FieldValue =>
  fieldFrom(record, ({generation}) => generationOf(generation))

const spaceClasses = ['private', 'shield'] as const

/** The class of a space by its own record. */
export function spaceClass(space: Space): FieldValue {
  if (space.shield === false) return value('private')
  if (typeof space.shield !== 'boolean')
    return unknown('no-statement', "the space doesn't say whether it is Shield", spaceClasses)
  const {generation} = space
  const generationField = generationOf(generation)
  if ('gap' in generationField) return {...generationField, possibleValues: spaceClasses}
  return generationField.value === 'cedar'
    ? value('shield')
    : unknown('unsupported', "a Fir space claims to be Shield, which Fir doesn't offer", spaceClasses)
}

/** An app is in a Shield space only if its own record and that of the space say so. */
function agreedClass(appShield: boolean | null | undefined, space: Space): FieldValue {
  const classOfSpace = spaceClass(space)
  if ('gap' in classOfSpace) return appShield === false && space.shield !== true ? value('private') : classOfSpace
  const isShield = classOfSpace.value === 'shield'
  if (typeof appShield === 'boolean' && appShield !== isShield) {
    return unknown('disagree', `the app says shield is ${appShield}, its space says ${isShield}`, spaceClasses)
  }

  if (isShield && appShield !== true)
    return unknown('no-statement', "the app doesn't say whether its space is Shield", spaceClasses)
  return classOfSpace
}

/** `common`, `private` or `shield`; in a space that can't be read it is one of the last two. */
export function runtimeClass(record: ReadResult<App>, inventory: ScopeInventory): FieldValue {
  return fieldFrom(record, ({space}) => {
    if (space === null) return value('common')
    if (space === undefined) return notStated('which space the app is in')
    const {record: spaceRecord} = inventory.resolveSpace(space)
    return 'gap' in spaceRecord
      ? {...spaceRecord, possibleValues: spaceClasses}
      : agreedClass(space.shield, spaceRecord.body)
  })
}
