import type {Observation} from '../model/observation.js'
import type {SubjectKind} from '../model/subject.js'

type ReportedSubject = Observation['subject']

/** What a name like `app/NAME` is within its place. */
const lastPart = (name: string) => name.slice(name.lastIndexOf('/') + 1)

/** The id and the names of a subject, also without its place, in lower case. */
export const subjectIdentifiers = ({id, name}: Pick<ReportedSubject, 'id' | 'name'>, wasName = name): string[] =>
  [id, name, wasName]
    .flatMap(text => [text, lastPart(text)])
    .filter(text => text !== '' && text !== '*')
    .map(text => text.toLowerCase())

/** The identifiers of all subjects, by kind: what names another subject of a kind isn't about this one. */
export function identifiersByKind(
  observations: Iterable<Pick<Observation, 'subject'>>,
): ReadonlyMap<SubjectKind, ReadonlySet<string>> {
  const byKind = new Map<SubjectKind, Set<string>>()
  for (const {subject} of observations) {
    const known = byKind.get(subject.kind) ?? new Set()
    for (const identifier of subjectIdentifiers(subject)) known.add(identifier)
    byKind.set(subject.kind, known)
  }

  return byKind
}
