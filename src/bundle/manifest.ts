import type {Entry, Manifest, Previous} from '../model/manifest.js'
import type {Report} from '../model/report.js'

import {jsonText} from '../model/json-text.js'
import {manifestName} from '../model/manifest.js'

/** What a bundle is of, as its report says, and what is in it. */
export function manifestOf({exit, frameworks, generatedAt, policy, scope: {kind, name}, snapshot, tool}: Report, files: readonly Entry[], previous: Previous | undefined): Manifest {
  return {
    manifestVersion: 1,
    tool,
    generatedAt,
    scope: {kind, ...(name === undefined ? {} : {name})},
    frameworks: frameworks.map(({id, title, version}) => ({id, title, version})),
    snapshot: {collectedAt: snapshot.collectedAt, sha256: snapshot.sha256},
    ...(policy ? {policy: {sha256: policy.sha256}} : {}),
    exit,
    ...(previous ? {previous} : {}),
    files,
  }
}

export const manifestText = (manifest: Manifest): string => jsonText(manifest, 1)

/** The sums of all files in the form of sha256sum. */
export const sumsText = ({files}: Pick<Manifest, 'files'>, sha256: string): string =>
  [...files, {name: manifestName, sha256}].map(one => `${one.sha256}  ${one.name}\n`).join('')
