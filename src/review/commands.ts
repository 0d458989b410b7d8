import type {Observation} from '../model/observation.js'
import type {Decision} from './decision.js'
import type {Form} from './form.js'
import type {Interview} from './interview.js'
import type {AnswerProposal} from '../model/report.js'
import type {Question} from './question.js'
import type {ReviewModel} from './review-model.js'

import {formDecision} from './form-decision.js'
import {answerForm} from './answer-form.js'
import {documentForm, noteForm, waiverForm} from './forms.js'
import {pluralize} from '../foundation/text.js'
import {adoptionForm, proposedAnswer} from './adoption.js'
import {askedKey, isSplit, questionKey} from './question.js'

/** The state that a command acts on, and what the person has selected. */
export interface CommandContext {
  readonly model: ReviewModel
  readonly interview: Interview
  /** The control that an answer is for. */
  readonly question?: Question | undefined
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
  readonly view?: 'failures' | 'help' | 'matrix' | 'questions' | 'search'
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

const answerCommand = (answer: 'no' | 'not-applicable' | 'yes', help: string): Command => ({
  effect: ({interview, model, question}) =>
    question && openForm(interview, answerForm(model, question, answer, interview)),
  help,
  unavailable: 'There is no open control here to answer.',
})

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
    effect: ({canSkip, interview, question}) =>
      canSkip && question
        ? {interview: {...interview, skipped: [...interview.skipped, questionKey(question)]}}
        : undefined,
    help: 'skip the question for now',
    unavailable: 'There is no open question here to skip.',
  },
  askAgain: {
    effect: ({interview}) => ({interview: {...interview, skipped: []}, message: 'Skipped questions are asked again.'}),
    help: 'ask skipped questions again',
  },
  document: {
    effect: ({interview, model, question}) =>
      openForm(interview, documentForm(model, question?.control.documents ?? [], interview.by)),
    help: 'record a document',
  },
  note: {
    effect({interview, model, note}) {
      const form = noteForm(note.about, interview.by, note.text)
      const decision = formDecision(form, model)
      return decision ? {decision} : openForm(interview, form)
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
    help: 'search',
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
