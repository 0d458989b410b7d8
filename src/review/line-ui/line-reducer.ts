import type {Decision, Edit} from '../decision.js'
import type {Form} from '../form.js'
import type {Question, Within, World} from '../review-model.js'

import {harmless} from '../../report/text/layout.js'
import {decisionOf, flawOfReply} from '../decide.js'
import {told} from '../decision.js'
import {observationLine, observationText, questionText} from '../details.js'
import {fieldOf, reply, shownAs} from '../form.js'
import {answerForm, documentForm, noteForm, waiverForm} from '../forms.js'
import {cellText, matrixOf} from '../matrix.js'
import {progressOf, questionNamed, questionsOf, troubles} from '../review-model.js'

/** Where an interview stands; plain data, so that it can be kept. */
export interface Interview {
  readonly by?: string
  readonly within: Within
  /** Questions that were put off, as `framework control`. */
  readonly skipped: readonly string[]
  readonly form?: Form | undefined
  /** What can be taken back, the last at the end. */
  readonly done: readonly Edit[]
}

export interface Turn {
  readonly interview: Interview
  readonly say: readonly string[]
  readonly decide?: Decision
  readonly isOver?: true
}

export const begun = (by: string | undefined, within: Within = {kind: 'all'}): Interview => ({
  ...(by === undefined ? {} : {by}),
  done: [],
  skipped: [],
  within,
})

export const keyOfQuestion = ({control, framework}: Question): string => `${framework} ${control.id}`

/** The question that is asked now; undefined once all are answered or put off. */
export const current = (world: World, {skipped, within}: Interview): Question | undefined =>
  questionsOf(world, within).find(one => !skipped.includes(keyOfQuestion(one)))

const keys = [
  'yes, no, na        answer the open control (na: not applicable); what else is needed is asked then',
  'yes pci 1.2.4      answer that control, or correct what was answered; no and na too',
  'skip               put it off; again asks all that were put off',
  'matrix             apps by frameworks: x failures, ? unknown, o open',
  'failures           what fails and what is not known, numbered',
  'show N, waive N    one of those, in full; accept it for a while',
  'find TEXT          open controls, failures and unknowns that hold the text',
  'document           record a document; note TEXT writes to the log',
  'undo               take the last decision back',
  'quit               end; all that was decided is saved already',
]

/** What is asked next, and behind what prompt. */
export function prompt(
  world: World,
  interview: Interview,
): {readonly lines: readonly string[]; readonly prompt: string} {
  const {form} = interview
  const field = form && fieldOf(form)
  if (form && field) {
    const choices = (field.choices ?? []).map(({label}, index) => `  ${index + 1}  ${label}`)
    return {
      lines: [...(form.replies.length === 0 ? [`${harmless(form.title)} ("cancel" leaves it)`] : []), ...choices],
      prompt: `${field.ask}${field.usual === undefined ? '' : ` [${shownAs(field, field.usual)}]`}: `,
    }
  }

  const {done, of} = progressOf(world)
  const question = current(world, interview)
  if (!question)
    return {
      lines: [
        `${done} of ${of} answered. ${interview.skipped.length > 0 ? `${interview.skipped.length} put off; again asks them.` : 'Nothing is open.'}`,
      ],
      prompt: 'failures, waive N, document, undo, quit, ?: ',
    }
  return {
    lines: ['', `Question ${done + 1} of ${of}`, ...questionText(world, question)],
    prompt: 'yes, no, na, skip, quit, ?: ',
  }
}

/** What a line means; a pure function of where the interview stands. */
export function answerLine(world: World, interview: Interview, line: string): Turn {
  return interview.form
    ? filled(world, {...interview, form: interview.form}, line)
    : commanded(world, interview, line.trim())
}

function filled(world: World, interview: Interview & {readonly form: Form}, line: string): Turn {
  if (line.trim().toLowerCase() === 'cancel') return {interview: without(interview), say: ['Left.']}
  const step = reply(interview.form, line, flawOfReply(world))
  if ('flaw' in step) return {interview, say: [`Not taken: ${harmless(step.flaw)}.`]}
  const decide = decisionOf(step.form, world)
  return decide ? {decide, interview, say: []} : {interview: {...interview, form: step.form}, say: []}
}

/** Where the interview stands once a decision is saved, or was not. */
export function settled(interview: Interview, decision: NonNullable<Turn['decide']>): Interview {
  const rest = without(interview)
  if (decision.action === 'undo') return {...rest, done: rest.done.slice(0, -1)}
  return {...rest, by: decision.by, done: [...rest.done, decision]}
}

const without = ({by, done, skipped, within}: Interview): Interview => ({
  done,
  skipped,
  within,
  ...(by === undefined ? {} : {by}),
})

function commanded(world: World, interview: Interview, line: string): Turn {
  const [, word = '', rest = ''] = /^(\S*)\s*(.*)$/.exec(line) ?? []
  const say = (...lines: string[]): Turn => ({interview, say: lines})
  const fill = (form: Form): Turn => ({interview: {...interview, form}, say: []})
  const question = current(world, interview)
  const open = troubles(world, interview.within)
  const one = open[Number(rest) - 1]
  const answering = (answer: 'no' | 'not-applicable' | 'yes') => {
    const asked = rest === '' ? question : questionNamed(world, interview.within, rest)
    return asked
      ? fill(answerForm(world, asked, answer, interview))
      : say(
          rest === ''
            ? 'No question is open.'
            : `No control ${harmless(rest, 60)} is open or answered; name it as "${question ? keyOfQuestion(question) : 'pci 1.2.4'}".`,
        )
  }

  switch (word.toLowerCase()) {
    case '':
      return say()
    case '?':
    case 'help':
      return say(...keys)
    case 'y':
    case 'yes':
      return answering('yes')
    case 'n':
    case 'no':
      return answering('no')
    case 'na':
    case 'not-applicable':
      return answering('not-applicable')
    case 's':
    case 'skip':
      return question
        ? {interview: {...interview, skipped: [...interview.skipped, keyOfQuestion(question)]}, say: []}
        : say('No question is open.')
    case 'again':
      return {interview: {...interview, skipped: []}, say: []}
    case 'matrix':
      return say(
        `Frameworks: ${world.report.frameworks.map(({id}) => id).join(', ')}`,
        ...matrixOf(world, interview.within).map(
          ({cells, name}) => `${harmless(name)}: ${cells.map(cellText).join(' | ')}`,
        ),
      )
    case 'failures':
      return say(...open.map((trouble, index) => `${index + 1}  ${observationLine(trouble)}`))
    case 'show':
      return one
        ? say(...observationText(world, one))
        : say(`There is no failure ${harmless(rest)}; failures lists them.`)
    case 'waive':
      return one
        ? fill(waiverForm(world, one, interview.by))
        : say(`There is no failure ${harmless(rest)}; failures lists them.`)
    case 'find':
      return say(...found(world, interview, rest))
    case 'document':
      return fill(documentForm(world, question?.control.documents ?? [], interview.by))
    case 'note': {
      const form = noteForm(
        question ? keyOfQuestion(question) : 'the review',
        interview.by,
        rest === '' ? undefined : rest,
      )
      const decide = decisionOf(form, world)
      return decide ? {decide, interview, say: []} : fill(form)
    }

    case 'u':
    case 'undo': {
      const last = interview.done.at(-1)
      return last
        ? {decide: {action: 'undo', by: interview.by ?? last.by, what: last}, interview, say: []}
        : say('Nothing was decided in this review that could be taken back.')
    }

    case 'q':
    case 'quit':
    case 'exit':
      return {interview, isOver: true, say: []}
    default:
      return say(`"${harmless(word, 40)}" means nothing here; ? lists what does.`)
  }
}

function found(world: World, interview: Interview, text: string): string[] {
  const all = [
    ...questionsOf(world, interview.within).map(
      one => `OPEN ${one.control.severity}: ${keyOfQuestion(one)}: ${one.control.title}`,
    ),
    ...troubles(world, interview.within).map((one, index) => `${index + 1}  ${observationLine(one)}`),
  ].filter(line => line.toLowerCase().includes(text.toLowerCase()))
  return all.length > 0 ? all : [`Nothing holds "${harmless(text, 60)}".`]
}

/** A decision that was saved, in one line. */
export const saved = (decision: NonNullable<Turn['decide']>): string => `Saved: ${harmless(told(decision))}.`
