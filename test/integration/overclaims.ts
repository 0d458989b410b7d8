import type {SubjectJudgement} from '../../src/assess/evaluate-check.js'
import type {Scope} from '../../src/model/snapshot.js'
import type {Subject} from '../../src/model/subject.js'

/** A thing that could not be read is known by what was typed or listed: by its name, or by its id alone. */
const keysOf = ({check, subject: {app, id, kind, name}}: SubjectJudgement) => [
  `${check.id} ${kind} ${id}`,
  `${check.id} ${kind} ${kind === 'certificate' || kind === 'domain' ? (app ?? '') : ''} ${name}`,
]

/** One run is held against many. */
const indexes = new WeakMap<readonly SubjectJudgement[], ReadonlyMap<string, SubjectJudgement>>()

function index(all: readonly SubjectJudgement[]): ReadonlyMap<string, SubjectJudgement> {
  const known = indexes.get(all) ?? new Map(all.flatMap(one => keysOf(one).map(key => [key, one] as const)))
  indexes.set(all, known)
  return known
}

const find = (all: ReadonlyMap<string, SubjectJudgement>, one: SubjectJudgement) =>
  keysOf(one)
    .map(key => all.get(key))
    .find(found => found !== undefined)
const told = ({check, subject}: SubjectJudgement) => `${check.id} of ${subject.kind} ${subject.name}`
const isPlaceholder = ({subject, verdict}: SubjectJudgement) =>
  subject.placeholder !== undefined && verdict !== 'pass' && verdict !== 'fail'

/** What a subject hangs on, by name or id: a list of any of them may be what its placeholder stands for. */
function owners(
  {app, id, kind, name, space, team}: Subject,
  apps: ReadonlyMap<string, Subject>,
  scope: Scope,
): Array<string | undefined> {
  const home = app === undefined ? undefined : apps.get(app)
  return [
    app,
    home?.id,
    space,
    team,
    home?.space,
    home?.team,
    ...(kind === 'app' ? [name, id] : []),
    scope.name,
    'account',
  ]
}

/**
 * What a run that saw less says more of, or of what it is silent, each as a sentence. A verdict may stay as it
 * was or become unknown, and a subject may go only where an unknown placeholder stands for the list it came from.
 */
export function overclaims(
  whole: readonly SubjectJudgement[],
  less: readonly SubjectJudgement[],
  scope: Scope,
): string[] {
  const before = index(whole)
  const after = index(less)
  const apps = new Map(whole.flatMap(({subject}) => (subject.kind === 'app' ? [[subject.name, subject]] : [])))
  // What the policy alone makes not applicable is so of a list that could not be read too.
  const applied = new Set(whole.flatMap(({check, verdict}) => (verdict === 'not-applicable' ? [] : [check.id])))
  const changed = less.flatMap(one => {
    const was = find(before, one)?.verdict
    const byPolicy = one.verdict === 'not-applicable' && was === undefined && !applied.has(one.check.id)
    return one.verdict === 'unknown' || one.verdict === was || byPolicy
      ? []
      : [`${told(one)}: ${was ?? 'nothing'} became ${one.verdict}`]
  })

  const standIns = less.filter(one => isPlaceholder(one))
  const newcomers = standIns.filter(one => find(before, one) === undefined)
  const gone = whole.flatMap(one => {
    if (find(after, one)) return []
    const named = owners(one.subject, apps, scope).flatMap(owner => (owner === undefined ? [] : [owner, `${owner}/*`]))
    const covered = standIns.some(({check, subject}) => check.id === one.check.id && named.includes(subject.name))
    // What was only known to exist may go with the list that named it, and so may an add-on that an app borrows.
    const isNamedElsewhere =
      one.verdict === 'unknown' || one.subject.placeholder !== undefined || one.subject.kind === 'addon'
    const replaced = isNamedElsewhere && newcomers.some(({check}) => check.id === one.check.id)
    return covered || replaced ? [] : [`${told(one)}: ${one.verdict} went without a placeholder`]
  })
  return [...changed, ...gone]
}
