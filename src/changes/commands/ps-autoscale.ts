import type {CommandEffect} from '../command-effect.js'

import {appOf} from '../command-effect.js'
import {forget} from '../lookups.js'

/** From then on, the number of web dynos changes by itself. */
export const enableAutoscaling: CommandEffect = (editor, command) => forget(editor, 'formation', appOf(editor, command))
