import type {CheckFlags, ScopeFlags} from './flags.js'

/** The flags of compliance:access, parsed. */
export interface AccessFlags
  extends
    ScopeFlags,
    Pick<CheckFlags, 'format' | 'full' | 'json' | 'output' | 'policy' | 'rate-floor' | 'sample' | 'snapshot'> {
  readonly ask?: string[] | undefined
  readonly by?: string | undefined
  readonly change?: string[] | undefined
  readonly complete?: boolean
  readonly decisions?: string | undefined
  readonly keep?: string[] | undefined
  readonly new?: boolean
  readonly plain?: boolean
  readonly remove?: string[] | undefined
  readonly review?: string | undefined
  readonly roster?: string | undefined
  readonly sign?: string | undefined
  readonly to?: string | undefined
  readonly verify?: boolean
  readonly why?: string | undefined
}
