import type {Addon, App, FactKind, FactTypes, TeamApp} from '../model/facts.js'
import type {Framework} from '../model/framework.js'
import type {Fact, Snapshot} from '../model/snapshot.js'

import {byCodeUnit, grouped} from '../foundation/collections.js'
import {times, unsafe} from '../foundation/text.js'
import {isHerokus} from '../subjects/app/buildpacks.js'
import {herokuServices} from '../subjects/addon/attachment.js'

/** A thing that was found, and where. */
interface Found {
  readonly value: string
  readonly note: string
}

/**
 * A first policy file: what was seen, each as a proposal in a comment. Nothing of it decides anything before a person
 * takes the comment's mark away.
 *
 * @param day the ISO date of the draft
 */
export function draftPolicy({facts, scopes}: Snapshot, frameworks: readonly Framework[], day: string): string {
  const seen = reader(facts)
  const of = scopes
    .map(({kind, name}) => (name === undefined ? 'the whole account' : `the ${kind} ${name}`))
    .join(' and ')
  const apps = [
    ...new Map(
      [...seen('teamApps'), ...seen('apps'), ...seen('app').map(one => [one])].flat().map(app => [app.id, app]),
    ).values(),
  ].sort((a, b) => byCodeUnit(a.name, b.name))
  return [
    `# A draft of the policy of ${line(of)}, from what could be seen on ${day}.`,
    '# Everything is a proposal: it decides nothing while it is a comment. Where it says DECIDE, a person has to.',
    '# What each part means: the README of heroku-compliance, "What people decide".',
    'version: 1',
    '',
    '# DECIDE: which of these do you have to meet?',
    ...frameworks.map(({id, title, version}) => `#   ${id}: ${line(title)} ${line(version)}`),
    '# frameworks: [baseline]',
    '',
    `# DECIDE: which of these ${times(apps.length, 'app')} hold which data? Only those, and what shares something with them, are judged for it then.`,
    ...apps.map(app => `#   ${line(app.name)}: ${placeOf(app)}`),
    '# data:',
    '#   cardholder:       # or cji, health, government-id, bank-account, personal',
    `#     apps: [${text(apps[0]?.name ?? 'my-app')}]`,
    '#     by: you@example.com',
    `#     on: ${day}`,
    '',
    '# DECIDE: what of this is allowed? Where a list is there, what is not on it fails.',
    '# allow:',
    ...list('publicApps', found(seen('formation').length === 0 ? [] : publicApps(facts, apps))),
    ...list('emailDomains', domainsOf(seen)),
    ...list(
      'logHosts',
      found(
        seen('logDrains')
          .flat()
          .flatMap(({addon, target}) => (addon || !target?.host ? [] : [target.host])),
        'drain',
      ),
    ),
    ...list(
      'webhookHosts',
      found(
        seen('webhooks')
          .flat()
          .flatMap(({target}) => target?.host ?? []),
        'webhook',
      ),
    ),
    ...list(
      'buildpacks',
      found(
        seen('buildpackInstallations')
          .flat()
          .flatMap(({buildpack}) => buildpack?.url ?? buildpack?.name ?? [])
          .filter(one => !isHerokus(one)),
        'app',
      ),
    ),
    ...list(
      'peerings',
      found(
        seen('peerings')
          .flat()
          .flatMap(({aws_account_id: id, type}) => (type?.startsWith('heroku-') || !id ? [] : [id])),
        'peering',
      ),
    ),
    ...list(
      'vpns',
      found(
        seen('vpnConnections')
          .flat()
          .flatMap(({public_ip: ip}) => ip ?? []),
        'connection',
      ),
    ),
    ...vendors([...seen('accountAddons'), ...seen('addons')].flat()),
    '',
    '# DECIDE: which of these documents are on file? Inherited controls need them.',
    '# documents:',
    ...documents(frameworks),
    '',
    '# Answers to what no API can tell; heroku compliance:check lists the questions.',
    '# answers:',
    "#   - {framework: pci, control: 1.2.4, apps: ['*'], answer: 'yes', reason: why, by: you@example.com, on: DATE}",
    ...unread(facts),
    '',
  ].join('\n')
}

function placeOf(app: App | TeamApp): string {
  const region = 'region' in app ? app.region?.name : undefined
  const team = 'team' in app ? app.team?.name : undefined
  return [
    app.space?.name ? `space ${line(app.space.name)}` : 'Common Runtime',
    ...(region ? [`region ${line(region)}`] : []),
    ...(team ? [`team ${line(team)}`] : []),
  ].join(', ')
}

type Reader = <K extends FactKind>(kind: K) => Array<FactTypes[K]>

const reader =
  (facts: readonly Fact[]): Reader =>
  kind =>
    facts.flatMap(fact => (fact.kind === kind && fact.body !== undefined ? [fact.body as never] : []))

/** A string from elsewhere as part of one line of comment. */
const line = (from: string): string => from.replaceAll(unsafe, '?').slice(0, 200)
/** A string as YAML has it, whatever is in it. */
const text = (from: string): string =>
  /^[A-Za-z][\w.@-]*$/.test(from) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(from)
    ? from
    : JSON.stringify(from.replaceAll(unsafe, '?'))

function found(values: readonly string[], what = 'app'): Found[] {
  return [...grouped(values, value => value)]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([value, same]) => ({note: times(same.length, what), value}))
}

function list(name: string, all: readonly Found[]): string[] {
  return all.length === 0 ? [] : [`#   ${name}:`, ...all.map(({note, value}) => `#     - ${text(value)}  # ${note}`)]
}

/** Apps that run a web dyno and are not internal. */
function publicApps(
  facts: readonly Fact[],
  apps: ReadonlyArray<{readonly id: string; readonly name: string; readonly internal_routing?: boolean | null}>,
): string[] {
  return apps
    .filter(
      ({id, internal_routing: internal, name}) =>
        internal !== true &&
        facts.some(
          ({body, kind, path}) =>
            kind === 'formation' &&
            (path === `/apps/${name}/formation` || path === `/apps/${id}/formation`) &&
            (body as FactTypes['formation'] | undefined)?.some(
              ({quantity, type}) => type === 'web' && (quantity ?? 0) > 0,
            ),
        ),
    )
    .map(({name}) => name)
}

function domainsOf(seen: Reader): Found[] {
  const people = new Set(
    [
      ...seen('members')
        .flat()
        .flatMap(({email, user}) => email ?? user?.email ?? []),
      ...seen('collaborators')
        .flat()
        .flatMap(({user}) => user?.email ?? []),
      ...seen('teamPermissions')
        .flat()
        .flatMap(({users}) => (users ?? []).flatMap(({email}) => email ?? [])),
    ]
      .map(email => email.toLowerCase())
      .filter(email => email.includes('@') && !email.endsWith('@herokumanager.com')),
  )
  return found(
    [...people].map(email => email.slice(email.lastIndexOf('@') + 1)),
    `of ${people.size} people`,
  ).map(one => ({...one, note: one.note.replace(/s$/, '')}))
}

function vendors(addons: readonly Addon[]): string[] {
  const services = [...new Map(addons.map(addon => [addon.id, addon])).values()]
    .flatMap(({addon_service: service}) => service?.name ?? [])
    .filter(name => !herokuServices.includes(name))
  return services.length === 0
    ? []
    : [
        '#   addonServices:',
        ...found(services, 'add-on').map(({note, value}) => `#     - {name: ${text(value)}, reason: why}  # ${note}`),
      ]
}

function documents(frameworks: readonly Framework[]): string[] {
  const all = new Map(frameworks.flatMap(({documents: papers}) => Object.entries(papers)))
  return [...all]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .flatMap(([id, {from, title}]) => [
      `#   - id: ${id}  # ${line(title)}, from ${line(from)}`,
      '#     issuer: WHO',
      '#     issued: DATE',
      '#     services: [WHAT]',
    ])
}

function unread(facts: readonly Fact[]): string[] {
  const gaps = facts
    .flatMap(({gap, path}) =>
      gap && gap.reason !== 'not-found'
        ? [`#   ${line(path)}: ${gap.reason}${gap.needs ? `, needs ${gap.needs}` : ''}`]
        : [],
    )
    .sort(byCodeUnit)
  return gaps.length === 0
    ? []
    : [
        '',
        '# What could not be read, so that there may be more than this draft knows:',
        ...gaps.slice(0, 20),
        ...(gaps.length > 20 ? [`#   and ${gaps.length - 20} more`] : []),
      ]
}
