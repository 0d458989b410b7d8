import type {Value} from '../../model/subject.js'
import type {Page} from './page.js'

import {groupBy} from '../../foundation/collections.js'
import {rowsWithField} from '../../model/fact-rows.js'
import {capitalize} from '../../foundation/text.js'
import {paragraph} from './page.js'
import {displayName, shortList, valueText} from '../text/labels.js'

const dataClasses = [
  ['mayHoldCardholderData', 'cardholder data'],
  ['mayHoldGovernmentIds', 'government-issued numbers and bank accounts'],
] as const

/** Which sensitive data each app may hold, judging by its runtime and plans, as far as controls list it. */
export function dataClassesPart(page: Page): string[] {
  const lines = dataClasses.flatMap(([field, what]) => {
    const apps = new Map<string, Value>()
    for (const {controls} of page.report.frameworks)
      for (const {facts = []} of controls)
        for (const row of rowsWithField(facts, field)) apps.set(String(row['subject']), row[field] ?? null)
    if (apps.size === 0) return []
    const appsByAnswer = [...groupBy(apps, ([, value]) => answerText(value))].sort(
      ([a], [b]) => answerOrder.indexOf(a) - answerOrder.indexOf(b),
    )
    const answerTexts = appsByAnswer.map(
      ([word, all]) =>
        `${word}: ${shortList(
          all.map(([name]) => page.paint.name(displayName(name))),
          8,
        )}`,
    )
    return paragraph(page, `${capitalize(what)} - ${answerTexts.join('; ')}`, 1)
  })
  return lines.length === 0
    ? []
    : [
        ...paragraph(
          page,
          `${page.paint.strong('DATA IT MAY HOLD')}, judging by the runtime and the plans of Heroku's own services`,
        ),
        ...lines,
      ]
}

const answerOrder = ['no', 'unknown', 'yes']
const answerText = (value: Value) => (typeof value === 'boolean' ? valueText(value) : 'unknown')
