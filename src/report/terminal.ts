import type {Report} from '../model/report.js'
import type {Dress} from './formats.js'

export function terminal(report: Report, dress: Dress): string {
  return `${report.exit.reason} ${dress.columns}\n`
}
