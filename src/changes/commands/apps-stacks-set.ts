import type {App} from '../../model/facts.js'
import type {CommandEffect} from '../command-effect.js'
import type {FactEditor} from '../fact-editor.js'

import {UserError} from '../../foundation/user-error.js'
import {updateApp} from '../app-records.js'
import {appOf, isVariable, requiredArgument} from '../command-effect.js'
import {bodyByEitherKey} from '../lookups.js'

/** What runs stays on its stack until the next build. An app that was never deployed changes at once. */
export const setStack: CommandEffect = (editor, command) => {
  const app = appOf(editor, command)
  const name = requiredArgument(command, 'stack')
  const stacks = editor.bodyOf('stacks')
  if (stacks && !isVariable(name) && !stacks.some(stack => stack.name === name))
    throw new UserError(`There is no stack ${name}.`, `heroku apps:stacks -a ${app.name} lists them.`)
  if (app.stack?.name !== name && !isDeployed(editor, app)) updateApp(editor, app, record => ({...record, stack: null}))
}

/** Whether it is certain that something was built or released. Promoted code was built elsewhere. */
function isDeployed(editor: FactEditor, app: App): boolean {
  const builds = bodyByEitherKey(editor, 'builds', app) ?? []
  const releases = bodyByEitherKey(editor, 'releases', app) ?? []
  return (
    builds.some(({status}) => status === 'succeeded') ||
    releases.some(({oci_image: image, slug}) => Boolean(slug) || Boolean(image))
  )
}
