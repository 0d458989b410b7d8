import type {FactKind, UrlOrigin} from '../model/facts.js'
import type {JsonObject} from './json-object.js'

import {leafCertificate} from './redact-certificate.js'
import {redactBuildpackAddress} from './redact-buildpack.js'
import {
  redactAdvancedDatabase,
  redactAdvancedSettings,
  redactDatabase,
  redactPrivateLink,
  redactTransfer,
} from './redact-postgres.js'
import {isJsonObject} from './json-object.js'
import {parseSshKey} from './ssh-key.js'

/**
 * Scheme and host of a URL. Both null where it is not exactly one URL: blanks and control characters, which a
 * lenient parser would drop, a host and port without a scheme, which it would take for a scheme, and slashes
 * that it would take for others.
 */
export function urlTarget(url: unknown): null | UrlOrigin {
  if (typeof url !== 'string' || url === '') return null
  const unreadableTarget = {host: null, scheme: null}
  // eslint-disable-next-line no-control-regex -- these are what must not be in a URL
  if (/^\s|\s$|[\u0000-\u001F\u007F]/.test(url) || !/^[a-z][a-z\d+.-]*:\/\/[^/?#\\]+(?:[/?#]|$)/i.test(url))
    return unreadableTarget
  try {
    const {hostname, protocol} = new URL(url)
    return hostname === ''
      ? unreadableTarget
      : {host: hostname.toLowerCase(), scheme: protocol.slice(0, -1).toLowerCase()}
  } catch {
    return unreadableTarget
  }
}

const redactUrlTarget = (item: JsonObject): JsonObject => ({...item, target: urlTarget(item['url'])})

function redactTelemetryTarget(item: JsonObject): JsonObject {
  const {exporter} = item
  return {...item, target: isJsonObject(exporter) ? urlTarget(exporter['endpoint']) : null}
}

/** Its name is its address where it comes from no registry. */
function redactBuildpack(buildpack: JsonObject): JsonObject {
  const addresses = ['name', 'url']
    .filter(key => key in buildpack)
    .map((key): [string, unknown] => [key, redactBuildpackAddress(buildpack[key])])
  return {...buildpack, ...Object.fromEntries(addresses)}
}

function redactBuildpackInstallation(item: JsonObject): JsonObject {
  const {buildpack} = item
  return isJsonObject(buildpack) ? {...item, buildpack: redactBuildpack(buildpack)} : item
}

/** What a build ran, whatever is installed now. */
function redactBuild(build: JsonObject): JsonObject {
  const {buildpacks} = build
  return Array.isArray(buildpacks)
    ? {
        ...build,
        buildpacks: buildpacks.map((buildpack: unknown) =>
          isJsonObject(buildpack) ? redactBuildpack(buildpack) : buildpack,
        ),
      }
    : build
}

/** On Fir the app itself names its buildpacks. */
function redactApp(app: JsonObject): JsonObject {
  const {buildpacks} = app
  return Array.isArray(buildpacks)
    ? {
        ...app,
        buildpacks: buildpacks.map((buildpack: unknown) =>
          isJsonObject(buildpack) ? {...buildpack, id: redactBuildpackAddress(buildpack['id'])} : buildpack,
        ),
      }
    : app
}

/** Of a token only how long it is still good for; nothing said is another thing than null, which is for ever. */
function tokenLifetime(token: unknown): unknown {
  if (isJsonObject(token)) return {expires_in: token['expires_in']}
  return token === null ? null : undefined
}

/** Of its tokens only how long they live, and of its client only the name. */
function redactAuthorization(authorization: JsonObject): JsonObject {
  const {access_token: access, client, refresh_token: refresh} = authorization
  return {
    ...authorization,
    client: isJsonObject(client) ? {name: client['name']} : client,
    expires_in: isJsonObject(access) ? access['expires_in'] : undefined,
    refresh: tokenLifetime(refresh),
  }
}

/** Of the certificate chain what its first certificate says of its key and signature. */
const redactSniEndpoint = (endpoint: JsonObject): JsonObject => ({
  ...endpoint,
  leaf: leafCertificate(endpoint['certificate_chain']),
})

/** Of a public key what kind it is. */
const redactSshKey = (key: JsonObject): JsonObject => ({...parseSshKey(key['public_key'])})

const transforms: Readonly<Partial<Record<FactKind, (item: JsonObject) => JsonObject>>> = {
  accountKeys: redactSshKey,
  app: redactApp,
  apps: redactApp,
  authorizations: redactAuthorization,
  buildpackInstallations: redactBuildpackInstallation,
  builds: redactBuild,
  logDrains: redactUrlTarget,
  postgres: redactDatabase,
  postgresAdvanced: redactAdvancedDatabase,
  postgresAdvancedSettings: redactAdvancedSettings,
  postgresTransfers: redactTransfer,
  privateLink: redactPrivateLink,
  sniEndpoints: redactSniEndpoint,
  spaceLogDrain: redactUrlTarget,
  spaceTelemetryDrains: redactTelemetryTarget,
  teamAuthorizations: redactAuthorization,
  telemetryDrains: redactTelemetryTarget,
  webhooks: redactUrlTarget,
}

/** Replaces what may carry a secret by what is needed of it, before anything else sees the answer. */
export function redact(kind: FactKind, body: unknown): unknown {
  const transform = transforms[kind]
  if (!transform) return body
  const redactItem = (item: unknown) => (isJsonObject(item) ? transform(item) : item)
  return Array.isArray(body) ? body.map(item => redactItem(item)) : redactItem(body)
}
