import type {AddonAttachment} from '../../model/facts.js'
import type {FieldValue} from '../../model/subject.js'
import type {AddonHandle} from './addon-handles.js'
import type {SubjectContext, ScopeInventory} from '../context.js'

import {distinct} from '../../foundation/collections.js'
import {fieldFrom, value} from '../field-value.js'
import {itemsOf, notStated} from '../read-result.js'
import {attachmentsOf} from './addon-handles.js'

/** An attachment as APP/ATTACHMENT; nothing if the name of its app is unknown. */
export function attachmentLabel(
  inventory: ScopeInventory,
  {app, name}: Pick<AddonAttachment, 'app' | 'name'>,
): string[] {
  const appName = inventory.findApp(app)?.name ?? app.name
  return appName === undefined ? [] : [`${appName}/${name}`]
}

/** The attachments of an add-on to apps that are known to run in another space than the app that pays for it. */
export function foreignAttachments(
  context: SubjectContext,
  inventory: ScopeInventory,
  {name, record}: AddonHandle,
): FieldValue {
  const spaceOf = (app: AddonAttachment['app']) => {
    const handle = inventory.findApp(app)
    const appRecord = handle?.record ?? context.facts.read('app', app.id ?? app.name ?? '')
    return 'body' in appRecord ? (appRecord.body.space?.id ?? 'none') : handle?.inferredSpaceId
  }
  return fieldFrom(record, ({app: payer}) => {
    const home = payer && spaceOf(payer)
    if (!home) return notStated('where the app that pays for the add-on runs')
    // Its own list has apps out of scope too, but is read only where the apps in scope don't differ.
    const attachments = [
      ...inventory.apps.flatMap(app => itemsOf(attachmentsOf(context, app))).filter(({addon}) => addon.name === name),
      ...itemsOf(context.facts.read('attachmentsOfAddon', name)),
    ]
    const foreign = attachments.filter(({app}) => ![undefined, home].includes(spaceOf(app)))
    return value(distinct(foreign.flatMap(attachment => attachmentLabel(inventory, attachment))))
  })
}
