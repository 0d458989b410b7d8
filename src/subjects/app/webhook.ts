import type {Answer} from '../../model/gap.js'
import type {FactTypes} from '../../model/facts.js'
import type {Subject} from '../../model/subject.js'
import type {AppHandle, Context, Roster} from '../context.js'

import {declared, host, scheme} from './drain.js'
import {fields, value} from '../field-value.js'

export const webhooksOf = ({facts}: Context, app: AppHandle): Answer<FactTypes['webhooks']> =>
  app.unseen ? {gap: app.unseen} : facts.read('webhooks', app.ref)

/** One subject for each webhook of each app in scope. */
export function webhooks(context: Context, roster: Roster): Subject[] {
  const {webhookHosts} = context.policy.allow
  return roster.apps.flatMap(app => {
    const rows = webhooksOf(context, app)
    if ('gap' in rows) return []
    return rows.body.map(({id, target}) => ({
      app: app.name,
      fields: fields({
        host: () => host(target),
        hostIsDeclared: () => declared(target, webhookHosts),
        scheme: () => scheme(target),
        webhookHostsAreDeclared: () => value(webhookHosts !== undefined),
      }),
      id,
      kind: 'webhook' as const,
      name: `${app.name}/${id}`,
    }))
  })
}
