import type {Verification} from '../../model/verification.js'

import {firstOf} from '../../foundation/collections.js'
import {pluralize} from '../../foundation/text.js'
import {nextLines} from '../terminal/next-lines.js'
import {joinParts, paragraph, labeledParagraph} from '../terminal/page.js'
import {createPalette} from '../terminal/palette.js'
import {formatMinute} from '../text/scope-text.js'
import {sanitizeForTerminal} from '../text/sanitize.js'
import {verificationNextSteps} from './next-steps.js'

const maxDifferences = 40

/** The result of verifying a bundle for a person, differences first. */
export function verificationText(
  verification: Verification,
  {color, columns}: {readonly color: boolean; readonly columns: number},
): string {
  const page = {columns, paint: createPalette(color)}
  const {bundle, differences, notices, verified} = verification
  const shown = firstOf(differences, maxDifferences)
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
    nextLines(page, verificationNextSteps(verification)),
  ]).join('\n')}\n`
}

/** The outcome in a sentence without its full stop. */
export function verificationVerdict({differences, manifest, signature, verified}: Verification): string {
  if (differences.length > 0) return `Altered since it was written: ${pluralize(differences.length, 'difference')}`
  if (!verified) return `Not verified: ${strangeVersionText(manifest?.tool.version ?? '')}`
  return signature.checkedWith === 'given'
    ? 'Verified: nothing differs from what was signed'
    : 'Consistent with its own manifest, but who wrote it is unknown'
}

const strangeVersionText = (version: string) =>
  `it was written by version ${version}, whose checks and frameworks this version doesn't know ` +
  '(use --accept-version to accept them)'

function bundleLines({manifest}: Verification): string[] {
  if (!manifest) return ['It has no readable manifest.']
  const {exit, frameworks, generatedAt, result, scope, sha256, snapshot, tool} = manifest
  const assessed = `assessed as of ${formatMinute(generatedAt)} by version ${tool.version}`
  return [
    `of ${bundleScopeText(scope)}, collected ${formatMinute(snapshot.collectedAt)}, ${assessed}`,
    `against ${frameworks.map(({title, version}) => `${title} ${version}`).join(', ')}`,
    `result ${result}, exit code ${exit.code}: ${exit.reason}`,
    `manifest: SHA-256 ${sha256}`,
  ]
}

function bundleScopeText({kind, name}: NonNullable<Verification['manifest']>['scope']): string {
  if (kind === 'sample') return 'the sample organization'
  if (name === undefined) return 'the whole account'
  return kind === 'snapshot' ? name : `the ${kind} ${name}`
}

function verifiedLines(verification: Verification): string[] {
  const {manifest} = verification
  return [
    `${pluralize(manifest?.files ?? 0, 'file')} and the manifest are unchanged, and there are no other files.`,
    'The snapshot, assessed again with the frameworks, checks and policy of the bundle, gives the same report, ' +
      'byte for byte.',
    signatureText(verification),
    previousText(verification),
    ...decisionLogTexts(verification),
  ]
}

function signatureText({signature: {checkedWith, keyId}}: Verification): string {
  if (checkedWith === undefined) return "It isn't signed."
  return `It is signed by ${checkedWith === 'given' ? 'the given key' : 'the key in it'}, ${keyId ?? ''}.`
}

function previousText({previous: {expected, isChecked}}: Verification): string {
  if (expected === undefined) return 'It names no previous bundle.'
  return isChecked
    ? `The previous bundle, of ${formatMinute(expected.generatedAt)}, is the given one.`
    : "The previous bundle wasn't given."
}

function decisionLogTexts({decisions, manifest}: Verification): string[] {
  if (!manifest?.decisions) return []
  const checkedText = decisions.isChecked ? ', all of which are still in the given log' : ''
  return [`The decision log has ${pluralize(manifest.decisions.lines, 'line')}${checkedText}.`]
}
