import type {ControlResult, FrameworkResult} from '../../model/report.js'
import type {ListItem} from '../bounded-json.js'
import type {Answer, Arguments, Source, Tool} from '../tool.js'

import {countOpenQuestions, isOpenQuestion} from '../../report/text/open-questions.js'
import {boundedList, boundedText} from '../bounded-json.js'
import {chosenFrameworks, frameworkParameter} from '../frameworks.js'

/** What people owe an answer or a document for. */
export const openQuestions: Tool = {
  answer,
  description:
    'Lists the controls that wait for a person: the question to answer, or the document to file. It records no ' +
    'answer: a person answers with heroku compliance:review or in compliance.yml.',
  listName: 'open',
  name: 'open_questions',
  parameters: {framework: frameworkParameter},
  title: 'Questions that people owe an answer',
}

function answer(given: Arguments, source: Source): Answer {
  const frameworks = chosenFrameworks(given, source)
  const open = frameworks.flatMap(framework =>
    framework.controls.filter(({status}) => status === 'manual').map(control => ({control, framework})),
  )
  const {open: questions, toAnswer} = countOpenQuestions(frameworks)
  return {
    head: {documents: open.length - questions, questions, questionsToAnswer: toAnswer},
    list: open.map(openItem),
  }
}

/** The texts of questions are long, and of no use if their middle is missing. */
const questionFactor = 6

const openItem =
  ({control, framework}: {readonly control: ControlResult; readonly framework: FrameworkResult}): ListItem =>
  bounds => ({
    framework: framework.id,
    control: control.id,
    title: boundedText(control.title, bounds),
    severity: control.severity,
    ...(isOpenQuestion(control)
      ? {question: boundedText(control.question ?? '', {text: bounds.text * questionFactor})}
      : {}),
    ...boundedList('documents', control.documents ?? [], bounds),
    ...(control.askedAs ? {alsoAnsweredBy: `${control.askedAs.framework}: ${control.askedAs.control}`} : {}),
    account: {reason: boundedText(control.reason, bounds)},
  })
