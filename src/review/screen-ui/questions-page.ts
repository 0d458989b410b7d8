import type {Interview} from '../interview.js'
import type {Question} from '../question.js'
import type {ReviewModel} from '../review-model.js'
import type {KeyHint, Page, ScreenLine, ScreenState} from './screen-state.js'

import {filterFuzzy} from '../fuzzy.js'
import {askedQuestions, questionCoverage} from '../coverage.js'
import {questionText} from '../details.js'
import {isSplit, questionKey, questionName} from '../question.js'
import {keyName} from '../review-model.js'
import {questionMatches} from './filter.js'
import {undoHint} from './hints.js'
import {wrapParagraphs} from './lines.js'
import {currentView} from './screen-state.js'

/** The open questions, each in a line, and the text of the one that the cursor is on. */
export function questionsPage(model: ReviewModel, state: ScreenState, columns: number): Page {
  const {filter, interview} = state
  const {cursor, search = '', selected = []} = currentView(state)
  const open = askedQuestions(model, interview)
  const lines = open
    .filter(question => questionMatches(question, filter))
    .map(question => questionLine(model, interview, question, selected))
  const currentId = filterFuzzy(lines, search)[cursor]?.id
  const current = open.find(question => questionKey(question) === currentId)
  return {
    hints: selected.length > 0 ? selectionHints(selected.length) : listHints(current, interview, open.length),
    lines: open.length === 0 ? [{text: 'No question is open. S shows the sign-off.'}] : lines,
    title: 'Open questions, worst first',
    ...(current ? {preview: wrapParagraphs(questionText(model, current, interview), columns)} : {}),
  }
}

function questionLine(
  model: ReviewModel,
  interview: Interview,
  question: Question,
  selected: readonly string[],
): ScreenLine {
  const {control} = question
  const id = questionKey(question)
  const {answered, total} = questionCoverage(model, question, interview.scope)
  const marks = [
    ...(answered > 0 ? [`(answered ${answered} of ${total})`] : []),
    ...(interview.skipped.includes(id) ? ['(skipped)'] : []),
  ]
  return {
    id,
    open: {key: id, kind: 'question'},
    text: [
      selected.includes(id) ? '[x]' : '[ ]',
      control.severity.padEnd(8),
      questionName(model, question),
      ...marks,
      ` ${control.title}`,
    ].join(' '),
  }
}

const selectionHints = (count: number): KeyHint[] => [
  ['enter', `answer ${count}`],
  ['y/n/x', `yes/no/n.a. for ${count}`],
  ['space', 'select'],
  ['*', 'all'],
  ['p', 'skip'],
]

function listHints(question: Question | undefined, interview: Interview, open: number): KeyHint[] {
  if (!question) return [['S', 'sign-off'], ...(open > 0 ? [['0', 'show all'] as const] : []), ['m', 'matrix']]
  return [
    ['y/n/x', 'yes/no/n.a.'],
    ...specialHints(question, interview),
    ['space', 'select'],
    ['enter', 'read'],
    ['p', 'skip'],
    ['/', 'filter'],
    ...undoHint(interview),
    ['d', 'document'],
    ['o', 'note'],
  ]
}

/** The keys that only some questions have. */
const specialHints = (question: Question, {split}: Interview): KeyHint[] => [
  ...(question.control.proposals?.length ? [['a', 'adopt'] as const] : []),
  ...(question.settles ? [['e', 'one by one'] as const] : []),
  ...(isSplit(question, split) ? [['e', 'together'] as const] : []),
]

/** An open question by its key; undefined once it's answered. */
export const findOpenQuestion = (model: ReviewModel, interview: Interview, key: string): Question | undefined =>
  askedQuestions(model, interview).find(question => questionKey(question) === key)

/** One question in full. */
export function questionPage(model: ReviewModel, {interview}: ScreenState, key: string, columns: number): Page {
  const question = findOpenQuestion(model, interview, key)
  return {
    hints: question
      ? [
          ['y/n/x', 'yes/no/n.a.'],
          ['p', 'skip'],
          ['esc', 'back'],
          ...specialHints(question, interview),
          ['d', 'document'],
          ['o', 'note'],
        ]
      : [['esc', 'back']],
    lines: question
      ? wrapParagraphs(questionText(model, question, interview), columns)
      : [{text: 'This question is no longer open.'}],
    title: keyName(model, key),
  }
}
