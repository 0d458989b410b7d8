import {UserError} from '../foundation/user-error.js'
import {bytesOf, openBundle} from './archive/open-bundle.js'
import {mostBytes, reportName, snapshotName} from './bundle-files.js'
import {summed} from './checksums.js'

/**
 * The JSON report of a bundle and the snapshot that it was judged by, as texts.
 *
 * @throws UserError where there is no bundle, or it is not as it was written
 */
export function reportIn(file: string): {readonly report: string; readonly snapshot: string} {
  const bundle = openBundle(file)
  try {
    const {
      differences: [first],
    } = summed(bundle, file)
    if (first)
      throw new UserError(
        `${file} is not as it was written: ${first.file} ${first.what}.`,
        'heroku compliance:evidence:verify tells all.',
      )
    const text = (name: string) => bytesOf(bundle, name, mostBytes).toString('utf8')
    return {report: text(reportName('json')), snapshot: text(snapshotName)}
  } finally {
    bundle.close()
  }
}
