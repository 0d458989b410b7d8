import type {Verification} from '../../model/verification.js'

import {times} from '../../foundation/text.js'
import {joined, paragraph, titled} from '../terminal/page.js'
import {painter} from '../text/paint.js'
import {harmless} from '../text/layout.js'

const mostShown = 40

/** What was found out about a bundle, for a person: whether anything differs first. */
export function verificationText(
  verification: Verification,
  {color, columns}: {readonly color: boolean; readonly columns: number},
): string {
  const page = {columns, paint: painter(color)}
  const {bundle, differences, notices, verified} = verification
  const shown = differences.length === mostShown + 1 ? differences : differences.slice(0, mostShown)
  const left = differences.length - shown.length
  return `${joined([
    [
      ...paragraph(page, page.paint.strong(`Evidence in ${harmless(bundle, 300)}`)),
      ...about(verification).flatMap(line => paragraph(page, harmless(line, 400), 1)),
    ],
    [
      ...paragraph(page, page.paint[verified ? 'pass' : 'fail'](`${verdictOf(verification)}.`)),
      ...shown.flatMap(({file, what}) =>
        titled(page, `  ${page.paint.name(harmless(file, 200))}  `, harmless(what, 600)),
      ),
      ...(left > 0 ? paragraph(page, `and ${left} more (--json lists all)`, 1) : []),
      ...(verified ? seen(verification).flatMap(line => paragraph(page, harmless(line, 400), 1)) : []),
    ],
    notices.flatMap(({text}) => titled(page, `${page.paint.strong('NOTE')}  `, harmless(text, 600))),
  ]).join('\n')}\n`
}

/** The outcome in a sentence without its full stop. */
export function verdictOf({differences, manifest, signature, verified}: Verification): string {
  if (differences.length > 0) return `Not as it was written: ${times(differences.length, 'difference')}`
  if (!verified)
    return `Not verified: version ${manifest?.tool.version ?? ''} of the tool made it, whose checks and frameworks are not known here (--accept-version accepts them)`
  return signature.checkedWith === 'given'
    ? 'Verified: nothing differs from what was signed'
    : 'Nothing differs from what the bundle says of itself; who wrote it is not known'
}

function about({manifest}: Verification): string[] {
  if (!manifest) return ['It has no manifest that can be read.']
  const {exit, frameworks, generatedAt, result, scope, sha256, snapshot, tool} = manifest
  const of =
    scope.kind === 'sample'
      ? 'the sample organisation'
      : scope.name === undefined
        ? 'the whole account'
        : `${scope.kind === 'snapshot' ? '' : `the ${scope.kind} `}${scope.name}`
  return [
    `of ${of}, read ${minute(snapshot.collectedAt)}, judged as of ${minute(generatedAt)} by version ${tool.version}`,
    `against ${frameworks.map(({title, version}) => `${title} ${version}`).join(', ')}`,
    `result ${result}, exit code ${exit.code}: ${exit.reason}`,
    `manifest: SHA-256 ${sha256}`,
  ]
}

const minute = (instant: string) => `${instant.slice(0, 16).replace('T', ' ')} UTC`

function seen({decisions, manifest, previous, signature: {checkedWith, keyId}}: Verification): string[] {
  return [
    `${times(manifest?.files ?? 0, 'file')} and the manifest are as they were written, and there are no others.`,
    'The snapshot was judged again by the frameworks, checks and policy in the bundle: every byte of the report is the same.',
    checkedWith === undefined
      ? 'It is not signed.'
      : `It is signed by ${checkedWith === 'given' ? 'the key that was given' : 'the key in it'}, ${keyId ?? ''}.`,
    previous.named === undefined
      ? 'It names no bundle before it.'
      : previous.isChecked
        ? `The bundle before it, of ${minute(previous.named.generatedAt)}, is the one that was given.`
        : 'The bundle before it was not given.',
    ...(manifest?.decisions
      ? [
          `The decision log has ${times(manifest.decisions.lines, 'line')}${decisions.isChecked ? ', all of which the given log still has' : ''}.`,
        ]
      : []),
  ]
}
