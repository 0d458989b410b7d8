import type {ComplianceCommand} from '../io/base-command.js'

import {defaultFrameworks} from '../../model/framework.js'

/** Frameworks by id, alias or file. */
export interface FrameworkSelection {
  readonly frameworks: readonly string[]
  /** What chose them where --framework wasn't given, as a clause that follows their names; empty for the default. */
  readonly origin?: string
}

/** The frameworks that were given, else those that the policy names, else the default. */
export const selectFrameworks =
  (given: readonly string[] | undefined) =>
  (policyFrameworks: readonly string[] | undefined): FrameworkSelection => {
    if (given) return {frameworks: given}
    return policyFrameworks
      ? {origin: ', as the policy says', frameworks: policyFrameworks}
      : {origin: '', frameworks: defaultFrameworks}
  }

/** Tells which frameworks were used where none was given. */
export function printSelection(command: ComplianceCommand, {origin, frameworks}: FrameworkSelection): void {
  if (origin === undefined) return
  command.printMessage(`Assessed against ${frameworks.join(' and ')}${origin}; choose others with --framework.`)
}
