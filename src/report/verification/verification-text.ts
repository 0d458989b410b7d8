import type {Verification} from '../../model/verification.js'

import {pluralize} from '../../foundation/text.js'
import {joinParts, paragraph, labeledParagraph} from '../terminal/page.js'
import {createPalette} from '../terminal/palette.js'
import {sanitizeForTerminal} from '../text/sanitize.js'

const maxDifferences = 40

/** What was found out about a bundle, for a person: whether anything differs first. */
export function verificationText(
  verification: Verification,
  {color, columns}: {readonly color: boolean; readonly columns: number},
): string {
  const page = {columns, paint: createPalette(color)}
  const {bundle, differences, notices, verified} = verification
  const shown = differences.length === maxDifferences + 1 ? differences : differences.slice(0, maxDifferences)
  const hiddenCount = differences.length - shown.length
  return `${joinParts([
    [
      ...paragraph(page, page.paint.strong(`Evidence in ${sanitizeForTerminal(bundle, 300)}`)),
      ...bundleLines(verification).flatMap(line => paragraph(page, sanitizeForTerminal(line, 400), 1)),
    ],
    [
      ...paragraph(page, page.paint[verified ? 'pass' : 'fail'](`${verificationVerdict(verification)}.`)),
      ...shown.flatMap(({file, problem}) =>
        labeledParagraph(
          page,
          `  ${page.paint.name(sanitizeForTerminal(file, 200))}  `,
          sanitizeForTerminal(problem, 600),
        ),
      ),
      ...(hiddenCount > 0 ? paragraph(page, `and ${hiddenCount} more (--json lists all)`, 1) : []),
      ...(verified
        ? verifiedLines(verification).flatMap(line => paragraph(page, sanitizeForTerminal(line, 400), 1))
        : []),
    ],
    notices.flatMap(({text}) =>
      labeledParagraph(page, `${page.paint.strong('NOTE')}  `, sanitizeForTerminal(text, 600)),
    ),
  ]).join('\n')}\n`
}

/** The outcome in a sentence without its full stop. */
export function verificationVerdict({differences, manifest, signature, verified}: Verification): string {
  if (differences.length > 0) return `Not as it was written: ${pluralize(differences.length, 'difference')}`
  if (!verified)
    return `Not verified: version ${manifest?.tool.version ?? ''} of the tool made it, whose checks and frameworks are not known here (--accept-version accepts them)`
  return signature.checkedWith === 'given'
    ? 'Verified: nothing differs from what was signed'
    : 'Nothing differs from what the bundle says of itself; who wrote it is not known'
}

function bundleLines({manifest}: Verification): string[] {
  if (!manifest) return ['It has no manifest that can be read.']
  const {exit, frameworks, generatedAt, result, scope, sha256, snapshot, tool} = manifest
  const scopeText =
    scope.kind === 'sample'
      ? 'the sample organisation'
      : scope.name === undefined
        ? 'the whole account'
        : `${scope.kind === 'snapshot' ? '' : `the ${scope.kind} `}${scope.name}`
  return [
    `of ${scopeText}, read ${formatMinute(snapshot.collectedAt)}, judged as of ${formatMinute(generatedAt)} by version ${tool.version}`,
    `against ${frameworks.map(({title, version}) => `${title} ${version}`).join(', ')}`,
    `result ${result}, exit code ${exit.code}: ${exit.reason}`,
    `manifest: SHA-256 ${sha256}`,
  ]
}

const formatMinute = (timestamp: string) => `${timestamp.slice(0, 16).replace('T', ' ')} UTC`

function verifiedLines({decisions, manifest, previous, signature: {checkedWith, keyId}}: Verification): string[] {
  return [
    `${pluralize(manifest?.files ?? 0, 'file')} and the manifest are as they were written, and there are no others.`,
    'The snapshot was judged again by the frameworks, checks and policy in the bundle: every byte of the report is the same.',
    checkedWith === undefined
      ? 'It is not signed.'
      : `It is signed by ${checkedWith === 'given' ? 'the key that was given' : 'the key in it'}, ${keyId ?? ''}.`,
    previous.expected === undefined
      ? 'It names no bundle before it.'
      : previous.isChecked
        ? `The bundle before it, of ${formatMinute(previous.expected.generatedAt)}, is the one that was given.`
        : 'The bundle before it was not given.',
    ...(manifest?.decisions
      ? [
          `The decision log has ${pluralize(manifest.decisions.lines, 'line')}${decisions.isChecked ? ', all of which the given log still has' : ''}.`,
        ]
      : []),
  ]
}
