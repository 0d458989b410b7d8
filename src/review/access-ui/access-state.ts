import {distinct} from '../../foundation/collections.js'

/** What can be decided about access. */
export const accessActions = ['keep', 'remove', 'change', 'ask'] as const
export type AccessAction = (typeof accessActions)[number]

/** Which access is listed: what is undecided, or what is remarkable in one way. */
export const undecided = 'undecided'

/** What somebody decided about the access in a row. */
export interface RowDecision {
  readonly action: AccessAction
  readonly by: string
  readonly on: string
  readonly reason?: string | undefined
  /** The role or the permissions that it becomes. */
  readonly role?: string | undefined
}

/** One person's or one token's access to one place. */
export interface AccessRow {
  readonly id: string
  /** Rows of a place stand together. */
  readonly place: string
  readonly who: string
  /** The role or the permissions. */
  readonly holds: string
  /** What is remarkable, in a few words each; each is a filter, too. */
  readonly remarks: readonly string[]
  /** More about it, a paragraph each. */
  readonly details: readonly string[]
  /** The roles or permissions that it can become; none where it can only be kept or removed. */
  readonly choices: readonly string[]
  /** Whether several of the choices can be named at once. */
  readonly isSet: boolean
  readonly decision?: RowDecision | undefined
}

/** A decision about several rows. */
export interface AccessChoice {
  readonly action: AccessAction
  readonly ids: readonly string[]
  readonly reason: string
  readonly role?: string | undefined
}

/** What is being asked before a decision is saved. */
export interface AccessPrompt {
  readonly action: AccessAction
  readonly ids: readonly string[]
  /** The role that was given; asked for first where the action changes it. */
  readonly role?: string | undefined
  readonly typed: string
  readonly caret?: number | undefined
}

export interface AccessState {
  /** The index of the line that the cursor is on. */
  readonly cursor: number
  /** A remark, or `undecided`. */
  readonly filter?: string | undefined
  readonly search: string
  readonly isSearching: boolean
  /** Ids of rows. */
  readonly selected: readonly string[]
  readonly isHelp: boolean
  /** Whether the row that the cursor is on is shown in full. */
  readonly isOpen: boolean
  readonly message?: string | undefined
  readonly prompt?: AccessPrompt | undefined
  /** The last reason for each action, which is proposed again. */
  readonly reasons: Readonly<Partial<Record<AccessAction, string>>>
}

/** What a key does: the state after it, and a decision to save. */
export interface AccessKeyResult {
  readonly state: AccessState
  readonly choice?: AccessChoice
  /** Whether the last decision is to be undone. */
  readonly isUndo?: true
  readonly isOver?: true
}

/** What the review of access shows at its start: what nobody decided yet, if there is any. */
export const startOfAccess = (rows: readonly AccessRow[]): AccessState => ({
  cursor: 0,
  filter: rows.some(({decision}) => decision) && rows.some(({decision}) => !decision) ? undecided : undefined,
  isHelp: false,
  isOpen: false,
  isSearching: false,
  reasons: {},
  search: '',
  selected: [],
})

/** Whether a row still waits for somebody: also where a person was asked. */
export const isOpenRow = ({decision}: AccessRow): boolean => decision === undefined || decision.action === 'ask'

/** Whether a filter lists a row. */
export const isListed = (row: AccessRow, filter: string | undefined): boolean => {
  if (filter === undefined) return true
  return filter === undecided ? isOpenRow(row) : row.remarks.includes(filter)
}

/** The filters of rows, in the order in which a key goes through them. */
export const filtersOf = (rows: readonly AccessRow[]): readonly string[] => [
  undecided,
  ...distinct(rows.flatMap(({remarks}) => remarks)),
]
