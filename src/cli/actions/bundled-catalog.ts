import type {CatalogView} from '../../explain/catalog-view.js'

import {readChecks, readExamples, readFields, readFrameworks} from '../../catalog/catalog.js'
import {readCrosswalks} from '../../catalog/crosswalk.js'

/** All that is bundled, to explain. */
export const bundledCatalog = (): CatalogView => ({
  checks: readChecks(),
  crosswalks: readCrosswalks(),
  examples: readExamples(),
  fields: readFields(),
  frameworks: readFrameworks(),
})
