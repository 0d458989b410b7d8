import type {ControlResult, FrameworkResult} from '../../model/report.js'

import {countText, formatNumber} from './labels.js'

/** How many questions wait for an answer. */
export interface QuestionCounts {
  /** Open controls that ask a question. */
  readonly open: number
  /** The distinct questions to ask: the answer to one can settle several controls. */
  readonly toAnswer: number
}

/** Whether a control waits for the answer to a question, and not for a document. */
export const isOpenQuestion = ({question, status}: Pick<ControlResult, 'question' | 'status'>): boolean =>
  status === 'manual' && question !== undefined

/** The control whose question is to be asked for a control: itself, unless the answer to another settles it. */
export const askingRef = (
  {askedAs, id}: Pick<ControlResult, 'askedAs' | 'id'>,
  framework: string,
): NonNullable<ControlResult['askedAs']> => ({
  framework: askedAs?.framework ?? framework,
  control: askedAs?.control ?? id,
})

/** The open questions of frameworks, each control's own and each question to ask once. */
export function countOpenQuestions(
  frameworks: ReadonlyArray<{
    readonly controls: ReadonlyArray<Pick<ControlResult, 'askedAs' | 'id' | 'question' | 'status'>>
    readonly id: string
  }>,
): QuestionCounts {
  const asked = frameworks.flatMap(({controls, id}) =>
    controls.filter(isOpenQuestion).map(control => JSON.stringify(askingRef(control, id))),
  )
  return {open: asked.length, toAnswer: new Set(asked).size}
}

/** How many questions there are to answer, where that is fewer than are open; empty where it isn't. */
export function fewerQuestionsText({open, toAnswer}: QuestionCounts): string {
  return toAnswer < open ? `${formatNumber(toAnswer)} to answer, since one answer can settle several` : ''
}

/** The open questions in a sentence, without its full stop; empty where each settles its own control only. */
export function sharedQuestionsText(frameworks: readonly FrameworkResult[]): string {
  const counts = countOpenQuestions(frameworks)
  const fewer = fewerQuestionsText(counts)
  return fewer === '' ? '' : `${countText(counts.open, 'question')} open: ${fewer}`
}
