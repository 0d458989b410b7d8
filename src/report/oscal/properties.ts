import type {KeyedControl} from '../text/finding-text.js'

import {nistRelations} from '../text/nist.js'
import {packageAddress} from '../../foundation/package-address.js'
import {sanitizePlainText} from '../../foundation/plain-text.js'
import {nistCatalogId} from './control-ids.js'

/** The namespace of our properties. Some programs refuse a URI that isn't an address; it needn't lead anywhere. */
const ownNamespace = `${packageAddress}/ns/oscal`

/** The namespace of the names that OSCAL itself gives to properties and to facets of a risk. */
export const oscalNamespace = 'http://csrc.nist.gov/ns/oscal'

export interface Property {
  readonly name: string
  readonly ns: string
  readonly value: string
  readonly class?: string
}

/** A value without the blanks at its ends; OSCAL allows neither these nor an empty one. */
const requiredValue = (value: string): string => sanitizePlainText(value).trim() || '-'

const propertiesIn = (ns: string, values: Readonly<Record<string, string | undefined>>): Property[] =>
  Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [{name, ns, value: requiredValue(value)}],
  )

/** Custom properties. */
export const ownProperties = (values: Readonly<Record<string, string | undefined>>): Property[] =>
  propertiesIn(ownNamespace, values)

/** Properties that OSCAL names itself, in the places where it allows them. */
export const oscalProperties = (values: Readonly<Record<string, string | undefined>>): Property[] =>
  propertiesIn(oscalNamespace, values)

/** The controls of NIST SP 800-53 that a control relates to, by NIST's ids in OSCAL; the class is the relation. */
export const nistProperties = ({control, framework}: KeyedControl): Property[] =>
  nistRelations(framework, control).flatMap(([id, relation]) =>
    ownProperties({'nist-sp-800-53r5': nistCatalogId(id)}).map(property => ({...property, class: relation})),
  )

/** A title or a description; OSCAL doesn't allow an empty title. */
export const requiredText = (text: string): string => sanitizePlainText(text) || '-'

/** A list that is left out if it is empty, because OSCAL has no empty lists. */
export const nonEmptyList = <T>(name: string, items: readonly T[]): Readonly<Record<string, readonly T[]>> =>
  items.length > 0 ? {[name]: items} : {}
