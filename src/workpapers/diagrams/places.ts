import type {Subject} from '../../model/subject.js'
import type {AppHandle, SpaceHandle} from '../../subjects/context.js'
import type {DiagramFacts} from './diagram-facts.js'
import type {DiagramBox} from './graph.js'

import {paths} from '../../model/paths.js'
import {known} from './diagram-facts.js'

/** Where apps run: the boxes of a diagram. */
export interface Places {
  /** The ID of the box of an app, by the app's name; undefined for an app outside of the scope. */
  readonly boxOfApp: (app: string) => string | undefined
  readonly boxOfSpace: (space: string) => string | undefined
  /**
   * The ID of the box whose network an add-on is in: one with a public plan is never in a space; the others are where
   * the app runs that pays for them.
   */
  readonly boxOfAddon: (addon: Subject) => string | undefined
  readonly boxes: readonly DiagramBox[]
}

const commonRuntime: DiagramBox = {facts: [], id: 'common', isSeen: true, title: 'Common Runtime'}
const unknownPlace: DiagramBox = {facts: [], id: 'unknown', isSeen: false, title: "Where these run couldn't be seen"}

export const isCommonRuntime = (box: string): boolean => box === commonRuntime.id

/** The spaces, the Common Runtime, and the apps of which nobody could see where they run. */
export function placesOf({components: {apps, spaces, subjects}, factsOf}: DiagramFacts): Places {
  const subjectOf = (id: string) => subjects.find(subject => subject.kind === 'space' && subject.id === id)
  const spaceBoxes = spaces.map((space): DiagramBox => {
    const {id, name, record, ref} = space
    const path = 'gap' in record ? (record.gap.path ?? paths.space(ref)) : paths.space(ref)
    const listed = factsOf(id)
    return {
      facts: listed.length > 0 ? listed : [path],
      id: boxId(id),
      isSeen: 'body' in record,
      title: spaceTitle(name, subjectOf(id)),
    }
  })
  const unlisted = apps.flatMap(app => unlistedSpace(app, spaces))
  const boxes = [...spaceBoxes, ...unlisted, commonRuntime, unknownPlace]
  const boxByApp = new Map(apps.map(app => [app.name, boxOf(app, spaces)]))
  const boxOfApp = (app: string) => boxByApp.get(app)
  return {
    boxOfAddon: addon => (known(addon, 'planClass') === 'public' ? commonRuntime.id : boxOfApp(addon.app ?? '')),
    boxOfApp,
    boxOfSpace: name => {
      const space = spaces.find(candidate => candidate.name === name)
      return space && boxId(space.id)
    },
    boxes,
  }
}

const boxId = (space: string): string => `space:${space}`

const spaceTitles: Readonly<Record<string, string>> = {private: 'Private Space', shield: 'Shield Private Space'}

function spaceTitle(name: string, space: Subject | undefined): string {
  const runtimeClass = space && known(space, 'runtimeClass')
  return `${spaceTitles[runtimeClass ?? ''] ?? 'Space'} ${name}`
}

const findSpace = (app: AppHandle, spaces: readonly SpaceHandle[]): SpaceHandle | undefined => {
  if (app.inferredSpaceId !== undefined) return spaces.find(({id}) => id === app.inferredSpaceId)
  const space = 'body' in app.record ? app.record.body.space : undefined
  return spaces.find(({id, name}) => id === space?.id || name === space?.name)
}

function boxOf(app: AppHandle, spaces: readonly SpaceHandle[]): string {
  const found = findSpace(app, spaces)
  if (found) return boxId(found.id)
  if (app.inferredSpaceId !== undefined) return boxId(app.inferredSpaceId)
  if (!('body' in app.record) || app.record.body.space === undefined) return unknownPlace.id
  const {space} = app.record.body
  return space === null ? commonRuntime.id : boxId(space.id ?? space.name ?? '')
}

/** A space that only its apps name. */
function unlistedSpace(app: AppHandle, spaces: readonly SpaceHandle[]): DiagramBox[] {
  const box = boxOf(app, spaces)
  if (findSpace(app, spaces) || !box.startsWith('space:')) return []
  const space = 'body' in app.record ? app.record.body.space : undefined
  const name = space?.name ?? space?.id ?? app.inferredSpaceId ?? ''
  return [{facts: [], id: box, isSeen: false, title: `Space ${name}`}]
}
