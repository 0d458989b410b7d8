import {isCalendarDate} from '../foundation/date.js'
import {sanitizeForTerminal} from '../report/text/sanitize.js'

/** One value that a form asks for. */
export interface Field {
  readonly name: string
  readonly prompt: string
  /** What an empty reply means. */
  readonly defaultValue?: string
  readonly optional?: true
  /** Values to choose by number, by label or by a word. */
  readonly choices?: ReadonlyArray<{readonly label: string; readonly value: string; readonly word?: string}>
  readonly kind?: 'choice' | 'date' | 'email' | 'list' | 'word'
}

/** What is asked, field by field, to make a decision; plain data, so that it can be saved. */
export interface Form {
  readonly action: 'answer' | 'answers' | 'declare' | 'document' | 'note' | 'waive'
  readonly title: string
  /** What is asked, where the title only names it. */
  readonly about?: string
  readonly fields: readonly Field[]
  /** Values known from the start, by name. */
  readonly presets: Readonly<Record<string, string>>
  /** Replies to the first fields, in their order. */
  readonly replies: readonly string[]
}

/** The field to ask for now; undefined once every field has a reply. */
export const currentField = ({fields, replies}: Form): Field | undefined => fields[replies.length]

/** The preset or the reply of that name; empty where there is none. */
export const replyFor = ({fields, presets, replies}: Form, name: string): string =>
  presets[name] ?? replies[fields.findIndex(field => field.name === name)] ?? ''

/** A value as it was offered, or as it is. */
export const displayValue = ({choices = []}: Field, value: string): string =>
  choices.find(choice => choice.value === value)?.label ?? sanitizeForTerminal(value)

/** The question of a field, with the value that an empty reply stands for. */
export const promptText = (field: Field): string =>
  field.prompt + (field.defaultValue === undefined ? '' : ` [${displayValue(field, field.defaultValue)}]`)

/** The form with the reply in it, or why the reply isn't accepted. */
export type ReplyResult = {readonly form: Form} | {readonly problem: string}

/**
 * Gives the current field a reply.
 *
 * @param validate tells why a well-formed value isn't accepted; undefined where it is
 */
export function submitReply(
  form: Form,
  text: string,
  validate: (form: Form, field: Field, value: string) => string | undefined,
): ReplyResult {
  const field = currentField(form)
  if (!field) return {problem: 'the form is complete'}
  const typed = text.trim()
  const value = typed === '' ? (field.defaultValue ?? '') : resolveChoices(field, typed)
  const problem = value === '' ? missingProblem(field) : (formatProblem(field, value) ?? validate(form, field, value))
  return problem === undefined ? {form: {...form, replies: [...form.replies, value]}} : {problem}
}

/** The form without its last reply; undefined where there is none. */
export const previousField = (form: Form): Form | undefined =>
  form.replies.length === 0 ? undefined : {...form, replies: form.replies.slice(0, -1)}

/** Replaces numbers, labels and words by the values that they stand for. */
function resolveChoices({choices, kind}: Field, typed: string): string {
  if (!choices) return typed
  const find = (entry: string) =>
    /^\d+$/.test(entry)
      ? choices[Number(entry) - 1]
      : choices.find(({label, word}) => [label, word].some(name => name?.toLowerCase() === entry.toLowerCase()))
  const entries = kind === 'list' ? splitList(typed) : [typed]
  return entries.map(entry => find(entry)?.value ?? entry).join(', ')
}

/** The items of a list that are separated by commas; empty items are left out. */
export const splitList = (text: string): string[] =>
  text
    .split(',')
    .map(item => item.trim())
    .filter(item => item !== '')

const missingProblem = ({optional}: Field) => (optional ? undefined : "this can't be left empty")

type FormatProblem = (value: string, choices: NonNullable<Field['choices']>) => string | undefined

const formatProblems: Readonly<Record<NonNullable<Field['kind']>, FormatProblem>> = {
  choice: (value, choices) =>
    choices.some(choice => choice.value === value)
      ? undefined
      : `choose ${choices.map(({label}) => label).join(' or ')}`,
  date: value => (isCalendarDate(value) ? undefined : 'this is not a date; enter it as 2027-01-31'),
  email: value =>
    /^[^\s@,]+@[^\s@,]+$/.test(value) ? undefined : 'this is not an email address; enter ann@example.com',
  list: value => (splitList(value).length > 0 ? undefined : "this can't be left empty"),
  word: value => (/\s/.test(value) ? 'this must be one word' : undefined),
}

const formatProblem = ({choices = [], kind}: Field, value: string): string | undefined =>
  kind && formatProblems[kind](value, choices)
