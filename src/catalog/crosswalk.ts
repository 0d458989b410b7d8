import type {Crosswalk} from '../model/crosswalk.js'
import type {Control, Framework, Relation} from '../model/framework.js'

import {listCatalogFolder, readCatalogFile} from './catalog-files.js'

/** By framework and control: the controls of NIST SP 800-53 that it relates to, and the common questions about it. */
export type CrosswalkIndex = Readonly<Record<string, Readonly<Record<string, Pick<Control, 'common' | 'nist'>>>>>

/** The crosswalks of all frameworks that have one, with what each pair is based on. */
export const readCrosswalks = (): Crosswalk[] =>
  listCatalogFolder('./crosswalk/').map(id => readCatalogFile(`./crosswalk/${id}.json`))

/** The relations alone, as a build writes them for `readCrosswalkIndex`. */
export function crosswalkIndex(crosswalks: readonly Crosswalk[]): CrosswalkIndex {
  const relationsOf = ({common = [], pairs}: Crosswalk) => {
    const byControl: Record<string, {common?: string[]; nist?: Record<string, Relation>}> = {}
    for (const {control, nist, relation} of pairs) ((byControl[control] ??= {}).nist ??= {})[nist] = relation
    for (const {control, question} of common) ((byControl[control] ??= {}).common ??= []).push(question)
    return byControl
  }
  return Object.fromEntries(crosswalks.map(crosswalk => [crosswalk.framework, relationsOf(crosswalk)]))
}

let loadedIndex: CrosswalkIndex | undefined

/** The relations of every pair, in a file much smaller than the crosswalks; read once, for all frameworks. */
export const readCrosswalkIndex = (): CrosswalkIndex =>
  (loadedIndex ??= readCatalogFile<CrosswalkIndex>('./crosswalk-index.json'))

/** A framework whose controls know what they relate to. */
export function withRelations(framework: Framework, index: CrosswalkIndex): Framework {
  const relations = index[framework.id]
  return relations === undefined
    ? framework
    : {
        ...framework,
        controls: framework.controls.map(control => ({...control, ...relations[control.id]})),
      }
}
