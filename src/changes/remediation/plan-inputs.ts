import type {Policy} from '../../model/policy.js'
import type {PlanInput} from '../../model/remediation-plan.js'
import type {CommandWord, WordPiece} from './command-words.js'

/** What a placeholder of a command stands for. */
interface InputRule {
  /** As the command of the catalog has it, outside of quotes. */
  readonly placeholder: string
  readonly name: string
  readonly about: string
  /** Whether one value serves every command. */
  readonly isShared?: true
  /** A value as a person would choose it, which the policy allows. */
  readonly example: (policy: Policy) => string
}

/** A host of the policy's list that a glob matches, else one that stands for any. */
const hostOf = (globs: readonly string[] | undefined): string =>
  (globs?.[0] ?? 'logs.example.com').replaceAll('*', 'logs').replaceAll('?', 'x')

const logUrl = ({allow}: Policy): string => `https://${hostOf(allow.logHosts)}/`

const urlPath = (placeholder: string, name: string, about: string): InputRule => ({
  about,
  example: () => 'logs',
  name,
  placeholder,
})

const rules: Readonly<Record<string, readonly InputRule[]>> = {
  'apps:transfer': [
    {about: 'the team that the apps go to', example: () => '$TEAM', isShared: true, name: 'TEAM', placeholder: 'TEAM'},
  ],
  'data:pg:upgrade:run': [
    {
      about: 'the major version of Postgres to upgrade to',
      example: () => '$PG_VERSION',
      isShared: true,
      name: 'PG_VERSION',
      placeholder: 'VERSION',
    },
  ],
  'drains:add': [
    {
      about: 'the URL of your log store, with https:// or syslog+tls://',
      example: logUrl,
      isShared: true,
      name: 'DRAIN_URL',
      placeholder: 'https://LOG-HOST/PATH',
    },
    {about: 'the port that takes logs over TLS', example: () => '6514', name: 'DRAIN_PORT', placeholder: 'PORT'},
  ],
  'spaces:drains:set': [urlPath('PATH', 'DRAIN_PATH', 'the path that takes logs, without the first slash')],
  'spaces:trusted-ips:add': [
    {
      about: 'a range that your clients use, such as that of your office',
      example: () => '198.51.100.0/24',
      name: 'TRUSTED_RANGE',
      placeholder: 'RANGE',
    },
  ],
  'telemetry:add': [
    {
      about: 'the URL of your log store, with https://',
      example: logUrl,
      isShared: true,
      name: 'TELEMETRY_URL',
      placeholder: 'https://HOST/PATH',
    },
  ],
  'telemetry:update': [urlPath('PATH', 'TELEMETRY_PATH', 'the path that takes telemetry, without the first slash')],
  'webhooks:update': [urlPath('PATH', 'WEBHOOK_PATH', 'the path of the webhook, without the first slash')],
}

/** Gives a variable to what a person fills in. The same command has the same variables. */
export interface InputNames {
  /** The words with variables; undefined where a placeholder is left that has no variable. */
  readonly withVariables: (id: string, words: readonly CommandWord[], line: string) => CommandWord[] | undefined
  readonly inputs: () => readonly PlanInput[]
  /** A value for a variable as a person would choose it. */
  readonly exampleOf: (name: string) => string
}

const leftOver = /[A-Z][A-Z\d]/

/** The variables of one plan. */
export function inputNames(policy: Policy): InputNames {
  const known = new Map<string, PlanInput>()
  const byUse = new Map<string, string>()

  function nameFor({about, example, isShared, name}: InputRule, line: string): string {
    const use = isShared ? name : `${name} ${line}`
    const before = byUse.get(use)
    if (before !== undefined) return before
    const count = [...known.keys()].filter(other => other === name || other.startsWith(`${name}_`)).length
    const unique = count === 0 ? name : `${name}_${count + 1}`
    byUse.set(use, unique)
    known.set(unique, {about: isShared ? about : `${about}: ${line}`, example: example(policy), name: unique})
    return unique
  }

  function pieces(part: WordPiece, own: readonly InputRule[], line: string): WordPiece[] {
    if ('input' in part || part.isQuoted) return [part]
    const rule = own.find(({placeholder}) => part.text.includes(placeholder))
    if (!rule) return [part]
    const [before = '', after = ''] = part.text.split(rule.placeholder)
    const plain = (text: string) => (text === '' ? [] : [{isQuoted: false, text}])
    return [...plain(before), {input: nameFor(rule, line)}, ...plain(after)]
  }

  return {
    exampleOf: name => known.get(name)?.example ?? `$${name}`,
    inputs: () => [...known.values()],
    withVariables(id, words, line) {
      const own = Object.hasOwn(rules, id) ? (rules[id] ?? []) : []
      const isOpen = (part: WordPiece) =>
        !('input' in part) &&
        !part.isQuoted &&
        leftOver.test(own.reduce((text, {placeholder}) => text.replace(placeholder, ''), part.text))
      if (words.some(word => word.some(part => isOpen(part)))) return undefined
      return words.map(word => word.flatMap(part => pieces(part, own, line)))
    },
  }
}
