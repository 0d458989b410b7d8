import type {HerokuCommand} from '../model/heroku-command.js'
import type {Fact} from '../model/snapshot.js'

/** A command as it may be shown. */
export interface ShownCommand {
  /** Such as `heroku drains:add ... --app web`. */
  readonly text: string
  /** Whether it is all that was typed. */
  readonly isWhole: boolean
}

/** Flags whose values are names of resources. */
const nameFlags = new Set(['app', 'pipeline', 'remote', 'space', 'team'])

/**
 * A command without what could be a secret. Of its arguments, only names that the facts know are shown: of an address,
 * a token or a setting, nothing is.
 */
export function showCommand({flags, id, words}: HerokuCommand, facts: readonly Fact[]): ShownCommand {
  const names = namesIn(facts)
  const shownWords = words.map(word => (names.has(word) ? word : omitted))
  const shownFlags = Object.entries(flags).flatMap(([name, value]) => showFlag(name, value, names))
  const shown = withoutRepeats([...shownWords, ...shownFlags])
  return {isWhole: !shown.includes(omitted), text: ['heroku', id, ...shown].join(' ')}
}

const omitted = '...'

function showFlag(name: string, value: HerokuCommand['flags'][string], names: ReadonlySet<string>): string[] {
  if (value === undefined || value === false) return []
  if (value === true) return [`--${name}`]
  return typeof value === 'string' && nameFlags.has(name) && (names.has(value) || isAppName(name, value))
    ? [`--${name}`, value]
    : [omitted]
}

/** An app is named even where no facts know it, so that they can be collected. */
const isAppName = (flag: string, value: string) => flag === 'app' && /^[a-z][a-z\d-]{1,29}$/.test(value)

const withoutRepeats = (words: readonly string[]): string[] =>
  words.filter((word, index) => word !== omitted || words[index - 1] !== omitted)

/** The names of apps, add-ons, attachments, pipelines, spaces and teams, none of which needs quotes in a shell. */
function namesIn(facts: readonly Fact[]): ReadonlySet<string> {
  const kinds = new Set(['accountAddons', 'accountAttachments', 'addon', 'addonAttachments', 'addons', 'app', 'apps'])
  for (const kind of ['pipeline', 'pipelines', 'space', 'spaces', 'team', 'teamApp', 'teamApps', 'teams', 'teamSpaces'])
    kinds.add(kind)
  const records = facts.flatMap(({body, kind}) => (kinds.has(kind) ? [body ?? []].flat() : []))
  const found = records.flatMap(record => (record as {readonly name?: unknown}).name ?? [])
  return new Set(found.filter((name): name is string => typeof name === 'string' && /^\w[\w-]*$/.test(name)))
}
