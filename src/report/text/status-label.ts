import type {Status} from '../../model/framework.js'

/** A status as the head of a line shows it. */
export const statusLabel: Readonly<Record<Status, string>> = {
  attested: 'ATTESTED',
  fail: 'FAIL',
  inherited: 'INHERITED',
  manual: 'MANUAL',
  'not-applicable': 'N/A',
  pass: 'PASS',
  unknown: 'UNKNOWN',
  waived: 'WAIVED',
}
