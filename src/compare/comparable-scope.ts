import type {Side} from '../model/comparison.js'
import type {Observation} from '../model/observation.js'
import type {Notice} from '../model/report.js'

import {namedChecks} from '../model/framework.js'
import {distinct} from '../foundation/collections.js'
import {capital, firstOf, times} from '../foundation/text.js'

/** What two reports have in common: the rest is not held against either. */
export interface Shared {
  readonly isSameScope: boolean
  /** Whether both reports judged by the check. */
  readonly hasCheck: (check: string) => boolean
  /** Whether both reports would tell of the thing, if it was there. */
  readonly reaches: (subject: Observation['subject']) => boolean
  readonly notices: readonly Notice[]
}

/** What the two are called. */
export interface Words {
  readonly older: string
  readonly newer: string
}

export function shared(before: Side, after: Side, words: Words): Shared {
  const [ofBefore, ofAfter] = [checksOf(before), checksOf(after)]
  const isSameTool =
    before.tool.version === after.tool.version && only(before, after).length + only(after, before).length === 0
  // A check that no framework names leaves no trace where there is nothing to judge by it.
  const hasCheck = (check: string) => isSameTool || (ofBefore.has(check) && ofAfter.has(check))
  const isSameScope = before.scope.name === after.scope.name && areOneKind(before.scope.kind, after.scope.kind)
  const older = new Set(before.scope.apps)
  const apps: ReadonlySet<string | undefined> = new Set(after.scope.apps.filter(name => older.has(name)))
  const ids = idsOfApps(before)
  return {
    hasCheck,
    isSameScope,
    notices: noticesOf(
      before,
      after,
      words,
      isSameScope,
      distinct([...ofBefore, ...ofAfter]).filter(check => !hasCheck(check)),
    ),
    reaches: ({app, id, kind, name}) =>
      isSameScope || (kind === 'app' && ids.has(id)) || apps.has(kind === 'app' ? name : app),
  }
}

function checksOf({frameworks, observations}: Side): Set<string> {
  const all = new Set<string>()
  for (const {check} of observations) all.add(check)
  // A control about one class of data may not have been judged: the report does not say what was declared.
  for (const {controls} of frameworks)
    for (const control of controls)
      for (const check of control.dataClass === undefined ? namedChecks(control) : []) all.add(check)
  return all
}

const idsOfApps = ({observations}: Side) =>
  new Set(observations.flatMap(({subject: {id, kind}}) => (kind === 'app' ? [id] : [])))

/** A snapshot does not say which kind of thing it is of. */
const areOneKind = (a: string, b: string) => a === b || a === 'snapshot' || b === 'snapshot'

const named = ({scope: {kind, name}}: Side) =>
  name === undefined ? (kind === 'all' ? 'the whole account' : `a ${kind}`) : `${kind} ${name}`

/** Frameworks that the other is not of. */
const only = (one: Side, other: Side) =>
  one.frameworks.map(({id}) => id).filter(id => other.frameworks.every(framework => framework.id !== id))

function noticesOf(
  before: Side,
  after: Side,
  {newer, older}: Words,
  isSameScope: boolean,
  unshared: readonly string[],
): Notice[] {
  const [gone, come] = [only(before, after), only(after, before)]
  const [byOlder, byNewer] = [before, after].map(({policy}) => (policy ? 'by a policy' : 'without a policy'))
  return [
    ...(Date.parse(after.generatedAt) < Date.parse(before.generatedAt)
      ? [
          {
            id: 'older-than-before',
            text: `${capital(newer)} is of ${after.generatedAt}, before ${older} of ${before.generatedAt}: are they the wrong way round?`,
          },
        ]
      : []),
    ...(isSameScope
      ? []
      : [
          {
            id: 'other-scope',
            text: `The scopes differ: ${older} is of ${named(before)}, ${newer} of ${named(after)}. Only apps that both tell of are compared, and no controls; what appeared or is gone may only not have been looked at.`,
          },
        ]),
    ...(gone.length > 0
      ? [{id: 'framework-only-before', text: `Only ${older} is of ${firstOf(gone)}, which is not compared.`}]
      : []),
    ...(come.length > 0
      ? [{id: 'framework-only-after', text: `Only ${newer} is of ${firstOf(come)}, which is not compared.`}]
      : []),
    ...(unshared.length > 0
      ? [
          {
            id: 'check-not-shared',
            text: `${times(unshared.length, 'check')} that only one of them was judged by ${unshared.length === 1 ? 'is' : 'are'} not compared, nor the controls that hang on it: ${firstOf(unshared)}.`,
          },
        ]
      : []),
    ...(before.tool.version === after.tool.version
      ? []
      : [
          {
            id: 'other-version',
            text: `${capital(older)} was made by version ${before.tool.version} of the tool, ${newer} by ${after.tool.version}: what differs may be how it is judged.`,
          },
        ]),
    ...(before.policy?.sha256 === after.policy?.sha256
      ? []
      : [
          {
            id: 'other-policy',
            text: `${capital(older)} was judged ${byOlder}, ${newer} ${byNewer === byOlder ? 'by another' : byNewer}: what differs may be what was decided.`,
          },
        ]),
  ]
}
