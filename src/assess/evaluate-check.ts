import type {CompiledCheck} from '../model/check.js'
import type {Judgement} from '../model/observation.js'
import type {Subject} from '../model/subject.js'

import {byCodeUnit, groupBy} from '../foundation/collections.js'
import {judge} from './judge.js'

export type SubjectJudgement = Judgement & {readonly check: CompiledCheck; readonly subject: Subject}

/** Every check on every subject of its kind, sorted by check, then kind, name and id of the subject. */
export function judgeSubjects(checks: readonly CompiledCheck[], subjects: readonly Subject[]): SubjectJudgement[] {
  const subjectsByKind = groupBy(
    [...subjects].sort((a, b) => byCodeUnit(a.name, b.name) || byCodeUnit(a.id, b.id)),
    ({kind}) => kind,
  )
  return [...checks]
    .sort((a, b) => byCodeUnit(a.id, b.id))
    .flatMap(check =>
      (subjectsByKind.get(check.subject) ?? []).map(subject => ({check, subject, ...judge(check, subject)})),
    )
}
