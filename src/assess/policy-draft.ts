import type {Addon, App, FactKind, FactTypes, TeamApp} from '../model/facts.js'
import type {Framework} from '../model/framework.js'
import type {Fact, Snapshot} from '../model/snapshot.js'

import {byCodeUnit, groupBy} from '../foundation/collections.js'
import {pluralize, unsafeCharacters} from '../foundation/text.js'
import {isOfficialBuildpack} from '../subjects/app/buildpacks.js'
import {herokuServices} from '../subjects/addon/attachment.js'

/** A value that was found, and a note on where. */
interface Proposal {
  readonly value: string
  readonly note: string
}

/**
 * A first policy file: everything that was found, as proposals in comments. Nothing takes effect before a person
 * removes the comment signs.
 *
 * @param date the ISO date of the draft
 */
export function draftPolicy({facts, scopes}: Snapshot, frameworks: readonly Framework[], date: string): string {
  const bodiesOf = factReader(facts)
  const scopeText = scopes
    .map(({kind, name}) => (name === undefined ? 'the whole account' : `the ${kind} ${name}`))
    .join(' and ')
  const apps = [
    ...new Map(
      [...bodiesOf('teamApps'), ...bodiesOf('apps'), ...bodiesOf('app').map(app => [app])]
        .flat()
        .map(app => [app.id, app]),
    ).values(),
  ].sort((a, b) => byCodeUnit(a.name, b.name))
  return [
    `# A draft policy for ${commentText(scopeText)}, from what could be seen on ${date}.`,
    '# Everything is a proposal and has no effect while it is a comment. DECIDE marks what a person has to decide.',
    '# docs/policy.md of heroku-compliance explains each part.',
    'version: 1',
    '',
    '# DECIDE: which of these frameworks do you have to meet?',
    ...frameworks.map(({id, title, version}) => `#   ${id}: ${commentText(title)} ${commentText(version)}`),
    '# frameworks: [baseline]',
    '',
    `# DECIDE: which of these ${pluralize(apps.length, 'app')} hold which data? ` +
      'Then only those apps, and what shares resources with them, are assessed for it.',
    ...apps.map(app => `#   ${commentText(app.name)}: ${appLocation(app)}`),
    '# data:',
    '#   cardholder:       # or cji, health, government-id, bank-account, personal',
    `#     apps: [${yamlText(apps[0]?.name ?? 'my-app')}]`,
    '#     by: you@example.com',
    `#     on: ${date}`,
    '',
    "# DECIDE: which of these are allowed? Once a list is present, everything that isn't on it fails.",
    '# allow:',
    ...proposalList('publicApps', proposals(bodiesOf('formation').length === 0 ? [] : publicAppNames(facts, apps))),
    ...proposalList('emailDomains', emailDomainProposals(bodiesOf)),
    ...proposalList(
      'logHosts',
      proposals(
        bodiesOf('logDrains')
          .flat()
          .flatMap(({addon, target}) => (addon || !target?.host ? [] : [target.host])),
        'drain',
      ),
    ),
    ...proposalList(
      'webhookHosts',
      proposals(
        bodiesOf('webhooks')
          .flat()
          .flatMap(({target}) => target?.host ?? []),
        'webhook',
      ),
    ),
    ...proposalList(
      'buildpacks',
      proposals(
        bodiesOf('buildpackInstallations')
          .flat()
          .flatMap(({buildpack}) => buildpack?.url ?? buildpack?.name ?? [])
          .filter(buildpack => !isOfficialBuildpack(buildpack)),
        'app',
      ),
    ),
    ...proposalList(
      'peerings',
      proposals(
        bodiesOf('peerings')
          .flat()
          .flatMap(({aws_account_id: accountId, type}) =>
            type?.startsWith('heroku-') || !accountId ? [] : [accountId],
          ),
        'peering',
      ),
    ),
    ...proposalList(
      'vpns',
      proposals(
        bodiesOf('vpnConnections')
          .flat()
          .flatMap(({public_ip: publicIp}) => publicIp ?? []),
        'connection',
      ),
    ),
    ...addonServiceProposals([...bodiesOf('accountAddons'), ...bodiesOf('addons')].flat()),
    '',
    '# DECIDE: which of these documents do you have on file? Inherited controls need them.',
    '# documents:',
    ...documentProposals(frameworks),
    '',
    '# Answers to questions that no API can answer; heroku compliance:check lists them.',
    '# answers:',
    "#   - {framework: pci, control: 1.2.4, apps: ['*'], answer: 'yes', reason: why, by: you@example.com, on: DATE}",
    ...gapComments(facts),
    '',
  ].join('\n')
}

function appLocation(app: App | TeamApp): string {
  const region = 'region' in app ? app.region?.name : undefined
  const team = 'team' in app ? app.team?.name : undefined
  return [
    app.space?.name ? `space ${commentText(app.space.name)}` : 'Common Runtime',
    ...(region ? [`region ${commentText(region)}`] : []),
    ...(team ? [`team ${commentText(team)}`] : []),
  ].join(', ')
}

type FactReader = <K extends FactKind>(kind: K) => Array<FactTypes[K]>

const factReader =
  (facts: readonly Fact[]): FactReader =>
  kind =>
    facts.flatMap(fact => (fact.kind === kind && fact.body !== undefined ? [fact.body as never] : []))

/** A string from the API as part of a one-line comment. */
const commentText = (value: string): string => value.replaceAll(unsafeCharacters, '?').slice(0, 200)
/** A string as YAML, whatever it contains. */
const yamlText = (value: string): string =>
  /^[A-Za-z][\w.@-]*$/.test(value) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(value)
    ? value
    : JSON.stringify(value.replaceAll(unsafeCharacters, '?'))

function proposals(values: readonly string[], noun = 'app'): Proposal[] {
  return [...groupBy(values, value => value)]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([value, occurrences]) => ({note: pluralize(occurrences.length, noun), value}))
}

function proposalList(name: string, proposals: readonly Proposal[]): string[] {
  return proposals.length === 0
    ? []
    : [`#   ${name}:`, ...proposals.map(({note, value}) => `#     - ${yamlText(value)}  # ${note}`)]
}

/** Apps that run a web dyno and aren't internal. */
function publicAppNames(
  facts: readonly Fact[],
  apps: ReadonlyArray<{readonly id: string; readonly name: string; readonly internal_routing?: boolean | null}>,
): string[] {
  return apps
    .filter(
      ({id, internal_routing: isInternal, name}) =>
        isInternal !== true &&
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

function emailDomainProposals(bodiesOf: FactReader): Proposal[] {
  const emails = new Set(
    [
      ...bodiesOf('members')
        .flat()
        .flatMap(({email, user}) => email ?? user?.email ?? []),
      ...bodiesOf('collaborators')
        .flat()
        .flatMap(({user}) => user?.email ?? []),
      ...bodiesOf('teamPermissions')
        .flat()
        .flatMap(({users}) => (users ?? []).flatMap(({email}) => email ?? [])),
    ]
      .map(email => email.toLowerCase())
      .filter(email => email.includes('@') && !email.endsWith('@herokumanager.com')),
  )
  return proposals(
    [...emails].map(email => email.slice(email.lastIndexOf('@') + 1)),
    `of ${emails.size} people`,
  ).map(proposal => ({...proposal, note: proposal.note.replace(/s$/, '')}))
}

function addonServiceProposals(addons: readonly Addon[]): string[] {
  const services = [...new Map(addons.map(addon => [addon.id, addon])).values()]
    .flatMap(({addon_service: addonService}) => addonService?.name ?? [])
    .filter(name => !herokuServices.includes(name))
  return services.length === 0
    ? []
    : [
        '#   addonServices:',
        ...proposals(services, 'add-on').map(
          ({note, value}) => `#     - {name: ${yamlText(value)}, reason: why}  # ${note}`,
        ),
      ]
}

function documentProposals(frameworks: readonly Framework[]): string[] {
  const documentById = new Map(frameworks.flatMap(({documents}) => Object.entries(documents)))
  return [...documentById]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .flatMap(([id, {from, title}]) => [
      `#   - id: ${id}  # ${commentText(title)}, from ${commentText(from)}`,
      '#     issuer: WHO',
      '#     issued: DATE',
      '#     services: [WHAT]',
    ])
}

function gapComments(facts: readonly Fact[]): string[] {
  const gaps = facts
    .flatMap(({gap, path}) =>
      gap && gap.reason !== 'not-found'
        ? [`#   ${commentText(path)}: ${gap.reason}${gap.needs ? `, needs ${gap.needs}` : ''}`]
        : [],
    )
    .sort(byCodeUnit)
  return gaps.length === 0
    ? []
    : [
        '',
        "# What couldn't be read, so this draft may be incomplete:",
        ...gaps.slice(0, 20),
        ...(gaps.length > 20 ? [`#   and ${gaps.length - 20} more`] : []),
      ]
}
