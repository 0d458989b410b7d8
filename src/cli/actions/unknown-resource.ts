import type {FactKind} from '../../model/facts.js'
import type {Fact} from '../../model/snapshot.js'
import type {MissingFactError} from '../../changes/missing-fact-error.js'
import type {NamedScope} from '../../snapshot/unreadable-scope-error.js'

import {sanitizeLine} from '../../foundation/printable.js'
import {nearest} from '../../foundation/suggestion.js'
import {UserError} from '../../foundation/user-error.js'
import {UnreadableScopeError} from '../../snapshot/unreadable-scope-error.js'

type ResourceKind = 'addon' | NamedScope['kind']

const nouns: Readonly<Record<ResourceKind, string>> = {
  addon: 'add-on',
  app: 'app',
  pipeline: 'pipeline',
  space: 'space',
  team: 'team',
}

/** The facts that name resources of a kind. */
const listKinds: Readonly<Record<ResourceKind, readonly FactKind[]>> = {
  addon: ['accountAddons', 'addons'],
  app: ['apps', 'teamApps', 'app'],
  pipeline: ['pipelines', 'pipeline'],
  space: ['spaces', 'teamSpaces', 'space'],
  team: ['teams', 'team'],
}

const isResource = (kind: FactKind): kind is ResourceKind => Object.hasOwn(nouns, kind)

/** Says of what a command names and the facts don't have, what was probably meant. */
export function unknownResource(error: MissingFactError, facts: readonly Fact[]): UserError {
  const {gap, request} = error
  const {kind} = request
  if (!isResource(kind)) return error
  const noun = nouns[kind]
  const name = sanitizeLine(decodeURIComponent(request.path.slice(request.path.lastIndexOf('/') + 1)))
  if (name.startsWith('$'))
    return new UserError(`What ${name} stands for isn't known.`, `Write the name of the ${noun} in its place.`)
  const meant = nearest(name, namesIn(facts, listKinds[kind]))
  const suggestion = meant === undefined ? '' : `Did you mean ${sanitizeLine(meant)}? `
  if (gap === undefined)
    return new UserError(
      `The snapshot has no ${noun} ${name}.`,
      `${suggestion}Or use a snapshot of a scope that includes it.`,
    )
  if (gap.reason !== 'not-found' && gap.reason !== 'forbidden') return error
  const message = `There is no ${noun} ${name}, or your account has no access to it.`
  const hint = `${suggestion}heroku ${kind === 'addon' ? 'addons --all' : `${kind}s`} lists the ${noun}s.`
  return kind === 'addon' ? new UserError(message, hint) : new UnreadableScopeError({kind, name}, message, hint)
}

const namesIn = (facts: readonly Fact[], kinds: readonly FactKind[]): string[] =>
  facts.flatMap(({body, kind}) => (kinds.includes(kind) ? [body].flat().flatMap(record => nameOf(record)) : []))

const nameOf = (record: unknown): string[] => {
  const {name} = (record ?? {}) as {readonly name?: unknown}
  return typeof name === 'string' ? [name] : []
}
