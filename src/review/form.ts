import {isCalendarDate} from '../foundation/date.js'
import {sanitizeForTerminal} from '../report/text/sanitize.js'

/** One thing that a form asks for. */
export interface Field {
  readonly name: string
  readonly ask: string
  /** What an empty reply means. */
  readonly usual?: string
  readonly optional?: true
  /** What may be chosen by number, or by a word, each with what it stands for. */
  readonly choices?: ReadonlyArray<{readonly label: string; readonly value: string; readonly word?: string}>
  readonly kind?: 'date' | 'email' | 'list' | 'word'
}

/** What is asked one after another until a decision can be made of it; plain data, so that it can be kept. */
export interface Form {
  readonly action: 'answer' | 'document' | 'note' | 'waive'
  readonly title: string
  readonly fields: readonly Field[]
  /** What is certain from the start, by name. */
  readonly fixed: Readonly<Record<string, string>>
  readonly replies: readonly string[]
}

export const currentField = ({fields, replies}: Form): Field | undefined => fields[replies.length]

export const replyFor = ({fields, fixed, replies}: Form, name: string): string =>
  fixed[name] ?? replies[fields.findIndex(field => field.name === name)] ?? ''

/** A value as it was offered, where it was. */
export const displayValue = ({choices = []}: Field, value: string): string =>
  choices.find(choice => choice.value === value)?.label ?? sanitizeForTerminal(value)

export type ReplyResult = {readonly form: Form} | {readonly flaw: string}

/**
 * The form with one more reply, or why the reply cannot be taken.
 *
 * @param validate what the rest of the form makes of a reply that is in form; undefined where it can be taken
 */
export function submitReply(
  form: Form,
  text: string,
  validate: (form: Form, field: Field, value: string) => string | undefined,
): ReplyResult {
  const field = currentField(form)
  if (!field) return {flaw: 'nothing more is asked'}
  const typed = text.trim()
  const value = typed === '' ? (field.usual ?? '') : resolveChoices(field, typed)
  const problem =
    value === ''
      ? field.optional
        ? undefined
        : 'this cannot be left empty'
      : (formatProblem(field, value) ?? validate(form, field, value))
  return problem === undefined ? {form: {...form, replies: [...form.replies, value]}} : {flaw: problem}
}

/** One field back; undefined from the first. */
export const previousField = (form: Form): Form | undefined =>
  form.replies.length === 0 ? undefined : {...form, replies: form.replies.slice(0, -1)}

/** Numbers are exchanged for what they stand for. */
function resolveChoices({choices, kind}: Field, typed: string): string {
  if (!choices) return typed
  const entries = kind === 'list' ? splitList(typed) : [typed]
  return entries
    .map(entry =>
      /^\d+$/.test(entry)
        ? (choices[Number(entry) - 1]?.value ?? entry)
        : (choices.find(({label, word}) => [label, word].some(name => name?.toLowerCase() === entry.toLowerCase()))
            ?.value ?? entry),
    )
    .join(', ')
}

export const splitList = (text: string): string[] =>
  text
    .split(',')
    .map(item => item.trim())
    .filter(item => item !== '')

function formatProblem({kind}: Field, value: string): string | undefined {
  if (kind === 'date') return isCalendarDate(value) ? undefined : 'this is no day; type it as 2027-01-31'
  if (kind === 'email')
    return /^[^\s@,]+@[^\s@,]+$/.test(value) ? undefined : 'this is no address of a person, such as ann@example.com'
  if (kind === 'list') return splitList(value).length > 0 ? undefined : 'this cannot be left empty'
  return kind === 'word' && /\s/.test(value) ? 'this is one word' : undefined
}
