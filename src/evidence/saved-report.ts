import {UserError} from '../foundation/user-error.js'
import {readBytes, openBundle} from './archive/open-bundle.js'
import {maxFileBytes, reportName, snapshotName} from './bundle-files.js'
import {verifyChecksums} from './checksums.js'

/**
 * The JSON report of a bundle and the snapshot that it was judged by, as texts.
 *
 * @throws UserError where there is no bundle, or it is not as it was written
 */
export function readBundledReport(file: string): {readonly report: string; readonly snapshot: string} {
  const bundle = openBundle(file)
  try {
    const {
      differences: [firstDifference],
    } = verifyChecksums(bundle, file)
    if (firstDifference)
      throw new UserError(
        `${file} is not as it was written: ${firstDifference.file} ${firstDifference.what}.`,
        'heroku compliance:evidence:verify tells all.',
      )
    const textOf = (name: string) => readBytes(bundle, name, maxFileBytes).toString('utf8')
    return {report: textOf(reportName('json')), snapshot: textOf(snapshotName)}
  } finally {
    bundle.close()
  }
}
