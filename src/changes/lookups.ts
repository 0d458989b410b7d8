import type {Addon, AddonAttachment, App, FactKind, FactTypes, Space, Team, TeamApp} from '../model/facts.js'
import type {Pipeline} from '../model/pipeline-facts.js'
import type {ResourceRef} from '../model/resource-ref.js'
import type {FactEditor} from './fact-editor.js'

import {concatenate} from '../model/fact-rows.js'
import {MissingFactError} from './missing-fact-error.js'

/** A resource by the two keys that paths can name it by. */
export interface Identity {
  readonly id: string
  readonly name: string
}

/** Text that names a resource: its name or its id. */
const matches = (key: string) => (resource: Identity) => resource.id === key || resource.name === key

const listed = <T extends Identity>(lists: ReadonlyArray<readonly T[]>, key: string): T | undefined =>
  concatenate(lists).find(matches(key))

/** Requests a resource by name, where no fact has it. */
function single<K extends 'addon' | 'app' | 'pipeline' | 'space' | 'team'>(
  editor: FactEditor,
  kind: K,
  key: string,
): FactTypes[K] {
  const known = editor.bodiesOf(kind).find(matches(key))
  return known ?? editor.need(kind, key)
}

/**
 * An app's own record.
 *
 * @throws MissingFactError where no fact has it
 */
export const findApp = (editor: FactEditor, key: string): App =>
  listed(editor.bodiesOf('apps'), key) ?? single(editor, 'app', key)

/** What a team says of its app; undefined where no fact has it. */
export const findTeamApp = (editor: FactEditor, key: string): TeamApp | undefined =>
  listed(editor.bodiesOf('teamApps'), key) ?? editor.bodiesOf('teamApp').find(matches(key))

/** @throws MissingFactError where no fact has it */
export const findSpace = (editor: FactEditor, key: string): Space =>
  listed([...editor.bodiesOf('spaces'), ...editor.bodiesOf('teamSpaces')], key) ?? single(editor, 'space', key)

/** A team's own record; undefined where no fact has it. */
export const findKnownTeam = (editor: FactEditor, key: string): Team | undefined =>
  listed([...editor.bodiesOf('teams'), editor.bodiesOf('team')], key)

/** @throws MissingFactError where no fact has it */
export const findTeam = (editor: FactEditor, key: string): Team =>
  findKnownTeam(editor, key) ?? editor.need('team', key)

/** @throws MissingFactError where no fact has it */
export const findPipeline = (editor: FactEditor, key: string): Pipeline =>
  listed(editor.bodiesOf('pipelines'), key) ?? single(editor, 'pipeline', key)

/** The attachments of an app by each list that has them, the longest known one; undefined where none was read. */
export function attachmentsOfApp(editor: FactEditor, app: Identity): readonly AddonAttachment[] | undefined {
  const own = bodyByEitherKey(editor, 'addonAttachments', app)
  return own ?? editor.bodyOf('accountAttachments')?.filter(attachment => isOfApp(attachment, app))
}

/**
 * The attachments of an app, without which nobody knows what a name stands for.
 *
 * @throws MissingFactError where they aren't known
 */
export const requiredAttachments = (editor: FactEditor, app: Identity): readonly AddonAttachment[] =>
  attachmentsOfApp(editor, app) ?? editor.need('addonAttachments', app.name)

/** Whether an attachment or an add-on names an app. */
export const isOfApp = ({app}: Pick<Addon, 'app'>, {id, name}: Identity): boolean =>
  app?.id === undefined ? app?.name === name : app.id === id

/**
 * An add-on as the Heroku CLI finds it: by name or id, or by the attachment of an app.
 *
 * @param app the app whose attachments count, where the command has one
 * @throws MissingFactError where no fact has it
 */
export function findAddon(editor: FactEditor, key: string, app?: Identity): Addon {
  const lists = [...editor.bodiesOf('accountAddons'), ...editor.bodiesOf('addons')]
  const direct = listed(lists, key) ?? editor.bodiesOf('addon').find(matches(key))
  if (direct) return direct
  const attachment = app && requiredAttachments(editor, app).find(({name}) => name === key)
  const name = attachment?.addon.name
  return (name === undefined ? undefined : listed(lists, name)) ?? single(editor, 'addon', name ?? key)
}

/** The keys that paths can name a resource by. */
export const keysOf = ({id, name}: ResourceRef): readonly string[] =>
  [...new Set([name, id])].filter(key => key !== undefined)

/** Changes a fact of a resource by whichever key its path has. */
export function updateByEitherKey<K extends FactKind>(
  editor: FactEditor,
  kind: K,
  resource: ResourceRef,
  change: (body: FactTypes[K]) => FactTypes[K],
): void {
  for (const key of keysOf(resource)) editor.update(kind, [key], change)
}

/** What was read of a fact of a resource, by whichever key its path has. */
export const bodyByEitherKey = <K extends FactKind>(
  editor: FactEditor,
  kind: K,
  resource: ResourceRef,
): FactTypes[K] | undefined =>
  keysOf(resource)
    .map(key => editor.bodyOf(kind, key))
    .find(body => body !== undefined)

/** Makes a fact unknown, by whichever key its path has: what it will say can't be known. One that is a gap stays so. */
export function forget(editor: FactEditor, kind: FactKind, resource: ResourceRef): void {
  for (const key of keysOf(resource))
    if (editor.isGap(kind, key)) editor.update(kind, [key], body => body)
    else editor.putUnknown(kind, key)
}

/** Every app whose own record is among the facts. */
export const knownApps = (editor: FactEditor): readonly App[] => [
  ...concatenate(editor.bodiesOf('apps')),
  ...editor.bodiesOf('app'),
]

/** Every space whose record is among the facts. */
export const knownSpaces = (editor: FactEditor): readonly Space[] => [
  ...concatenate([...editor.bodiesOf('spaces'), ...editor.bodiesOf('teamSpaces')]),
  ...editor.bodiesOf('space'),
]

/** Whether a resource is known not to have something, because the API answered 404. */
export const isAbsent = (editor: FactEditor, kind: FactKind, {id, name}: Identity): boolean =>
  [name, id].some(key => gapReasonOf(editor, kind, key) === 'not-found')

function gapReasonOf(editor: FactEditor, kind: FactKind, key: string): string | undefined {
  try {
    editor.need(kind, key)
    return undefined
  } catch (error) {
    return error instanceof MissingFactError ? error.gap?.reason : undefined
  }
}
