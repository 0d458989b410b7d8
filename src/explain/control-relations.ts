import type {CarriedRelation, ControlOfFramework} from '../assess/carry.js'
import type {Crosswalk, CrosswalkPair} from '../model/crosswalk.js'
import type {Control, Framework, Relation} from '../model/framework.js'

import {anchorsOf, answerCarries, hasWholeQuestion, relationThrough} from '../assess/carry.js'
import {byCodeUnit} from '../foundation/collections.js'
import {crosswalkTarget, relations} from '../model/framework.js'

/** What a mapping is based on; its source is in words. */
type MappingBasis = Partial<Pick<CrosswalkPair, 'confidence' | 'corroborated' | 'why'>> & {readonly source: string}

/** A control of NIST SP 800-53 that a control maps to. */
export type MappedControl = MappingBasis & Pick<CrosswalkPair, 'nist' | 'relation'>

/** A control of another framework, and how it relates. */
export interface RelatedControl<R extends Relation = Relation> {
  readonly framework: string
  readonly control: string
  readonly relation: R
}

/** What a control has to do with others. */
export interface ControlRelations {
  /** The controls of NIST SP 800-53 that it maps to. */
  readonly maps: readonly MappedControl[]
  /** The controls of any framework that map to it, if it is one of NIST SP 800-53. */
  readonly mappedBy: readonly RelatedControl[]
  /** The controls that a yes to it answers as well. */
  readonly answers: ReadonlyArray<RelatedControl<CarriedRelation>>
  /** The controls to which a yes answers it as well. */
  readonly answeredBy: ReadonlyArray<RelatedControl<CarriedRelation>>
}

/**
 * Finds what a control has to do with those of all frameworks. Profiles are left out: their controls are those of the
 * framework that they select from.
 */
export function controlRelations(
  framework: Framework,
  control: Control,
  frameworks: readonly Framework[],
  crosswalks: readonly Crosswalk[],
): ControlRelations {
  const self: ControlOfFramework = {control, framework}
  const others = targetFirst(frameworks).flatMap(other =>
    other.controls
      .filter(candidate => other.id !== framework.id || candidate.id !== control.id)
      .map((candidate): ControlOfFramework => ({control: candidate, framework: other})),
  )
  return {
    answeredBy: others.flatMap(other => related(other, carriedRelation(other, self))),
    answers: others.flatMap(other => related(other, carriedRelation(self, other))),
    mappedBy:
      (framework.profileOf ?? framework.id) === crosswalkTarget ? controlsMappingTo(control.id, frameworks) : [],
    maps: mappedControls(framework, control, crosswalks),
  }
}

/** The controls of all frameworks that map to a control of NIST SP 800-53. */
export const controlsMappingTo = (nist: string, frameworks: readonly Framework[]): RelatedControl[] =>
  targetFirst(frameworks).flatMap(({controls, id}) =>
    controls.flatMap(({id: control, nist: mapped}) => {
      const relation = mapped !== undefined && Object.hasOwn(mapped, nist) ? mapped[nist] : undefined
      return relation ? [{control, framework: id, relation}] : []
    }),
  )

/** Frameworks but for profiles, the one that the crosswalk leads to first. */
const targetFirst = (frameworks: readonly Framework[]): Framework[] =>
  frameworks
    .filter(({profileOf}) => profileOf === undefined)
    .sort((a, b) => Number(b.id === crosswalkTarget) - Number(a.id === crosswalkTarget))

const related = <R extends Relation>(
  {control, framework}: ControlOfFramework,
  relation: R | undefined,
): Array<RelatedControl<R>> => (relation ? [{control: control.id, framework: framework.id, relation}] : [])

/** How a yes to one control answers another: through any control of the crosswalk that both relate to. */
function carriedRelation(from: ControlOfFramework, to: ControlOfFramework): CarriedRelation | undefined {
  if (!hasWholeQuestion(from.control) || to.control.question === undefined) return undefined
  const anchors = anchorsOf(to)
  let closest: CarriedRelation | undefined
  for (const [anchor, relation] of anchorsOf(from)) {
    const found = relationThrough(relation, anchors.get(anchor))
    if (found && closest !== 'equal') closest = found
  }

  return closest && answerCarries('yes', closest, from, to) ? closest : undefined
}

/** The closest relation first, each with what the crosswalk bases it on. A custom framework has no crosswalk. */
function mappedControls(
  {id, profileOf}: Framework,
  {id: controlId, nist = {}}: Control,
  crosswalks: readonly Crosswalk[],
): MappedControl[] {
  const crosswalk = crosswalks.find(({framework}) => framework === (profileOf ?? id))
  const pairs = new Map(
    crosswalk?.pairs.filter(({control}) => control === controlId).map(pair => [pair.nist, pair] as const),
  )
  return Object.entries(nist)
    .map(([target, relation]) => ({nist: target, relation, ...basisOf(pairs.get(target), crosswalk)}))
    .sort((a, b) => relations.indexOf(a.relation) - relations.indexOf(b.relation) || byCodeUnit(a.nist, b.nist))
}

function basisOf(pair: CrosswalkPair | undefined, crosswalk: Crosswalk | undefined): MappingBasis {
  if (!pair) return {source: 'The framework itself'}
  const {confidence, corroborated, source, why} = pair
  return {
    source: crosswalk?.sources[source] ?? source,
    confidence,
    ...(corroborated === undefined ? {} : {corroborated}),
    ...(why === undefined ? {} : {why}),
  }
}
