import type {Interruption, PlanPhase} from '../../model/remediation-plan.js'

/** What a plan has to know of a command beside its effect on facts. */
export interface CommandTraits {
  readonly phase: PlanPhase
  readonly interruption: Interruption
  /**
   * How to take it back: a command whose parts in braces are arguments and flags of the command done, or a sentence.
   * None for a command that only belongs to others.
   */
  readonly undo?: string
  /** What --confirm has to repeat for the command to ask nothing. */
  readonly confirm?: string
  /** Whether data or access is gone for good. */
  readonly isFinal?: true
}

const change = (interruption: Interruption, undo?: string): CommandTraits => ({
  interruption,
  phase: 'change',
  ...(undo === undefined ? {} : {undo}),
})
const addition = (undo: string, interruption: Interruption = 'none'): CommandTraits => ({
  interruption,
  phase: 'add',
  undo,
})
const removal = (undo: string, interruption: Interruption = 'none'): CommandTraits => ({
  interruption,
  phase: 'remove',
  undo,
})
const destruction = (confirm: string, interruption: Interruption = 'none'): CommandTraits => ({
  ...removal("It can't be undone.", interruption),
  confirm,
  isFinal: true,
})

const setting = (name: string): CommandTraits =>
  change('none', `heroku pg:settings:${name} {database} -a {app} shows the value before; set it again.`)

const upgrade: CommandTraits = {
  ...change('maintenance', "An upgrade can't be undone: test it on a fork first."),
  confirm: '{app}',
}

/** What can be a step of a plan, by the id of the command. Whatever isn't here, a person runs. */
export const commandTraits: Readonly<Record<string, CommandTraits>> = {
  'access:remove': removal('heroku access:add EMAIL -a {app} gives the person access again.'),
  'access:update': change(
    'none',
    'heroku access:update {email} -a {app} --permissions PERMISSIONS returns to those before.',
  ),
  'addons:destroy': destruction('{app}', 'restart'),
  'addons:detach': removal(
    'heroku addons:attach ADDON --as {attachment_name} -a {app} attaches it again, as long as it exists.',
    'restart',
  ),
  'addons:upgrade': change('connections', 'heroku addons:upgrade {addon} PLAN -a {app} returns to the plan before.'),
  'apps:lock': change('none', 'heroku apps:unlock -a {app}'),
  'apps:transfer': change('none', 'heroku apps:transfer RECIPIENT -a {app} gives it back.'),
  'authorizations:revoke': {...removal("It can't be undone."), isFinal: true},
  'certs:auto:enable': addition('heroku certs:auto:disable -a {app} --confirm {app}'),
  'data:maintenances:run': change('maintenance', "It can't be undone."),
  'data:pg:settings': change('none', 'heroku data:pg:settings {database} -a {app} shows what to set again.'),
  'data:pg:upgrade:run': upgrade,
  'data:pg:upgrade:wait': change('none'),
  'drains:add': addition('heroku drains:remove {url} -a {app}'),
  'drains:remove': removal('heroku drains:add URL -a {app} adds it again.'),
  'features:disable': change('none', 'heroku features:enable {feature} -a {app}'),
  'features:enable': change('none', 'heroku features:disable {feature} -a {app}'),
  'keys:remove': {...removal('heroku keys:add adds a key again.')},
  'maintenance:off': change('none'),
  'maintenance:on': change('maintenance'),
  'members:remove': removal('heroku members:add EMAIL --team {team} invites the person again.'),
  'members:set': change('none', 'heroku members:set EMAIL --team {team} --role ROLE returns to the role before.'),
  'pg:backups:delete': destruction('{app}'),
  'pg:backups:schedule': addition(
    'heroku pg:backups:unschedule DATABASE -a {app}, with the name that heroku pg:backups:schedules shows.',
  ),
  'pg:settings:log-connections': setting('log-connections'),
  'pg:settings:log-min-duration-statement': setting('log-min-duration-statement'),
  'pg:settings:log-statement': setting('log-statement'),
  'pg:upgrade:prepare': {...change('none'), confirm: '{app}'},
  'pg:upgrade:run': upgrade,
  'pg:upgrade:wait': change('none'),
  'ps:restart': change('restart'),
  'ps:scale': change('none', 'heroku ps:scale TYPE=QUANTITY -a {app} returns to the quantity before.'),
  'ps:type': change('restart', 'heroku ps:type TYPE=SIZE -a {app} returns to the size before.'),
  'spaces:drains:set': change('none', 'heroku spaces:drains:set URL --space {space} returns to the drain before.'),
  'spaces:peerings:destroy': {...destruction('{pcxid}', 'connections')},
  'spaces:trusted-ips:add': addition('heroku spaces:trusted-ips:remove {source} --space {space}'),
  'spaces:trusted-ips:remove': removal('heroku spaces:trusted-ips:add {source} --space {space}', 'connections'),
  'spaces:vpn:destroy': {...destruction('{name}', 'connections')},
  'telemetry:add': addition('heroku telemetry shows the id; heroku telemetry:remove ID removes it.'),
  'telemetry:remove': removal('heroku telemetry:add URL adds it again.'),
  'telemetry:update': change('none', 'heroku telemetry:update {telemetry_drain_id} --endpoint URL returns to it.'),
  'webhooks:remove': removal('heroku webhooks:add adds it again.'),
  'webhooks:update': change('none', 'heroku webhooks:update {id} with the URL before returns to it.'),
}

/** Commands that only show something. */
const looks: ReadonlySet<string> = new Set([
  'access',
  'addons:info',
  'addons:plans',
  'authorizations:info',
  'buildpacks',
  'certs:auto',
  'certs:info',
  'data:maintenances:info',
  'data:mtls:ip-rules',
  'data:privatelink',
  'domains:info',
  'drains',
  'enterprise:audits',
  'keys',
  'maintenance',
  'members',
  'pg:backups',
  'pg:backups:schedules',
  'pg:info',
  'pipelines:info',
  'pipelines:open',
  'ps',
  'regions',
  'releases',
  'spaces:drains:get',
  'spaces:peerings',
  'spaces:trusted-ips',
  'spaces:vpn:connections',
  'stack',
])

/** Whether a command only shows something. */
export const onlyLooks = (id: string): boolean => looks.has(id)
