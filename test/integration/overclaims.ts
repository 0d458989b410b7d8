import type {SubjectJudgement} from '../../src/assess/judge.js'
import type {Scope} from '../../src/model/snapshot.js'
import type {Subject} from '../../src/model/subject.js'

/** What could not be read is identified by its name or its id, as typed or listed. */
const keysOf = ({check, subject: {app, id, kind, name}}: SubjectJudgement) => [
  `${check.id} ${kind} ${id}`,
  `${check.id} ${kind} ${kind === 'certificate' || kind === 'domain' ? (app ?? '') : ''} ${name}`,
]

/** A run is compared with many others. */
const indexes = new WeakMap<readonly SubjectJudgement[], ReadonlyMap<string, SubjectJudgement>>()

function index(all: readonly SubjectJudgement[]): ReadonlyMap<string, SubjectJudgement> {
  const known =
    indexes.get(all) ??
    new Map(all.flatMap(subjectJudgement => keysOf(subjectJudgement).map(key => [key, subjectJudgement] as const)))
  indexes.set(all, known)
  return known
}

const find = (all: ReadonlyMap<string, SubjectJudgement>, subjectJudgement: SubjectJudgement) =>
  keysOf(subjectJudgement)
    .map(key => all.get(key))
    .find(found => found !== undefined)
const describeJudgement = ({check, subject}: SubjectJudgement) => `${check.id} of ${subject.kind} ${subject.name}`
const isPlaceholder = ({subject, verdict}: SubjectJudgement) =>
  subject.placeholder !== undefined && verdict !== 'pass' && verdict !== 'fail'

/** What a subject depends on, by name or id. A placeholder may stand for a list of any of them. */
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
 * Where a run that saw less claims more, or drops a subject, each as a sentence. A verdict may stay as it
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
  const changed = less.flatMap(subjectJudgement => {
    const was = find(before, subjectJudgement)?.verdict
    const byPolicy =
      subjectJudgement.verdict === 'not-applicable' && was === undefined && !applied.has(subjectJudgement.check.id)
    return subjectJudgement.verdict === 'unknown' || subjectJudgement.verdict === was || byPolicy
      ? []
      : [`${describeJudgement(subjectJudgement)}: ${was ?? 'nothing'} became ${subjectJudgement.verdict}`]
  })

  const standIns = less.filter(subjectJudgement => isPlaceholder(subjectJudgement))
  const newcomers = standIns.filter(standIn => find(before, standIn) === undefined)
  const gone = whole.flatMap(subjectJudgement => {
    if (find(after, subjectJudgement)) return []
    const named = owners(subjectJudgement.subject, apps, scope).flatMap(owner =>
      owner === undefined ? [] : [owner, `${owner}/*`],
    )
    const covered = standIns.some(
      ({check, subject}) => check.id === subjectJudgement.check.id && named.includes(subject.name),
    )
    // What was only known to exist may go with the list that named it, and so may an add-on that an app borrows.
    const isNamedElsewhere =
      subjectJudgement.verdict === 'unknown' ||
      subjectJudgement.subject.placeholder !== undefined ||
      subjectJudgement.subject.kind === 'addon'
    const replaced = isNamedElsewhere && newcomers.some(({check}) => check.id === subjectJudgement.check.id)
    return covered || replaced
      ? []
      : [`${describeJudgement(subjectJudgement)}: ${subjectJudgement.verdict} went without a placeholder`]
  })
  return [...changed, ...gone]
}
