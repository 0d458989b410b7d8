import {UserError} from '../model/errors.js'
import {bytesOf, openBundle} from '../store/bundle/open-bundle.js'
import {mostBytes, reportName} from './documents.js'
import {summed} from './sums.js'

/**
 * The JSON report of a bundle.
 *
 * @throws UserError where there is no bundle, or it is not as it was written
 */
export function reportIn(file: string): string {
  const bundle = openBundle(file)
  try {
    const {differences: [first]} = summed(bundle, file)
    if (first) throw new UserError(`${file} is not as it was written: ${first.file} ${first.what}.`, 'heroku compliance:evidence:verify tells all.')
    return bytesOf(bundle, reportName('json'), mostBytes).toString('utf8')
  } finally {
    bundle.close()
  }
}
