import type {Report} from '../model/report.js'

import {UserError} from '../foundation/user-error.js'
import {isObject} from '../foundation/is-object.js'
import {exitContradiction} from './report-contradiction.js'
import {parseJson, readText, refuseInvalid} from '../files/read-json.js'

/** Says what is wrong with a parsed report, each with its JSON pointer; nothing if all is well. */
export type ReportValidator = (json: unknown) => readonly string[]

const hint = 'Write a new one with heroku compliance:check --output report.json.'

/** What a saved file holds. */
export type SavedFile = {readonly report: Report} | {readonly isSnapshot: true}

/**
 * Reads a saved report, or sees that the file is a snapshot.
 *
 * @throws UserError naming the file, and where in it something is wrong
 */
export function readReport(file: string, check: ReportValidator): SavedFile {
  return parseReport(readText(file), file, check)
}

/**
 * A report of a text that was read from the file, as `readReport` does it.
 *
 * @throws UserError naming the file, and where in it something is wrong
 */
export function parseReport(content: string, file: string, check: ReportValidator): SavedFile {
  const text = content.replace(/^\uFEFF/, '')
  const json = parseJson(text, file, message => hintFor(text, message))
  if (isObject(json) && 'snapshotVersion' in json) return {isSnapshot: true}
  if (!isObject(json) || !('reportVersion' in json))
    throw new UserError(`${file} is neither a report nor a snapshot: it has no reportVersion.`, hint)
  refuseInvalid(file, 'no report that can be shown', check(json), hint)
  fillMissingReasons(json)
  const report = json as unknown as Report
  const contradiction = exitContradiction(report)
  if (contradiction !== undefined)
    throw new UserError(
      `${file} is damaged: it says that the run ended with ${report.exit.code}, but ${contradiction}.`,
      hint,
    )
  return {report}
}

/** A report need not say why a control has its status; the words of formats take it for said. */
function fillMissingReasons({frameworks}: Readonly<Record<string, unknown>>): void {
  const controls = (frameworks as ReadonlyArray<{readonly controls: ReadonlyArray<Record<string, unknown>>}>).flatMap(
    framework => framework.controls,
  )
  for (const control of controls) control['reason'] ??= ''
}

/** A text that ends too early was perhaps cut off. */
function hintFor(text: string, message: string): string {
  const isShort =
    /end of JSON|Unterminated/.test(message) || Number(/at position (\d+)/.exec(message)?.[1]) >= text.length
  return isShort ? `It ends too early. ${hint}` : hint
}
