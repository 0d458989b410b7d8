import type {AccessReview} from '../access/access-review.js'
import type {BundleFile} from './bundle-files.js'

import {parseAccessReview} from '../access/parse-review.js'
import {parseJson} from '../files/read-json.js'
import {UserError} from '../foundation/user-error.js'

/** A completed review of access, as it is kept. */
export interface AccessReviewFile {
  /** The text of its document. */
  readonly json: string
  /** The text of its signature, where it is signed. */
  readonly signature?: string | undefined
}

/** The files of the first review, or of another one after it, in a bundle. */
export function accessReviewNames(index: number): {readonly json: string; readonly csv: string; readonly dsse: string} {
  const base = index === 0 ? 'access-review' : `access-review-${index + 1}`
  return {csv: `${base}.csv`, dsse: `${base}.dsse.json`, json: `${base}.json`}
}

/** Whether a file of a bundle belongs to a review of access. */
export const isAccessReviewFile = (name: string): boolean =>
  /^access-review(?:-\d+)?\.(?:csv|json|dsse\.json)$/.test(name)

/**
 * Reads a review of access of which no decision can change anymore: one that is to be evidence, or carried out.
 *
 * @throws UserError where it isn't one, its access was changed, or it isn't completed
 */
export function evidenceReview(json: string, file: string): AccessReview {
  const review = parseAccessReview(parseJson(json, file, 'Name a review of heroku compliance:access.'), file)
  if (!review.completed)
    throw new UserError(
      `The review of access in ${file} isn't completed.`,
      'Decide about every grant, and end it with heroku compliance:access --complete.',
    )
  return review
}

/** Reviews of access as files of a bundle: each as it is kept, as a list for spreadsheets, and its signature. */
export function accessReviewFiles(reviews: readonly AccessReviewFile[]): BundleFile[] {
  return reviews.flatMap(({json, signature}, index) => {
    const names = accessReviewNames(index)
    const review = evidenceReview(json, names.json)
    return [
      textFile(names.json, async () => json),
      textFile(names.csv, async () => (await import('../report/access/csv.js')).accessCsv({review})),
      ...(signature === undefined ? [] : [textFile(names.dsse, async () => signature)]),
    ]
  })
}

const textFile = (name: string, text: () => Promise<string>): BundleFile => ({
  chunks: async () => [Buffer.from(await text())],
  name,
})
