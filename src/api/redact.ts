import type {JsonObject} from '../foundation/is-object.js'
import type {FactKind} from '../model/facts.js'

import {leafCertificate} from './redact-certificate.js'
import {redactBuildpackAddress} from '../model/buildpack-address.js'
import {
  redactAdvancedDatabase,
  redactAdvancedSettings,
  redactDatabase,
  redactPrivateLink,
  redactTransfer,
} from './redact-postgres.js'
import {isObject} from '../foundation/is-object.js'
import {urlTarget} from '../model/url-target.js'
import {parseSshKey} from './ssh-key.js'

const redactUrlTarget = (item: JsonObject): JsonObject => ({...item, target: urlTarget(item['url'])})

function redactTelemetryTarget(item: JsonObject): JsonObject {
  const {exporter} = item
  return {...item, target: isObject(exporter) ? urlTarget(exporter['endpoint']) : null}
}

/** The name of a buildpack is its address unless it comes from a registry. */
function redactBuildpack(buildpack: JsonObject): JsonObject {
  const addresses = ['name', 'url']
    .filter(key => key in buildpack)
    .map((key): [string, unknown] => [key, redactBuildpackAddress(buildpack[key])])
  return {...buildpack, ...Object.fromEntries(addresses)}
}

function redactBuildpackInstallation(item: JsonObject): JsonObject {
  const {buildpack} = item
  return isObject(buildpack) ? {...item, buildpack: redactBuildpack(buildpack)} : item
}

/** The buildpacks that a build ran, whatever is installed now. */
function redactBuild(build: JsonObject): JsonObject {
  const {buildpacks} = build
  return Array.isArray(buildpacks)
    ? {
        ...build,
        buildpacks: buildpacks.map((buildpack: unknown) =>
          isObject(buildpack) ? redactBuildpack(buildpack) : buildpack,
        ),
      }
    : build
}

/** On Fir, the app itself names its buildpacks. */
function redactApp(app: JsonObject): JsonObject {
  const {buildpacks} = app
  return Array.isArray(buildpacks)
    ? {
        ...app,
        buildpacks: buildpacks.map((buildpack: unknown) =>
          isObject(buildpack) ? {...buildpack, id: redactBuildpackAddress(buildpack['id'])} : buildpack,
        ),
      }
    : app
}

/** Keeps the lifetime of a token. Null means that it never expires; undefined, that the API doesn't say. */
function tokenLifetime(token: unknown): unknown {
  if (isObject(token)) return {expires_in: token['expires_in']}
  return token === null ? null : undefined
}

/** Keeps the lifetimes of the tokens and the name of the client. */
function redactAuthorization(authorization: JsonObject): JsonObject {
  const {access_token: access, client, refresh_token: refresh} = authorization
  return {
    ...authorization,
    client: isObject(client) ? {name: client['name']} : client,
    expires_in: isObject(access) ? access['expires_in'] : undefined,
    refresh: tokenLifetime(refresh),
  }
}

/** Keeps key and signature of the certificate. */
const redactSniEndpoint = (endpoint: JsonObject): JsonObject => ({
  ...endpoint,
  leaf: leafCertificate(endpoint['certificate_chain']),
})

/** Keeps type and size of a public key, and the comment by which it is removed. */
const redactSshKey = (key: JsonObject): JsonObject => ({comment: key['comment'], ...parseSshKey(key['public_key'])})

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

/** Replaces whatever may contain a secret by what checks need, before any other code sees the response. */
export function redact(kind: FactKind, body: unknown): unknown {
  const transform = transforms[kind]
  if (!transform) return body
  const redactItem = (item: unknown) => (isObject(item) ? transform(item) : item)
  return Array.isArray(body) ? body.map(item => redactItem(item)) : redactItem(body)
}
