import type {FactKind, Target} from '../model/facts.js'
import type {Row} from './json-object.js'

import {leafOf} from './redact-certificate.js'
import {buildpackAddress} from './redact-buildpack.js'
import {advancedDatabase, advancedSettings, database, privateLink, transfer} from './redact-postgres.js'
import {isRow} from './json-object.js'
import {sshKey} from './ssh-key.js'

/**
 * Scheme and host of a URL. Both null where it is not exactly one URL: blanks and control characters, which a
 * lenient parser would drop, a host and port without a scheme, which it would take for a scheme, and slashes
 * that it would take for others.
 */
export function target(url: unknown): null | Target {
  if (typeof url !== 'string' || url === '') return null
  const unparsed = {host: null, scheme: null}
  // eslint-disable-next-line no-control-regex -- these are what must not be in a URL
  if (/^\s|\s$|[\u0000-\u001F\u007F]/.test(url) || !/^[a-z][a-z\d+.-]*:\/\/[^/?#\\]+(?:[/?#]|$)/i.test(url))
    return unparsed
  try {
    const {hostname, protocol} = new URL(url)
    return hostname === '' ? unparsed : {host: hostname.toLowerCase(), scheme: protocol.slice(0, -1).toLowerCase()}
  } catch {
    return unparsed
  }
}

const withTarget = (row: Row): Row => ({...row, target: target(row['url'])})

function telemetryTarget(row: Row): Row {
  const {exporter} = row
  return {...row, target: isRow(exporter) ? target(exporter['endpoint']) : null}
}

/** Its name is its address where it comes from no registry. */
function buildpackOf(row: Row): Row {
  const addresses = ['name', 'url']
    .filter(key => key in row)
    .map((key): [string, unknown] => [key, buildpackAddress(row[key])])
  return {...row, ...Object.fromEntries(addresses)}
}

function buildpackRow(row: Row): Row {
  const {buildpack} = row
  return isRow(buildpack) ? {...row, buildpack: buildpackOf(buildpack)} : row
}

/** What a build ran, whatever is installed now. */
function buildRow(row: Row): Row {
  const {buildpacks} = row
  return Array.isArray(buildpacks)
    ? {...row, buildpacks: buildpacks.map((one: unknown) => (isRow(one) ? buildpackOf(one) : one))}
    : row
}

/** On Fir the app itself names its buildpacks. */
function appRow(row: Row): Row {
  const {buildpacks} = row
  return Array.isArray(buildpacks)
    ? {
        ...row,
        buildpacks: buildpacks.map((one: unknown) => (isRow(one) ? {...one, id: buildpackAddress(one['id'])} : one)),
      }
    : row
}

/** Of a token only how long it is still good for; nothing said is another thing than null, which is for ever. */
function lifeOf(token: unknown): unknown {
  if (isRow(token)) return {expires_in: token['expires_in']}
  return token === null ? null : undefined
}

/** Of its tokens only how long they live, and of its client only the name. */
function authorizationRow(row: Row): Row {
  const {access_token: access, client, refresh_token: refresh} = row
  return {
    ...row,
    client: isRow(client) ? {name: client['name']} : client,
    expires_in: isRow(access) ? access['expires_in'] : undefined,
    refresh: lifeOf(refresh),
  }
}

/** Of the certificate chain what its first certificate says of its key and signature. */
const endpointRow = (row: Row): Row => ({...row, leaf: leafOf(row['certificate_chain'])})

/** Of a public key what kind it is. */
const keyRow = (row: Row): Row => ({...sshKey(row['public_key'])})

const transforms: Readonly<Partial<Record<FactKind, (row: Row) => Row>>> = {
  accountKeys: keyRow,
  app: appRow,
  apps: appRow,
  authorizations: authorizationRow,
  buildpackInstallations: buildpackRow,
  builds: buildRow,
  logDrains: withTarget,
  postgres: database,
  postgresAdvanced: advancedDatabase,
  postgresAdvancedSettings: advancedSettings,
  postgresTransfers: transfer,
  privateLink,
  sniEndpoints: endpointRow,
  spaceLogDrain: withTarget,
  spaceTelemetryDrains: telemetryTarget,
  teamAuthorizations: authorizationRow,
  telemetryDrains: telemetryTarget,
  webhooks: withTarget,
}

/** Replaces what may carry a secret by what is needed of it, before anything else sees the answer. */
export function redact(kind: FactKind, body: unknown): unknown {
  const transform = transforms[kind]
  if (!transform) return body
  const one = (row: unknown) => (isRow(row) ? transform(row) : row)
  return Array.isArray(body) ? body.map(row => one(row)) : one(body)
}
