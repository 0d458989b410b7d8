import type {LoadedPolicy} from '../model/policy.js'
import type {BundleReader} from './archive/bundle-reader.js'
import type {AssessmentInputs, AssessmentSettings} from './assessment-inputs.js'

import {restoreCatalog} from '../catalog/saved-catalog.js'
import {snapshotErrors} from '../catalog/validate-snapshot.js'
import {parseJson} from '../files/read-json.js'
import {isObject} from '../foundation/is-object.js'
import {UserError} from '../foundation/user-error.js'
import {severities} from '../model/framework.js'
import {restorePolicy} from '../policy/saved-policy.js'
import {parseSnapshot} from '../snapshot/snapshot-file.js'
import {readBytes} from './archive/bundle-reader.js'
import {
  checksName,
  decisionsName,
  frameworkFolder,
  listedName,
  maxFileBytes,
  policyName,
  settingsName,
  snapshotName,
  versionsName,
} from './bundle-files.js'

const changedHint =
  'The file was changed after the bundle was written, or another version wrote it; ' +
  'heroku compliance:evidence:verify says which.'

/**
 * Loads everything that the report of a bundle follows from.
 *
 * @param names the files that may be read
 * @param version of the tool that made the report
 * @throws UserError if this version of the tool can't use them
 * @throws CorruptFileError if a file can't be read
 */
export async function loadInputs(
  bundle: BundleReader,
  names: readonly string[],
  version: string,
): Promise<AssessmentInputs> {
  const settingsFile = listedName(settingsName, names)
  const missing = [checksName, snapshotName, settingsFile, versionsName].find(name => !names.includes(name))
  if (missing !== undefined) throw new UserError(`${missing} is not in the manifest.`, changedHint)
  const settings = parseSettings(await readJson(bundle, settingsFile), settingsFile)
  const readDocument = async (name: string) => {
    if (!names.includes(name))
      throw new UserError(`${settingsFile} needs ${name}, which is not in the bundle.`, changedHint)
    return {file: name, json: await readJson(bundle, name)}
  }

  // In the order in which they were assessed, which is the order of the report.
  const frameworks = []
  for (const id of settings.frameworks) frameworks.push(await readDocument(`${frameworkFolder}${id}.json`))
  const assessedFiles = new Set(frameworks.map(({file}) => file))
  const answered = []
  for (const name of names.filter(name => name.startsWith(frameworkFolder) && !assessedFiles.has(name)))
    answered.push(await readDocument(name))
  return {
    catalog: await restoreCatalog(
      frameworks,
      await readDocument(checksName),
      await readDocument(versionsName),
      answered,
    ),
    decisions: names.includes(decisionsName) ? await readText(bundle, decisionsName) : undefined,
    policy: await loadPolicy(bundle, names, settings),
    snapshot: parseSnapshot(await readText(bundle, snapshotName), snapshotName, snapshotErrors),
    settings,
    version,
  }
}

async function loadPolicy(
  bundle: BundleReader,
  names: readonly string[],
  {policyFiles = []}: AssessmentSettings,
): Promise<LoadedPolicy | undefined> {
  return names.includes(policyName)
    ? restorePolicy(await readJson(bundle, policyName), policyName, policyFiles)
    : undefined
}

const readJson = async (bundle: BundleReader, name: string): Promise<unknown> =>
  parseJson(await readText(bundle, name), name, changedHint)

const readText = async (bundle: BundleReader, name: string): Promise<string> =>
  (await readBytes(bundle, name, maxFileBytes)).toString('utf8')

const scopeKinds = ['all', 'app', 'pipeline', 'sample', 'snapshot', 'space', 'team'] as const
const failOnValues = [...severities, 'never'] as const

const isStringList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every(item => typeof item === 'string')

const isDatetime = (value: unknown): value is string => typeof value === 'string' && !Number.isNaN(Date.parse(value))

function parseSettings(json: unknown, file: string): AssessmentSettings {
  const invalid = (key: string) => new UserError(`${file} has no valid ${key}.`, changedHint)
  const values: Readonly<Record<string, unknown>> = isObject(json) ? json : {}
  const {frameworks, now, policyFiles} = values
  const choice = <T extends string>(key: string, choices: readonly T[]): T => {
    const found = choices.find(candidate => candidate === values[key])
    if (found === undefined) throw invalid(key)
    return found
  }

  const flag = (key: string): boolean => {
    const value = values[key]
    if (typeof value !== 'boolean') throw invalid(key)
    return value
  }

  if (!isDatetime(now)) throw invalid('now')
  if (!isStringList(frameworks)) throw invalid('frameworks')
  if (policyFiles !== undefined && !isStringList(policyFiles)) throw invalid('policyFiles')
  return {
    allowUnknown: flag('allowUnknown'),
    failOn: choice('failOn', failOnValues),
    frameworks,
    noWaivers: flag('noWaivers'),
    now,
    scopeKind: choice('scopeKind', scopeKinds),
    strict: flag('strict'),
    ...(policyFiles ? {policyFiles} : {}),
  }
}
