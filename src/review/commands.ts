import type {DataClass} from '../model/framework.js'
import type {Observation} from '../model/observation.js'
import type {Decision} from './decision.js'
import type {Form} from './form.js'
import type {Interview} from './interview.js'
import type {AnswerProposal} from '../model/report.js'
import type {Question} from './question.js'
import type {ReviewModel} from './review-model.js'

import {formDecision} from './form-decision.js'
import {answerForm} from './answer-form.js'
import {classKey} from './data-classes.js'
import {declarationForm, documentForm, noteForm, waiverForm} from './forms.js'
import {pluralize} from '../foundation/text.js'
import {adoptionForm, proposedAnswer} from './adoption.js'
import {severalForm} from './several.js'
import {askedKey, isSplit, questionKey} from './question.js'

/** The state that a command acts on, and what the person has selected. */
export interface CommandContext {
  readonly model: ReviewModel
  readonly interview: Interview
  /** The control that an answer is for. */
  readonly question?: Question | undefined
  /** Several questions that are answered at once. */
  readonly several?: readonly Question[] | undefined
  /** The data class that is asked about, and the apps that are chosen for it. */
  readonly dataClass?: DataClass | undefined
  readonly apps?: readonly string[] | undefined
  /** The answer to a related control that the question is given too. */
  readonly proposal?: AnswerProposal | undefined
  /** Set where the question is one of the open questions, asked one after another. */
  readonly canSkip: boolean
  /** The failure or unknown that a waiver is for. */
  readonly finding?: Observation | undefined
  readonly note: {readonly about: string; readonly text?: string | undefined}
  /** The decision that couldn't be saved. */
  readonly unsaved?: Decision | undefined
}

/** What a command does. Each interface shows a view and a message in its own way; what is absent doesn't change. */
export interface CommandEffect {
  readonly interview?: Interview
  readonly decision?: Decision
  readonly message?: string
  readonly view?: 'classes' | 'failures' | 'help' | 'matrix' | 'questions' | 'search' | 'signOff'
  readonly isOver?: true
}

interface Command {
  /** What it does, as the help says it. */
  readonly help: string
  /** What to say where it isn't available. */
  readonly unavailable?: string
  /** Its effect; undefined where it isn't available. */
  readonly effect: (context: CommandContext) => CommandEffect | undefined
}

const openForm = (interview: Interview, form: Form): CommandEffect => ({interview: {...interview, form}})

/** What a form decides, or the form where it has to ask. */
function formEffect(model: ReviewModel, interview: Interview, form: Form): CommandEffect {
  const decision = formDecision(form, model)
  return decision ? {decision} : openForm(interview, form)
}

const noQuestion = 'There is no open question here to answer.'

const answerCommand = (answer: 'no' | 'not-applicable' | 'yes', help: string): Command => ({
  effect({interview, model, question, several = []}) {
    if (several.length > 1) return openForm(interview, severalForm(model, several, answer, interview))
    const answered = several[0] ?? question
    return answered && openForm(interview, answerForm(model, answered, answer, interview))
  },
  help,
  unavailable: noQuestion,
})

const noClass = 'No data class is asked about here.'

/** Asks the controls that share a question one by one, or together again where they are asked one by one. */
function splitOrJoin(interview: Interview, question: Question): CommandEffect | undefined {
  const {split = []} = interview
  const {settles} = question
  if (settles)
    return {
      interview: {...interview, split: [...split, questionKey(question)]},
      message: `${pluralize(settles.length, 'control')} will be asked one by one.`,
    }
  if (!isSplit(question, split)) return undefined
  return {
    interview: {...interview, split: split.filter(key => key !== askedKey(question))},
    message: 'Asked together again.',
  }
}

/** Everything that a review can be told to do, in the order of the help. */
export const commands = {
  questions: {
    effect: () => ({view: 'questions'}),
    help: 'open questions, worst first',
  },
  yes: answerCommand('yes', 'answer yes'),
  no: answerCommand('no', 'answer no'),
  notApplicable: answerCommand('not-applicable', 'answer not applicable'),
  answer: {
    effect({interview, model, question, several = question ? [question] : []}) {
      return several.length > 0 ? openForm(interview, severalForm(model, several, undefined, interview)) : undefined
    },
    help: 'answer all that are selected',
    unavailable: noQuestion,
  },
  adopt: {
    effect({interview, model, proposal, question}) {
      const source = proposal && proposedAnswer(model, proposal)
      return question && source
        ? openForm(interview, adoptionForm(model, question, proposal, source, interview.by))
        : undefined
    },
    help: "adopt a related control's answer",
    unavailable: 'There is no answer to a related control here.',
  },
  each: {
    effect: ({interview, question}) => question && splitOrJoin(interview, question),
    help: 'ask controls one by one, or together',
    unavailable: 'The question here is not one that several controls share.',
  },
  skip: {
    effect({canSkip, dataClass, interview, question, several = question ? [question] : []}) {
      const keys = dataClass === undefined ? several.map(questionKey) : [classKey(dataClass)]
      return canSkip && keys.length > 0
        ? {interview: {...interview, asked: undefined, skipped: [...new Set([...interview.skipped, ...keys])]}}
        : undefined
    },
    help: "skip for now: don't know yet",
    unavailable: 'There is no open question here to skip.',
  },
  askAgain: {
    effect: ({interview}) => ({interview: {...interview, skipped: []}, message: 'Skipped questions are asked again.'}),
    help: 'ask skipped questions again',
  },
  classes: {
    effect: () => ({view: 'classes'}),
    help: 'which apps hold which data',
  },
  holds: {
    effect: ({apps = [], dataClass, interview, model}) =>
      dataClass === undefined || apps.length === 0
        ? undefined
        : formEffect(model, interview, declarationForm(dataClass, apps, interview.by)),
    help: 'the chosen apps hold it',
    unavailable: noClass,
  },
  none: {
    effect: ({dataClass, interview, model}) =>
      dataClass && formEffect(model, interview, declarationForm(dataClass, [], interview.by)),
    help: 'no app holds it',
    unavailable: noClass,
  },
  document: {
    effect: ({interview, model, question}) =>
      openForm(interview, documentForm(model, question?.control.documents ?? [], interview.by)),
    help: 'record a document',
  },
  note: {
    effect({interview, model, note}) {
      return formEffect(model, interview, noteForm(model, note.about, interview.by, note.text))
    },
    help: 'write a note to the log',
  },
  failures: {
    effect: () => ({view: 'failures'}),
    help: 'failures and unknowns, worst first',
  },
  waive: {
    effect: ({finding, interview, model}) => finding && openForm(interview, waiverForm(model, finding, interview.by)),
    help: 'waive a failure',
    unavailable: 'No failure is selected; list the failures first.',
  },
  matrix: {
    effect: () => ({view: 'matrix'}),
    help: 'matrix of apps and frameworks',
  },
  search: {
    effect: () => ({view: 'search'}),
    help: 'filter, as you type',
  },
  signOff: {
    effect: () => ({view: 'signOff'}),
    help: 'sign-off: decided, open, failing',
  },
  undo: {
    effect({interview: {by, decisions}}) {
      const last = decisions.at(-1)
      return last && {decision: {action: 'undo', by: by ?? last.by, what: last}}
    },
    help: 'undo the last decision',
    unavailable: 'There is no decision in this review to undo.',
  },
  retry: {
    effect: ({unsaved}) => unsaved && {decision: unsaved},
    help: 'retry saving a decision',
    unavailable: 'Every decision is saved.',
  },
  help: {
    effect: () => ({view: 'help'}),
    help: 'show this help',
  },
  quit: {
    effect: () => ({isOver: true}),
    help: 'quit; the review resumes here',
  },
} as const satisfies Readonly<Record<string, Command>>

export type CommandName = keyof typeof commands

/** Runs a command; where it isn't available, its effect is a message that says so. */
export function runCommand(name: CommandName, context: CommandContext): CommandEffect {
  const {effect, unavailable}: Command = commands[name]
  return effect(context) ?? (unavailable === undefined ? {} : {message: unavailable})
}
