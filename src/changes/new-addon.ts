import type {Addon, App} from '../model/facts.js'
import type {ClassicPostgres} from '../model/data-facts.js'
import type {FactEditor} from './fact-editor.js'
import type {Identity} from './lookups.js'

import {UserError} from '../foundation/user-error.js'
import {herokuServices, isAdvancedTier} from '../model/services.js'
import {defaultAttachmentName, listedAddons, putAttachment, resolveAddon, updateAddonLists} from './addon-records.js'
import {MissingFactError} from './missing-fact-error.js'
import {forget} from './lookups.js'

/** What a command says of a new add-on. */
export interface AddonOrder {
  /** A plan with its service, or a service, whose default plan it then is. */
  readonly servicePlan: string
  /** The name of its attachment. */
  readonly as?: string | undefined
  readonly name?: string | undefined
  /** What the service is told, such as the database to fork. */
  readonly config?: Readonly<Record<string, string | true>>
}

/** Adds an add-on to the app that pays for it, and attaches it. */
export function addAddon(editor: FactEditor, app: App, order: AddonOrder): void {
  if (listedAddons(editor).some(({name}) => name === order.name))
    throw new UserError(`There is an add-on ${order.name ?? ''} already.`, 'Choose another name.')
  const {service, tier} = serviceAndTier(order.servicePlan)
  const id = editor.newId()
  const payer = {id: app.id, name: app.name}
  const addon: Addon = {
    app: payer,
    id,
    name: order.name ?? id,
    plan: planFor(editor, service, tier),
    ...(service === undefined ? {} : {addon_service: {name: service}}),
  }
  editor.create('addon', addon.id, addon.name)
  editor.put('attachmentsOfAddon', [addon.name], [])
  updateAddonLists(editor, payer, addons => [...addons, addon])
  attachTo(editor, app, addon, order.as)
  if (isClassicPostgres(service, tier)) putDatabase(editor, app, addon, order.config ?? {})
  // Some services drain the logs of the app.
  if (!herokuServices.includes(service ?? '')) forget(editor, 'logDrains', app)
}

function attachTo(editor: FactEditor, {id, name}: App, addon: Addon, as: string | undefined): void {
  const app = {id, name}
  const attachmentId = editor.newId()
  putAttachment(editor, app, {
    addon: {app, id: addon.id, name: addon.name},
    app,
    id: attachmentId,
    name: as ?? defaultAttachmentName(editor, app, addon.addon_service?.name) ?? attachmentId,
    namespace: null,
  })
}

const isClassicPostgres = (service: string | undefined, tier: string | undefined): boolean =>
  service === 'heroku-postgresql' && tier !== undefined && !isAdvancedTier(tier)

/** Each undefined where it isn't said, or a variable of the shell. */
function serviceAndTier(servicePlan: string): {
  readonly service: string | undefined
  readonly tier: string | undefined
} {
  const [service, tier] = servicePlan.split(':').map(part => (part.includes('$') ? undefined : part))
  return {service, tier}
}

/** A plan with what is known of it from other add-ons; null where it isn't said. */
export function planFor(
  editor: FactEditor,
  service: string | undefined,
  tier: string | undefined,
): NonNullable<Addon['plan']> | null {
  if (service === undefined || tier === undefined) return null
  const name = `${service}:${tier}`
  const known = [...listedAddons(editor), ...editor.bodiesOf('addon')].find(({plan}) => plan?.name === name)
  return known?.plan ?? {name}
}

/** A new database has no schedule of backups, no endpoint outside its network, and its own key only on demand. */
function putDatabase(editor: FactEditor, app: Identity, {id, name}: Addon, config: AddonOrder['config'] & {}): void {
  const leader = sourceOf(editor, app, config['follow'])
  const source = sourceOf(editor, app, config['fork'] ?? config['rollback'])
  editor.put('postgres', [id], {
    info: customerKeyLines(editor, config['encryption-key'], leader ?? source),
    ...(source ? {forked_from: source.id ?? source.name} : {}),
    ...(leader ? {leader: {addon_id: leader.id ?? null, name: leader.name}} : {}),
  })
  editor.put('postgresBackupSchedules', [id], [])
  editor.putAbsent('postgresTlsEndpoint', name)
  editor.putAbsent('privateLink', name)
}

interface Source {
  readonly id?: string
  readonly name: string
}

/** The database that a new one copies; without its ID where no fact has it. Its address may hold a password. */
function sourceOf(editor: FactEditor, app: Identity, key: string | true | undefined): Source | undefined {
  if (key === undefined) return undefined
  if (key === true || /\$|:\/\//.test(key)) return {name: 'another database'}
  try {
    return resolveAddon(editor, key.replace(/_URL$/, ''), app)
  } catch (error) {
    if (error instanceof MissingFactError) return {name: key}
    throw error
  }
}

/** The lines of a customer's own key: a copy has the key of its source. */
function customerKeyLines(
  editor: FactEditor,
  key: string | true | undefined,
  source: Source | undefined,
): ClassicPostgres['info'] {
  const lineName = 'Customer Encryption Key'
  if (key !== undefined) return [{name: lineName, values: key === true || key.includes('$') ? [] : [key]}]
  if (!source) return []
  const sourceInfo = source.id === undefined ? undefined : editor.bodyOf('postgres', source.id)?.info
  return sourceInfo?.filter(({name}) => name === lineName) ?? [{name: lineName, values: []}]
}
