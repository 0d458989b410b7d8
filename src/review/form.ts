import {isDay} from '../foundation/date.js'
import {harmless} from '../report/text/layout.js'

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

export const fieldOf = ({fields, replies}: Form): Field | undefined => fields[replies.length]

export const replyTo = ({fields, fixed, replies}: Form, name: string): string =>
  fixed[name] ?? replies[fields.findIndex(one => one.name === name)] ?? ''

/** A value as it was offered, where it was. */
export const shownAs = ({choices = []}: Field, value: string): string =>
  choices.find(one => one.value === value)?.label ?? harmless(value)

export type Step = {readonly form: Form} | {readonly flaw: string}

/**
 * The form with one more reply, or why the reply cannot be taken.
 *
 * @param judge what the rest of the form makes of a reply that is in form; undefined where it can be taken
 */
export function reply(
  form: Form,
  text: string,
  judge: (form: Form, field: Field, value: string) => string | undefined,
): Step {
  const field = fieldOf(form)
  if (!field) return {flaw: 'nothing more is asked'}
  const typed = text.trim()
  const value = typed === '' ? (field.usual ?? '') : chosen(field, typed)
  const flaw =
    value === ''
      ? field.optional
        ? undefined
        : 'this cannot be left empty'
      : (flawOf(field, value) ?? judge(form, field, value))
  return flaw === undefined ? {form: {...form, replies: [...form.replies, value]}} : {flaw}
}

/** One field back; undefined from the first. */
export const back = (form: Form): Form | undefined =>
  form.replies.length === 0 ? undefined : {...form, replies: form.replies.slice(0, -1)}

/** Numbers are exchanged for what they stand for. */
function chosen({choices, kind}: Field, typed: string): string {
  if (!choices) return typed
  const parts = kind === 'list' ? listOf(typed) : [typed]
  return parts
    .map(part =>
      /^\d+$/.test(part)
        ? (choices[Number(part) - 1]?.value ?? part)
        : (choices.find(({label, word}) => [label, word].some(one => one?.toLowerCase() === part.toLowerCase()))
            ?.value ?? part),
    )
    .join(', ')
}

export const listOf = (text: string): string[] =>
  text
    .split(',')
    .map(one => one.trim())
    .filter(one => one !== '')

function flawOf({kind}: Field, value: string): string | undefined {
  if (kind === 'date') return isDay(value) ? undefined : 'this is no day; type it as 2027-01-31'
  if (kind === 'email')
    return /^[^\s@,]+@[^\s@,]+$/.test(value) ? undefined : 'this is no address of a person, such as ann@example.com'
  if (kind === 'list') return listOf(value).length > 0 ? undefined : 'this cannot be left empty'
  return kind === 'word' && /\s/.test(value) ? 'this is one word' : undefined
}
