import type {HerokuCommand} from '../model/heroku-command.js'

/** What a command is about, by name or id. */
export interface NamedResource {
  readonly kind: 'addon' | 'app' | 'pipeline' | 'space' | 'team'
  readonly name: string
}

const scopeKinds = ['app', 'pipeline', 'space', 'team'] as const

/** Commands that create what they name. */
const creations: Readonly<Record<string, (typeof scopeKinds)[number]>> = {
  'apps:create': 'app',
  'pipelines:create': 'pipeline',
  'spaces:create': 'space',
  'teams:create': 'team',
}

/** Arguments that name an add-on. */
const addonArguments = ['addon', 'addonName', 'addon_name', 'database'] as const

/** What commands name that exists before them, each once. */
export function namedResources(commands: readonly HerokuCommand[]): NamedResource[] {
  const created = new Set<string>()
  const named = new Map<string, NamedResource>()
  for (const command of commands) {
    const own = resourcesOf(command)
    const newKind = creations[command.id]
    for (const resource of own) {
      const key = `${resource.kind} ${resource.name}`
      if (resource.kind === newKind) created.add(key)
      else if (!created.has(key)) named.set(key, resource)
    }
  }

  return [...named.values()]
}

function resourcesOf(command: HerokuCommand): NamedResource[] {
  const {args, flags} = command
  const scopes = scopeKinds.flatMap(kind =>
    [flags[kind], args[kind]].flatMap(value => (typeof value === 'string' ? [{kind, name: value}] : [])),
  )
  const targets = command.id === 'pipelines:promote' ? targetsOf(flags['to']) : []
  const addons = addonArguments.flatMap(name => {
    const value = args[name]
    return value === undefined ? [] : [{kind: 'addon' as const, name: value}]
  })
  return [...scopes, ...targets, ...addons]
}

const targetsOf = (value: HerokuCommand['flags'][string]): NamedResource[] =>
  typeof value === 'string' ? value.split(',').map(name => ({kind: 'app', name})) : []
