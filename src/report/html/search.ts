import type {ObservationRow, PageCause, PageCheck, PageControl, PageData} from './page-data.js'

import {outcomeOf} from './page-data.js'

const wordsOf = (text: string): string[] => text.toLowerCase().split(/\s+/).filter(Boolean)

const checkText = ({failureTitle, id, remediation, signal, title, violates}: PageCheck) =>
  [id, title, failureTitle, remediation, violates, signal].join('\n')
const causeText = ({needs, reasons, requests, title}: PageCause) => [title, needs, ...reasons, ...requests].join('\n')
const controlText = ({documents, facts, id, proposals = [], question, reason, title}: PageControl) =>
  [id, title, question, reason, ...documents, ...proposals, ...facts].join('\n')

/** Whether an observation contains every word of a text: in its check, its subject, what was seen, or its cause. */
export function observationMatcher(data: PageData, search: string): (row: ObservationRow) => boolean {
  const words = wordsOf(search)
  if (words.length === 0) return () => true
  const {causes, checks, subjects, texts} = data
  const found = (list: readonly string[]) => {
    const lowerTexts = list.map(text => text.toLowerCase())
    return words.map(word => lowerTexts.map(text => text.includes(word)))
  }
  const inCheck = found(checks.map(checkText))
  const inSubject = found(subjects.map(({space, text}) => `${text}\n${space}`))
  const inSeen = found(texts)
  const inCause = found(causes.map(causeText))
  return row =>
    words.every(
      (_, word) =>
        inCheck[word]?.[row[0]] ||
        inSubject[word]?.[row[1]] ||
        inSeen[word]?.[row[3]] ||
        (outcomeOf(row) === 'unknown' && inCause[word]?.[row[5]]),
    )
}

/** Whether a control contains every word of a text. */
export function controlMatcher(search: string): (control: PageControl) => boolean {
  const words = wordsOf(search)
  return control => {
    if (words.length === 0) return true
    const text = controlText(control).toLowerCase()
    return words.every(word => text.includes(word))
  }
}
