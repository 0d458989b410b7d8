import path from 'node:path'

import type {AccessReviewFile} from '../../evidence/access-review-files.js'
import type {BundleFile} from '../../evidence/bundle-files.js'
import type {LoadedPolicy, PolicyDocument} from '../../model/policy.js'
import type {ComplianceCommand} from '../io/base-command.js'

import {fileExists} from '../../files/file-exists.js'
import {readText} from '../../files/read-json.js'
import {sha256} from '../../foundation/canonical-json.js'
import {sanitizeLine} from '../../foundation/printable.js'
import {accessReviewPrefix} from '../../model/policy.js'
import {documentFlaw} from '../../policy/document-validity.js'
import {parseDatetime} from '../io/parse-datetime.js'

interface ReviewFlags {
  readonly 'access-review'?: string | undefined
  readonly now?: string | undefined
}

/**
 * The files of the reviews of access that go into a bundle: the one that was named, else those that the policy has on
 * file and that are in force. One of these that isn't where it says is told, and left out.
 *
 * @throws UserError where one can't be evidence
 */
export async function reviewsForEvidence(
  command: ComplianceCommand,
  flags: ReviewFlags,
  policy: LoadedPolicy | undefined,
): Promise<readonly BundleFile[]> {
  const named = flags['access-review']
  const files = named === undefined ? reviewsOnFile(command, flags, policy) : [named]
  if (files.length === 0) return []
  const {accessReviewFiles, evidenceReview} = await import('../../evidence/access-review-files.js')
  const reviews = files.map((file): AccessReviewFile => {
    const json = readText(file, 'Name the file of a review of heroku compliance:access.')
    evidenceReview(json, file)
    const signature = `${file.replace(/\.json$/, '')}.dsse.json`
    return {json, signature: fileExists(signature) ? readText(signature) : undefined}
  })
  return accessReviewFiles(reviews)
}

function reviewsOnFile(command: ComplianceCommand, flags: ReviewFlags, policy: LoadedPolicy | undefined): string[] {
  const now = flags.now === undefined ? Date.now() : Date.parse(parseDatetime(flags.now))
  const [policyFile = ''] = policy?.files ?? []
  return (policy?.policy.documents ?? [])
    .filter(document => document.id.startsWith(accessReviewPrefix) && documentFlaw(document, now) === undefined)
    .flatMap(document => {
      const file = placesOf(document, path.dirname(policyFile)).find(candidate => isDocument(candidate, document))
      if (file !== undefined) return [file]
      command.printMessage(
        sanitizeLine(`${document.id} isn't at ${document.place ?? 'any place'} as the policy has it: it is left out.`),
      )
      return []
    })
}

/** The place is as it was named then: from the working folder or beside the policy. */
const placesOf = ({place}: PolicyDocument, folder: string): string[] =>
  place === undefined ? [] : [place, path.join(folder, place), path.join(folder, path.basename(place))]

const isDocument = (file: string, {sha256: digest}: PolicyDocument): boolean =>
  fileExists(file) && sha256(readText(file)) === digest
