import {addonPlan, addonService} from './catalogue.js'
import {canary, daysAgo, ref, uuid} from './ids.js'
import type {AddonWorld, AttachmentRecord, Invisible, Named, Raw} from './types.js'

/** What a test says of an add-on. */
export interface AddonInit {
  /** The app that pays for it. */
  app: string
  plan: string
  /** The plan's claim: by default HIPAA and PCI for Shield plans, none for the others. */
  compliance?: unknown
  state?: string
  /** Name of the attachment on the paying app; null for none. */
  as?: string | null
  team?: string
  invisible?: Invisible
  record?: Raw
}

const ALIASES: Record<string, string> = {
  'heroku-postgresql': 'DATABASE',
  'heroku-redis': 'REDIS',
  'heroku-kafka': 'KAFKA',
  herokuconnect: 'HEROKUCONNECT',
}

/** An add-on, attached to the app that pays for it. */
export function addon(name: string, init: AddonInit): AddonWorld {
  const plan = addonPlan(init.plan, init.compliance)
  const service = addonService(init.plan.split(':')[0] ?? init.plan)
  const as =
    init.as === undefined ? (ALIASES[service.name] ?? service.name.toUpperCase().replaceAll('-', '_')) : init.as
  return {
    record: {
      ...ref('addon', name),
      actions: [],
      addon_service: {id: service.id, name: service.name},
      app: ref('app', init.app),
      billed_price: plan.price,
      billing_entity: init.team ? {...ref('team', init.team), type: 'team'} : {...ref('app', init.app), type: 'app'},
      config_vars: as === null ? [] : [`${as}_URL`],
      created_at: daysAgo(380),
      plan: {id: plan.id, name: plan.name},
      provider_id: uuid('provider', name),
      provision_message: canary('provision-message', name),
      state: init.state ?? 'provisioned',
      updated_at: daysAgo(30),
      web_url: `https://addons-sso.heroku.com/apps/${uuid('app', init.app)}/addons/${uuid('addon', name)}`,
      ...init.record,
    },
    plan,
    service,
    as,
    invisible: init.invisible ?? null,
  }
}

/** An attachment. The paying app is filled in by `world` where the add-on is part of it. */
export function attach(
  app: string,
  name: string,
  addonName: string,
  record: Raw & {billedTo?: string} = {},
): AttachmentRecord {
  const {billedTo, ...fields} = record
  return {
    ...ref('attachment', `${app}/${name}`),
    name,
    addon: {...ref('addon', addonName), app: ref('app', billedTo ?? app)},
    app: ref('app', app),
    config_vars: [`${name}_URL`],
    created_at: daysAgo(380),
    log_input_url: `https://addons:${canary('log-input', addonName)}@logs.example.com/`,
    namespace: null,
    updated_at: daysAgo(30),
    web_url: `https://addons-sso.heroku.com/attachments/${uuid('attachment', `${app}/${name}`)}`,
    ...fields,
  }
}

/** Names the paying app of each attachment, and adds the attachment each add-on has on it. */
export function settleAttachments(addons: AddonWorld[], given: AttachmentRecord[]): AttachmentRecord[] {
  const byId = new Map(addons.map(a => [a.record.id, a]))
  const own = addons.flatMap(({as, record}) => {
    const taken = as === null || given.some(g => g.addon.id === record.id && g.app.id === record.app.id)
    return taken ? [] : [attach(record.app.name, as, record.name)]
  })
  return [...own, ...given].map(attachment => {
    const owner: Named | undefined = byId.get(attachment.addon.id)?.record
    const app = (owner as AddonWorld['record'] | undefined)?.app ?? attachment.addon.app
    return {...attachment, addon: {...attachment.addon, app}}
  })
}
