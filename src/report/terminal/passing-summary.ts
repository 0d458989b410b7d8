import type {Value} from '../../model/subject.js'
import type {Page} from './page.js'

import {grouped} from '../../foundation/collections.js'
import {rowsWith} from '../../model/evidence-rows.js'
import {capital} from '../../foundation/text.js'
import {paragraph} from './page.js'
import {plainName, some} from '../text/labels.js'

const classes = [
  ['mayHoldCardholderData', 'cardholder data'],
  ['mayHoldGovernmentIds', 'government-issued numbers and bank accounts'],
] as const

/** Which sensitive data the runtime and the plans of each app are good for, as far as controls list it. */
export function holdsPart(page: Page): string[] {
  const lines = classes.flatMap(([field, what]) => {
    const apps = new Map<string, Value>()
    for (const {controls} of page.report.frameworks)
      for (const {facts = []} of controls)
        for (const row of rowsWith(facts, field)) apps.set(String(row['subject']), row[field] ?? null)
    if (apps.size === 0) return []
    const answers = [...grouped(apps, ([, value]) => answer(value))].sort(
      ([a], [b]) => order.indexOf(a) - order.indexOf(b),
    )
    const said = answers.map(
      ([word, all]) =>
        `${word}: ${some(
          all.map(([name]) => page.paint.name(plainName(name))),
          8,
        )}`,
    )
    return paragraph(page, `${capital(what)} - ${said.join('; ')}`, 1)
  })
  return lines.length === 0
    ? []
    : [
        ...paragraph(
          page,
          `${page.paint.strong('DATA IT MAY HOLD')}, by runtime and by the plans of Heroku's own services`,
        ),
        ...lines,
      ]
}

const order = ['no', 'not known', 'yes']
const answer = (value: Value) => (value === true ? 'yes' : value === false ? 'no' : 'not known')
