import type {Value} from '../../model/subject.js'
import type {Report} from '../../model/report.js'

import {rowsWithField} from '../../model/fact-rows.js'
import {firstFew} from '../../foundation/text.js'
import {displayName, countText} from './labels.js'

const dataClassFields = [
  ['mayHoldCardholderData', 'cardholder data'],
  ['mayHoldGovernmentIds', 'government-issued numbers and bank accounts'],
] as const

/** Which apps a data class can't be in, as far as controls list facts about it. */
export interface DataClassFacts {
  readonly what: string
  /** Apps whose runtime or plans rule it out. */
  readonly ruledOut: readonly string[]
  readonly unknown: readonly string[]
  /** Apps where nothing automated rules it out, which approves nothing. */
  readonly notRuledOut: readonly string[]
}

/** What the facts say of each data class; without the classes that no fact is about. */
export function dataClassFacts({frameworks}: Pick<Report, 'frameworks'>): DataClassFacts[] {
  return dataClassFields.flatMap(([field, what]) => {
    const apps = new Map<string, Value>()
    for (const {controls} of frameworks)
      for (const {facts = []} of controls)
        for (const row of rowsWithField(facts, field)) apps.set(String(row['subject']), row[field] ?? null)
    if (apps.size === 0) return []
    const withValue = (isWanted: (value: Value) => boolean) =>
      [...apps].filter(([, value]) => isWanted(value)).map(([name]) => name)
    return [
      {
        notRuledOut: withValue(value => value === true),
        ruledOut: withValue(value => value === false),
        unknown: withValue(value => typeof value !== 'boolean'),
        what,
      },
    ]
  })
}

const nameLimit = 8

/** The facts on a data class in sentences, none of which reads as an approval. */
export function dataClassSentences(
  {notRuledOut, ruledOut, unknown, what}: DataClassFacts,
  openControls: number,
  showName: (name: string) => string = displayName,
): string[] {
  const names = (apps: readonly string[]) => firstFew(apps.map(showName), nameLimit)
  const stillOpen =
    openControls > 0 ? `${countText(openControls, 'control')} ${openControls === 1 ? 'is' : 'are'} still open` : ''
  return [
    ...(notRuledOut.length > 0
      ? [
          `Nothing automated rules out ${what} on: ${names(notRuledOut)}; ${
            stillOpen === '' ? "that doesn't allow it" : `${stillOpen}, and this allows nothing`
          }.`,
        ]
      : []),
    ...(unknown.length > 0
      ? [`It couldn't be determined whether the runtime and the plans rule out ${what} on: ${names(unknown)}.`]
      : []),
    ...(ruledOut.length > 0 ? [`The runtime or the plans rule out ${what} on: ${names(ruledOut)}.`] : []),
  ]
}
