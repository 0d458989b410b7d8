import type {Gap} from '../../model/gap.js'
import type {Subject} from '../../model/subject.js'
import type {DiagramFacts} from './diagram-facts.js'

import {gapFacts} from './diagram-facts.js'

/** Why an app couldn't be seen; undefined where it could. */
export function hiddenBy({recordOf}: DiagramFacts, app: Subject): Gap | undefined {
  const record = recordOf(app.id)
  return app.placeholder ?? (record && 'gap' in record ? record.gap : undefined)
}

/** The facts that list an app, or the request that didn't give it. */
export function appFacts(inputs: DiagramFacts, app: Subject): readonly string[] {
  const listed = inputs.factsOf(app.id)
  const hidden = hiddenBy(inputs, app)
  return listed.length > 0 || !hidden ? listed : gapFacts(hidden)
}
