import {mkdirSync, statSync, writeFileSync} from 'node:fs'
import path from 'node:path'

import type {FactsDue} from '../../catalog/catalog.js'
import type {Format} from '../../report/formats.js'
import type {ComplianceCommand} from './base-command.js'

import {readFactsDue} from '../../catalog/catalog.js'
import {isoDate, millisecondsPerDay} from '../../foundation/date.js'

/** Says at most once a day, to a person at a terminal, that this version is outdated by its own facts; asks nobody. */
export function printUpdateNotice(command: ComplianceCommand, format: Format): void {
  const {cacheDir} = command.config
  if (format !== 'terminal' || !isReadByPerson(process.env)) return
  if (command.config.scopedEnvVarTrue('SKIP_NEW_VERSION_CHECK')) return
  const now = Date.now()
  const notice = updateNotice(readFactsDue(), command.version, now)
  if (notice !== undefined && isFirstToday(path.join(cacheDir, 'heroku-compliance', 'update-notice'), now))
    command.printMessage(notice)
}

/**
 * What to say where the facts about Heroku were to be checked again long ago. The host knows of newer versions of
 * itself alone, so that the age of the facts is all that is known without a request.
 */
export const updateNotice = (
  {checkAgain, outdatedAfter}: FactsDue,
  version: string,
  now: number,
): string | undefined =>
  isoDate(now) > outdatedAfter
    ? `Facts about Heroku in this version (${version}) were to be checked again by ${checkAgain}; ` +
      'heroku plugins:update installs a newer version, if there is one.'
    : undefined

/** Whether both streams are a terminal that no pipeline pretends to be. */
export const isReadByPerson = (
  env: NodeJS.ProcessEnv,
  streams: ReadonlyArray<{readonly isTTY?: boolean}> = [process.stdout, process.stderr],
): boolean => !env['CI'] && streams.every(({isTTY}) => isTTY === true)

/** Whether a day has passed since this was last true; never where that can't be written down. */
export function isFirstToday(marker: string, now: number): boolean {
  try {
    const age = now - (statSync(marker, {throwIfNoEntry: false})?.mtimeMs ?? Number.NEGATIVE_INFINITY)
    if (age >= 0 && age < millisecondsPerDay) return false
    mkdirSync(path.dirname(marker), {recursive: true})
    writeFileSync(marker, '')
    return true
  } catch {
    return false
  }
}
