import type {SshKey} from '../../model/account-facts.js'
import type {Known} from '../../model/subject.js'
import type {Context} from '../context.js'

import {from, unknown, value} from '../field-value.js'

export const hasSshKeys = ({facts}: Context): Known => from(facts.read('accountKeys'), keys => value(keys.length > 0))

/** The keys that are not Ed25519, ECDSA, or RSA of at least 2048 bits: a gap unless there are any, or all could be read. */
export function weakSshKeys({facts}: Context): Known {
  return from(facts.read('accountKeys'), keys => {
    const weak = keys.flatMap(({bits, type}) =>
      type && typeof bits === 'number' && !isStrong(type, bits) ? [`${type} of ${bits} bits`] : [],
    )
    const isWhole = keys.every(({bits, type}) => type && typeof bits === 'number')
    return weak.length > 0 || isWhole
      ? value(weak)
      : unknown('unknown-value', 'an SSH key is of a form that cannot be read')
  })
}

function isStrong(type: NonNullable<SshKey['type']>, bits: number): boolean {
  if (type === 'ssh-rsa') return bits >= 2048
  return type.includes('ed25519') || type.includes('ecdsa')
}
