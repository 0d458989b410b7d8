import type {App, Domain} from '../../model/facts.js'
import type {CommandEffect} from '../command-effect.js'
import type {FactEditor} from '../fact-editor.js'

import {appOf} from '../command-effect.js'
import {updateApp} from '../app-records.js'
import {forget} from '../lookups.js'
import {updateCustomDomains} from '../certificates.js'

/** Heroku will issue certificates, and may replace those that the app has; with --wait, the command ends after that. */
export const enableAutomaticCertificates: CommandEffect = (editor, command) => {
  const app = appOf(editor, command)
  const status = command.flags['wait'] === true ? 'cert issued' : null
  setAutomatic(editor, app, true)
  updateCustomDomains(editor, app, domain => ({...domain, acm_status: status}))
  forget(editor, 'sniEndpoints', app)
}

/** Heroku removes the certificates that it issued. Which ones of a list these are, no fact says. */
export const disableAutomaticCertificates: CommandEffect = (editor, command) => {
  const app = appOf(editor, command)
  if (app.acm === false) return
  setAutomatic(editor, app, false)
  updateCustomDomains(editor, app, domain => ({...withoutManaged(domain), acm_status: null}))
  forget(editor, 'sniEndpoints', app)
}

/** Heroku tries again where it failed. */
export const refreshAutomaticCertificates: CommandEffect = (editor, command) =>
  updateCustomDomains(editor, appOf(editor, command), domain =>
    domain.acm_status?.toLowerCase().startsWith('fail') ? {...domain, acm_status: null} : domain,
  )

/** Says whether certificates are managed automatically; null where that isn't known. */
export const setAutomatic = (editor: FactEditor, app: App, acm: boolean | null): void =>
  updateApp(editor, app, record => ({...record, acm}))

/** A domain whose certificate may have been a managed one. */
export function withoutManaged({sni_endpoint: endpoint, ...domain}: Domain): Domain {
  return endpoint === null ? {...domain, sni_endpoint: null} : domain
}
