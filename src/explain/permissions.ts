import type {Framework} from '../model/framework.js'
import type {Permission, TokenScope} from '../model/need.js'
import type {Scope} from '../model/snapshot.js'
import type {CatalogView} from './catalog-view.js'
import type {Access, PermissionSet, PermissionUse} from './permission-use.js'

import {groupBy} from '../foundation/collections.js'
import {pluralize} from '../foundation/text.js'
import {checksOfControl} from '../model/framework.js'
import {needText, permissionText, tokenScopes} from '../model/need.js'
import {indentedParagraph} from '../report/terminal/layout.js'
import {line, section, shortestName} from './catalog-view.js'
import {factWords} from './fact-words.js'
import {
  checksOfFramework,
  permissionUses,
  setForApp,
  setForEverything,
  setForScope,
  unmeasuredChecks,
} from './permission-use.js'

/** A permission or a token scope in words. */
export const nameText = (name: Permission | TokenScope): string =>
  isTokenScope(name) ? needText({scope: name}) : permissionText[name]

const isTokenScope = (name: Permission | TokenScope): name is TokenScope =>
  (tokenScopes as readonly string[]).includes(name)

/** What a set needs, in words. */
export function setText({permissions, tokenScopes: scopes}: PermissionSet): string {
  const names = [
    ...(scopes.length > 0 ? [`a token of scope ${scopes.join(' and ')}`] : []),
    ...permissions.map(nameText),
  ]
  return names.length > 0 ? names.join('; ') : 'any token'
}

/** Frameworks but for those that repeat controls of others. */
export const wholeFrameworks = (frameworks: readonly Framework[]): Framework[] =>
  frameworks.filter(({profileOf}) => profileOf === undefined)

/** What each permission is needed for, and the smallest set for each framework. */
export function permissionsText({checks, frameworks}: CatalogView, access: Access, columns: number): string {
  const whole = wholeFrameworks(frameworks)
  const {permissions, tokenScopes: scopes} = permissionUses(
    checks.map(({id}) => id),
    whole,
    access,
  )
  const blocks = (uses: readonly PermissionUse[]) => uses.map(use => countedUse(use, columns)).join(line())
  return (
    indentedParagraph(
      'What each token scope and permission lets the tool read, and what is unknown without it',
      columns,
    ) +
    line() +
    blocks([...scopes, ...permissions]) +
    scopeSection(access, columns) +
    section(
      'Smallest set that sees everything, with --team or --all',
      setsByFramework(frameworks, checks => setForEverything(checks, access), columns),
    ) +
    section(
      'Smallest set that sees everything about one app, with --app',
      setsByFramework(frameworks, checks => setForApp(checks, access), columns),
    ) +
    line() +
    inclusionText(columns) +
    line() +
    indentedParagraph('With a framework, --permissions names the checks and controls.', columns)
  )
}

function countedUse(use: PermissionUse, columns: number): string {
  const byFramework = use.controls.map(({controls, framework}) => `${shortestName(framework)} ${controls.length}`)
  return (
    indentedParagraph(nameText(use.name), columns) +
    readsText(use, columns) +
    indentedParagraph(`without it unknown: ${pluralize(use.checks.length, 'check')}`, columns, 2, 2) +
    indentedParagraph(`for controls: ${byFramework.join(', ') || 'none'}`, columns, 2, 2)
  )
}

const readsText = ({reads}: PermissionUse, columns: number) =>
  indentedParagraph(`reads ${reads.map(kind => factWords[kind]).join(', ')}`, columns, 2, 2)

/** What a framework needs: the smallest set, and for each permission the checks and controls that depend on it. */
export function frameworkPermissionsText(framework: Framework, access: Access, columns: number): string {
  const checks = checksOfFramework(framework)
  const heading = indentedParagraph(`${framework.title} ${framework.version}: permissions`, columns)
  if (checks.length === 0)
    return heading + line() + indentedParagraph('It needs none: its controls name no checks.', columns)
  const {permissions, tokenScopes: scopes} = permissionUses(checks, [framework], access)
  const unmeasured = unmeasuredChecks(checks, access)
  return (
    heading +
    section(
      'Smallest set that sees everything',
      indentedParagraph(`with --team or --all: ${setText(setForEverything(checks, access))}`, columns, 2, 2) +
        indentedParagraph(`with --app: ${setText(setForApp(checks, access))}`, columns, 2, 2),
    ) +
    [...scopes, ...permissions].map(use => namedUse(use, checks, namedControls(framework), columns)).join('') +
    scopeSection(access, columns) +
    section(
      'Checks of the framework itself, which may need more',
      unmeasured.length === 0 ? '' : indentedParagraph(unmeasured.join(', '), columns, 2),
    ) +
    line() +
    inclusionText(columns)
  )
}

const namedControls = ({controls}: Framework): string[] =>
  controls.filter(control => checksOfControl(control).length > 0).map(({id}) => id)

function namedUse(
  use: PermissionUse,
  allChecks: readonly string[],
  allControls: readonly string[],
  columns: number,
): string {
  const controls = use.controls.flatMap(({controls: ids}) => ids)
  return (
    line() +
    indentedParagraph(`Without ${nameText(use.name)}`, columns) +
    readsText(use, columns) +
    indentedParagraph(`unknown: ${namesText(use.checks, allChecks, 'check')}`, columns, 2, 2) +
    indentedParagraph(`for controls: ${namesText(controls, allControls, 'control')}`, columns, 2, 2)
  )
}

/** The names, or those that are missing where these are fewer. */
function namesText(names: readonly string[], all: readonly string[], noun: 'check' | 'control'): string {
  const missing = all.filter(name => !names.includes(name))
  if (missing.length >= names.length) return names.join(', ')
  const whole = `all ${pluralize(all.length, noun)}${noun === 'control' ? ' with checks' : ''}`
  return missing.length === 0 ? whole : `${whole} but ${missing.join(', ')}`
}

const scopesWithLists = ['all', 'team', 'space', 'pipeline'] as const satisfies ReadonlyArray<Scope['kind']>

const scopeSection = (access: Access, columns: number) =>
  section(
    'To find what belongs to a scope',
    scopesWithLists
      .map(scope => indentedParagraph(`--${scope}: ${setText(setForScope(scope, access))}`, columns, 2, 2))
      .join(''),
  )

/** The sets, each with the frameworks that need it. */
function setsByFramework(
  frameworks: readonly Framework[],
  setFor: (checks: readonly string[]) => PermissionSet,
  columns: number,
): string {
  const withChecks = frameworks.filter(framework => checksOfFramework(framework).length > 0)
  const withoutChecks = frameworks.filter(framework => !withChecks.includes(framework))
  const groups = groupBy(withChecks, framework => setText(setFor(checksOfFramework(framework))))
  return [
    ...groups,
    ...(withoutChecks.length > 0 ? [['nothing: no control names a check', withoutChecks] as const] : []),
  ]
    .map(
      ([text, needing]) =>
        indentedParagraph(text, columns, 2, 2) +
        indentedParagraph(`for ${needing.map(framework => shortestName(framework)).join(', ')}`, columns, 4),
    )
    .join('')
}

/** Which permission includes which, as Heroku documents it. */
export const inclusionSentences: readonly string[] = [
  "A team's admin is a member, and may view, deploy to and operate all of its apps; what another team pays for needs " +
    "that team's permission. Nothing documents whether an admin has the capability manage_tokens.",
  'Deploy and operate each include view, and neither includes the other. Members see the apps of their team unless ' +
    'they are locked. On an enterprise account, manage includes view.',
  'A token of scope global includes every other scope. It is what heroku login creates.',
]

const inclusionText = (columns: number) =>
  inclusionSentences.map(sentence => indentedParagraph(sentence, columns)).join('')
