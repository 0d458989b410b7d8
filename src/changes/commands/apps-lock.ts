import type {CommandEffect} from '../command-effect.js'

import {UserError} from '../../foundation/user-error.js'
import {updateTeamApp} from '../app-records.js'
import {appOf} from '../command-effect.js'
import {findTeamApp} from '../lookups.js'

/** Only a team's app has a lock. */
const setLock =
  (isLocked: boolean): CommandEffect =>
  (editor, command) => {
    const app = appOf(editor, command)
    if (app.team === null) throw new UserError(`${app.name} belongs to no team.`, 'Only apps of a team can be locked.')
    if (findTeamApp(editor, app.id)?.locked === isLocked)
      throw new UserError(
        `${app.name} is ${isLocked ? 'already locked' : 'not locked'}.`,
        `heroku apps:info -a ${app.name} shows it.`,
      )
    updateTeamApp(editor, app, record => ({...record, locked: isLocked}))
  }

export const lockApp = setLock(true)
export const unlockApp = setLock(false)
