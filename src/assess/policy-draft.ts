import type {Addon, App, FactKind, FactTypes, TeamApp} from '../model/facts.js'
import type {Framework} from '../model/framework.js'
import type {Fact, Snapshot} from '../model/snapshot.js'

import {byCodeUnit, distinct, groupBy} from '../foundation/collections.js'
import {firstFew, pluralize} from '../foundation/text.js'
import {yamlText} from '../foundation/yaml-text.js'
import {dataClasses} from '../model/framework.js'
import {policySchemaLine} from '../policy/edit-policy.js'
import {commentText, wrapped} from './draft-text.js'
import {isOfficialBuildpack} from '../subjects/app/buildpacks.js'
import {herokuServices} from '../model/services.js'

/** A value that was found, and how often. */
interface Proposal {
  readonly value: string
  readonly count: number
}

/** What a draft is for. */
export interface DraftOptions {
  /** The names of the apps in scope; facts may mention others. */
  readonly apps: readonly string[]
  /** The ISO date of the draft. */
  readonly date: string
  /** The names of frameworks as the policy file writes them, and whether a person chose them. */
  readonly frameworkNames: readonly string[]
  readonly areChosen: boolean
}

/**
 * A first policy file: what was found, as proposals in comments, in the order of what a person has to decide. Nothing
 * takes effect before a person removes the comment signs, but for frameworks that were chosen.
 */
export function draftPolicy(
  {facts, scopes}: Snapshot,
  frameworks: readonly Framework[],
  {apps: appNames, areChosen, date, frameworkNames}: DraftOptions,
): string {
  const bodiesOf = factReader(facts)
  const scopeText = scopes
    .map(({kind, name}) => (name === undefined ? 'the whole account' : `the ${kind} ${name}`))
    .join(' and ')
  const apps = appsInScope(bodiesOf, new Set(appNames))
  const choice = `frameworks: [${frameworkNames.map(name => yamlText(name)).join(', ')}]`
  return [
    policySchemaLine,
    ...wrapped(`A draft for ${commentText(scopeText)}, ${date}. Remove the # where you decide.`),
    'version: 1',
    areChosen ? choice : `# ${choice}  # heroku compliance:controls lists all`,
    '',
    ...heldData(apps, frameworks, date),
    '',
    ...allowedValues(facts, bodiesOf, apps),
    '',
    ...documentProposals(frameworks, frameworkNames),
    '',
    '# Limits, where yours are stricter than those of the checks.',
    '# limits: {admins: 3, buildAgeDays: 14, tokenDays: 90, certificateDays: 30}',
    '# recovery: {rtoHours: 24, rpoHours: 4}',
    ...gapComments(facts),
    '',
  ].join('\n')
}

type SeenApp = App | TeamApp

function appsInScope(bodiesOf: FactReader, names: ReadonlySet<string>): SeenApp[] {
  const seen = [...bodiesOf('teamApps'), ...bodiesOf('apps'), ...bodiesOf('app').map(app => [app])].flat()
  return [...new Map(seen.filter(({name}) => names.has(name)).map(app => [app.id, app])).values()].sort((a, b) =>
    byCodeUnit(a.name, b.name),
  )
}

const maxApps = 100

function heldData(apps: readonly SeenApp[], frameworks: readonly Framework[], date: string): string[] {
  const places = [...groupBy(apps.slice(0, maxApps), appLocation)].map(([place, group]) =>
    wrapped(`${place}: ${group.map(({name}) => commentText(name)).join(', ')}`, '#   ', '#     '),
  )
  const example = frameworks.find(({dataClass}) => dataClass !== undefined)?.dataClass ?? 'cardholder'
  return [
    `# What the apps hold: ${pluralize(apps.length, 'app')}. Data counts where it is, and where it is shared.`,
    ...places.flat(),
    ...(apps.length > maxApps ? [`#   and ${apps.length - maxApps} more`] : []),
    '# data:',
    `#   ${example}: {apps: [${yamlText(apps[0]?.name ?? 'my-app')}], by: you@example.com, on: ${date}}`,
    ...wrapped(`or ${dataClasses.filter(other => other !== example).join(', ')}`, '#   # ', '#   # '),
  ]
}

function appLocation(app: SeenApp): string {
  const region = 'region' in app ? app.region?.name : undefined
  return [
    app.space?.name ? `space ${commentText(app.space.name)}` : 'Common Runtime',
    ...(region ? [commentText(region)] : []),
  ].join(', ')
}

function allowedValues(facts: readonly Fact[], bodiesOf: FactReader, apps: readonly SeenApp[]): string[] {
  const lists = [
    ...flowList('publicApps', bodiesOf('formation').length === 0 ? [] : publicAppNames(facts, apps)),
    ...emailDomainList(bodiesOf),
    ...flowList(
      'logHosts',
      bodiesOf('logDrains')
        .flat()
        .flatMap(({addon, target}) => (addon || !target?.host ? [] : [target.host])),
    ),
    ...flowList(
      'webhookHosts',
      bodiesOf('webhooks')
        .flat()
        .flatMap(({target}) => target?.host ?? []),
    ),
    ...flowList(
      'buildpacks',
      bodiesOf('buildpackInstallations')
        .flat()
        .flatMap(({buildpack}) => buildpack?.url ?? buildpack?.name ?? [])
        .filter(buildpack => !isOfficialBuildpack(buildpack)),
    ),
    ...flowList(
      'peerings',
      bodiesOf('peerings')
        .flat()
        .flatMap(({aws_account_id: accountId, type}) => (type?.startsWith('heroku-') || !accountId ? [] : [accountId])),
    ),
    ...flowList(
      'vpns',
      bodiesOf('vpnConnections')
        .flat()
        .flatMap(({public_ip: publicIp}) => publicIp ?? []),
    ),
    ...addonServiceProposals([...bodiesOf('accountAddons'), ...bodiesOf('addons')].flat()),
  ]
  return [
    "# What is allowed: once a list is present, whatever isn't on it fails.",
    '# allow:',
    ...(lists.length === 0 ? ['#   emailDomains: [example.com]'] : lists),
  ]
}

type FactReader = <K extends FactKind>(kind: K) => Array<FactTypes[K]>

const factReader =
  (facts: readonly Fact[]): FactReader =>
  kind =>
    facts.flatMap(fact => (fact.kind === kind && fact.body !== undefined ? [fact.body as never] : []))

function proposals(values: readonly string[]): Proposal[] {
  return [...groupBy(values, value => value)]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .map(([value, occurrences]) => ({count: occurrences.length, value}))
}

/** Values as a list in brackets, in as many lines as they need. */
function flowList(name: string, values: readonly string[]): string[] {
  const sorted = distinct(values).sort(byCodeUnit)
  return sorted.length === 0
    ? []
    : wrapped(
        [
          `${name}:`,
          ...sorted.map(
            (value, index) => `${index === 0 ? '[' : ''}${yamlText(value)}${index === sorted.length - 1 ? ']' : ','}`,
          ),
        ],
        '#   ',
        '#     ',
      )
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

/** The domains, with how many people have an address there while that fits the line. */
function emailDomainList(bodiesOf: FactReader): string[] {
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
  const domains = [...emails].map(email => email.slice(email.lastIndexOf('@') + 1))
  const [line = '', ...more] = flowList('emailDomains', domains)
  const people = proposals(domains).map(({count}) => count)
  const note = `  # ${people.join(', ')} of ${emails.size} people`
  return line === '' || more.length > 0 || line.length + note.length > 80
    ? [line, ...more].filter(Boolean)
    : [line + note]
}

function addonServiceProposals(addons: readonly Addon[]): string[] {
  const services = [...new Map(addons.map(addon => [addon.id, addon])).values()]
    .flatMap(({addon_service: addonService}) => addonService?.name ?? [])
    .filter(name => !herokuServices.includes(name))
  return services.length === 0
    ? []
    : [
        '#   addonServices:',
        ...proposals(services).map(
          ({count, value}) => `#     - {name: ${yamlText(value)}, reason: why}  # ${pluralize(count, 'add-on')}`,
        ),
      ]
}

const maxDocuments = 3

/** An entry for each document that the frameworks ask for, or for one of many. */
function documentProposals(frameworks: readonly Framework[], frameworkNames: readonly string[]): string[] {
  const documents = [...new Map(frameworks.flatMap(framework => Object.entries(framework.documents)))].sort(
    ([a], [b]) => byCodeUnit(a, b),
  )
  const heading = '# Documents on file, which inherited controls need.'
  if (documents.length === 0) return [heading, '# documents:', documentEntry('heroku-soc2')]
  const [named] = documents.map(([id]) => id)
  const [lister] = frameworks.flatMap(({documents: ofOne}, index) =>
    Object.keys(ofOne).length > 0 ? (frameworkNames[index] ?? []) : [],
  )
  if (documents.length > maxDocuments)
    return [
      ...wrapped(
        `Documents on file: heroku compliance:controls ${commentText(lister ?? '')} lists ${documents.length}.`,
      ),
      '# documents:',
      documentEntry(named ?? ''),
    ]
  return [
    heading,
    '# documents:',
    ...documents.flatMap(([id, {from, title}]) => [
      ...wrapped(`${commentText(title)}; from: ${commentText(from)}`, '#   # ', '#   # '),
      documentEntry(id),
    ]),
  ]
}

const documentEntry = (id: string): string => `#   - {id: ${yamlText(id)}, issuer: WHO, issued: DATE, services: [WHAT]}`

function gapComments(facts: readonly Fact[]): string[] {
  const gaps = facts.flatMap(({gap, path}) => (gap && gap.reason !== 'not-found' ? [{...gap, path}] : []))
  if (gaps.length === 0) return []
  const causes = [...groupBy(gaps, ({needs, reason}) => (needs === undefined ? reason : `${reason}, needs ${needs}`))]
  return [
    '',
    "# What couldn't be read, so this draft may be incomplete:",
    ...causes.flatMap(([cause, group]) =>
      wrapped(`${commentText(firstFew(group.map(({path}) => path).sort(byCodeUnit), 1))}: ${cause}`, '#   ', '#     '),
    ),
  ]
}
