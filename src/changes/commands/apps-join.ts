import type {CommandEffect} from '../command-effect.js'
import type {FactEditor} from '../fact-editor.js'

import {addAccess, removeAccess} from './access.js'

/** Gives the caller access to an app of their team. */
export const joinApp: CommandEffect = (editor, command) =>
  addAccess(editor, {...command, args: {email: ownAddress(editor)}})

export const leaveApp: CommandEffect = (editor, command) =>
  removeAccess(editor, {...command, args: {}, words: [ownAddress(editor)]})

const ownAddress = (editor: FactEditor): string => editor.need('account').email ?? ''
