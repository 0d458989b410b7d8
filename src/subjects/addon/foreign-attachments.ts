import type {AddonAttachment} from '../../model/facts.js'
import type {FieldValue} from '../../model/subject.js'
import type {AddonHandle} from './addon-handles.js'
import type {SubjectContext, ScopeInventory} from '../context.js'

import {fieldFrom, value} from '../field-value.js'
import {gapOf, notStated} from '../read-result.js'

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
  {facts}: SubjectContext,
  inventory: ScopeInventory,
  {name, record}: AddonHandle,
): FieldValue {
  const spaceOf = (app: AddonAttachment['app']) => {
    const handle = inventory.findApp(app)
    const appRecord = handle?.record ?? facts.read('app', app.id ?? app.name ?? '')
    return 'body' in appRecord ? (appRecord.body.space?.id ?? 'none') : handle?.inferredSpaceId
  }
  return fieldFrom(record, ({app: payer}) => {
    if (!payer) return notStated('which app pays for the add-on')
    const home = spaceOf(payer)
    return fieldFrom(facts.read('attachmentsOfAddon', name), attachments => {
      const foreign = attachments.filter(({app}) => ![undefined, home].includes(spaceOf(app)))
      return home === undefined
        ? {gap: gapOf(inventory.findApp(payer)?.record ?? record) ?? {reason: 'not-visible'}}
        : value(foreign.flatMap(attachment => attachmentLabel(inventory, attachment)))
    })
  })
}
