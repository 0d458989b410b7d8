import type {ReadResult} from '../../model/gap.js'
import type {FactTypes} from '../../model/facts.js'
import type {Subject} from '../../model/subject.js'
import type {AppHandle, SubjectContext, ScopeInventory} from '../context.js'

import {hostLabel, isDeclaredHost, targetHost, targetScheme} from './drain.js'
import {lazyFields, required} from '../field-value.js'
import {policyFields} from '../policy-fields.js'
import {itemsOf} from '../read-result.js'

/** The webhooks of an app. */
export const webhooksOf = ({facts}: SubjectContext, app: AppHandle): ReadResult<FactTypes['webhooks']> =>
  app.visibilityGap ? {gap: app.visibilityGap} : facts.read('webhooks', app.ref)

/** One subject for each webhook of each app in scope. */
export function webhookSubjects(context: SubjectContext, inventory: ScopeInventory): Subject[] {
  const {policy} = context
  return inventory.apps.flatMap(app =>
    itemsOf(webhooksOf(context, app)).map(({id, include, level, target}) => ({
      app: app.name,
      fields: lazyFields({
        host: () => targetHost(target),
        hostIsDeclared: () => isDeclaredHost(target, policy.allow.webhookHosts),
        include: () => required(include?.join(','), 'which events the webhook is called for'),
        level: () => required(level, 'whether Heroku retries calls of the webhook'),
        scheme: () => targetScheme(target),
        ...policyFields(policy, 'webhook'),
      }),
      id,
      kind: 'webhook' as const,
      name: `${app.name}/${id}`,
      ...hostLabel(target),
    })),
  )
}
