import type {Key} from '../screen-ui/screen-state.js'
import type {AccessAction, AccessKeyResult, AccessPrompt, AccessRow, AccessState} from './access-state.js'

import {editedLine, editLine} from '../screen-ui/line-editor.js'

/** What counts as the reason where none is typed. */
const usualReasons: Readonly<Partial<Record<AccessAction, string>>> = {
  keep: 'needed for the work',
  remove: 'no longer needed',
}

/** Asks for what a decision needs; where rows can't be changed alike, says why nothing is asked. */
export function openPrompt(state: AccessState, action: AccessAction, rows: readonly AccessRow[]): AccessState {
  const [first] = rows
  if (!first) return {...state, message: 'Nothing is selected.'}
  if (action === 'change') {
    const problem = changeProblem(rows)
    if (problem !== undefined) return {...state, message: problem}
  }

  const isRole = action === 'change'
  return {
    ...state,
    prompt: {action, ids: rows.map(({id}) => id), typed: isRole ? '' : (state.reasons[action] ?? '')},
  }
}

function changeProblem(rows: readonly AccessRow[]): string | undefined {
  const kinds = new Set(rows.map(({choices, isSet}) => JSON.stringify([isSet, choices])))
  if (kinds.size > 1) return 'What is selected has different roles or permissions to choose from. Select one kind only.'
  return rows.some(({choices}) => choices.length === 0)
    ? 'This access has no other role or permission: keep it, or remove it.'
    : undefined
}

/** Reads a key while something is asked: enter takes what is typed, esc leaves the decision open. */
export function reducePromptKey(
  rows: readonly AccessRow[],
  state: AccessState,
  prompt: AccessPrompt,
  key: Key,
): AccessKeyResult {
  if (key.name === 'escape') return {state: {...state, message: undefined, prompt: undefined}}
  if (key.name === 'enter') return accept(rows, state, prompt)
  const {after, before} = editLine(editedLine(prompt.typed, prompt.caret), key)
  return {state: {...state, message: undefined, prompt: {...prompt, caret: before.length, typed: before + after}}}
}

function accept(rows: readonly AccessRow[], state: AccessState, prompt: AccessPrompt): AccessKeyResult {
  const {action, ids, role, typed} = prompt
  if (action === 'change' && role === undefined) {
    const chosen = chosenRole(
      rows.find(({id}) => ids.includes(id)),
      typed,
    )
    if (chosen === undefined) return {state: {...state, message: 'Name what can be chosen.'}}
    const next = {...prompt, caret: undefined, role: chosen, typed: state.reasons.change ?? ''}
    return {state: {...state, message: undefined, prompt: next}}
  }

  const reason = typed.trim() || usualReasons[action]
  if (reason === undefined) return {state: {...state, message: 'Type a few words.'}}
  return {
    choice: {action, ids, reason, ...(role === undefined ? {} : {role})},
    state: {...state, message: undefined, prompt: undefined, reasons: {...state.reasons, [action]: typed.trim()}},
  }
}

/** The role or permissions that a person means, if they can be chosen; the beginning of one is enough. */
function chosenRole(row: AccessRow | undefined, typed: string): string | undefined {
  const {choices = [], isSet = false} = row ?? {}
  const names = typed
    .toLowerCase()
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '')
  if (names.length === 0 || (names.length > 1 && !isSet)) return undefined
  const found = names.map(name => choices.find(choice => choice === name) ?? onlyWith(choices, name))
  return found.includes(undefined) ? undefined : [...new Set(found)].join(',')
}

function onlyWith(choices: readonly string[], beginning: string): string | undefined {
  const found = choices.filter(choice => choice.startsWith(beginning))
  return found.length === 1 ? found[0] : undefined
}
