import type {CommandEffect} from './command-effect.js'

import {
  disableAutomaticCertificates,
  enableAutomaticCertificates,
  refreshAutomaticCertificates,
} from './commands/certs-auto.js'
import {addCertificate, removeCertificate, updateCertificate} from './commands/certs.js'
import {addDomain, clearDomains, removeDomain, updateDomain} from './commands/domains.js'
import {addDrain, removeDrain, setSpaceDrain} from './commands/drains.js'
import {acceptPeering, connectVpn, destroyPeering, destroyVpn} from './commands/space-connections.js'
import {createSpace, destroySpace} from './commands/spaces-create.js'
import {renameSpace, transferSpace} from './commands/spaces-move.js'
import {addTelemetryDrain, removeTelemetryDrain, updateTelemetryDrain} from './commands/telemetry.js'
import {addTrustedRange, removeTrustedRange} from './commands/trusted-ips.js'
import {addWebhook, removeWebhook, updateWebhook} from './commands/webhooks.js'

/** What commands about domains, certificates, drains, webhooks and spaces do, by their canonical ids. */
export const networkEffects: Readonly<Record<string, CommandEffect>> = {
  'certs:add': addCertificate,
  'certs:auto:disable': disableAutomaticCertificates,
  'certs:auto:enable': enableAutomaticCertificates,
  'certs:auto:refresh': refreshAutomaticCertificates,
  'certs:remove': removeCertificate,
  'certs:update': updateCertificate,
  'domains:add': addDomain,
  'domains:clear': clearDomains,
  'domains:remove': removeDomain,
  'domains:update': updateDomain,
  'drains:add': addDrain,
  'drains:remove': removeDrain,
  'spaces:create': createSpace,
  'spaces:destroy': destroySpace,
  'spaces:drains:set': setSpaceDrain,
  'spaces:peerings:accept': acceptPeering,
  'spaces:peerings:destroy': destroyPeering,
  'spaces:rename': renameSpace,
  'spaces:transfer': transferSpace,
  'spaces:trusted-ips:add': addTrustedRange,
  'spaces:trusted-ips:remove': removeTrustedRange,
  'spaces:vpn:connect': connectVpn,
  'spaces:vpn:destroy': destroyVpn,
  'telemetry:add': addTelemetryDrain,
  'telemetry:remove': removeTelemetryDrain,
  'telemetry:update': updateTelemetryDrain,
  'webhooks:add': addWebhook,
  'webhooks:remove': removeWebhook,
  'webhooks:update': updateWebhook,
}

/** Those of them that change nothing that a check reads. */
export const harmlessNetworkCommands: readonly string[] = [
  'certs',
  'certs:auto',
  'certs:generate',
  'certs:info',
  'domains',
  'domains:info',
  'domains:wait',
  'drains',
  'regions',
  'spaces',
  'spaces:drains:get',
  'spaces:hosts',
  'spaces:info',
  'spaces:peerings',
  'spaces:peerings:info',
  'spaces:ps',
  'spaces:topology',
  'spaces:trusted-ips',
  'spaces:vpn:config',
  'spaces:vpn:connections',
  'spaces:vpn:info',
  // Which ranges a VPN connection routes, no check reads.
  'spaces:vpn:update',
  'spaces:vpn:wait',
  'spaces:wait',
  'status',
  'telemetry',
  'telemetry:info',
  'webhooks',
  'webhooks:deliveries',
  'webhooks:deliveries:info',
  'webhooks:events',
  'webhooks:events:info',
  'webhooks:info',
]
