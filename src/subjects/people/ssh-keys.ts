import type {SshKey} from '../../model/account-facts.js'
import type {FieldValue} from '../../model/subject.js'
import type {SubjectContext} from '../context.js'

import {distinct} from '../../foundation/collections.js'
import {fieldFrom, unknown, value} from '../field-value.js'
import {notStated} from '../read-result.js'

/** Whether the caller has an SSH key. */
export const hasSshKeys = ({facts}: SubjectContext): FieldValue =>
  fieldFrom(facts.read('accountKeys'), keys => value(keys.length > 0))

/** Keys that aren't Ed25519, ECDSA, or RSA of at least 2048 bits: a gap if none is known and one can't be read. */
export function weakSshKeys({facts}: SubjectContext): FieldValue {
  return fieldFrom(facts.read('accountKeys'), keys => {
    const weak = keys.flatMap(({bits, type}) =>
      type && typeof bits === 'number' && !isStrong(type, bits) ? [`${type} of ${bits} bits`] : [],
    )
    const isComplete = keys.every(({bits, type}) => type && typeof bits === 'number')
    if (weak.length > 0 || isComplete) return value(weak)
    return keys.some(({type}) => type === undefined)
      ? notStated('which type an SSH key has')
      : unknown('unknown-value', "an SSH key has a format that can't be read")
  })
}

/** The comments of weak keys, by which the Heroku CLI removes them; without those that another key has, too. */
export function weakSshKeyComments({facts}: SubjectContext): FieldValue {
  return fieldFrom(facts.read('accountKeys'), keys => {
    const isWeak = ({bits, type}: SshKey) => Boolean(type && typeof bits === 'number' && !isStrong(type, bits))
    const others = new Set(keys.filter(key => !isWeak(key)).map(({comment}) => comment))
    return value(
      distinct(keys.filter(isWeak).flatMap(({comment}) => (comment && !others.has(comment) ? [comment] : []))),
    )
  })
}

function isStrong(type: string, bits: number): boolean {
  if (type === 'ssh-rsa') return bits >= 2048
  return type.includes('ed25519') || type.includes('ecdsa')
}
