import type {App, Generation, Space} from '../../model/facts.js'
import type {Answer} from '../../model/gap.js'
import type {Known} from '../../model/subject.js'
import type {Roster} from '../context.js'

import {from, unknown, value} from '../field-value.js'

export type RuntimeClass = 'common' | 'private' | 'shield'

/** `cedar` or `fir`; anything else is a gap. */
export function generation(seen: Generation | undefined): Known {
  const name = typeof seen === 'object' ? seen?.name : seen
  if (name === undefined) return unknown('no-statement', 'the API does not say which generation')
  return name === 'cedar' || name === 'fir' ? value(name) : unknown('unknown-value', `"${name}" is no known generation`)
}

const inSpace = ['private', 'shield'] as const

/** The class of a space by its own record. */
export function spaceClass(space: Space): Known {
  if (space.shield === false) return value('private')
  if (typeof space.shield !== 'boolean')
    return unknown('no-statement', 'the space does not say whether it is Shield', inSpace)
  const {generation: seen} = space
  const kind = generation(seen)
  if ('gap' in kind) return {...kind, among: inSpace}
  return kind.value === 'cedar'
    ? value('shield')
    : unknown('unsupported', 'a Fir space claims to be Shield, which Fir does not offer', inSpace)
}

/** An app is in a Shield space only where its own record and that of the space both say so. */
function agreed(own: boolean | null | undefined, space: Space): Known {
  const there = spaceClass(space)
  if ('gap' in there) return own === false && space.shield !== true ? value('private') : there
  const claimed = there.value === 'shield'
  if (typeof own === 'boolean' && own !== claimed) {
    return unknown('disagree', `the app says shield is ${own}, its space says ${claimed}`, inSpace)
  }

  if (claimed && own !== true)
    return unknown('no-statement', 'the app does not say whether its space is Shield', inSpace)
  return there
}

/** `common`, `private` or `shield`; in a space that cannot be read it is one of the last two. */
export function runtimeClass(record: Answer<App>, roster: Roster): Known {
  return from(record, ({space}) => {
    if (space === null) return value('common')
    if (space === undefined) return unknown('no-statement', 'the API does not say which space the app is in')
    const {record: there} = roster.spaceOf(space)
    return 'gap' in there ? {...there, among: inSpace} : agreed(space.shield, there.body)
  })
}
