import type {Location, PhysicalLocation} from 'sarif'
import type {SubjectIdentity} from '../../model/subject.js'

import {sha256} from '../../foundation/canonical-json.js'
import {sanitizePlainText, truncate} from '../../foundation/plain-text.js'
import {containerOf} from '../text/container.js'

const maxNameLength = 200

/**
 * Where a subject is: there is no file, so a path of the names that people know it by. Its id, which a rename keeps,
 * is in the logical location.
 */
export const subjectLocation = (subject: SubjectIdentity): Location => ({
  physicalLocation: physicalLocationOf(['heroku', ...subjectPath(subject)]),
  logicalLocations: [
    {
      fullyQualifiedName: qualifiedName(['heroku', subject.kind, subject.id]),
      kind: 'resource',
      name: safeName(subject.name),
    },
  ],
})

/** Where a control is: in its framework. */
export function controlLocation(framework: string, control: string): Location {
  const path = ['frameworks', framework, control]
  return {
    physicalLocation: physicalLocationOf(path),
    logicalLocations: [{fullyQualifiedName: qualifiedName(path), kind: 'control', name: safeName(control)}],
  }
}

/** The app, space or team first, as in `app/shop/domain/shop.example.com`; a label before the id that it explains. */
function subjectPath(subject: SubjectIdentity): string[] {
  const {kind, label, name} = subject
  const container = containerOf(subject)
  if (container?.kind === kind) return [kind, name]
  const labels = label === undefined ? [] : [label]
  if (!container) return [kind, ...labels, name]
  const prefix = `${container.name}/`
  const ownName = name.startsWith(prefix) ? name.slice(prefix.length) : name
  return [container.kind, container.name, kind, ...labels, ownName]
}

/** GitHub asks for all four numbers of a region. As there is no text, the region is its empty beginning. */
const physicalLocationOf = (path: readonly string[]): PhysicalLocation => ({
  artifactLocation: {uri: path.map(segment => uriSegment(sanitizePlainText(segment))).join('/')},
  region: {startLine: 1, startColumn: 1, endLine: 1, endColumn: 1},
})

/** A segment that would be resolved away, or is too long, is replaced by its hash. */
const uriSegment = (segment: string): string =>
  segment.length > maxNameLength || /^\.{0,2}$/.test(segment) ? sha256(segment) : encodeURIComponent(segment)

const safeName = (name: string): string => truncate(sanitizePlainText(name), maxNameLength)
const qualifiedName = (path: readonly string[]): string => path.map(segment => safeName(segment)).join('/')
