import type {App, Domain, SniEndpoint} from '../../model/facts.js'
import type {HerokuCommand} from '../../model/heroku-command.js'
import type {CommandEffect} from '../command-effect.js'
import type {FactEditor} from '../fact-editor.js'

import {UserError} from '../../foundation/user-error.js'
import {noCertificate, updateCertificates, updateCustomDomains, usesCertificate} from '../certificates.js'
import {appOf, flagText, isVariable} from '../command-effect.js'
import {bodyByEitherKey, forget} from '../lookups.js'
import {setAutomatic, withoutManaged} from './certs-auto.js'

/** A new certificate. What is in it, its file would say, which isn't read; the Heroku CLI asks which domains use it. */
export const addCertificate: CommandEffect = (editor, command) => {
  const app = appOf(editor, command)
  // Nothing says whether certificates stay managed.
  if (app.acm === true) setAutomatic(editor, app, null)
  const domains = bodyByEitherKey(editor, 'domains', app)
  if (domains?.every(({kind}) => kind === 'heroku')) {
    const certificate = {domains: [], id: editor.newId()}
    updateCertificates(editor, app, certificates => [...certificates, certificate])
    return
  }

  updateCustomDomains(editor, app, ({sni_endpoint: endpoint, ...domain}) =>
    endpoint ? {...domain, sni_endpoint: endpoint} : domain,
  )
  forget(editor, 'sniEndpoints', app)
}

/** The same certificate with other content. Where certificates were managed, they aren't anymore. */
export const updateCertificate: CommandEffect = (editor, command) => {
  const app = appOf(editor, command)
  const updated = chosenCertificate(editor, app, command)
  if (app.acm !== false) {
    setAutomatic(editor, app, false)
    updateCustomDomains(editor, app, domain =>
      updated && usesCertificate(updated, domain) ? domain : {...withoutManaged(domain), acm_status: null},
    )
  }

  if (updated)
    updateCertificates(editor, app, certificates =>
      certificates.map(certificate => (certificate.id === updated.id ? withoutContent(certificate) : certificate)),
    )
  else forget(editor, 'sniEndpoints', app)
}

/** Domains that used the certificate have none. */
export const removeCertificate: CommandEffect = (editor, command) => {
  const app = appOf(editor, command)
  const removed = chosenCertificate(editor, app, command)
  if (!removed) {
    updateCustomDomains(editor, app, withoutManaged)
    forget(editor, 'sniEndpoints', app)
    return
  }

  updateCertificates(editor, app, certificates => certificates.filter(({id}) => id !== removed.id))
  updateCustomDomains(editor, app, domain => (usesCertificate(removed, domain) ? withoutCertificate(domain) : domain))
}

/** Where a managed certificate was healthy, it may have been this one. */
const withoutCertificate = (domain: Domain): Domain =>
  domain.acm_status && !/^fail/i.test(domain.acm_status)
    ? withoutStatement({...domain, acm_status: null})
    : {...domain, sni_endpoint: null}

/** A domain of which it isn't known which certificate it uses. */
function withoutStatement(domain: Domain): Domain {
  const statement: {-readonly [Field in keyof Domain]: Domain[Field]} = {...domain}
  delete statement.sni_endpoint
  return statement
}

function withoutContent({domains = [], id, name}: SniEndpoint): SniEndpoint {
  return {domains, id, ...(name === undefined ? {} : {name})}
}

/** The certificate of --name or --endpoint, or the only one; undefined where it can't be told which one that is. */
function chosenCertificate(editor: FactEditor, app: App, command: HerokuCommand): SniEndpoint | undefined {
  const certificates = bodyByEitherKey(editor, 'sniEndpoints', app)
  const key = flagText(command, 'name') ?? flagText(command, 'endpoint')
  if (!certificates || (key !== undefined && isVariable(key))) return undefined
  const candidates = certificatesMeant(editor, app, command, certificates)
  if (candidates === undefined) return undefined
  const [certificate, ...others] = candidates
  if (!certificate) throw noCertificate(app, key ?? 'at all')
  if (others.length > 0)
    throw new UserError(`${app.name} has several certificates.`, `Add --name: heroku certs -a ${app.name} lists them.`)
  return certificate
}

/** Undefined where the domains of the app aren't known. */
function certificatesMeant(
  editor: FactEditor,
  app: App,
  command: HerokuCommand,
  certificates: readonly SniEndpoint[],
): readonly SniEndpoint[] | undefined {
  const name = flagText(command, 'name')
  if (name !== undefined) return certificates.filter(certificate => certificate.name === name)
  const hostname = flagText(command, 'endpoint')
  if (hostname === undefined) return certificates
  const domains = bodyByEitherKey(editor, 'domains', app)?.filter(domain => domain.hostname === hostname)
  return domains && certificates.filter(certificate => domains.some(domain => usesCertificate(certificate, domain)))
}
