import type {App, FactTypes} from '../../model/facts.js'
import type {CommandEffect} from '../command-effect.js'
import type {FactEditor} from '../fact-editor.js'

import {UserError} from '../../foundation/user-error.js'
import {appOf} from '../command-effect.js'
import {canonicalSize, assertSizeFits} from '../dyno-sizes.js'
import {bodyByEitherKey, forget, updateByEitherKey} from '../lookups.js'

type Process = FactTypes['formation'][number]

interface ProcessChange {
  readonly type: string
  readonly size?: string
  /** `=2`, `+1` or `-1` */
  readonly quantity?: string
}

/** Words that say nothing are passed over, as the Heroku CLI does. */
export const scaleDynos: CommandEffect = (editor, command) => {
  const app = appOf(editor, command)
  changeFormation(editor, app, command.words, word => {
    const [, type, quantity, size] = /^([\w-]+)([=+-]\d+)(?::([\w-]+))?$/.exec(word) ?? []
    if (type === undefined || quantity === undefined) return []
    return [{quantity, type, ...(size === undefined ? {} : {size})}]
  })
}

/** One size for all processes, or a size for each of some. */
export const resizeDynos: CommandEffect = (editor, command) => {
  const app = appOf(editor, command)
  const [first] = command.words
  const formation = bodyByEitherKey(editor, 'formation', app)
  if (first !== undefined && !command.words.some(word => word.includes('='))) {
    const everyType = formation?.map(({type}) => ({size: first, type})) ?? []
    changeFormation(editor, app, [first], () => everyType)
    return
  }

  changeFormation(editor, app, command.words, word => {
    const [, type, size] = /^(\w+)=([\w-]+)$/.exec(word) ?? []
    if (type === undefined || size === undefined)
      throw new UserError(`${word} names no process and size.`, 'Write TYPE=SIZE, such as web=standard-2x.')
    return [{size, type}]
  })
}

function changeFormation(
  editor: FactEditor,
  app: App,
  words: readonly string[],
  read: (word: string) => readonly ProcessChange[],
): void {
  // What a variable of the shell stands for isn't known.
  if (words.some(word => word.includes('$'))) {
    forget(editor, 'formation', app)
    return
  }

  const changes = words.flatMap(word => read(word))
  for (const {size, type} of changes) {
    if (size !== undefined) assertSizeFits(app, size)
    assertHasProcess(editor, app, type)
  }

  updateByEitherKey(editor, 'formation', app, formation =>
    changes.reduce<FactTypes['formation']>(
      (changed, change) => changed.map(entry => (entry.type === change.type ? changedProcess(entry, change) : entry)),
      formation,
    ),
  )
}

function assertHasProcess(editor: FactEditor, app: App, type: string): void {
  const types = bodyByEitherKey(editor, 'formation', app)?.map(entry => entry.type)
  if (types && !types.includes(type))
    throw new UserError(
      `${app.name} has no process ${type}.`,
      types.length > 0 ? `It has: ${types.join(', ')}.` : 'It has none before its first deployment.',
    )
}

function changedProcess(entry: Process, {quantity, size}: ProcessChange): Process {
  const scaled = quantity === undefined ? entry : {...entry, quantity: newQuantity(entry.quantity, quantity)}
  if (size === undefined) return scaled
  const name = canonicalSize(size)
  // A size that the API replaces by another isn't known.
  const sizes = name === undefined ? {} : {dyno_size: {name}, size: name}
  return {quantity: scaled.quantity ?? null, type: entry.type, ...sizes}
}

function newQuantity(current: null | number | undefined, change: string): null | number {
  const amount = Number(change.replace('=', ''))
  if (change.startsWith('=')) return amount
  return typeof current === 'number' ? Math.max(current + amount, 0) : null
}
