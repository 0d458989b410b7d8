import type {Status} from '../../model/framework.js'
import type {EffectiveVerdict} from '../../model/observation.js'
import type {KeyedControl} from '../text/finding-text.js'

import {sanitizePlainText} from '../../foundation/plain-text.js'

/** What is open: nobody saw it fail, and nobody saw it pass. */
export type OpenState = 'manual' | 'unknown'

export const isOpenState = (state: EffectiveVerdict | Status): state is OpenState =>
  state === 'manual' || state === 'unknown'

/**
 * The rule of a result. GitHub takes the severity of an alert from its rule, so what is open has a rule of its own,
 * without a severity: it would look like a critical failure otherwise.
 */
export const ruleIdOf = (id: string, state: EffectiveVerdict | Status): string =>
  sanitizePlainText(isOpenState(state) ? `${id}/${state}` : id)

const sentenceByStatus: Readonly<Partial<Record<Status, (control: string) => string>>> = {
  fail: control => `${control} isn't met`,
  manual: control => `${control} needs a person`,
  unknown: control => `Unknown whether ${control} is met`,
  waived: control => `${control} isn't met`,
}

/** A control and its status in a sentence that is true where it stands above an alert; without its full stop. */
export function controlSentence({control: {id, status, title}, framework}: KeyedControl): string {
  const name = `${framework.title} ${framework.version} ${id}`
  return `${sentenceByStatus[status]?.(name) ?? name}: ${title}`
}
