import type {ReadResult} from '../../model/gap.js'
import type {FactTypes} from '../../model/facts.js'
import type {Subject} from '../../model/subject.js'
import type {AppHandle, SubjectContext, ScopeInventory} from '../context.js'

import {isDeclaredHost, targetHost, targetScheme} from './drain.js'
import {lazyFields, value} from '../field-value.js'
import {itemsOf} from '../read-result.js'

/** The webhooks of an app. */
export const webhooksOf = ({facts}: SubjectContext, app: AppHandle): ReadResult<FactTypes['webhooks']> =>
  app.visibilityGap ? {gap: app.visibilityGap} : facts.read('webhooks', app.ref)

/** One subject for each webhook of each app in scope. */
export function webhookSubjects(context: SubjectContext, inventory: ScopeInventory): Subject[] {
  const {webhookHosts} = context.policy.allow
  return inventory.apps.flatMap(app => {
    return itemsOf(webhooksOf(context, app)).map(({id, target}) => ({
      app: app.name,
      fields: lazyFields({
        host: () => targetHost(target),
        hostIsDeclared: () => isDeclaredHost(target, webhookHosts),
        scheme: () => targetScheme(target),
        webhookHostsAreDeclared: () => value(webhookHosts !== undefined),
      }),
      id,
      kind: 'webhook' as const,
      name: `${app.name}/${id}`,
    }))
  })
}
