import type {CommandContext} from '../commands.js'
import type {Interview} from '../interview.js'
import type {Question} from '../question.js'
import type {ReviewModel} from '../review-model.js'
import type {LineCommand} from './line-commands.js'

import {sanitizeForTerminal} from '../../report/text/sanitize.js'
import {dataClasses} from '../../model/framework.js'
import {askedQuestions, currentQuestion} from '../coverage.js'
import {appNames, classKey, nextDataClass, reviewedClasses} from '../data-classes.js'
import {splitList} from '../form.js'
import {findQuestion} from '../open-questions.js'
import {questionName} from '../question.js'
import {openFindings} from '../review-model.js'
import {parseNumbers} from './number-list.js'

/** What a command acts on beside what is asked now. */
export type Target = Pick<
  CommandContext,
  'apps' | 'dataClass' | 'finding' | 'interview' | 'proposal' | 'question' | 'several'
>

type FoundTarget = Partial<Target> | {readonly problem: string}

type Finder = (model: ReviewModel, interview: Interview, argument: string, word: string) => FoundTarget

const finders: Readonly<Record<NonNullable<LineCommand['argument']>, Finder>> = {
  apps: (model, _, argument) => findApps(model, argument),
  class: (model, interview, argument) => (argument === '' ? {} : findClass(model, interview, argument)),
  control: (model, interview, argument) =>
    argument === '' ? currentTarget(model, interview) : findControls(model, interview, argument),
  finding: findFinding,
  proposal: (model, interview, argument) => findProposal(currentQuestion(model, interview), argument),
  questions: (model, interview, argument, word) =>
    findNumbered(model, interview, argument) ?? {problem: numbersProblem(word)},
  text: () => ({}),
}

/** What the argument of a command names, or why it names nothing. */
export const findTarget = (
  model: ReviewModel,
  interview: Interview,
  {argument: kind, words: [word]}: LineCommand,
  argument: string,
): FoundTarget => (kind === undefined ? {} : finders[kind](model, interview, argument, word))

function findFinding(model: ReviewModel, {scope}: Interview, argument: string, word: string): FoundTarget {
  const finding = openFindings(model, scope)[Number(argument) - 1]
  return finding ? {finding} : {problem: `"${word} N" needs the number of a failure; "failures" lists them.`}
}

const numbersProblem = (word: string) =>
  `"${word} LIST" needs numbers of open questions, such as 3,5-7; "questions" lists them.`

/** What is asked now; while that is a data class, no question is meant without naming it. */
function currentTarget(model: ReviewModel, interview: Interview): FoundTarget {
  return nextDataClass(model, interview) === undefined
    ? {}
    : {problem: 'First: which apps hold this data? Type "holds LIST", "none", or "skip" where you don\'t know yet.'}
}

function findControls(model: ReviewModel, interview: Interview, argument: string): FoundTarget {
  const numbered = findNumbered(model, interview, argument)
  if (numbered) return numbered
  const question = findQuestion(model, interview, argument)
  return question ? {question} : {problem: noControlText(model, argument, currentQuestion(model, interview))}
}

function findNumbered(model: ReviewModel, interview: Interview, argument: string): Partial<Target> | undefined {
  const questions = askedQuestions(model, interview)
  const numbers = parseNumbers(argument, questions.length)
  return numbers && {several: numbers.flatMap(number => questions[number - 1] ?? [])}
}

/** Apps by their numbers or names. */
function findApps(model: ReviewModel, argument: string): FoundTarget {
  const names = appNames(model)
  const numbers = parseNumbers(argument, names.length)
  if (numbers) return {apps: numbers.flatMap(number => names[number - 1] ?? [])}
  const apps = splitList(argument)
  const unknown = apps.find(app => !names.includes(app))
  if (unknown !== undefined) return {problem: `No app in this review is called ${sanitizeForTerminal(unknown, 60)}.`}
  return apps.length > 0
    ? {apps}
    : {problem: '"holds LIST" needs numbers or names of apps; "none" says that no app does.'}
}

/** A class is asked about again, whatever is declared of it. */
function findClass(model: ReviewModel, interview: Interview, argument: string): FoundTarget {
  const dataClass = dataClasses.find(name => name === argument.toLowerCase())
  if (dataClass === undefined || !reviewedClasses(model).some(reviewed => reviewed.dataClass === dataClass))
    return {problem: `This review asks about no data class called ${sanitizeForTerminal(argument, 60)}.`}
  return {
    dataClass,
    interview: {...interview, asked: dataClass, skipped: interview.skipped.filter(key => key !== classKey(dataClass))},
  }
}

/** The answer to a related control that a number names; without a number, the first. */
function findProposal(question: Question | undefined, argument: string): FoundTarget {
  const {proposals = []} = question?.control ?? {}
  const proposal = proposals[argument === '' ? 0 : Number(argument) - 1]
  return proposal || proposals.length === 0
    ? {proposal}
    : {problem: `"adopt N" needs the number of a related answer, from 1 to ${proposals.length}.`}
}

const noControlText = (model: ReviewModel, name: string, question: Question | undefined) =>
  `There is no open or answered control called ${sanitizeForTerminal(name, 60)}; ` +
  `name it as in "${question ? questionName(model, question) : 'pci 1.2.4'}".`
