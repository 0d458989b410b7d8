import type {Facts} from '../model/facts.js'
import type {Answer} from '../model/gap.js'
import type {Field, Known} from '../model/subject.js'
import type {Database, Info} from './postgres.js'

import {from, value} from './known.js'

/** Ways into a database from outside its network. Those are found by the name of the add-on alone. */
export function doorFields(facts: Facts, database: Answer<Database>, info: () => Answer<Info>): Record<string, Field> {
  const door = (kind: 'postgresTlsEndpoint' | 'privateLink') => (): Known =>
    from(database, ({name}) => from(facts.readOrNone(info(), kind, name), isOpen))
  return {hasMutualTls: door('postgresTlsEndpoint'), hasPrivateLink: door('privateLink')}
}

/** It may be open in every state but the last: on its way there too. */
const isOpen = (door: null | {readonly status: string}): Known => value(door !== null && door.status !== 'Deprovisioned')
