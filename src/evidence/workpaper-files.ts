import type {Report} from '../model/report.js'
import type {AssessmentInputs} from './assessment-inputs.js'
import type {BundleFile} from './bundle-files.js'

const folder = 'workpapers/'

/** Whether a file of a bundle is a document for an assessor. */
export const isWorkpaper = (name: string): boolean => name.startsWith(folder)

/** The documents for an assessor as files of a bundle. They follow from it alone, which has no earlier facts. */
export async function workpaperFiles(
  {catalog, policy, settings: {now}, snapshot, version}: AssessmentInputs,
  report: Report,
): Promise<BundleFile[]> {
  // Imported late: what writes workbooks and pages.
  const {workpapers} = await import('../workpapers/workpapers.js')
  const {files} = await workpapers({catalog, now, policy, report, snapshot, version})
  return files.map(({content, name}) => ({chunks: async () => [Buffer.from(content)], name: `${folder}${name}`}))
}
