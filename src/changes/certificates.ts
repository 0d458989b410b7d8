import type {App, Domain, SniEndpoint} from '../model/facts.js'
import type {FactEditor} from './fact-editor.js'

import {UserError} from '../foundation/user-error.js'
import {bodyByEitherKey, updateByEitherKey} from './lookups.js'

/** Changes the certificates of an app. */
export const updateCertificates = (
  editor: FactEditor,
  app: App,
  change: (certificates: readonly SniEndpoint[]) => readonly SniEndpoint[],
): void => updateByEitherKey(editor, 'sniEndpoints', app, change)

/** A certificate by its name or id; undefined where the certificates of the app aren't known. */
export function certificateNamed(editor: FactEditor, app: App, key: string): SniEndpoint | undefined {
  const certificates = bodyByEitherKey(editor, 'sniEndpoints', app)
  const found = certificates?.find(({id, name}) => id === key || name === key)
  if (certificates && !found) throw noCertificate(app, key)
  return found
}

/** The app has no such certificate. */
export const noCertificate = ({name}: App, key: string): UserError =>
  new UserError(`${name} has no certificate ${key}.`, `heroku certs -a ${name} lists them.`)

/** Either side may state it: the certificate its domains, or a domain its certificate. */
export const usesCertificate = ({domains, id, name}: SniEndpoint, domain: Domain): boolean =>
  (domains ?? []).includes(domain.id) ||
  domain.sni_endpoint?.id === id ||
  (typeof name === 'string' && domain.sni_endpoint?.name === name)

/** Changes the domains of an app that aren't Heroku's own. */
export const updateCustomDomains = (editor: FactEditor, app: App, change: (domain: Domain) => Domain): void =>
  updateByEitherKey(editor, 'domains', app, domains =>
    domains.map(domain => (domain.kind === 'heroku' ? domain : change(domain))),
  )
