import type {SubjectIdentity, SubjectKind} from '../../model/subject.js'

const containerKinds = ['account', 'app', 'pipeline', 'space', 'team'] as const
type ContainerKind = (typeof containerKinds)[number]

/** An app, space, team, pipeline or account, by its name. */
export interface SubjectContainer {
  readonly kind: ContainerKind
  readonly name: string
}

const isContainerKind = (kind: SubjectKind): kind is ContainerKind =>
  (containerKinds as readonly SubjectKind[]).includes(kind)

/** What a subject is, or is a part of, as people look for it; undefined where nothing says what it belongs to. */
export function containerOf({app, kind, name, space, team}: SubjectIdentity): SubjectContainer | undefined {
  if (isContainerKind(kind)) return {kind, name}
  if (app !== undefined) return {kind: 'app', name: app}
  if (space !== undefined) return {kind: 'space', name: space}
  return team === undefined ? undefined : {kind: 'team', name: team}
}
