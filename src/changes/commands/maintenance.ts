import type {CommandEffect} from '../command-effect.js'

import {updateApp} from '../app-records.js'
import {appOf} from '../command-effect.js'

const setMaintenance =
  (isOn: boolean): CommandEffect =>
  (editor, command) =>
    updateApp(editor, appOf(editor, command), record => ({...record, maintenance: isOn}))

export const startMaintenance = setMaintenance(true)
export const endMaintenance = setMaintenance(false)
