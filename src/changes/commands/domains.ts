import type {App, Domain, SniEndpoint} from '../../model/facts.js'
import type {CommandEffect} from '../command-effect.js'
import type {FactEditor} from '../fact-editor.js'

import {UserError} from '../../foundation/user-error.js'
import {appOf, flagText, isVariable, requiredArgument, requiredFlag} from '../command-effect.js'
import {bodyByEitherKey, forget, updateByEitherKey} from '../lookups.js'
import {certificateNamed, updateCertificates} from '../certificates.js'

/** A new domain. A managed certificate isn't issued at once; which other certificate it uses, --cert says. */
export const addDomain: CommandEffect = (editor, command) => {
  const app = appOf(editor, command)
  const hostname = requiredArgument(command, 'hostname')
  refuseTaken(editor, hostname)
  const id = editor.newId()
  const certificate = flagText(command, 'cert')
  const domain = {acm_status: null, hostname, id, kind: 'custom'}
  const add = (added: Domain) => updateByEitherKey(editor, 'domains', app, domains => [...domains, added])
  if (certificate === undefined) {
    add({...domain, ...certificateByDefault(editor, app)})
    // The Heroku CLI asks which one is to be used where there are several.
    if (hasSeveralCertificates(editor, app)) forget(editor, 'sniEndpoints', app)
    return
  }
  // Whether a certificate covers a name that isn't known can't be known.
  if (isVariable(hostname) || isVariable(certificate)) {
    add(domain)
    forget(editor, 'sniEndpoints', app)
    return
  }

  add({...domain, sni_endpoint: useCertificate(editor, app, certificate, id)})
}

/** A removed domain uses no certificate. */
export const removeDomain: CommandEffect = (editor, command) => {
  const app = appOf(editor, command)
  const key = requiredArgument(command, 'hostname')
  if (isVariable(key)) {
    forgetDomains(editor, app)
    return
  }
  const removed = findDomain(editor, app, key)
  removeDomains(editor, app, domain => (removed ? domain.id === removed.id : isNamed(domain, key)))
}

/** Heroku's own domain stays. */
export const clearDomains: CommandEffect = (editor, command) =>
  removeDomains(editor, appOf(editor, command), ({kind}) => kind === 'custom')

/** A domain uses another certificate. */
export const updateDomain: CommandEffect = (editor, command) => {
  const app = appOf(editor, command)
  const key = requiredArgument(command, 'hostname')
  const certificate = requiredFlag(command, 'cert')
  if (isVariable(key) || isVariable(certificate)) {
    forgetDomains(editor, app)
    return
  }
  const updated = findDomain(editor, app, key)
  const endpoint = useCertificate(editor, app, certificate, updated?.id)
  updateByEitherKey(editor, 'domains', app, domains =>
    domains.map(domain => (domain.id === updated?.id ? {...domain, sni_endpoint: endpoint} : domain)),
  )
}

function forgetDomains(editor: FactEditor, app: App): void {
  forget(editor, 'domains', app)
  forget(editor, 'sniEndpoints', app)
}

/** The Heroku CLI asks which one where there are several, and leaves it to Heroku where there is one. */
function certificateByDefault(editor: FactEditor, app: App): Pick<Domain, 'sni_endpoint'> {
  return bodyByEitherKey(editor, 'sniEndpoints', app)?.length === 0 ? {sni_endpoint: null} : {}
}

const hasSeveralCertificates = (editor: FactEditor, app: App): boolean =>
  (bodyByEitherKey(editor, 'sniEndpoints', app)?.length ?? 0) > 1

/** Makes a certificate the one that a domain uses, and no other. */
function useCertificate(
  editor: FactEditor,
  app: App,
  key: string,
  domainId: string | undefined,
): NonNullable<Domain['sni_endpoint']> {
  const certificate = certificateNamed(editor, app, key)
  const use = (endpoint: SniEndpoint): SniEndpoint => {
    const others = (endpoint.domains ?? []).filter(id => id !== domainId)
    const isUsed = endpoint.id === certificate?.id && domainId !== undefined
    return {...endpoint, domains: isUsed ? [...others, domainId] : others}
  }
  updateCertificates(editor, app, certificates => certificates.map(endpoint => use(endpoint)))
  return certificate ? {id: certificate.id, ...(certificate.name ? {name: certificate.name} : {})} : {name: key}
}

/** Each name can belong to one app. */
function refuseTaken(editor: FactEditor, hostname: string): void {
  if (editor.bodiesOf('domains').some(domains => domains.some(domain => isNamed(domain, hostname))))
    throw new UserError(
      `The domain ${hostname} belongs to an app already.`,
      'Choose another, or remove it there first.',
    )
}

const isNamed = ({hostname, id}: Domain, key: string): boolean =>
  id === key || hostname.toLowerCase() === key.toLowerCase()

/** Undefined where the list of domains isn't known. */
function findDomain(editor: FactEditor, app: App, key: string): Domain | undefined {
  const domains = bodyByEitherKey(editor, 'domains', app)
  const found = domains?.find(domain => isNamed(domain, key))
  if (domains && !found)
    throw new UserError(`${app.name} has no domain ${key}.`, `heroku domains -a ${app.name} lists them.`)
  return found
}

function removeDomains(editor: FactEditor, app: App, isRemoved: (domain: Domain) => boolean): void {
  const removed = (bodyByEitherKey(editor, 'domains', app) ?? []).filter(isRemoved).map(({id}) => id)
  updateByEitherKey(editor, 'domains', app, domains => domains.filter(domain => !isRemoved(domain)))
  updateCertificates(editor, app, certificates =>
    certificates.map(certificate => ({
      ...certificate,
      domains: (certificate.domains ?? []).filter(id => !removed.includes(id)),
    })),
  )
}
