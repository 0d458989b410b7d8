import type {CommandEffect} from '../command-effect.js'

import {UserError} from '../../foundation/user-error.js'
import {knownWord, requiredArgument} from '../command-effect.js'

/** The key is in a file, so its type and size aren't known. */
export const addKey: CommandEffect = editor => editor.update('accountKeys', [], keys => [...keys, {}])

/** Every key with the comment is removed. */
export const removeKey: CommandEffect = (editor, command) => {
  const comment = knownWord(command, requiredArgument(command, 'key'))
  const keys = editor.bodyOf('accountKeys')
  if (keys && !keys.some(key => key.comment === comment))
    throw new UserError(`You have no SSH key ${comment}.`, 'heroku keys lists those that you have.')
  editor.update('accountKeys', [], all => all.filter(key => key.comment !== comment))
}

/** No key is left. */
export const clearKeys: CommandEffect = editor => editor.update('accountKeys', [], () => [])
