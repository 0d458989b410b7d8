import type {App, FactTypes} from '../model/facts.js'
import type {Buildpack} from '../model/code-facts.js'
import type {FactEditor} from './fact-editor.js'

import {UserError} from '../foundation/user-error.js'
import {redactBuildpackAddress} from '../model/buildpack-address.js'
import {generationName} from '../model/generation.js'
import {isVariable} from './command-effect.js'
import {bodyByEitherKey, updateByEitherKey} from './lookups.js'

/** The buildpacks that the next build of an app runs. */
export type Installations = FactTypes['buildpackInstallations']

const isRegistryName = (buildpack: string): boolean => /^[\w-]+\/[\w-]+$/.test(buildpack)

/** A buildpack of the registry as the API lists it. */
const registryUrn = (name: string): string => `urn:buildpack:${name}`

/** Where the Heroku CLI finds a buildpack of the registry. */
const registryAddress = (name: string): string => `https://buildpack-registry.s3.amazonaws.com/buildpacks/${name}.tgz`

/** A buildpack as the API lists it; nothing is known of a variable of the shell. */
export function installationOf(editor: FactEditor, buildpack: string): Installations[number] {
  if (isVariable(buildpack)) return {buildpack: {}}
  if (!isRegistryName(buildpack)) {
    const address = String(redactBuildpackAddress(buildpack))
    return {buildpack: {name: address, url: address}}
  }

  const known = editor
    .bodiesOf('buildpackInstallations')
    .flat()
    .find(installation => isInstallationOf(installation, buildpack))
  return known ?? {buildpack: {name: buildpack, url: registryUrn(buildpack)}}
}

/** Whether an installed buildpack is the one that a word names. */
export function isInstallationOf({buildpack}: Installations[number], word: string): boolean {
  const address = buildpack && addressOf(buildpack)
  return (
    address !== undefined &&
    [redactBuildpackAddress(word), ...(isRegistryName(word) ? [registryAddress(word)] : [])].includes(address)
  )
}

const addressOf = ({name, url}: Buildpack): string | undefined =>
  (url ?? name ?? undefined)?.replace(/^urn:buildpack:/, '')

/** What was read of the buildpacks of an app, which only Cedar has. */
export function installationsOf(editor: FactEditor, app: App): Installations | undefined {
  if (generationName(app.generation) === 'fir')
    throw new UserError(
      `The buildpacks of ${app.name} are set in its source code, as on all of Fir.`,
      'Edit project.toml.',
    )
  return bodyByEitherKey(editor, 'buildpackInstallations', app)
}

export const changeInstallations = (
  editor: FactEditor,
  app: App,
  change: (installations: Installations) => Installations,
): void => updateByEitherKey(editor, 'buildpackInstallations', app, change)
