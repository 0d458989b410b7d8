import type {FactKind} from './facts.js'
import type {Scope} from './snapshot.js'

/** Which facts checks need, found by refusing each kind of fact in simulated accounts. */
export interface FactUse {
  /** By check: the narrowest scope that shows its subjects, and the facts without which it becomes unknown. */
  readonly checks: Readonly<Record<string, {readonly scope: Scope['kind']; readonly kinds: readonly FactKind[]}>>
  /** By scope: further facts, which say what belongs to it. */
  readonly scopes: Readonly<Record<Scope['kind'], readonly FactKind[]>>
}
