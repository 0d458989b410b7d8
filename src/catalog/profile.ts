import type {Control, Framework, Profile} from '../model/framework.js'

/**
 * A profile as a framework of its own: the parent's controls that it keeps, in the parent's order, then those it
 * adds. Of the parent's documents and sources, those that its controls name.
 *
 * @throws Error for a control that the parent does not have
 */
export function resolveProfile(
  {added = [], controls: kept, documents, of, sources, ...own}: Profile,
  parent: Framework,
): Framework {
  const differences = new Map(kept === 'all' ? parent.controls.map(({id}) => [id, {}]) : kept.map(one => [one.id, one]))
  const strange = [...differences.keys()].find(id => !parent.controls.some(control => control.id === id))
  if (strange !== undefined) throw new Error(`${own.id}: ${of} has no control ${strange}`)
  const controls = [
    ...parent.controls.flatMap(control =>
      differences.has(control.id) ? [{...control, ...differences.get(control.id)}] : [],
    ),
    ...added,
  ]
  return {
    ...own,
    controls,
    documents: named({...parent.documents, ...documents}, controls.flatMap(documentsOf)),
    profileOf: of,
    sources: named(
      {...parent.sources, ...sources},
      controls.map(({source}) => source.document),
    ),
    ...((own.dataClass ?? parent.dataClass) ? {dataClass: own.dataClass ?? parent.dataClass} : {}),
  }
}

const documentsOf = ({documents = [], relievedBy}: Control) => [...documents, ...(relievedBy ? [relievedBy] : [])]

const named = <T>(all: Readonly<Record<string, T>>, names: readonly string[]): Record<string, T> =>
  Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)))
