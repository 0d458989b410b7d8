import type {Report} from '../model/report.js'

import {UserError} from '../foundation/user-error.js'
import {isObject} from '../foundation/is-object.js'
import {exitContradiction} from './report-contradiction.js'
import {parseJson, readText, refuseInvalid} from '../files/read-json.js'

/** Returns the errors in a parsed report, each with its JSON pointer; empty if it is valid. */
export type ReportValidator = (json: unknown) => readonly string[]

const hint = 'Write a new one with heroku compliance:check --output report.json.'

/** What a saved file contains. */
export type SavedFile = {readonly report: Report} | {readonly isSnapshot: true}

/**
 * Reads a saved report, or finds that the file is a snapshot.
 *
 * @throws UserError with the file and the errors in it
 */
export function readReport(file: string, check: ReportValidator): SavedFile {
  return parseReport(readText(file, hint), file, check)
}

/**
 * Parses the text of a report as `readReport` does.
 *
 * @throws UserError with the file and the errors in it
 */
export function parseReport(content: string, file: string, check: ReportValidator): SavedFile {
  const json = parseJson(content, file, hint)
  if (isObject(json) && 'snapshotVersion' in json) return {isSnapshot: true}
  if (!isObject(json) || !('reportVersion' in json))
    throw new UserError(`${file} is neither a report nor a snapshot: it has no reportVersion.`, hint)
  refuseInvalid(file, 'not a valid report', check(json), hint)
  fillMissingReasons(json)
  const report = json as unknown as Report
  const contradiction = exitContradiction(report)
  if (contradiction !== undefined)
    throw new UserError(
      `${file} is damaged: it says that the run exited with ${report.exit.code}, but ${contradiction}.`,
      hint,
    )
  return {report}
}

/** A saved report may lack the reason for a control's status, which formats expect. */
function fillMissingReasons({frameworks}: Readonly<Record<string, unknown>>): void {
  const controls = (frameworks as ReadonlyArray<{readonly controls: ReadonlyArray<Record<string, unknown>>}>).flatMap(
    framework => framework.controls,
  )
  for (const control of controls) control['reason'] ??= ''
}
