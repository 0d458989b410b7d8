import type {ControlKind, Framework} from '../model/framework.js'

import {controlKinds} from '../model/framework.js'

/** How many controls of each kind a framework has. */
export function controlKindCounts({controls}: Pick<Framework, 'controls'>): Record<ControlKind, number> {
  return Object.fromEntries(
    controlKinds.map(kind => [kind, controls.filter(control => control.kind === kind).length]),
  ) as Record<ControlKind, number>
}
