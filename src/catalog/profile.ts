import type {Control, Framework, Profile} from '../model/framework.js'

/**
 * Resolves a profile to a framework: the parent's controls that it keeps, in the parent's order, then those it adds;
 * and the documents and sources that these controls name.
 *
 * @throws Error for a control that the parent doesn't have
 */
export function resolveProfile(
  {added = [], controls: keptControls, dataClass: ownClass, documents, of: parentId, sources, ...profile}: Profile,
  parent: Framework,
): Framework {
  const overrideById = new Map(
    keptControls === 'all'
      ? parent.controls.map(({id}) => [id, {}])
      : keptControls.map(override => [override.id, override]),
  )
  const dataClass = ownClass === undefined ? parent.dataClass : ownClass
  const audience = profile.audience ?? parent.audience
  const {families} = parent
  const unknownId = [...overrideById.keys()].find(id => !parent.controls.some(control => control.id === id))
  if (unknownId !== undefined) throw new Error(`${profile.id}: ${parentId} has no control ${unknownId}`)
  const keptIds = new Set(overrideById.keys())
  const controls = [
    ...parent.controls.flatMap(control =>
      keptIds.has(control.id) ? [withKeptGates({...control, ...overrideById.get(control.id)}, keptIds)] : [],
    ),
    ...added,
  ]
  return {
    ...profile,
    controls,
    documents: pick({...parent.documents, ...documents}, controls.flatMap(documentsOf)),
    profileOf: parentId,
    sources: pick(
      {...parent.sources, ...sources},
      controls.map(({source}) => source.document),
    ),
    ...(dataClass ? {dataClass} : {}),
    ...(audience ? {audience} : {}),
    ...(families ? {families} : {}),
  }
}

/** A profile may be about apps for which some gates of its framework don't matter. */
function withKeptGates({gates, ...control}: Control, keptIds: ReadonlySet<string>): Control {
  const keptGates = gates?.filter(id => keptIds.has(id)) ?? []
  return keptGates.length > 0 ? {...control, gates: keptGates} : control
}

const documentsOf = ({documents = [], relievedBy}: Control) => [...documents, ...(relievedBy ? [relievedBy] : [])]

const pick = <T>(record: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => names.includes(name)))
