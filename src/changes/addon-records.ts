import type {Addon, AddonAttachment, FactKind} from '../model/facts.js'
import type {FactEditor} from './fact-editor.js'
import type {Identity} from './lookups.js'

import {UserError} from '../foundation/user-error.js'
import {concatenate} from '../model/fact-rows.js'
import {updateOfOwner} from './app-records.js'
import {
  attachmentsOfApp,
  bodyByEitherKey,
  findAddon,
  findApp,
  forget,
  isOfApp,
  keysOf,
  updateByEitherKey,
} from './lookups.js'

type Attachments = readonly AddonAttachment[]

/** Every add-on that a list has. */
export const listedAddons = (editor: FactEditor): readonly Addon[] =>
  concatenate([...editor.bodiesOf('accountAddons'), ...editor.bodiesOf('addons')])

/** Changes the lists that have what an app pays for: the account's, and the app's own. */
export function updateAddonLists(
  editor: FactEditor,
  payer: Addon['app'],
  change: (addons: readonly Addon[]) => readonly Addon[],
): void {
  editor.update('accountAddons', [], change)
  updateOfOwner(editor, 'addons', payer, change)
}

/** Changes an add-on's own record wherever it is. */
export function updateAddon(editor: FactEditor, addon: Addon, change: (record: Addon) => Addon): void {
  updateAddonLists(editor, addon.app, addons => addons.map(other => (other.id === addon.id ? change(other) : other)))
  updateByEitherKey(editor, 'addon', addon, change)
}

/** Changes each of the lists that an attachment is in: the account's, the app's and the add-on's. */
export function updateAttachmentLists(
  editor: FactEditor,
  app: AddonAttachment['app'],
  addon: AddonAttachment['addon'],
  change: (attachments: Attachments) => Attachments,
): void {
  editor.update('accountAttachments', [], change)
  updateByEitherKey(editor, 'addonAttachments', app, change)
  updateByEitherKey(editor, 'attachmentsOfAddon', addon, change)
}

/** Adds an attachment to an app, in place of one of that name. */
export function putAttachment(editor: FactEditor, app: Identity, attachment: AddonAttachment): void {
  const replaced = attachmentsOfApp(editor, app)?.find(({name}) => name === attachment.name)
  if (replaced) removeAttachment(editor, app, replaced)
  updateAttachmentLists(editor, app, attachment.addon, attachments => [...attachments, attachment])
}

/** Removes an attachment from every list. */
export function removeAttachment(editor: FactEditor, app: Identity, {addon, name}: AddonAttachment): void {
  const isOther = (other: AddonAttachment) => other.name !== name || !isOfApp(other, app)
  updateAttachmentLists(editor, app, addon, attachments => attachments.filter(isOther))
}

/** Whether an attachment is of an add-on. */
export const isOfAddon = ({addon}: AddonAttachment, {id, name}: Identity): boolean =>
  addon.id === undefined ? addon.name === name : addon.id === id

/** The attachments of an add-on that any list has, once each. */
export function attachmentsOfAddon(editor: FactEditor, addon: Identity): Attachments {
  const lists = [
    ...editor.bodiesOf('attachmentsOfAddon'),
    ...editor.bodiesOf('accountAttachments'),
    ...editor.bodiesOf('addonAttachments'),
  ]
  const attachments = concatenate(lists).filter(attachment => isOfAddon(attachment, addon))
  return [...new Map(attachments.map(attachment => [attachment.id, attachment])).values()]
}

/** The attachments to an app, and those of add-ons that it pays for, that any list has. */
export function attachmentsAbout(editor: FactEditor, app: Identity): Attachments {
  const lists = [...editor.bodiesOf('accountAttachments'), ...editor.bodiesOf('addonAttachments')]
  return concatenate([...lists, ...editor.bodiesOf('attachmentsOfAddon')]).filter(
    attachment => isOfApp(attachment, app) || isOfApp(attachment.addon, app),
  )
}

/** The add-ons that an app pays for, once each, as far as a list has them. */
export const addonsPaidBy = (editor: FactEditor, app: Identity): readonly Addon[] => [
  ...new Map(
    listedAddons(editor)
      .filter(addon => isOfApp(addon, app))
      .map(addon => [addon.id, addon]),
  ).values(),
]

/** The names that Heroku gives to the first attachment of its data services to an app. */
const defaultNames: Readonly<Record<string, string>> = {
  'heroku-kafka': 'KAFKA',
  'heroku-postgresql': 'DATABASE',
  'heroku-redis': 'REDIS',
}

/** The name of an attachment that the command doesn't name; undefined where only Heroku can tell. */
export function defaultAttachmentName(
  editor: FactEditor,
  app: Identity,
  service: string | undefined,
): string | undefined {
  const name = service !== undefined && Object.hasOwn(defaultNames, service) ? defaultNames[service] : undefined
  const taken = attachmentsOfApp(editor, app)?.map(attachment => attachment.name)
  // The next ones are named after a random color.
  return name === undefined || taken === undefined || taken.includes(name) ? undefined : name
}

/**
 * An add-on as commands resolve it: by its name or ID, by an attachment, also as `APP::ATTACHMENT`, or by its service.
 *
 * @throws MissingFactError where no fact has it
 * @throws UserError where several are of the service
 */
export function resolveAddon(editor: FactEditor, key: string, app?: Identity): Addon {
  const [appName = '', attachmentName] = key.split('::')
  if (attachmentName !== undefined) return findAddon(editor, attachmentName, findApp(editor, appName))
  if (app && !isKnownName(editor, key, app)) askForAddons(editor, app)
  const ofService = listedAddons(editor).filter(
    addon => addon.addon_service?.name === key && (app === undefined || isUsedBy(editor, addon, app)),
  )
  const [only, ...others] = new Map(ofService.map(addon => [addon.id, addon])).values()
  if (others.length > 0)
    throw new UserError(
      `Several add-ons are of ${key}: ${[only, ...others].map(addon => addon?.name ?? '').join(', ')}.`,
      'Name the one that you mean.',
    )
  return only ?? findAddon(editor, key, app)
}

const isKnownName = (editor: FactEditor, key: string, app: Identity): boolean =>
  listedAddons(editor).some(({id, name}) => key === id || key === name) ||
  (attachmentsOfApp(editor, app)?.some(({name}) => name === key) ?? false)

/** A name that nothing has may be that of a service, which only the app's list can tell. */
function askForAddons(editor: FactEditor, app: Identity): void {
  const isKnown = editor.bodyOf('accountAddons') ?? bodyByEitherKey(editor, 'addons', app)
  if (!isKnown && !keysOf(app).some(key => editor.isGap('addons', key))) editor.need('addons', app.name)
}

const isUsedBy = (editor: FactEditor, addon: Addon, app: Identity): boolean =>
  isOfApp(addon, app) || (attachmentsOfApp(editor, app)?.some(attachment => isOfAddon(attachment, addon)) ?? false)

const dataFacts: Readonly<Record<string, readonly FactKind[]>> = {
  'heroku-kafka': ['kafkaCluster', 'kafkaIpRules', 'privateLink'],
  'heroku-postgresql': [
    'postgres',
    'postgresAdvanced',
    'postgresAdvancedSettings',
    'postgresBackupSchedules',
    'postgresIpRules',
    'postgresSettings',
    'postgresTlsEndpoint',
    'privateLink',
  ],
  'heroku-redis': ['keyValueStore', 'privateLink'],
}

/** Makes whatever the data services say of an add-on unknown. */
export function forgetData(editor: FactEditor, addon: Addon): void {
  const service = addon.addon_service?.name ?? ''
  for (const kind of Object.hasOwn(dataFacts, service) ? (dataFacts[service] ?? []) : []) forget(editor, kind, addon)
}
